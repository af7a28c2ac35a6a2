"""Hysteresis: what is hardly seen counts where it stands beside what is seen well.

Two thresholds, as for edges in Canny, "A Computational Approach to Edge Detection" (1986): a digit
among digits of a number is likelier one than the same ink alone on a page.
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

# The part of the lower one's height that neighbours on a line share at least; the widest gap
# between them, as between numbers of a table, and their largest overlap, in the height of the
# higher one; the largest ratio of their heights.
SHARED: Final = 0.5
NEAR: Final = 10.0
OVERLAP: Final = 0.4
ALIKE: Final = 1.45


def supported(boxes: ArrayLike, beliefs: ArrayLike, high: float, low: float) -> NDArray[np.bool_]:
    """Tell which figures are believed: bool [N].

    Those of at least `high`, and those of at least `low` with a neighbour that is. `boxes` are
    [N, 4]: left, top, right, bottom in pixels; `beliefs` [N] in 0..1.
    """
    belief = np.asarray(beliefs, np.float64)
    beside = beside_each_other(boxes)
    told, maybe = belief >= high, belief >= low
    while True:
        more = told | (maybe & np.asarray((beside & told).any(axis=1)))
        if (more == told).all():
            return told
        told = more


def beside_each_other(boxes: ArrayLike) -> NDArray[np.bool_]:
    """Tell which figures stand side by side on a line, bool [N, N]; boxes are [N, 4]."""
    left, top, right, bottom = np.asarray(boxes, np.float64).reshape(-1, 4).T
    tall = bottom - top
    lower, higher = np.minimum(tall[:, None], tall), np.maximum(tall[:, None], tall)
    shared = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    gap = np.maximum(left[:, None] - right, left - right[:, None])
    near = (gap <= NEAR * higher) & (gap >= -OVERLAP * higher)
    beside: NDArray[np.bool_] = near & (shared >= SHARED * lower) & (higher <= ALIKE * lower)
    return beside
