"""Masks: which pixels of a detection's square are its ink, as the finder says."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reader.find.detection import Detection
from reader.find.maps import STRIDE
from reader.find.paper import SIDE
from reader.find.scan import MARGIN, Seen
from reader.find.square import Square, near

# How far a digit's ink may reach beyond its box, in parts of the digit's longer side: a comma, a
# speck or a circle beside it is not its ink.
BEYOND: Final = 0.05


def masks(
    seen: Sequence[Seen], found: Sequence[Detection], squares: Sequence[Square]
) -> NDArray[np.uint8]:
    """Give the probability of ink of digits in each square, uint8 [N, SIDE, SIDE], 255 at 1.

    It is the larger of what the detection's own level and the next finer one say.
    """
    made = np.zeros((len(found), SIDE, SIDE), np.uint8)
    for mask, each, square in zip(made, found, squares, strict=True):
        for level in seen[each.level : each.level + 2]:
            np.maximum(mask, _sampled(level, square), out=mask)
        bound(mask, each, square)
    return made


def bound(mask: NDArray[np.uint8], each: Detection, square: Square) -> None:
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


def rivals(
    found: Sequence[Detection], among: Sequence[Detection], squares: Sequence[Square]
) -> list[NDArray[np.float64]]:
    """Give for each detection the centres, [N, 2], of the others whose boxes lie in its square."""
    by = near(squares, among)
    places = {each: place for place, each in enumerate(among)}
    for row, each in zip(by, found, strict=True):
        row[places[each]] = False
    centres = np.array([each.centre for each in among])
    return [centres[each] for each in by]


def divide(
    inks: NDArray[np.uint8],
    seen: Sequence[Seen],
    found: Sequence[Detection],
    squares: Sequence[Square],
    others: Sequence[NDArray[np.float64]],
) -> None:
    """Take out of each mask, in place, what points to the centre of another detection."""
    for mask, each, square, centres in zip(inks, found, squares, others, strict=True):
        if len(centres):
            mask[_lost(seen[each.level], each, square, centres)] = 0


def _lost(
    level: Seen, each: Detection, square: Square, others: NDArray[np.float64]
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
    return pointing_elsewhere(level, each, others, rows, columns)


def pointing_elsewhere(
    level: Seen,
    each: Detection,
    others: NDArray[np.float64],
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
) -> NDArray[np.bool_]:
    """Tell which pixels point to one of the others' centres, [N, 2], not to the detection's.

    `rows` and `columns` are the cells of the maps that rows and columns of pixels lie in.
    """
    across, down = np.arange(columns[0], columns[-1] + 1), np.arange(rows[0], rows[-1] + 1)
    pointing = level.maps.centre[down[0] : down[-1] + 1, across[0] : across[-1] + 1]
    aim_x = (across * STRIDE + STRIDE / 2 - MARGIN + pointing[..., 0]) / level.scale
    aim_y = ((down * STRIDE + STRIDE / 2 - MARGIN)[:, None] + pointing[..., 1]) / level.scale
    own = (aim_x - each.centre[0]) ** 2 + (aim_y - each.centre[1]) ** 2
    x, y = others.T[:, :, None, None]
    lost = (((aim_x - x) ** 2 + (aim_y - y) ** 2) < own).any(axis=0)
    pixels: NDArray[np.bool_] = lost[rows - rows[0]][:, columns - columns[0]]
    return pixels
