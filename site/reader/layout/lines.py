"""Layout: which figures stand on one line, in what order, and where one number ends."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reader.layout.baselines import Baselines, Floats
from reader.layout.signs import attached

# How much of the lower figure's height two neighbours must share.
SHARED: Final = 0.4

# How far apart neighbours on a line may stand, in heights of the higher one, before and after the
# slope of the page is known.
NEAR: Final = 1.5
FAR: Final = 3.5

# Slopes of whole pages, down for each pixel to the right, of which the one is taken with the fewest
# strings of neighbours; a slope of 1 has to save so many strings.
TILTS: Final = (0.0, -0.2, 0.2, -0.4, 0.4)
PRICE: Final = 12

# Gaps over which pieces of lines are joined, in their height: near ones tell how the page bends,
# and that tells which far ones belong together.
REACHES: Final = (4.0, 8.0, np.inf, np.inf)

# The largest ratio of two neighbours' heights.
ALIKE: Final = 4.0

# How far the ends of two pieces of one line may lie above each other, in their height.
LEVEL: Final = 0.8

# How far figures of one line may overlap sideways, in its height: slanted ones do.
OVERLAP: Final = 0.6

# The gap at which two digits alone on a line are two numbers, in their height.
APART: Final = 1.1

# The least gap between numbers, in the line's height, and how much larger it is than those inside
# them: digits that all stand a little apart are one number. Gaps below the last are all alike.
GAP: Final = 0.7
JUMP: Final = 1.6
WIDE: Final = 1.8  # a gap between numbers whatever the others are
NARROW: Final = 0.15


@dataclass(frozen=True)
class Row:
    """Digits and signs of one line of writing, by their places, left to right.

    `spaces` holds how many of them stand before each gap between numbers.
    """

    places: tuple[int, ...]
    spaces: tuple[int, ...]


def lay_out(boxes: ArrayLike, signs: ArrayLike | None = None) -> list[Row]:
    """Lay figures out in rows, top to bottom.

    `boxes` are [N, 4]: left, top, right, bottom in pixels; `signs`, bool [N], tells points, commas,
    dashes and the like from digits. A sign that stands by no digit is in no row.
    """
    table = np.array(boxes, dtype=np.float64).reshape(-1, 4)
    is_sign = np.zeros(len(table), np.bool_) if signs is None else np.asarray(signs, np.bool_)
    digits, marks = np.flatnonzero(~is_sign), np.flatnonzero(is_sign)
    if not len(digits):
        return []
    lines, baselines = _lines(table[digits])
    flat = baselines.levelled(table)
    lines.sort(key=lambda line: float(np.median(_middles(flat[digits[line]])[1])))
    owners = attached(flat[marks], flat[digits], lines)
    rows = []
    for number, line in enumerate(lines):
        own = [mark for mark, owner in zip(marks, owners, strict=True) if owner == number]
        places = np.concatenate([digits[line], np.array(own, np.int64)])
        places = places[np.argsort(_middles(table[places])[0], kind="stable")]
        rows.append(Row(tuple(places.tolist()), _spaces(table[places], is_sign[places])))
    return rows


def _middles(boxes: Floats) -> tuple[Floats, Floats]:
    return (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2


def _lines(boxes: Floats) -> tuple[list[list[int]], Baselines]:
    """Give the lines of digits and how they run."""
    tilted = {tilt: Baselines.level(boxes, tilt).levelled(boxes) for tilt in TILTS}
    chains = {tilt: _chains(each, NEAR) for tilt, each in tilted.items()}
    lines = chains[min(TILTS, key=lambda tilt: len(chains[tilt]) + PRICE * abs(tilt))]
    flat = Baselines.fitted(boxes, lines).levelled(boxes)
    lines = _chains(flat, FAR)
    for reach in REACHES:
        flat = Baselines.fitted(boxes, lines).levelled(boxes)
        lines = _joined(lines, flat, reach)
    return lines, Baselines.fitted(boxes, lines)


def _chains(boxes: Floats, farthest: float) -> list[list[int]]:
    """Link each figure with its nearest neighbour to the right: strings of figures."""
    left, top, right, bottom = boxes.T
    x, _ = _middles(boxes)
    height = bottom - top
    shared = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    lower, higher = np.minimum(height[:, None], height), np.maximum(height[:, None], height)
    gap = left[None, :] - right[:, None]
    linked = (
        (x[None, :] > x[:, None])
        & (shared >= SHARED * lower)
        & (gap <= farthest * higher)
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


def _joined(lines: list[list[int]], boxes: Floats, reach: float) -> list[list[int]]:
    """Join pieces that lie on one level, the best match first: columns, empty cells."""
    order = np.concatenate([np.asarray(line) for line in lines])
    first = np.cumsum([0] + [len(line) for line in lines[:-1]])
    x, y = _middles(boxes[order])
    tall = np.array([np.median(boxes[line, 3] - boxes[line, 1]) for line in lines])

    def between(pairs: NDArray[np.inexact], least: np.ufunc) -> NDArray[np.inexact]:
        """For each two pieces the least, or the largest, of what their figures have."""
        return least.reduceat(least.reduceat(pairs, first, axis=0), first, axis=1)

    # Complex numbers are compared by their real part first: where two pieces come closest, and how
    # far above each other they lie there.
    apart = between(np.abs(x[:, None] - x) + 1j * np.abs(y[:, None] - y), np.minimum)
    left, right = boxes[order, 0], boxes[order, 2]
    over = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    over = between(over, np.maximum)
    lines = [list(line) for line in lines]
    np.fill_diagonal(over, np.inf)
    while True:
        lower, higher = np.minimum(tall[:, None], tall), np.maximum(tall[:, None], tall)
        fits = (over <= OVERLAP * lower) & (higher <= ALIKE * lower) & (apart.real <= reach * lower)
        cost = np.where(fits, apart.imag / lower, np.inf)
        one, other = np.unravel_index(int(cost.argmin()), cost.shape)
        if cost[one, other] > LEVEL:
            return [line for line in lines if line]
        lines[one] = sorted(
            lines[one] + lines[other], key=lambda each: float(boxes[each, 0] + boxes[each, 2])
        )
        lines[other] = []
        tall[one] = np.median(boxes[lines[one], 3] - boxes[lines[one], 1])
        for table, least in ((apart, np.minimum), (over, np.maximum)):
            table[one] = table[:, one] = least(table[one], table[other])
        over[other] = over[:, other] = over[one, one] = np.inf


def _spaces(boxes: Floats, signs: NDArray[np.bool_]) -> tuple[int, ...]:
    """Tell where one number ends: at a gap that is wide for the writing and for this line.

    Gaps beside signs do not count as those of the writing.
    """
    tall = np.where(signs, np.nan, boxes[:, 3] - boxes[:, 1])
    height = float(np.nanmedian(tall))
    gaps = (boxes[1:, 0] - boxes[:-1, 2]) / height
    plain = ~(signs[1:] | signs[:-1])
    sizes = np.sort(np.maximum(gaps[plain], NARROW))
    least = APART
    if len(sizes) > 1:
        jumps = (sizes[1:] >= JUMP * sizes[:-1]) & (sizes[1:] >= GAP)
        least = float(sizes[1:][jumps][0]) if jumps.any() else np.inf
    wide = gaps >= np.where(plain, min(least, WIDE), APART)
    return tuple((np.flatnonzero(wide) + 1).tolist())
