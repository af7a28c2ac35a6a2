"""The width of a pen's stroke, and how to bring thin strokes to the width MNIST's pens had."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

# The least stroke width, as a fraction of the digit's longer side, that survives area resampling
# to 20 pixels as a line of its own: two of them. MNIST's median digit has 0.13.
THINNEST: Final = 0.1

# Pixels along the longer side at which strokes are widened: 1/8 of a final pixel is fine enough.
WORKING_SIDE: Final = 160


def width(mask: NDArray[np.bool_]) -> float:
    """Estimate the width of the strokes in a bool mask [height, width], in pixels.

    A stroke of length l and width w has the area l w and the perimeter 2 l + 2 w.
    """
    area = int(mask.sum())
    half = _perimeter(mask) / 4  # half of l + w
    return float(half - max(half * half - area, 0.0) ** 0.5)


def _perimeter(mask: NDArray[np.bool_]) -> float:
    """Measure the outline by its 2x2 squares: a corner is half a diagonal (Gray, 1971)."""
    bits = np.pad(mask, 1).astype(np.int8)
    squares = bits[1:, 1:] + bits[1:, :-1] + bits[:-1, 1:] + bits[:-1, :-1]
    crossed = (squares == 2) & (bits[1:, 1:] == bits[:-1, :-1])
    corners = int((squares % 2 == 1).sum()) + 2 * int(crossed.sum())
    straight = int((squares == 2).sum()) - int(crossed.sum())
    return float(straight + corners / 2**0.5)


def thicken(ink: NDArray[np.uint8], stroke: float) -> NDArray[np.uint8]:
    """Widen strokes thinner than THINNEST of the digit's longer side to that width.

    `ink` is uint8 [height, width], cropped to the digit, `stroke` its stroke width in pixels. The
    crop grows by as much as the strokes do.
    """
    side = max(ink.shape)
    missing = THINNEST * side - stroke
    if missing <= 0:
        return ink
    shrink = side / WORKING_SIDE
    size = (max(1, round(ink.shape[1] / shrink)), max(1, round(ink.shape[0] / shrink)))
    reach = round(missing / shrink / 2)
    if reach == 0:
        return ink
    # A small picture is enlarged, so that its strokes can grow by less than a pixel of theirs.
    smoothly = Image.Resampling.BOX if shrink >= 1 else Image.Resampling.BICUBIC
    small = Image.fromarray(ink).resize(size, smoothly)
    grown = np.pad(np.asarray(small), reach)
    image = Image.fromarray(grown)
    for step in range(reach):
        image = image.filter(ImageFilter.MaxFilter(3)) if step % 2 == 0 else _cross(image)
    return np.asarray(image)


def _cross(image: Image.Image) -> Image.Image:
    """Widen by one pixel up, down, left and right; with squares in turn it makes an octagon."""
    levels = np.pad(np.asarray(image), 1)
    up, down = levels[:-2, 1:-1], levels[2:, 1:-1]
    left, right = levels[1:-1, :-2], levels[1:-1, 2:]
    widest = np.maximum(np.maximum(up, down), np.maximum(left, right))
    return Image.fromarray(np.maximum(widest, levels[1:-1, 1:-1]))
