"""The exact geometry of MNIST: a 20x20 box, pasted so that its centre of mass is in the middle.

Source: the reconstruction of MNIST by Yadav and Bottou, "Cold Case: The Lost MNIST Digits" (2019),
which matches the 60,000 originals to within 3 grey levels.
"""

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
    if ink.size == 0 or not ink.any():
        raise ValueError("There is no ink in the box; find the ink before normalising it.")
    small = np.asarray(Image.fromarray(_square(ink)).resize((BOX, BOX), Image.Resampling.BOX))
    return _paste(_stretch(small))


def _square(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Pad the shorter side on both sides, so that the aspect is kept."""
    height, width = ink.shape
    side = max(height, width, 1)
    square = np.zeros((side, side), dtype=np.uint8)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = ink
    return square


def _stretch(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Stretch the brightest pixel to 255, rounding to the nearest level."""
    brightest = max(1, int(ink.max()))
    return ((ink.astype(np.int64) * 510 + brightest) // (2 * brightest)).astype(np.uint8)


def _paste(box: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Paste the box so that its centre of mass falls into the middle pixel, or near it."""
    mass = box.astype(np.int64)
    total = int(mass.sum())
    centres = 2 * np.arange(BOX, dtype=np.int64) + 1  # twice the pixels' centres
    top = _offset(int((mass.sum(axis=1) * centres).sum()), total)
    left = _offset(int((mass.sum(axis=0) * centres).sum()), total)
    field = np.zeros((SIDE, SIDE), dtype=np.uint8)
    field[top : top + BOX, left : left + BOX] = box
    return field


def _offset(twice_moment: int, total: int) -> int:
    """Give int(CENTRE - moment / total), clipped to the field, in whole numbers."""
    offset = (2 * total * CENTRE - twice_moment) // (2 * total)
    return min(max(offset, 0), SIDE - BOX)
