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
from reader.find.maps import STRIDE
from reader.find.paper import SIDE, TERMS, fitted
from reader.find.scan import MARGIN, Seen

# The part of the digit's longer side that is added on each side of it in its square: about 56 of
# SIDE pixels remain for the digit, nearly three for each of MNIST's.
AROUND: Final = 0.22

# The largest side of a square, in that of the picture: a box may be anything that a network says.
LARGEST: Final = 2.0

# How far a digit's ink may reach beyond its box, in parts of the digit's longer side: a comma, a
# speck or a circle beside it is not its ink.
BEYOND: Final = 0.1

# Probability of ink below which a pixel is paper, and from which on it certainly is ink.
PAPER: Final = 0.15
INKED: Final = 0.6

# The mask's soft edge: probabilities of ink from none of it to all of it.
SOFT: Final = (0.25, 0.6)

# Part of the ink's pixels that is weaker than what counts as full ink.
FULL: Final = 0.7

# Least strength of a pixel of the digit's mask: the edge of a stroke.
EDGE: Final = 0.4

# Pixels with certain ink that an instance needs at least.
LEAST: Final = 6

# Level of a pixel that is half ink: a stroke ends in its middle.
HALF: Final = 127.5

# Detections that are measured together: their squares then stay in a processor's cache.
TOGETHER: Final = 16

# Pixels beyond a square that count when it is enlarged: Pillow looks at four by four.
REACH: Final = 3

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Instance:
    """The ink of one detection.

    `levels` is uint8 [h, w], 0 paper to 255 full ink, cropped to the `mask`, bool [h, w]. `box` is
    left, top, right, bottom in pixels of the picture; `contrast` how far the ink is from its paper,
    in grey levels, above 0.
    """

    levels: NDArray[np.uint8]
    mask: NDArray[np.bool_]
    box: tuple[float, float, float, float]
    contrast: float


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
    squares = [_square(each, LARGEST * max(image.size)) for each in found]
    rivals = _rivals(found, found if among is None else among, squares)
    told: list[Instance | None] = []
    for first in range(0, len(found), TOGETHER):
        some = slice(first, first + TOGETHER)
        colours = np.stack([_cut(image, square) for square in squares[some]])
        masks = _masks(seen, found[some], squares[some])
        _divide(masks, seen, found[some], squares[some], rivals[some])
        told += _inked(colours, masks, squares[some])
    return told


Square = tuple[float, float, float]  # left, top and side, in pixels of the picture


def _square(each: Detection, largest: float) -> Square:
    side = min(max(each.width, each.height) * (1 + 2 * AROUND), largest)
    x, y = each.centre
    return x - side / 2, y - side / 2, side


def _cut(image: Image.Image, square: Square) -> NDArray[np.uint8]:
    """Cut a square out of a picture, uint8 [3, SIDE, SIDE]; its edge goes on beyond it."""
    left, top, side = square
    right, bottom = left + side, top + side
    if left < 0 or top < 0 or right > image.width or bottom > image.height:
        # A little more, so that what is resampled sees no end of it.
        x, y = math.floor(left) - REACH, math.floor(top) - REACH
        rows = np.arange(y, math.ceil(bottom) + REACH).clip(0, image.height - 1)
        columns = np.arange(x, math.ceil(right) + REACH).clip(0, image.width - 1)
        sides = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
        part = np.asarray(image.crop(sides))
        image = Image.fromarray(part[rows - rows[0]][:, columns - columns[0]])
        left, top = left - x, top - y
    method = Image.Resampling.BOX if side > SIDE else Image.Resampling.BICUBIC
    box = (left, top, left + side, top + side)
    return np.asarray(image.resize((SIDE, SIDE), method, box)).transpose(2, 0, 1)


def _masks(
    seen: Sequence[Seen], found: Sequence[Detection], squares: Sequence[Square]
) -> NDArray[np.uint8]:
    """Give the probability of ink of digits in each square, uint8 [N, SIDE, SIDE], 255 at 1.

    It is the larger of what the detection's own level and the next finer one say.
    """
    masks = np.zeros((len(found), SIDE, SIDE), np.uint8)
    for mask, each, square in zip(masks, found, squares, strict=True):
        for level in seen[each.level : each.level + 2]:
            np.maximum(mask, _sampled(level, square), out=mask)
        _bound(mask, each, square)
    return masks


def _bound(mask: NDArray[np.uint8], each: Detection, square: Square) -> None:
    """Clear a mask, in place, beyond the detection's box and a little more."""
    left, top, side = square
    step = side / SIDE
    beyond = BEYOND * max(each.width, each.height)
    x0, x1 = (each.box[0] - beyond - left) / step, (each.box[2] + beyond - left) / step
    y0, y1 = (each.box[1] - beyond - top) / step, (each.box[3] + beyond - top) / step
    first, last = max(0, math.floor(y0)), max(0, math.ceil(y1))
    start, end = max(0, math.floor(x0)), max(0, math.ceil(x1))
    mask[:first] = 0
    mask[last:] = 0
    mask[:, :start] = 0
    mask[:, end:] = 0


