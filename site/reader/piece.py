"""Pieces of lines: straight, thin runs of ink between what crosses them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.components import grouped

# The steepest rule, as rise over run: ten degrees of a camera held askew.
STEEPEST: Final = 0.18

# The least length of a piece of a rule, between two strokes that cross it, in its thickness.
PIECE: Final = 2.5

# The length, in its thickness, from which on a piece may bend by more than a pixel.
LONG: Final = 30

# How far a piece may bend, as a fraction of its length, because paper does.
BEND: Final = 0.01

Runs = NDArray[np.int64]


@dataclass(frozen=True)
class Pieces:
    """Straight pieces between what crosses them, [n]: columns int64, rows float64.

    `start`, `middle` and `end` are the rows at the first column, half way and at the last.
    """

    left: Runs
    right: Runs
    start: NDArray[np.float64]
    middle: NDArray[np.float64]
    end: NDArray[np.float64]
    thickness: NDArray[np.float64]


def straight_pieces(thin: Runs, height: int) -> Pieces:
    """Join thin runs to pieces, fit a line through each, and keep those that are straight."""
    labels, order, starts = grouped(thin, height)
    if not len(labels):
        none, no = np.zeros(0, np.int64), np.zeros(0)
        return Pieces(none, none, no, no, no, no)
    runs = thin[order]
    x = runs[:, 0].astype(np.float64)
    y = (runs[:, 1] + runs[:, 2] - 1) / 2

    def total(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.add.reduceat(values, starts)

    count = total(np.ones(len(x)))
    mean_x, mean_y = total(x) / count, total(y) / count
    each = np.repeat(np.arange(len(starts)), count.astype(np.intp))
    x0, y0 = x - mean_x[each], y - mean_y[each]
    spread = np.maximum(total(x0 * x0), 1e-9)
    slope = total(x0 * y0) / spread
    residual = np.sqrt(total((y0 - slope[each] * x0) ** 2) / count)
    left, right = runs[starts, 0], np.maximum.reduceat(runs[:, 0], starts) + 1
    thickness = total((runs[:, 2] - runs[:, 1]).astype(np.float64)) / count
    straight = (
        (right - left >= PIECE * thickness)
        & (residual <= np.maximum(1.0, thickness / 2) + BEND * (right - left))
        & (np.abs(slope) <= STEEPEST)
        & (count <= 1.3 * (right - left))  # forked ones have two runs in a column
    )
    # A piece ends in the flank of the stroke that crosses it, so its ends are where its course
    # leads: that of the line, or, where it may bend, of points an eighth from its ends.
    last = np.append(starts[1:], len(runs)) - 1
    eighth = (last - starts) // 8
    middle = y[(starts + last) // 2]
    start, end = mean_y + slope * (left - mean_x), mean_y + slope * (right - 1 - mean_x)
    long = right - left >= LONG * thickness
    start = np.where(long, (4 * y[starts + eighth] - middle) / 3, start)
    end = np.where(long, (4 * y[last - eighth] - middle) / 3, end)
    pieces = (left, right, start, np.where(long, middle, (start + end) / 2), end, thickness)
    return Pieces(*(values[straight] for values in pieces))
