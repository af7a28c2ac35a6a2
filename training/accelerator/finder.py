"""`KERAS_BACKEND=jax python -m training.accelerator.finder`: the finder's weights in some minutes.

It trains as `training.finder.train` does, on larger batches, and on windows that many processes
cut. The folder's state is taken up, and brought to its end, by `training.finder.train`.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import jax
import keras
import numpy as np
from jax import numpy as jnp

from training.accelerator.feed import Feed, Group
from training.accelerator.ring import Ring, drawn
from training.accelerator.trainee import Trainee, Values
from training.errors import DataError
from training.finder import losses
from training.finder.pages import VALIDATION_SEED, validation
from training.finder.schedule import rate
from training.finder.settings import Settings
from training.finder.state import State
from training.finder.windows import Batch, aside

CALL: Final = 50  # steps in one call of the accelerator
ROOM: Final = 60_000  # windows of either kind that are kept: 17 GB
SAVING: Final = 8.0  # seconds of the time given that are left for the last look, and for saving
LOOKS: Final = 8  # how often the loss is stated on validation pages


def main(arguments: Sequence[str] | None = None) -> int:
    """Train as the command line says; gives the exit status."""
    parser = argparse.ArgumentParser(allow_abbrev=False, add_help=False)
    parser.add_argument("--seconds", type=float, default=540.0, help="all in all")
    parser.add_argument("--room", type=int, default=ROOM, help="windows of either kind to keep")
    own, rest = parser.parse_known_args(arguments)
    settings = Settings.parse(rest)
    try:
        run(settings, own.seconds, own.room)
    except (DataError, ValueError, OSError) as cause:
        print(f"{cause}", file=sys.stderr)
        return 1
    return 0


def run(settings: Settings, seconds: float, room: int = ROOM) -> Path:
    """Train for so many seconds, on the `room` newest windows of either kind; gives the folder."""
    end = time.monotonic() + seconds - SAVING
    settings.folder.mkdir(parents=True, exist_ok=True)
    with Feed(settings.seed, settings.workers, settings.sources) as feed:
        kept_aside = aside(validation(settings.validation, VALIDATION_SEED, settings.sources))
        state = State(settings, any_size=False)
        if settings.start:
            state.begin(settings.start)
        learner = Trainee(state.trained, state.averaged, state.optimizer, settings.averaging)
        look = _validator(state.averaged, kept_aside)
        call, values = _call(learner, settings), learner.values()
        print("first:", look(values), flush=True)
        rings = _rings(feed, settings, room)
        began = last = time.monotonic()
        sums, looked, done = np.zeros(len(losses.WEIGHTS)), 0, 0.0
        while done < 1:
            _fill(rings, feed)
            # The run is as long as the time given: how many steps that is, its speed tells.
            plan = replace(settings, steps=round(state.step / done) if done else settings.steps)
            rates = [rate(state.step + place, plan) for place in range(CALL)]
            values, parts = call(
                values,
                tuple(ring.arrays for ring in rings),
                tuple(np.int32(ring.filled) for ring in rings),
                np.int32(state.step),
                np.array(rates, np.float32),
            )
            sums += np.asarray(parts)
            state.step += CALL
            now = time.monotonic()
            before, done = done, 1.0 if now >= end else (now - began) / (end - began)
            if int(done * LOOKS) == int(before * LOOKS):
                continue
            learner.keep(values)
            record = {
                "step": state.step,
                "seconds": round(now - last, 1),
                "train": _named(sums / (state.step - looked)),
                "validation": look(values),
            }
            state.pages = feed.pages
            state.history.append(record)
            state.settings = replace(settings, steps=state.step)
            state.save(settings.folder / "state.npz")
            sums, looked, last = np.zeros(len(losses.WEIGHTS)), state.step, now
            print(json.dumps(record), f"{feed.pages} pages", flush=True)
    return settings.folder


def _rings(feed: Feed, settings: Settings, room: int) -> tuple[Ring, Ring]:
    """Take in the windows of the first pages, in one ring for each size."""
    fine, coarse = _group(feed)
    rings = Ring(fine, room), Ring(coarse, room)
    while feed.pages < settings.first:
        for ring, windows in zip(rings, _group(feed), strict=True):
            ring.take(windows)
    return rings


def _group(feed: Feed) -> Group:
    group = feed.take(wait=True)
    assert group is not None, "it was awaited"  # noqa: S101 for mypy
    return group


def _fill(rings: tuple[Ring, Ring], feed: Feed) -> None:
    """Take in all windows that are ready."""
    while (group := feed.take(wait=False)) is not None:
        for ring, windows in zip(rings, group, strict=True):
            ring.take(windows)


def _call(
    learner: Trainee, settings: Settings
) -> Callable[[Values, Any, Any, Any, Any], tuple[Values, jax.Array]]:
    """Compile CALL steps: values, rings, counts of windows, step and rates in.

    Gives the values after them, and the sums of the losses, float32 [L].
    """
    sizes = settings.windows, settings.small
    key = jax.random.key(settings.seed)

    def loss(trainable: Any, other: Any, batches: list[Any]) -> tuple[Any, Any]:
        each_loss, total = jnp.zeros(len(losses.WEIGHTS)), jnp.zeros(())
        for batch in batches:
            told, other = learner.trained.stateless_call(
                trainable, other, batch["planes"], training=True
            )
            parts = losses.losses(told, batch)
            total += losses.total(parts) / len(batches)
            each_loss += jnp.stack([parts[name] for name in losses.WEIGHTS]) / len(batches)
        return total, (each_loss, other)

    def step(values: Values, given: Any, arrays: Any, counts: Any) -> tuple[Values, Any]:
        number, now = given
        keys = jax.random.split(jax.random.fold_in(key, number), 2)
        batches = [
            drawn(ring, jax.random.randint(each, (size,), 0, count))
            for ring, each, size, count in zip(arrays, keys, sizes, counts, strict=True)
        ]
        gradients, (each_loss, other) = jax.grad(loss, has_aux=True)(
            values.trainable, values.other, batches
        )
        return learner.stepped(values, _clipped(gradients), other, now), each_loss

    @jax.jit
    def call(
        values: Values, arrays: Any, counts: Any, first: Any, rates: Any
    ) -> tuple[Values, jax.Array]:
        # The rings are no part of what is carried from step to step: they would be copied.
        one = partial(step, arrays=arrays, counts=counts)
        values, parts = jax.lax.scan(one, values, (first + jnp.arange(CALL), rates))
        return values, parts.sum(axis=0)

    return call


def _clipped(gradients: Any) -> Any:
    norm = jnp.sqrt(sum((each**2).sum() for each in gradients))
    return [each * jnp.minimum(1.0, losses.STEEPEST / (norm + 1e-6)) for each in gradients]


def _validator(net: keras.Model, kept_aside: list[Batch]) -> Callable[[Values], dict[str, float]]:
    """Compile a look at the validation windows with the running means."""

    @jax.jit
    def parts(values: Values, batch: Any) -> Any:
        told, _ = net.stateless_call(
            values.mean_trainable,
            values.mean_other,
            batch["planes"].astype(jnp.float32),
            training=False,
        )
        each = losses.losses(told, batch)
        return jnp.stack([each[name] for name in losses.WEIGHTS])

    on_device = [jax.device_put(batch) for batch in kept_aside]

    def look(values: Values) -> dict[str, float]:
        told = np.mean([np.asarray(parts(values, batch)) for batch in on_device], axis=0)
        total = sum(losses.WEIGHTS[name] * value for name, value in _named(told).items())
        return {**_named(told), "total": round(total, 4)}

    return look


def _named(sums: Any) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(losses.WEIGHTS, sums, strict=True)}


if __name__ == "__main__":
    sys.exit(main())
