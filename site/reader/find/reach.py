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
Bounds = Sequence[int]  # left, top, right, bottom, in pixels of a framed level


def reaching(
    seen: Sequence[Seen], found: Sequence[Detection], among: Sequence[Detection]
) -> list[Detection]:
    """Give detections with boxes as far as their ink goes, where it is no other's `among` them."""
    centres = np.array([each.centre for each in among]).reshape(-1, 2)
    boxes = np.array([each.box for each in found]).reshape(-1, 4)
    levels = np.array([each.level for each in found], np.intp)
    reached = list(found)
    for number in np.unique(levels).tolist():
        own = np.flatnonzero(levels == number)
        bounds = _bounds(boxes[own], seen[number])
        inner = _inside(bounds, seen[number])
        for row in np.flatnonzero(_goes_on(seen[number].maps.ink, inner)).tolist():
            place = int(own[row])
            reached[place] = _reaching(
                seen[number], found[place], bounds[row].tolist(), inner[row].tolist(), centres
            )
    return reached


def _reaching(
    level: Seen, each: Detection, bounds: Bounds, inner: Bounds, centres: NDArray[np.float64]
) -> Detection:
    ink = level.maps.ink
    height, width = ink.shape
    left, top, right, bottom = bounds
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


def _bounds(boxes: NDArray[np.float64], level: Seen) -> NDArray[np.intp]:
    """Give boxes of the picture, [N, 4], in pixels of the framed level, rounded outwards."""
    sides = boxes * level.scale + MARGIN
    return np.hstack([np.floor(sides[:, :2]), np.ceil(sides[:, 2:])]).astype(np.intp)


def _inside(bounds: NDArray[np.intp], level: Seen) -> NDArray[np.intp]:
    """Give the part of boxes, [N, 4], around which the level has another pixel."""
    height, width = level.maps.ink.shape
    return np.hstack(
        [np.maximum(bounds[:, :2], 1), np.minimum(bounds[:, 2:], [width - 1, height - 1])]
    )


def _goes_on(ink: NDArray[np.float32], bounds: NDArray[np.intp]) -> Mask:
    """Tell of which boxes, [N, 4], there is ink on both sides of one of their sides: bool [N]."""
    left, top, right, bottom = bounds.T
    shown = (left < right) & (top < bottom)
    told = np.zeros(len(bounds), np.bool_)
    for ends, sides, plane in (
        ((left, right), ((top, top - 1), (bottom - 1, bottom)), ink),
        ((top, bottom), ((left, left - 1), (right - 1, right)), ink.T),
    ):
        # The pixels along a side of all boxes in one row, and the boxes that they are of.
        counts = np.where(shown, ends[1] - ends[0], 0)
        of = np.repeat(np.arange(len(bounds)), counts)
        along = np.arange(len(of)) + np.repeat(ends[0] - np.cumsum(counts) + counts, counts)
        for own, beyond in sides:
            crossed = (plane[own[of], along] >= INKED) & (plane[beyond[of], along] >= INKED)
            told[of[crossed]] = True
    return told


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
