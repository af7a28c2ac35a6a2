"""The exact geometry of MNIST: a 20x20 box, pasted so that its centre of mass is in the middle.

Source: the reconstruction of MNIST by Yadav and Bottou, "Cold Case: The Lost MNIST Digits" (2019),
which matches the 60,000 originals to within 3 grey levels.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE: Final = 28  # pixels along a side of the network's input
BOX: Final = 20  # pixels along a side of the box that holds the digit
CENTRE: Final = 15  # the pasted box's centre of mass lies in pixel 14: int(CENTRE - centre)


def normalise(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Bring a digit's ink to MNIST's geometry.

    `ink` is uint8 [height, width], cropped to the digit's bounding box, bright ink on 0; the result
    is uint8 [28, 28]. Only whole numbers and Pillow's eight-bit resampling are used, so the same
    ink gives the same bytes on every machine. Raises ValueError where there is no ink.
    """
    picture: NDArray[np.uint8] = normalise_all([ink])[0]
    return picture


def normalise_all(inks: Sequence[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Bring the ink of several digits to MNIST's geometry, as `normalise` does: [N, 28, 28]."""
    boxes = np.zeros((len(inks), BOX, BOX), np.uint8)
    for box, ink in zip(boxes, inks, strict=True):
        if ink.size == 0 or not ink.any():
            raise ValueError("There is no ink in the box; find the ink before normalising it.")
        small = Image.fromarray(_square(ink)).resize((BOX, BOX), Image.Resampling.BOX)
        box[:] = np.asarray(small)
    return _paste(_stretch(boxes))


def _square(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Pad the shorter side on both sides, so that the aspect is kept."""
    height, width = ink.shape
    side = max(height, width, 1)
    square = np.zeros((side, side), dtype=np.uint8)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = ink
    return square


def _stretch(inks: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Stretch the brightest pixel of each to 255, rounding to the nearest level."""
    brightest = np.maximum(inks.max(axis=(1, 2), keepdims=True), 1).astype(np.int32)
    levels: NDArray[np.int32] = (inks.astype(np.int32) * 510 + brightest) // (2 * brightest)
    return levels.astype(np.uint8)


def _paste(boxes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Paste each box so that its centre of mass falls into the middle pixel, or near it."""
    mass = boxes.astype(np.int32)
    total = np.maximum(mass.sum(axis=(1, 2)), 1)  # ink too faint to be left is none
    centres = 2 * np.arange(BOX, dtype=np.int64) + 1  # twice the pixels' centres
    tops = _offset(mass.sum(axis=2) @ centres, total)
    lefts = _offset(mass.sum(axis=1) @ centres, total)
    fields = np.zeros((len(boxes), SIDE, SIDE), dtype=np.uint8)
    for field, box, top, left in zip(fields, boxes, tops, lefts, strict=True):
        field[top : top + BOX, left : left + BOX] = box
    return fields


def _offset(twice_moment: NDArray[np.int64], total: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give int(CENTRE - moment / total), clipped to the field, in whole numbers."""
    offset: NDArray[np.int64] = (2 * total * CENTRE - twice_moment) // (2 * total)
    return offset.clip(0, SIDE - BOX)
