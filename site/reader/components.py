"""Connected components of a mask, as runs of pixels: what a pen drew without lifting."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Runs = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
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

    def surrounds(self, other: "Component") -> bool:
        """Tell whether this component lies on all four sides of the middle of another's box."""
        inside = (
            self.left < other.left
            and other.right < self.right
            and self.top < other.top
            and other.bottom < self.bottom
        )
        if not inside:
            return False
        row, column = (other.top + other.bottom) // 2, (other.left + other.right) // 2
        rows, first, last = self.runs.T
        beside = rows == row
        along = rows[(first <= column) & (column < last)]
        return bool(
            (last[beside] <= other.left).any()
            and (first[beside] >= other.right).any()
            and (along < other.top).any()
            and (along >= other.bottom).any()
        )


def components(mask: NDArray[np.bool_]) -> list[Component]:
    """Find the connected components of a bool mask [height, width], largest area first."""
    runs = runs_of(mask)
    labels, order, starts = grouped(runs, mask.shape[1])
    if not len(labels):
        return []
    runs = runs[order]
    left, right = np.minimum.reduceat(runs[:, 1], starts), np.maximum.reduceat(runs[:, 2], starts)
    top, bottom = runs[starts, 0], np.maximum.reduceat(runs[:, 0], starts) + 1
    area = np.add.reduceat(runs[:, 2] - runs[:, 1], starts)
    boxes = np.stack([left, top, right, bottom, area], axis=1).tolist()
    parts = np.split(runs, starts[1:])
    found = [Component(part, *box) for part, box in zip(parts, boxes, strict=True)]
    return sorted(found, key=lambda component: -component.area)


def grouped(runs: Runs, width: int) -> tuple[Runs, Runs, Runs]:
    """Group runs, int64 [n, 3] in the order of their rows, that touch; `width` is the mask's.

    Gives a label for each run, the order that puts runs of one label side by side (rows still in
    order), and where in that order each label starts. Runs of the rows are joined with those that
    touch them in the next row, and labels flow to the smallest of each component by pointer
    jumping (Shiloach and Vishkin, 1982), all in numpy.
    """
    if not len(runs):
        return runs[:, 0], runs[:, 0], runs[:, 0]
    labels = _join(len(runs), *_touching(runs, width))
    order = np.argsort(labels, kind="stable")
    return labels, order, np.flatnonzero(np.diff(labels[order], prepend=-1))


def paint(
    parts: Sequence[Component], left: int, top: int, right: int, bottom: int
) -> NDArray[np.bool_]:
    """Paint components into a fresh mask of this box, bool [bottom - top, right - left]."""
    runs = np.concatenate([part.runs for part in parts])
    runs = runs[(runs[:, 0] >= top) & (runs[:, 0] < bottom)]
    first = np.maximum(runs[:, 1] - left, 0)
    last = np.minimum(runs[:, 2] - left, right - left)
    rows, inside = runs[:, 0] - top, last > first
    edges = np.zeros((bottom - top, right - left + 1), dtype=np.int8)
    # Runs of a row never touch, so no two of these places are the same.
    edges[rows[inside], first[inside]] = 1
    edges[rows[inside], last[inside]] = -1
    return np.cumsum(edges, axis=1, dtype=np.int8)[:, :-1] > 0


def runs_of(mask: NDArray[np.bool_]) -> Runs:
    """Give the runs of a mask, int64 [n, 3], row by row from left to right."""
    height, width = mask.shape
    flat = np.zeros((height, width + 1), np.bool_)  # a bare column behind each row ends its runs
    flat[:, :width] = mask
    flat = flat.ravel()
    edges = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    if len(flat) and flat[0]:
        edges = np.append(0, edges)
    rows = edges[::2] // (width + 1)
    runs = np.stack(
        [rows, edges[::2] - rows * (width + 1), edges[1::2] - rows * (width + 1)], axis=1
    )
    return runs.astype(np.int64)


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
