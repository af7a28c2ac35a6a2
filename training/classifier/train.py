"""`python -m training.classifier.train`: MNIST in, a run's folder with network and results out."""

import os

os.environ.setdefault(
    "TF_CPP_MIN_LOG_LEVEL", "2"
)  # TensorFlow's notes on its build drown the progress

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np

from training.classifier import curves, epoch, mixture, network, validation
from training.classifier.pool import Pool
from training.classifier.results import measure
from training.classifier.settings import Settings
from training.classifier.state import State
from training.digits import mnist
from training.digits.doodles import DOODLES
from training.digits.mnist import Digits
from training.digits.numerals import write
from training.errors import DataError
from training.run import commit
from training.run.atomic import atomic, write_json

PARITY: Final = 150  # validation digits, and as many non-digits, that the export is checked on


def main(arguments: Sequence[str] | None = None) -> int:
    """Train as the command line says; gives the exit status."""
    settings = Settings.parse(arguments)
    try:
        run(settings)
    except (DataError, ValueError, OSError) as cause:
        print(f"{cause}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"Stopped. The same command resumes {settings.folder} after its last whole epoch.")
        return 130
    return 0


def run(settings: Settings) -> Path:
    """Train, or take up an interrupted run; gives the run's folder."""
    source = commit.commit()  # of the code that runs, whatever changes on disk meanwhile
    training, test = mnist.load(settings.mnist, named=settings.data is not None)
    settings.folder.mkdir(parents=True, exist_ok=True)
    state = State(settings)
    saved = settings.folder / "state.npz"
    if saved.exists():
        state.resume(saved)
        print(f"Resuming {settings.folder} after epoch {state.epoch}.")
    elif settings.start is not None:
        state.begin(settings.start)
    if state.epoch < settings.epochs:
        pool, aside = mixture.make(training, settings)
        _learn(state, pool, aside)
    else:
        aside = mixture.aside(training, settings)
    finish(state, aside, test, settings.folder, source)
    return settings.folder


def _learn(state: State, pool: Pool, aside: Pool) -> None:
    """Train for the epochs that are left, and save the state after each."""
    settings = state.settings
    step = epoch.prepare(state, pool, _teachers(settings))
    while state.epoch < settings.epochs:
        start = time.monotonic()
        record = {"epoch": state.epoch + 1, "loss": epoch.train(state, step, pool)}
        record |= validation.validate(state.averaged, aside)
        record["seconds"] = round(time.monotonic() - start, 1)
        state.history.append(record)
        state.save(settings.folder / "state.npz")
        write_json(settings.folder / "history.json", state.history)
        print("  ".join(f"{name} {value:.5g}" for name, value in record.items()), flush=True)


def _teachers(settings: Settings) -> list[keras.Model]:
    return [_teacher(folder, settings.precision) for folder in settings.teachers]


def _teacher(folder: Path, precision: str) -> keras.Model:
    """Load a network to learn from, of whatever plan; raises ValueError where there is none."""
    results = folder / "results.json"  # a run's last file
    if not results.is_file():
        raise ValueError(
            f"{folder} has no results.json; train that teacher to its end first: "
            f"--plan teacher --name {folder.name}."
        )
    plan = json.loads(results.read_text(encoding="utf-8"))["settings"]["plan"]
    return network.load(folder / "network.keras", network.PLANS[plan], precision)


def finish(state: State, aside: Pool, test: Digits, folder: Path, source: str) -> None:
    """Write what the run gave: the network, its calibration, results, curves, parity inputs."""
    finished = state.finished()
    results = {
        "run": folder.name,
        "settings": state.settings.as_dict(),
        "mean_of": _mean_of(state.settings.start),
        "commit": source,
        "versions": {"keras": keras.__version__, "numpy": np.__version__},
        "parameters": finished.count_params(),
        "seconds": round(sum(record["seconds"] for record in state.history)),
        "last": state.history[-1],
        **measure(finished, aside, test, state.settings.labels),
    }
    with atomic(folder / "network.keras") as partial:
        finished.save(partial)
    with atomic(folder / "parity.npz") as partial, partial.open("wb") as file:
        np.savez(
            file,
            digits=aside.digits.pixels[:PARITY],
            nondigits=aside.nondigits[:PARITY],
            drawn=_drawn(state.settings.seed),
        )
    curves.plot(folder / "curves.png", state.history)
    write_json(folder / "results.json", results)
    print(f"{folder}: MNIST test {100 * results['test']['accuracy']:.2f} % of {len(test)}")


def _mean_of(start: Path | None) -> dict[str, int]:
    """Give the runs, with their parts, that the first weights are the mean of, if of several."""
    results = start / "results.json" if start else None
    if results is None or not results.is_file():
        return {}  # it began anew, or elsewhere
    of: dict[str, int] = json.loads(results.read_text(encoding="utf-8")).get("mean_of", {})
    return of


def _drawn(seed: int) -> Any:
    """Draw pictures in which there is nothing of MNIST, so that they may be published."""
    random = np.random.default_rng([seed, 14])
    numerals, _ = write(40, seed)
    return np.concatenate([numerals, [doodle(random) for doodle in DOODLES for _ in range(2)]])


if __name__ == "__main__":
    sys.exit(main())
