"""Connected components of a mask, as runs of pixels: what a pen drew without lifting."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Runs = NDArray[np.int64]


@dataclass(frozen=True)
class Component:
    """Pixels that touch each other, diagonals included.

    `runs` is int64 [n, 3]: row, first column, column after the last. The box is half open:
    columns left..right, rows top..bottom.
    """

    runs: Runs
    left: int
    top: int
    right: int
    bottom: int
    area: int

    @property
    def width(self) -> int:
        """Columns of the bounding box."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Rows of the bounding box."""
        return self.bottom - self.top

    @property
    def size(self) -> int:
        """The longer side of the bounding box, in pixels."""
        return max(self.width, self.height)


def components(mask: NDArray[np.bool_]) -> list[Component]:
    """Find the connected components of a bool mask [height, width], largest area first.

    Runs of the rows are joined with those that touch them in the next row, and labels flow to the
    smallest of each component by pointer jumping (Shiloach and Vishkin, 1982), all in numpy.
    """
    runs = _runs(mask)
    if len(runs) == 0:
        return []
    labels = _join(len(runs), *_touching(runs, mask.shape[1]))
    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(np.diff(labels[order], prepend=-1))
    found = [_component(runs[part]) for part in np.split(order, starts[1:])]
    return sorted(found, key=lambda component: -component.area)


def paint(
    parts: list[Component], left: int, top: int, right: int, bottom: int
) -> NDArray[np.bool_]:
    """Paint components into a fresh mask of this box, bool [bottom - top, right - left]."""
    runs = np.concatenate([part.runs for part in parts])
    runs = runs[(runs[:, 0] >= top) & (runs[:, 0] < bottom)]
    edges = np.zeros((bottom - top, right - left + 1), dtype=np.int8)
    np.add.at(edges, (runs[:, 0] - top, np.clip(runs[:, 1] - left, 0, right - left)), 1)
    np.add.at(edges, (runs[:, 0] - top, np.clip(runs[:, 2] - left, 0, right - left)), -1)
    return np.cumsum(edges, axis=1, dtype=np.int8)[:, :-1] > 0


def _runs(mask: NDArray[np.bool_]) -> Runs:
    height, width = mask.shape
    padded = np.zeros((height, width + 2), dtype=np.int8)
    padded[:, 1:-1] = mask
    steps = np.diff(padded, axis=1)
    rows, firsts = np.nonzero(steps == 1)
    _, lasts = np.nonzero(steps == -1)
    return np.stack([rows, firsts, lasts], axis=1).astype(np.int64)


def _touching(runs: Runs, width: int) -> tuple[Runs, Runs]:
    """Pair each run with those of the next row that it touches, as two lists of run numbers."""
    row = width + 2  # one key orders all runs; a row is wide enough to keep neighbours apart
    starts = runs[:, 0] * row + runs[:, 1]
    ends = runs[:, 0] * row + runs[:, 2]
    low = np.searchsorted(ends, starts + row, side="left")
    high = np.searchsorted(starts, ends + row, side="right")
    counts = np.maximum(high - low, 0)
    upper = np.repeat(np.arange(len(runs)), counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return upper, np.repeat(low, counts) + within


def _join(count: int, upper: Runs, lower: Runs) -> Runs:
    labels = np.arange(count)
    while True:
        least = np.minimum(labels[upper], labels[lower])
        hooked = labels.copy()
        np.minimum.at(hooked, labels[upper], least)
        np.minimum.at(hooked, labels[lower], least)
        hooked = hooked[hooked]
        if np.array_equal(hooked, labels):
            return labels
        labels = hooked


def _component(runs: Runs) -> Component:
    return Component(
        runs=runs,
        left=int(runs[:, 1].min()),
        top=int(runs[:, 0].min()),
        right=int(runs[:, 2].max()),
        bottom=int(runs[:, 0].max()) + 1,
        area=int((runs[:, 2] - runs[:, 1]).sum()),
    )