def _sampled(level: Seen, square: Square) -> NDArray[np.uint8]:
    """Sample a level's ink in a square, uint8 [SIDE, SIDE]; 0 beyond what was seen."""
    left, top, side = square
    step = side / SIDE * level.scale
    x, y = left * level.scale + MARGIN, top * level.scale + MARGIN
    # Pillow takes the place of a pixel's middle as its number plus a half on both sides.
    matrix = (step, 0.0, x, 0.0, step, y)
    method = Image.Resampling.BILINEAR
    return np.asarray(level.ink.transform((SIDE, SIDE), Image.Transform.AFFINE, matrix, method))


def beside(found: Sequence[Detection], others: Sequence[Detection]) -> NDArray[np.bool_]:
    """Tell which detections have one of the others in their square, bool [N]."""
    if not found or not others:
        return np.zeros(len(found), np.bool_)
    return np.asarray(_near([_square(each, np.inf) for each in found], others).any(axis=1))


def _near(squares: Sequence[Square], others: Sequence[Detection]) -> NDArray[np.bool_]:
    """Tell in which squares which detections' boxes lie, if only in part: bool [N, M]."""
    left, top, right, bottom = np.array([each.box for each in others]).T
    x, y, side = np.array(squares).T[:, :, None]
    near: NDArray[np.bool_] = (left < x + side) & (right > x) & (top < y + side) & (bottom > y)
    return near


def _rivals(
    found: Sequence[Detection], among: Sequence[Detection], squares: Sequence[Square]
) -> list[NDArray[np.float64]]:
    """Give for each detection the centres, [N, 2], of the others whose boxes lie in its square."""
    near = _near(squares, among)
    places = {each: place for place, each in enumerate(among)}
    for row, each in zip(near, found, strict=True):
        row[places[each]] = False
    centres = np.array([each.centre for each in among])
    return [centres[each] for each in near]


def _divide(
    masks: NDArray[np.uint8],
    seen: Sequence[Seen],
    found: Sequence[Detection],
    squares: Sequence[Square],
    rivals: Sequence[NDArray[np.float64]],
) -> None:
    """Take out of each mask, in place, what points to the centre of a rival."""
    for mask, each, square, centres in zip(masks, found, squares, rivals, strict=True):
        if len(centres):
            mask[_lost(seen[each.level], each, square, centres)] = 0


def _lost(
    level: Seen, each: Detection, square: Square, rivals: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Tell which pixels of a square point to a rival's centre rather than to the detection's.

    They do so by cells of the maps, from the middle of each.
    """
    left, top, side = square
    steps = (np.arange(SIDE) + 0.5) * (side / SIDE)
    height, width = level.maps.digit.shape
    columns, rows = (
        np.rint(((start + steps) * level.scale + MARGIN - STRIDE / 2) / STRIDE)
        .astype(np.intp)
        .clip(0, cells - 1)
        for start, cells in ((left, width), (top, height))
    )
    across, down = np.arange(columns[0], columns[-1] + 1), np.arange(rows[0], rows[-1] + 1)
    pointing = level.maps.centre[down[0] : down[-1] + 1, across[0] : across[-1] + 1]
    aim_x = (across * STRIDE + STRIDE / 2 - MARGIN + pointing[..., 0]) / level.scale
    aim_y = ((down * STRIDE + STRIDE / 2 - MARGIN)[:, None] + pointing[..., 1]) / level.scale
    own = (aim_x - each.centre[0]) ** 2 + (aim_y - each.centre[1]) ** 2
    x, y = rivals.T[:, :, None, None]
    lost = (((aim_x - x) ** 2 + (aim_y - y) ** 2) < own).any(axis=0)
    pixels: NDArray[np.bool_] = lost[rows - rows[0]][:, columns - columns[0]]
    return pixels


def _inked(
    colours: NDArray[np.uint8], masks: NDArray[np.uint8], squares: Sequence[Square]
) -> list[Instance | None]:
    """Measure ink in squares, uint8 [N, 3, SIDE, SIDE], by their masks, uint8 [N, SIDE, SIDE]."""
    count = len(colours)
    flat = colours.reshape(count, 3, -1).astype(np.float32)
    dense = masks.reshape(count, -1)
    planes = fitted(flat, dense < PAPER * 255)
    # From here on only the pixels with some ink, those of all squares in one row.
    of, where = np.nonzero(dense > SOFT[0] * 255)
    mask = dense[of, where].astype(np.float32) / np.float32(255)
    away = np.einsum("nct,nt->nc", planes[of], TERMS[where]) - flat.transpose(0, 2, 1)[of, where]
    certain = mask >= INKED
    pen = _pen(of[certain], mask[certain], away[certain], count)
    contrast = np.sqrt((pen**2).sum(axis=1))
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
            square,
            float(contrast[place]),
        )
        if shown[place]
        else None
        for place, square in enumerate(squares)
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
    levels: NDArray[np.uint8], inked: NDArray[np.bool_], square: Square, contrast: float
) -> Instance:
    top, bottom, above, below = _extent(levels.max(axis=1), np.asarray(inked.any(axis=1)))
    left, right, before, after = _extent(levels.max(axis=0), np.asarray(inked.any(axis=0)))
    x, y, side = square
    step = side / SIDE
    box = (x + before * step, y + above * step, x + after * step, y + below * step)
    part = np.s_[top:bottom, left:right]
    return Instance(levels[part], inked[part], box, contrast)


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
