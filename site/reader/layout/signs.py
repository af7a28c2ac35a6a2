"""Signs: to which line a point, comma, dash or slash belongs."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

# How far from the nearest digit of its line a sign may stand, in that digit's height.
AWAY: Final = 1.5

# Where the middle of a sign may lie, from the middle of its line, in the digits' height: commas
# hang below the line, and nothing hangs above it.
UPPER: Final = -0.45
LOWER: Final = 0.7

# How much further outside of that it may lie, and what that counts beside the distance.
OUTSIDE: Final = 0.2
STEEP: Final = 4.0

# Digits beside a sign, on both sides together, that tell where the line is.
BESIDE: Final = 4


def attached(
    signs: NDArray[np.float64], digits: NDArray[np.float64], lines: Sequence[Sequence[int]]
) -> list[int]:
    """Tell the line of each sign, -1 where it stands by none.

    Boxes are [M, 4] and [N, 4] on a page whose lines are level: left, top, right, bottom in pixels.
    """
    owner = np.full(len(digits), -1)
    for number, line in enumerate(lines):
        owner[list(line)] = number
    return [_line(sign, digits, owner, len(lines)) for sign in signs]


def _line(
    sign: NDArray[np.float64], digits: NDArray[np.float64], owner: NDArray[np.int64], lines: int
) -> int:
    away = np.maximum(np.maximum(sign[0] - digits[:, 2], digits[:, 0] - sign[2]), 0.0)
    tall = digits[:, 3] - digits[:, 1]
    near = away <= AWAY * tall
    best, least = -1, np.inf
    for number in range(lines):
        own = np.flatnonzero(near & (owner == number))
        if not len(own):
            continue
        beside = own[np.argsort(away[own], kind="stable")[:BESIDE]]
        height = float(np.median(tall[beside]))
        middle = float(np.median(digits[beside][:, [1, 3]].mean(axis=1)))
        lies = (float(sign[1] + sign[3]) / 2 - middle) / height
        outside = max(UPPER - lies, lies - LOWER, 0.0)
        cost = float(away[beside[0]]) / height + STEEP * outside
        if outside <= OUTSIDE and cost < least:
            best, least = number, cost
    return best
