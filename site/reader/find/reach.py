"""Reach: digits whose ink goes on beyond the box that their peak states get a larger one.

A long tail, or a stem below a bar: the network sees its ink, but hardly ever saw a digit so long.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.find.detection import Detection
from reader.find.maps import STRIDE
from reader.find.mask import pointing_elsewhere
from reader.find.scan import MARGIN, Seen

# How far beyond the box ink is followed, in parts of the digit's longer side: a digit twice as long
# as the network thought is another one, or two.
FURTHER: Final = 0.6

# Probability from which on a pixel is ink.
INKED: Final = 0.5

Mask = NDArray[np.bool_]
Bounds = tuple[int, int, int, int]  # left, top, right, bottom, in pixels of a framed level


def reaching(
    seen: Sequence[Seen], found: Sequence[Detection], among: Sequence[Detection]
) -> list[Detection]:
    """Give detections with boxes as far as their ink goes, where it is no other's `among` them."""
    centres = np.array([each.centre for each in among]).reshape(-1, 2)
    return [_reaching(seen[each.level], each, centres) for each in found]


def _reaching(level: Seen, each: Detection, centres: NDArray[np.float64]) -> Detection:
    ink = level.maps.ink
    height, width = ink.shape
    left, top, right, bottom = _bounds(each.box, level.scale)
    inner = (max(left, 1), max(top, 1), min(right, width - 1), min(bottom, height - 1))
    if not _goes_on(ink, inner):
        return each
    further = math.ceil(FURTHER * max(right - left, bottom - top))
    x0, y0 = max(0, left - further), max(0, top - further)
    x1, y1 = min(width, right + further), min(height, bottom + further)
    own = ink[y0:y1, x0:x1] >= INKED
    near = centres[(np.abs(centres - each.centre) * level.scale < max(own.shape)).all(axis=1)]
    columns, rows = np.arange(x0, x1) // STRIDE, np.arange(y0, y1) // STRIDE
    own &= ~pointing_elsewhere(level, each, near, rows, columns)
    known = np.zeros_like(own)
    inside = np.s_[inner[1] - y0 : inner[3] - y0, inner[0] - x0 : inner[2] - x0]
    known[inside] = own[inside]
    known = _connected(known, own, further)
    rows, columns = np.flatnonzero(known.any(axis=1)), np.flatnonzero(known.any(axis=0))
    if not len(rows):
        return each
    sides = (x0 + columns[0], y0 + rows[0], x0 + columns[-1] + 1, y0 + rows[-1] + 1)
    x, y, far, low = (float(side - MARGIN) / level.scale for side in sides)
    box = each.box
    larger = (min(box[0], x), min(box[1], y), max(box[2], far), max(box[3], low))
    return replace(each, box=larger)


def _bounds(box: tuple[float, float, float, float], scale: float) -> Bounds:
    left, top, right, bottom = (side * scale + MARGIN for side in box)
    return math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)


def _goes_on(ink: NDArray[np.float32], bounds: Bounds) -> bool:
    """Tell whether there is ink on both sides of one of the box's sides."""
    left, top, right, bottom = bounds
    if right <= left or bottom <= top:
        return False
    across, down = np.s_[left:right], np.s_[top:bottom]
    pairs = (
        (ink[top, across], ink[top - 1, across]),
        (ink[bottom - 1, across], ink[bottom, across]),
        (ink[down, left], ink[down, left - 1]),
        (ink[down, right - 1], ink[down, right]),
    )
    return any(bool(((own >= INKED) & (beyond >= INKED)).any()) for own, beyond in pairs)


def _connected(known: Mask, own: Mask, steps: int) -> Mask:
    """Add the ink that is connected to what is known, up to so many pixels away.

    Source: geodesic dilation, with a cross.
    """
    for _ in range(steps):
        more = known.copy()
        more[1:] |= known[:-1]
        more[:-1] |= known[1:]
        more[:, 1:] |= known[:, :-1]
        more[:, :-1] |= known[:, 1:]
        more &= own
        if (more == known).all():
            break
        known = more
    return known
