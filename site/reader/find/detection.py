"""Detections: peaks of the heatmaps, with their boxes, without those that see the same thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.find.maps import STRIDE
from reader.find.scan import MARGIN, Seen

# Sizes, in pixels of a level, of what the level answers for; a little beyond is believed, too.
# The coarsest level also answers for what is larger, the finest for what is smaller.
LEAST: Final = 9.0
MOST: Final = 84.0

# Sizes that a level sees best. Outside of them a peak counts for less beside one of another level:
# two small digits that touch look like one.
BEST: Final = (20.0, 52.0)
STRANGE: Final = 0.7

# Overlap from which on two peaks, of two levels, see one digit in the same way.
SAME: Final = 0.65

# Width of a digit that counts as much as its height.
WIDE: Final = 0.9

# Overlap (intersection over union) and part inside another box from which on two detections see
# the same digit.
OVERLAP: Final = 0.4
INSIDE: Final = 0.75

# Detections whose overlaps with all that are left are measured at once.
TOGETHER: Final = 64

Floats = NDArray[np.float32]
Box = tuple[float, float, float, float]  # left, top, right, bottom, in pixels of the picture


@dataclass(frozen=True, eq=False)
class Detection:
    """A peak of a heatmap.

    `box` is left, top, right, bottom in pixels of the picture, `score` the peak's height in 0..1,
    `rank` what it counts beside others of the same ink, `level` its place among what was seen;
    `sign` the kind of a sign with its probability, None for a digit; `other` the probability that
    there is other writing here.
    """

    box: Box
    score: float
    level: int
    sign: tuple[int, float] | None
    other: float
    rank: float = 0.0

    @property
    def width(self) -> float:
        """Pixels from the left to the right."""
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        """Pixels from the top to the bottom."""
        return self.box[3] - self.box[1]

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the box: x, y."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def detections(seen: Sequence[Seen], least: float, least_sign: float) -> list[Detection]:
    """Give all peaks of at least this height, digits and signs, in the order of the levels."""
    found = []
    for number, level in enumerate(seen):
        bounds = (
            0.0 if number == len(seen) - 1 else LEAST,
            np.inf if number == 0 else MOST,
        )
        found += _digits(level, number, least, bounds)
        found += _signs(level, number, least_sign)
    return found


def suppressed(
    boxes: Sequence[Box], scores: Sequence[float], cores: Sequence[Box] | None = None
) -> list[int]:
    """Give the places of the boxes of which no better one sees the same, the best first.

    With `cores`, boxes of what certainly belongs to each, two see the same only if these do, too.

    Source: greedy non-maximum suppression, with the part inside as a second measure: a part of a
    digit may look like another.
    """
    if not boxes:
        return []
    tables = [_table(boxes)] if cores is None else [_table(boxes), _table(cores)]
    waiting = np.argsort([-score for score in scores], kind="stable")
    kept: list[int] = []
    while len(waiting):
        first, rest = waiting[:TOGETHER], np.ones(len(waiting), np.bool_)
        same = np.logical_and.reduce([_same(each[first], each[waiting]) for each in tables])
        for place, best in enumerate(first.tolist()):
            if rest[place]:
                kept.append(best)
                rest &= ~same[place]
        waiting = waiting[TOGETHER:][rest[TOGETHER:]]
    return kept


def alike(boxes: Sequence[Box], others: Sequence[Box]) -> NDArray[np.bool_]:
    """Tell which boxes and others see a digit in the same way, at other levels: bool [M, N]."""
    shared, area, other_area = _areas(_table(boxes), _table(others))
    like: NDArray[np.bool_] = shared >= SAME * (area + other_area - shared)
    return like


def overlapping(boxes: Sequence[Box], others: Sequence[Box]) -> NDArray[np.bool_]:
    """Tell which boxes and others cannot be two digits, as `suppressed` does: bool [M, N]."""
    return _same(_table(boxes), _table(others))


def _same(boxes: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which boxes, [M, 4], and others, [N, 4], see the same digit: bool [M, N]."""
    shared, area, other_area = _areas(boxes, others)
    overlap = shared >= OVERLAP * (area + other_area - shared)
    inside = shared >= INSIDE * np.minimum(area, other_area)
    same: NDArray[np.bool_] = overlap | inside
    return same


