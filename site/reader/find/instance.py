"""Instances: the ink of each detection alone, in a small square picture of its own.

The finder says which pixels are ink of digits (its mask), the picture says how much ink there is. A
pixel's strength is its difference from the paper along the difference that this pen's ink has: so
light and dark ink, pencil and coloured felt pens are all measured in the same way.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reader.find.detection import Detection
from reader.find.mask import divide, masks, rivals
from reader.find.paper import SIDE, TERMS, fitted
from reader.find.scan import Seen
from reader.find.square import LARGEST, Square, cut, square

# Probability of ink below which a pixel is paper, and from which on it certainly is ink.
PAPER: Final = 0.15
INKED: Final = 0.6

# The mask's soft edge: probabilities of ink from none of it to all of it. Strokes break where the
# network is unsure, so it begins below even chances.
SOFT: Final = (0.1, 0.45)

# Part of the ink's pixels that is weaker than what counts as full ink.
FULL: Final = 0.7

# Least strength of a pixel of the digit's mask: the edge of a stroke.
EDGE: Final = 0.4

# Pixels with certain ink that an instance needs at least.
LEAST: Final = 6

# Level of a pixel that is half ink: a stroke ends in its middle.
HALF: Final = 127.5

# Width of a digit, in its height.
WIDEST: Final = 1.1

# Detections that are measured together: their squares then stay in a processor's cache.
TOGETHER: Final = 16

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Instance:
    """The ink of one detection.

    `levels` is uint8 [h, w], 0 paper to 255 full ink, cropped to the `mask`, bool [h, w]. `box` is
    left, top, right, bottom in pixels of the picture; `contrast` how far the ink is from its paper,
    in grey levels, above 0. The ink `is_dark` where it is darker than its paper.
    """

    levels: NDArray[np.uint8]
    mask: NDArray[np.bool_]
    box: tuple[float, float, float, float]
    contrast: float
    is_dark: bool = True

    @property
    def is_upright(self) -> bool:
        """True where it is no wider than a digit: two that touch are."""
        height, width = self.mask.shape
        return bool(width <= WIDEST * height)


def instances(
    pixels: NDArray[np.uint8],
    seen: Sequence[Seen],
    found: Sequence[Detection],
    among: Sequence[Detection] | None = None,
) -> list[Instance | None]:
    """Give the ink of each detection in an RGB picture; None where there is hardly any.

    They share the ink with each other, or with those `among` which they are.
    """
    if not found:
        return []
    image = Image.fromarray(pixels)
    squares = [square(each, LARGEST * max(image.size)) for each in found]
    others = rivals(found, found if among is None else among, squares)
    told: list[Instance | None] = []
    for first in range(0, len(found), TOGETHER):
        some = slice(first, first + TOGETHER)
        colours = np.stack([cut(image, each) for each in squares[some]])
        inks = masks(seen, found[some], squares[some])
        divide(inks, seen, found[some], squares[some], others[some])
        told += _inked(colours, inks, squares[some])
    return told


def _inked(
    colours: NDArray[np.uint8], inks: NDArray[np.uint8], squares: Sequence[Square]
) -> list[Instance | None]:
    """Measure ink in squares, uint8 [N, 3, SIDE, SIDE], by their masks, uint8 [N, SIDE, SIDE]."""
    count = len(colours)
    flat = colours.reshape(count, 3, -1).astype(np.float32)
    dense = inks.reshape(count, -1)
    planes = fitted(flat, dense < PAPER * 255)
    # From here on only the pixels with some ink, those of all squares in one row.
    of, where = np.nonzero(dense > SOFT[0] * 255)
    mask = dense[of, where].astype(np.float32) / np.float32(255)
    away = np.einsum("nct,nt->nc", planes[of], TERMS[where]) - flat.transpose(0, 2, 1)[of, where]
    certain = mask >= INKED
    pen = _pen(of[certain], mask[certain], away[certain], count)
    contrast, dark = np.sqrt((pen**2).sum(axis=1)), pen.sum(axis=1) > 0
    pen /= np.maximum(contrast**2, 1e-6)[:, None]
    along = np.einsum("nc,nc->n", away, pen.astype(np.float32)[of])
    ends = np.cumsum(np.bincount(of[certain], minlength=count))
    full = np.array([_full(each) for each in np.split(along[certain], ends[:-1])], np.float32)
    low, high = SOFT
    strength = (along / full[of]).clip(0, 1) * ((mask - low) / (high - low)).clip(0, 1)
    levels, inked = np.zeros(dense.shape, np.uint8), np.zeros(dense.shape, np.bool_)
    levels[of, where] = np.rint(strength * 255)
    inked[of, where] = strength >= EDGE
    shown = (np.diff(ends, prepend=0) >= LEAST) & (np.count_nonzero(inked, axis=1) >= LEAST)
    return [
        _cropped(
            levels[place].reshape(SIDE, SIDE),
            inked[place].reshape(SIDE, SIDE),
            around,
            float(contrast[place]),
            is_dark=bool(dark[place]),
        )
        if shown[place]
        else None
        for place, around in enumerate(squares)
    ]


def _pen(of: NDArray[np.intp], mask: Floats, away: Floats, count: int) -> NDArray[np.float64]:
    """Give the mean difference of each square's ink from its paper, [count, 3]."""
    total = np.maximum(np.bincount(of, mask, count), 1e-6)
    sums = [np.bincount(of, mask * channel, count) for channel in away.T]
    return np.stack(sums, axis=1) / total[:, None]


def _full(along: Floats) -> float:
    """Give the strength of full ink among the strengths of pixels that are certainly ink."""
    if not len(along):
        return 1.0
    place = FULL * (len(along) - 1)
    around = [math.floor(place), math.ceil(place)]
    below, above = np.partition(along, around)[around]
    return max(float(below + (above - below) * (place % 1)), 1e-3)


def _cropped(
    levels: NDArray[np.uint8],
    inked: NDArray[np.bool_],
    around: Square,
    contrast: float,
    *,
    is_dark: bool,
) -> Instance:
    top, bottom, above, below = _extent(levels.max(axis=1), np.asarray(inked.any(axis=1)))
    left, right, before, after = _extent(levels.max(axis=0), np.asarray(inked.any(axis=0)))
    x, y, side = around
    step = side / SIDE
    box = (x + before * step, y + above * step, x + after * step, y + below * step)
    part = np.s_[top:bottom, left:right]
    return Instance(levels[part], inked[part], box, contrast, is_dark)


def _extent(
    strongest: NDArray[np.uint8], inked: NDArray[np.bool_]
) -> tuple[int, int, float, float]:
    """Give the first and the last of a square's rows, or columns, with ink, and where ink ends.

    That lies between the middles of two pixels, where their strength passes HALF.
    """
    places = np.flatnonzero(inked)
    first, last = int(places[0]), int(places[-1])
    ends = []
    for place, step in ((first, -1), (last, 1)):
        own = float(strongest[place])
        beyond = float(strongest[place + step]) if 0 <= place + step < SIDE else 0.0
        part = (own - HALF) / max(own - beyond, 1.0)
        ends.append(place + 0.5 + step * min(max(part, 0.0), 1.0))
    return first, last + 1, ends[0], ends[1]
