"""Connected components of a mask, as runs of pixels: what a pen drew without lifting."""

import numpy as np
from numpy.typing import NDArray

Runs = NDArray[np.int64]


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