def _table(boxes: Sequence[Box]) -> NDArray[np.float64]:
    return np.array(boxes, np.float64).reshape(-1, 4)


def _areas(
    boxes: NDArray[np.float64], others: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Give what boxes, [M, 4], and others, [N, 4], share, [M, N], and the areas of both."""
    left, top, right, bottom = boxes.T[:, :, None]
    wide = (np.minimum(right, others[:, 2]) - np.maximum(left, others[:, 0])).clip(0)
    high = (np.minimum(bottom, others[:, 3]) - np.maximum(top, others[:, 1])).clip(0)
    area = (right - left) * (bottom - top)
    return wide * high, area, (others[:, 2] - others[:, 0]) * (others[:, 3] - others[:, 1])


def _digits(level: Seen, number: int, least: float, bounds: tuple[float, float]) -> list[Detection]:
    rows, columns = _peaks(level.maps.digit, least)
    boxes = _boxes(level, rows, columns)
    sizes = np.maximum(boxes[:, 3] - boxes[:, 1], WIDE * (boxes[:, 2] - boxes[:, 0])) * level.scale
    fits = (sizes >= bounds[0]) & (sizes <= bounds[1]) & (boxes[:, :2] < boxes[:, 2:]).all(axis=1)
    # How well the level suits: 1 within BEST, STRANGE at half or twice of that.
    low, high = BEST
    far = np.maximum(np.log2(low / np.maximum(sizes, 1.0)), np.log2(sizes / high)).clip(0, 1)
    suits = 1 - (1 - STRANGE) * far
    return [
        Detection(
            box=_corners(boxes[place]),
            score=float(level.maps.digit[row, column]),
            level=number,
            sign=None,
            other=float(level.maps.other[row, column]),
            rank=float(level.maps.digit[row, column] * suits[place]),
        )
        for place, (row, column) in enumerate(zip(rows, columns, strict=True))
        if fits[place]
    ]


def _signs(level: Seen, number: int, least: float) -> list[Detection]:
    rows, columns = _peaks(level.maps.sign, least)
    boxes = _boxes(level, rows, columns)
    logits = level.maps.kind[rows, columns]
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    kinds = powers / powers.sum(axis=1, keepdims=True)
    return [
        Detection(
            box=_corners(boxes[place]),
            score=float(level.maps.sign[row, column]),
            level=number,
            sign=(int(kinds[place].argmax()), float(kinds[place].max())),
            other=float(level.maps.other[row, column]),
        )
        for place, (row, column) in enumerate(zip(rows, columns, strict=True))
        if (boxes[place, :2] < boxes[place, 2:]).all()
    ]


def _peaks(heat: Floats, least: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give the rows and columns of cells that are no lower than their eight neighbours."""
    wide = np.pad(heat, 1)
    highest = np.maximum(np.maximum(wide[:, :-2], wide[:, 1:-1]), wide[:, 2:])
    highest = np.maximum(np.maximum(highest[:-2], highest[1:-1]), highest[2:])
    rows, columns = np.nonzero((heat >= highest) & (heat >= least))
    return rows, columns


def _boxes(level: Seen, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Floats:
    """Give the boxes that these cells state, float32 [N, 4], in pixels of the picture."""
    sides = level.maps.box[rows, columns]
    x = columns * STRIDE + (STRIDE - 1) / 2 - MARGIN
    y = rows * STRIDE + (STRIDE - 1) / 2 - MARGIN
    # The sides reach to the middles of the last pixels; the box is half open.
    boxes = np.stack([x - sides[:, 0], y - sides[:, 1], x + sides[:, 2] + 1, y + sides[:, 3] + 1])
    return (boxes.T / level.scale).astype(np.float32)


def _corners(box: Floats) -> Box:
    left, top, right, bottom = (float(value) for value in box)
    return left, top, right, bottom
