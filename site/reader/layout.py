"""Layout: which figures stand on one line, in what order, and where one number ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

# How much of the lower figure's height two neighbours must share.
SHARED: Final = 0.4

# How far apart neighbours on a line may stand, in heights of the higher one: a line's columns.
FARTHEST: Final = 3.5

# The largest ratio of two neighbours' heights.
ALIKE: Final = 2.6

# How far the ends of two pieces of one line may lie above each other, in their height.
LEVEL: Final = 0.55

# How far figures of one line may overlap sideways, in its height: slanted ones do.
OVERLAP: Final = 0.3

# The gap at which two digits alone on a line are two numbers, in their height.
APART: Final = 1.1

# The least gap between numbers, in the line's height, and how much larger it is than those inside
# them: digits that all stand apart are one number. Gaps below the last are all alike.
GAP: Final = 0.7
JUMP: Final = 1.6
NARROW: Final = 0.15

Boxes = NDArray[np.int64]


@dataclass(frozen=True)
class Row:
    """Figures of one line of writing, by their places, left to right.

    `spaces` holds how many figures stand before each gap between numbers.
    """

    places: tuple[int, ...]
    spaces: tuple[int, ...]


def lay_out(boxes: Sequence[tuple[int, int, int, int]]) -> list[Row]:
    """Lay figures out in rows, top to bottom; boxes are left, top, right, bottom in pixels."""
    if len(boxes) < 2:
        return [Row((place,), ()) for place in range(len(boxes))]
    table = np.array(boxes, dtype=np.int64).reshape(-1, 4)
    chains = _merged(_chains(table), table)
    slope = _slope(chains, table)
    centre_x, centre_y = _centres(table)
    level = centre_y - slope * centre_x
    chains.sort(key=lambda chain: float(np.median(level[chain])))
    return [Row(tuple(chain), _spaces(chain, table)) for chain in chains]


def _centres(boxes: Boxes) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2


def _chains(boxes: Boxes) -> list[list[int]]:
    """Link each figure with its nearest neighbour to the right: strings of figures."""
    left, top, right, bottom = boxes.T
    x, _ = _centres(boxes)
    height = bottom - top
    shared = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    lower, higher = np.minimum(height[:, None], height), np.maximum(height[:, None], height)
    gap = left[None, :] - right[:, None]
    linked = (
        (x[None, :] > x[:, None])
        & (shared >= SHARED * lower)
        & (gap <= FARTHEST * higher)
        & (higher <= ALIKE * lower)
    )
    cost = np.where(linked, np.maximum(gap, 0) + (higher - shared) / 2, np.inf)
    following = np.full(len(boxes), -1)
    taken = np.zeros(len(boxes), np.bool_)
    for place in np.argsort(cost.min(axis=1), kind="stable"):
        after = int(cost[place].argmin())
        if np.isfinite(cost[place, after]) and not taken[after]:
            following[place] = after
            taken[after] = True
    chains = []
    for first in np.flatnonzero(~taken):
        chain = [int(first)]
        while following[chain[-1]] >= 0:
            chain.append(int(following[chain[-1]]))
        chains.append(chain)
    return chains


def _merged(chains: list[list[int]], boxes: Boxes) -> list[list[int]]:
    """Merge strings that lie on one line, however far apart: columns, empty cells, a broken chain.

    The slope of a whole page is that of its long strings.
    """
    slope = _slope(chains, boxes)
    x, y = _centres(boxes)
    height = (boxes[:, 3] - boxes[:, 1]).astype(np.float64)
    rows: list[list[int]] = []
    heights: list[float] = []  # of the rows
    for chain in sorted(chains, key=len, reverse=True):
        own = np.array(chain)
        own_height = float(np.median(height[own]))
        for place, row in enumerate(rows):
            tall, higher = sorted((own_height, heights[place]))
            if higher > ALIKE * tall:
                continue
            there = np.array(row)
            away = np.abs(x[there][:, None] - x[own])
            a, b = np.unravel_index(int(away.argmin()), away.shape)
            here, other = there[a], own[b]
            off = abs(y[here] - y[other] - slope * (x[here] - x[other]))
            overlap = np.minimum(boxes[there, 2][:, None], boxes[own, 2])
            overlap = overlap - np.maximum(boxes[there, 0][:, None], boxes[own, 0])
            if off <= LEVEL * tall and int(overlap.max()) <= OVERLAP * tall:
                row.extend(chain)
                row.sort(key=lambda each: float(x[each]))
                heights[place] = float(np.median(height[row]))
                break
        else:
            rows.append(list(chain))
            heights.append(own_height)
    return rows


def _slope(chains: list[list[int]], boxes: Boxes) -> float:
    """Give the median rise over run of the strings, each weighted by its steps."""
    x, y = _centres(boxes)
    slopes = []
    for chain in chains:
        if len(chain) >= 3:
            slope = float(np.polyfit(x[chain], y[chain], 1)[0])
            slopes += [slope] * len(chain)
    return float(np.median(slopes)) if slopes else 0.0


def _spaces(row: list[int], boxes: Boxes) -> tuple[int, ...]:
    """Tell where one number ends: at a gap that is wide for the writing and for this line."""
    gaps = boxes[row[1:], 0] - boxes[row[:-1], 2]
    if not len(gaps):
        return ()
    height = float(np.median(boxes[row, 3] - boxes[row, 1]))
    sizes = np.sort(np.maximum(gaps, NARROW * height))
    if len(sizes) == 1:
        return (1,) if sizes[0] >= APART * height else ()
    jumps = (sizes[1:] >= JUMP * sizes[:-1]) & (sizes[1:] >= GAP * height)
    if not jumps.any():
        return ()
    least = sizes[1:][jumps][0]
    return tuple((np.flatnonzero(gaps >= least) + 1).tolist())
