"""`python -m training.finder.train`: generated pages in, a run's folder with the finder out."""

import os

os.environ.setdefault(
    "TF_CPP_MIN_LOG_LEVEL", "2"
)  # TensorFlow's notes on its build drown the progress

import json
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import tensorflow as tf

from training.errors import DataError
from training.finder import losses, network
from training.finder.pages import VALIDATION_SEED, Pages, validation
from training.finder.schedule import rate
from training.finder.settings import Settings
from training.finder.state import State
from training.finder.windows import SIDE, SMALL, Batch, aside, batch
from training.run.atomic import atomic
from training.run.commit import commit

PARITY: Final = 8  # windows of validation pages that the export is checked on


def main(arguments: Sequence[str] | None = None) -> int:
    """Train as the command line says; gives the exit status."""
    settings = Settings.parse(arguments)
    try:
        run(settings)
    except (DataError, ValueError, OSError) as cause:
        print(f"{cause}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"Stopped. The same command resumes {settings.folder} at its last record.")
        return 130
    return 0


def run(settings: Settings) -> Path:
    """Train, or take up an interrupted run; gives the run's folder."""
    source = commit()  # of the code that runs, whatever changes on disk meanwhile
    settings.folder.mkdir(parents=True, exist_ok=True)
    state = State(settings)
    saved = settings.folder / "state.npz"
    if saved.exists():
        state.resume(saved)
        print(f"Resuming {settings.folder} at step {state.step}.", flush=True)
    elif settings.start:
        state.begin(settings.start)
    kept_aside = aside(validation(settings.validation, VALIDATION_SEED, settings.sources))
    step = _step(state)
    sums: dict[str, float] = {}
    start, first = time.monotonic(), state.step
    for made in _batches(state, settings):
        parts = step([_tensors(each) for each in made], tf.constant(rate(state.step, settings)))
        for name, value in zip(losses.WEIGHTS, parts.numpy(), strict=True):
            sums[name] = sums.get(name, 0.0) + float(value)
        state.step += 1
        if state.step % settings.record == 0 or state.step == settings.steps:
            seconds = time.monotonic() - start
            record = {
                "step": state.step,
                "seconds": round(seconds, 1),
                "train": {name: round(sums[name] / (state.step - first), 4) for name in sums},
                "validation": _validate(state.averaged, kept_aside),
            }
            sums, start, first = {}, time.monotonic(), state.step
            state.history.append(record)
            state.save(saved)
            print(json.dumps(record), flush=True)
    _finish(state, kept_aside, settings, source)
    return settings.folder


def _batches(state: State, settings: Settings) -> Iterator[list[Batch]]:
    """Give the batches that are left: windows of fine and of coarse levels, one step ahead."""
    if state.step >= settings.steps:
        return  # it was trained elsewhere, and is only to be finished
    first = state.pages
    with (
        Pages(settings.seed, first, settings.workers, settings.kept, settings.sources) as pages,
        ThreadPoolExecutor(1) as ahead,
    ):
        for _ in range(settings.first):
            pages.take()
        state.pages = pages.taken
        coming = ahead.submit(_batch, pages, state.step, settings)
        for number in range(state.step, settings.steps):
            made = coming.result()
            state.pages = pages.taken
            coming = ahead.submit(_batch, pages, number + 1, settings)
            yield made


def _batch(pages: Pages, number: int, settings: Settings) -> list[Batch]:
    random = np.random.default_rng([settings.seed, 21, number])
    if number % settings.each == 0:
        pages.take()
    return [
        batch([pages.any(random) for _ in range(count)], side, random)
        for count, side in ((settings.windows, SIDE), (settings.small, SMALL))
    ]


def _step(state: State) -> Any:
    net, optimizer = state.trained, state.optimizer

    @tf.function
    def step(batches: list[dict[str, Any]], rate: Any) -> Any:
        with tf.GradientTape() as tape:
            parts: dict[str, Any] = {}
            for each in batches:
                told = net(tf.cast(each["planes"], tf.float32), training=True)
                for name, value in losses.losses(told, each).items():
                    parts[name] = parts.get(name, 0.0) + value / len(batches)
            loss = losses.total(parts)
        gradients = tape.gradient(loss, net.trainable_variables)
        gradients, _ = tf.clip_by_global_norm(gradients, losses.STEEPEST)
        optimizer.learning_rate.assign(rate)
        optimizer.apply(gradients, net.trainable_variables)
        state.average()
        return tf.stack([parts[name] for name in losses.WEIGHTS])

    return step


def _tensors(made: Batch) -> dict[str, Any]:
    return {name: tf.constant(value) for name, value in made.items()}


def _validate(net: keras.Model, kept_aside: list[Batch]) -> dict[str, float]:
    sums = dict.fromkeys(losses.WEIGHTS, 0.0)
    for each in kept_aside:
        told = net(tf.constant(each["planes"], tf.float32), training=False)
        for name, value in losses.losses(told, _tensors(each)).items():
            sums[name] += float(value) / len(kept_aside)
    total = sum(losses.WEIGHTS[name] * value for name, value in sums.items())
    return {name: round(value, 4) for name, value in {**sums, "total": total}.items()}


def _finish(state: State, kept_aside: list[Batch], settings: Settings, source: str) -> None:
    """Write what the run gave: the folded network, its results, and inputs to prove it on."""
    finished = network.fold(state.averaged, state.plan)
    results = {
        "run": settings.folder.name,
        "settings": settings.as_dict(),
        "data": "generated photographs: MNIST train digits and UNIPEN pen trajectories redrawn, "
        "handwriting fonts and typefaces",
        "commit": source,
        "versions": {"keras": keras.__version__, "numpy": np.__version__},
        "parameters": finished.count_params(),
        "seconds": round(sum(record["seconds"] for record in state.history)),
        "last": state.history[-1] if state.history else {},
    }
    with atomic(settings.folder / "network.keras") as partial:
        finished.save(partial)
    with atomic(settings.folder / "parity.npz") as partial, partial.open("wb") as file:
        np.savez(file, planes=kept_aside[0]["planes"][:PARITY])
    path = settings.folder / "results.json"
    with atomic(path) as partial:
        partial.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(f"{settings.folder}: {results['last'].get('validation')}")


if __name__ == "__main__":
    sys.exit(main())
