"""Squares: where a detection's ink is measured, the same few pixels for every size of digit."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reader.find.detection import Detection
from reader.find.paper import SIDE

# The part of the digit's longer side that is added on each side of it in its square: about 56 of
# SIDE pixels remain for the digit, nearly three for each of MNIST's.
AROUND: Final = 0.22

# The largest side of a square, in that of the picture: a box may be anything that a network says.
LARGEST: Final = 2.0

# Pixels beyond a square that count when it is enlarged: Pillow looks at four by four.
REACH: Final = 3

Square = tuple[float, float, float]  # left, top and side, in pixels of the picture


def square(each: Detection, largest: float) -> Square:
    """Give the square around a detection's box, its side at most `largest` pixels."""
    side = min(max(each.width, each.height) * (1 + 2 * AROUND), largest)
    x, y = each.centre
    return x - side / 2, y - side / 2, side


def cut(image: Image.Image, around: Square) -> NDArray[np.uint8]:
    """Cut a square out of a picture, uint8 [3, SIDE, SIDE]; its edge goes on beyond it."""
    left, top, side = around
    right, bottom = left + side, top + side
    if left < 0 or top < 0 or right > image.width or bottom > image.height:
        # A little more, so that what is resampled sees no end of it.
        x, y = math.floor(left) - REACH, math.floor(top) - REACH
        start, end, *across = _within(x, math.ceil(right) + REACH, image.width)
        first, last, *down = _within(y, math.ceil(bottom) + REACH, image.height)
        part = np.asarray(image.crop((start, first, end, last)))
        image = Image.fromarray(np.pad(part, (down, across, (0, 0)), mode="edge"))
        left, top = left - x, top - y
    method = Image.Resampling.BOX if side > SIDE else Image.Resampling.BICUBIC
    box = (left, top, left + side, top + side)
    return np.asarray(image.resize((SIDE, SIDE), method, box)).transpose(2, 0, 1)


def _within(start: int, end: int, length: int) -> tuple[int, int, int, int]:
    """Give the part of a range that lies in 0..length, at least one, and how much is left away.

    Before it, and after it.
    """
    first = min(max(start, 0), length - 1)
    last = max(min(end, length), first + 1)
    before = max(0, min(first - start, end - start - 1))
    return first, last, before, end - start - before - (last - first)


def beside(found: Sequence[Detection], others: Sequence[Detection]) -> NDArray[np.bool_]:
    """Tell which detections have one of the others in their square, bool [N]."""
    if not found or not others:
        return np.zeros(len(found), np.bool_)
    return np.asarray(near([square(each, np.inf) for each in found], others).any(axis=1))


def near(squares: Sequence[Square], others: Sequence[Detection]) -> NDArray[np.bool_]:
    """Tell in which squares which detections' boxes lie, if only in part: bool [N, M]."""
    left, top, right, bottom = np.array([each.box for each in others]).T
    x, y, side = np.array(squares).T[:, :, None]
    inside: NDArray[np.bool_] = (left < x + side) & (right > x) & (top < y + side) & (bottom > y)
    return inside
