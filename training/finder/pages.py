"""Pages for training: drawn by processes of their own, kept as levels, the newest some thousand.

A page's number decides what is on it, and pages are taken in the order of their numbers, however
many processes draw them.
"""

import multiprocessing
from collections import deque
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Full
from types import TracebackType
from typing import Any, Final, Self

import numpy as np

from reader.find.pyramid import Level
from training.finder.truth import Truth, levels_of
from training.pages.page import make
from training.pages.sources import Sources

VALIDATION_SEED: Final = 1_000_003  # of the pages that no run trains on
AHEAD: Final = 24  # pages that a process draws ahead of what is taken
PATIENCE: Final = 5.0  # seconds until a process that waits looks whether anybody is left to take

Levels = list[tuple[Level, Truth]]


def validation(count: int, seed: int, data: Path) -> list[Levels]:
    """Draw pages of the writers and fonts that are set aside."""
    sources = Sources.load(data, "validation")
    return [levels_of(make(seed, number, sources)) for number in range(count)]


class Pages:
    """The pages that windows are drawn from; a context, whose processes end with it."""

    def __init__(self, seed: int, start: int, workers: int, kept: int, data: Path) -> None:
        """Begin with page number `start`."""
        context = multiprocessing.get_context("spawn")  # TensorFlow does not survive a fork
        self.taken = start
        self._kept: deque[Levels] = deque(maxlen=kept)
        self._queues: list[Queue[Any]] = [context.Queue(AHEAD) for _ in range(workers)]
        self._processes = [
            context.Process(
                target=_draw, args=(seed, start + place, workers, data, queue), daemon=True
            )
            for place, queue in enumerate(self._queues)
        ]
        self._start = start

    def __enter__(self) -> Self:
        for process in self._processes:
            process.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.terminate()

    def take(self) -> None:
        """Take in the next page; raises RuntimeError where drawing it failed."""
        queue = self._queues[(self.taken - self._start) % len(self._queues)]
        drawn = queue.get()
        if isinstance(drawn, str):
            raise RuntimeError(  # noqa: TRY004 it is the other side's error, as text
                f"Page {self.taken} could not be drawn: {drawn}"
            )
        self._kept.append(drawn)
        self.taken += 1

    def any(self, random: np.random.Generator) -> Levels:
        """Give one of the kept pages."""
        return self._kept[int(random.integers(len(self._kept)))]


def _draw(seed: int, first: int, step: int, data: Path, queue: "Queue[Any]") -> None:
    try:
        sources = Sources.load(data, "train")
    except Exception as error:  # noqa: BLE001 it is raised again on the other side
        queue.put(f"{type(error).__name__}: {error}")
        return
    number = first
    parent = multiprocessing.parent_process()
    while parent is None or parent.is_alive():  # one that was killed ends nobody
        try:
            drawn: Any = levels_of(make(seed, number, sources))
        except Exception as error:  # noqa: BLE001 it is raised again on the other side
            drawn = f"{type(error).__name__}: {error}"
        while parent is None or parent.is_alive():
            try:
                queue.put(drawn, timeout=PATIENCE)
                break
            except Full:
                continue
        number += step
    queue.cancel_join_thread()  # else the process would wait until somebody takes what it drew
