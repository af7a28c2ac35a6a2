"""Windows of generated pages, cut by many processes: as many as an accelerator can learn from."""

import multiprocessing
import pickle
from dataclasses import dataclass
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Empty, Full
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from training.finder.truth import levels_of
from training.finder.windows import SIDE, SMALL, Batch, batch
from training.pages.page import make
from training.pages.sources import Sources

PAGES: Final = 8  # pages whose windows come together
FINE: Final = 6  # windows of a page's fine levels
COARSE: Final = 8  # windows of its coarse ones
AHEAD: Final = 4  # groups of windows that a process cuts before one is taken
PATIENCE: Final = 5.0  # seconds until a process that waits looks whether anybody is left to take
MEMORY: Final = Path("/dev/shm")  # noqa: S108 a disk in memory: groups are large, and short-lived

Group = tuple[Batch, Batch]  # windows of SIDE, and of SMALL


@dataclass(frozen=True)
class Order:
    """What a process draws: every `step`-th page of a seed from `first` on."""

    seed: int
    first: int
    step: int
    data: Path


class Feed:
    """Processes that draw pages and cut windows; a context, whose processes end with it."""

    def __init__(self, seed: int, workers: int, data: Path) -> None:
        """Let each of `workers` processes draw its own pages of a seed."""
        context = multiprocessing.get_context("spawn")  # neither JAX nor CUDA survives a fork
        self.pages = 0  # whose windows were taken
        self._folder = TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        self._queue: Queue[Any] = context.Queue(AHEAD * workers)
        self._processes = [
            context.Process(
                target=_cut,
                args=(Order(seed, place, workers, data), Path(self._folder.name), self._queue),
                daemon=True,
            )
            for place in range(workers)
        ]

    def __enter__(self) -> Self:
        for process in self._processes:
            process.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.terminate()
            process.join()
        self._folder.cleanup()

    def take(self, *, wait: bool) -> Group | None:
        """Give the next windows that are ready; None where there are none and none may be awaited.

        Raises RuntimeError where a page could not be drawn.
        """
        try:
            told = self._queue.get(block=wait)
        except Empty:
            return None
        path = Path(told)
        if path.parent != Path(self._folder.name):
            raise RuntimeError(f"Pages could not be drawn: {told}")
        group: Group = pickle.loads(path.read_bytes())  # noqa: S301 this program wrote it
        path.unlink()
        self.pages += PAGES
        return group


def group(order: Order, sources: Sources, number: int) -> Group:
    """Draw PAGES pages from a number on and cut their windows, in the small types of `packed`."""
    fine, coarse = [], []
    for place in range(PAGES):
        page = number + place * order.step
        random = np.random.default_rng([order.seed, 31, page])
        levels = levels_of(make(order.seed, page, sources))
        fine.append(batch([levels] * FINE, SIDE, random))
        coarse.append(batch([levels] * COARSE, SMALL, random))
    return _joined(fine), _joined(coarse)


def packed(name: str, values: NDArray[Any]) -> NDArray[Any]:
    """Give a window's array in the smallest type that keeps it: whole levels, kinds, else halves.

    Targets in pixels over UNIT keep three digits, weights are few and simple.
    """
    return values.astype(np.uint8 if name in ("planes", "ink", "kind") else np.float16)


def _joined(parts: list[Batch]) -> Batch:
    return {name: packed(name, np.concatenate([part[name] for part in parts])) for name in parts[0]}


def _cut(order: Order, folder: Path, queue: "Queue[Any]") -> None:
    parent = multiprocessing.parent_process()
    number = order.first
    try:
        sources = Sources.load(order.data, "train")
        while parent is None or parent.is_alive():  # one that was killed ends nobody
            path = folder / str(number)
            path.write_bytes(pickle.dumps(group(order, sources, number)))
            while parent is None or parent.is_alive():
                try:
                    queue.put(str(path), timeout=PATIENCE)
                    break
                except Full:
                    continue
            number += PAGES * order.step
    except Exception as error:  # noqa: BLE001 it is raised again on the other side
        queue.put(f"{type(error).__name__}: {error}")
