"""`KERAS_BACKEND=jax python -m training.accelerator.classifier`: large teachers, then the shipped.

Trains teachers, then networks of the shipped plan, one for each seed, which learn from all teachers
together. They go into one archive, run by run, so that what is done is kept whatever happens to the
rest. Unpacked under runs/, `training.classifier.train` finishes them as their finish.txt says.

All other flags are those of `training.classifier.train`, for the networks that are taught.
"""

import argparse
import shlex
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import keras

from training.accelerator import archive
from training.accelerator.budget import Trainer
from training.accelerator.packed import Packed, load
from training.classifier import network
from training.classifier.settings import Settings
from training.classifier.state import State

COMPILING: Final = 60.0  # seconds set aside for it, of those that all runs have together


def main(arguments: Sequence[str] | None = None) -> int:
    """Train what the command line says; gives the exit status."""
    began = time.monotonic()
    chosen, flags = _parser().parse_known_args(arguments)
    packed = load(chosen.pool)
    taught = replace(Settings.parse(flags), **packed.settings)
    teaching = replace(Settings.parse(shlex.split(chosen.teacher)), **packed.settings)
    teachers, students = _runs(chosen, teaching, taught)
    end = began + chosen.total
    later = chosen.seconds * len(students)
    told: list[State] = []
    for state in _trained(teachers, packed, (), _Time(chosen.teacher_seconds, later, end)):
        archive.add_teacher(chosen.to, state)
        told.append(state)
    for state in _trained(students, packed, told, _Time(chosen.seconds, 0, end)):
        archive.add(chosen.to, state)
    print(f"{chosen.to}: {chosen.to.stat().st_size / 1e6:.1f} MB, {time.monotonic() - began:.0f} s")
    return 0


class _Time:
    """The seconds that each of several runs has, `later` those that further runs are to have."""

    def __init__(self, each: float, later: float, end: float) -> None:
        self._each, self._later, self._end = each, later, end

    def share(self, runs: int) -> float:
        """Give the seconds of the next of so many runs: its own, or its share of what is left."""
        left = self._end - time.monotonic() - (COMPILING if self._later else 0)
        return min(self._each, left * self._each / (self._each * runs + self._later))


def _runs(
    chosen: argparse.Namespace, teaching: Settings, taught: Settings
) -> tuple[list[Settings], list[Settings]]:
    teachers = [
        replace(teaching, seed=seed, name=f"{chosen.prefix}-teacher-{seed}")
        for seed in range(1, chosen.teachers + 1)
    ]
    folders = tuple(settings.folder for settings in teachers)
    students = [
        replace(taught, seed=seed, name=f"{chosen.prefix}-{seed}", teachers=folders, start=start)
        for seeds, start in ((chosen.seeds, taught.start), (chosen.fresh, None))
        for seed in seeds
    ]
    return teachers, students


def _trained(
    runs: Sequence[Settings], packed: Packed, told: Sequence[State], clock: _Time
) -> Iterator[State]:
    """Train runs that differ in seed and start alone, one after the other."""
    if not runs:
        return
    trainer, precision = _compiled(runs[0], packed, told)
    for place, settings in enumerate(runs):
        state = _begun(replace(settings, precision=precision))
        seconds = clock.share(len(runs) - place)
        print(f"{settings.name}: {seconds:.0f} s, {trainer.seconds:.2f} s an epoch", flush=True)
        trainer.train(state, seconds)
        yield state


def _compiled(settings: Settings, packed: Packed, told: Sequence[State]) -> tuple[Trainer, str]:
    """Give a trainer and its precision: float32 where XLA computes no numbers in the other.

    It happened: XLA for processors of JAX 0.11.2 fuses a sum in bfloat16 so that it is NaN.
    """
    for precision in (settings.precision, "float32"):
        state = _begun(replace(settings, precision=precision))
        trainer = Trainer(state, packed, [_answering(teacher, precision) for teacher in told])
        if trainer.finite:
            return trainer, precision
        print(f"{settings.name}: in {precision} the loss is no number", flush=True)
    raise FloatingPointError(f"{settings.name} does not train in any precision; see its settings.")


def _begun(settings: Settings) -> State:
    state = State(settings)
    if settings.start is not None:
        state.begin(settings.start)
    return state


def _answering(state: State, precision: str) -> keras.Model:
    """Give the running mean of a state's network, in this precision."""
    teacher: Any = network.build(state.plan, precision)
    teacher.set_weights(state.averaged.get_weights())
    return teacher


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.accelerator.classifier",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    flag = parser.add_argument
    flag("--pool", type=Path, required=True, help="what training.accelerator.pack wrote")
    flag("--to", type=Path, required=True, help="the archive to write, .tar")
    flag("--prefix", default="far", help="what the runs' names begin with (default: far)")
    flag("--teachers", type=int, default=2, help="how many (default: 2)")
    flag("--teacher", default="--plan large", help="their flags of classifier.train, in one")
    flag("--teacher-seconds", type=float, default=90, help="for each teacher (default: 90)")
    flag("--seeds", type=int, nargs="*", default=[1, 2, 3], help="of those that begin at --start")
    flag("--fresh", type=int, nargs="*", default=[], help="of those that begin anew")
    flag("--seconds", type=float, default=80, help="for each taught network (default: 80)")
    flag("--total", type=float, default=540, help="seconds of all, with compiling (default: 540)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
