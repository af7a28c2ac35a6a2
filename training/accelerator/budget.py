"""A run that fits a time: how long an epoch takes is measured, then the epochs are laid out."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import jax
import keras

from training.accelerator import passes
from training.accelerator.gathering import regathered
from training.accelerator.packed import Packed
from training.classifier import loss
from training.classifier.state import State
from training.classifier.validation import validate

SPARE: Final = 0.98  # part of the time that is planned for

Arrays = passes.Arrays


class Trainer:
    """Trains states of one plan and one set of settings, compiled once for all their seeds."""

    def __init__(self, state: State, packed: Packed, teachers: Sequence[keras.Model] = ()) -> None:
        """Compile, and measure an epoch with its validation; nothing is learnt by it."""
        self._packed = packed
        self._material = jax.device_put(loss.material(packed.pool))
        self._told = [passes.values(teacher) for teacher in teachers]
        self._pass = passes.prepare(state, teachers)
        self._answers = _answers(state.averaged)
        now = passes.weights(state)
        for _ in range(2):  # the first compiles
            start = time.monotonic()
            _, mean = self._epoch(state, now)
            self._validate(now)
            self.seconds = time.monotonic() - start  # of one epoch
        self.finite = math.isfinite(mean)  # whether the compiled network computes at all

    def train(self, state: State, seconds: float) -> None:
        """Train a state for as many epochs as fit; where it turns out slower, for fewer."""
        start = time.monotonic()
        now, took = passes.weights(state), self.seconds
        epochs = _fitting(SPARE * seconds, took)
        while state.epoch < epochs:
            state.settings = replace(state.settings, epochs=epochs)
            began = time.monotonic()
            now, mean = self._epoch(state, now)
            record = {"epoch": state.epoch + 1, "loss": mean, **self._validate(now)}
            record["seconds"] = round(time.monotonic() - began, 2)
            state.history.append(record)
            print("  ".join(f"{name} {value:.4g}" for name, value in record.items()), flush=True)
            passed = time.monotonic() - start
            left = _fitting(seconds - passed, passed / state.epoch) if passed < seconds else 0
            epochs = min(epochs, state.epoch + left)
        state.settings = replace(state.settings, epochs=state.epoch)
        passes.put(state, now)

    def _epoch(self, state: State, now: passes.Weights) -> tuple[passes.Weights, float]:
        given = passes.steps(state.settings, self._packed.pool, state.epoch)
        now, mean = self._pass(now, given, self._material, self._told)
        return now, float(mean)

    def _validate(self, now: passes.Weights) -> dict[str, float]:
        means = (now.mean_trained, now.mean_normalising)
        return validate(lambda pictures: self._answers(means, pictures), self._packed.aside)


def _answers(averaged: keras.Model) -> Callable[..., Any]:
    network = regathered(averaged)
    return jax.jit(lambda means, pictures: network.stateless_call(*means, pictures)[0])


def _fitting(seconds: float, each: float) -> int:
    """Give how many epochs fit, at least one."""
    return max(1, int(seconds / each))
