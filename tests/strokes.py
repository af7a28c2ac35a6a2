"""Strokes at known places, and pictures of them without a camera in between."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reader import Box, Digit
from tests import hand
from tests.handwriting import DIGITS, Point

# Strength of full ink: dark, and not the end of the scale.
FULL: Final = 220

# Level of the paper.
WHITE: Final = 250

Stroke = list[Point]


def digit(number: int, left: float, top: float, height: float, slant: float = 0.0) -> list[Stroke]:
    """Give a digit's strokes in a square of this height, in pixels; `slant` is in degrees."""
    lean = math.tan(math.radians(slant))
    return [
        [(left + (x + lean * (0.5 - y)) * height, top + y * height) for x, y in stroke]
        for stroke in DIGITS[number]
    ]


def line(
    start: Point, end: Point, *, bend: float = 0.0, gaps: Sequence[tuple[float, float]] = ()
) -> list[Stroke]:
    """Give a line, bent downwards by so many pixels half way, without the parts `gaps` of it."""
    pieces: list[Stroke] = [[]]
    for part in np.linspace(0, 1, 400).tolist():
        if any(first <= part <= last for first, last in gaps):
            pieces += [[]] if pieces[-1] else []
            continue
        across = start[0] + part * (end[0] - start[0])
        down = start[1] + part * (end[1] - start[1])
        pieces[-1].append((across, down + bend * math.sin(math.pi * part)))
    return [piece for piece in pieces if piece]


def box(left: float, top: float, right: float, bottom: float) -> list[Stroke]:
    """Give the frame of a cell."""
    return [[(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]]


def turned(strokes: Sequence[Stroke], degrees: float, around: Point) -> list[Stroke]:
    """Turn strokes around a point."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [
        [
            (
                around[0] + cosine * (x - around[0]) - sine * (y - around[1]),
                around[1] + sine * (x - around[0]) + cosine * (y - around[1]),
            )
            for x, y in stroke
        ]
        for stroke in strokes
    ]


def drawn(strokes: Sequence[Stroke], size: tuple[int, int], pen: float) -> NDArray[np.uint8]:
    """Draw strokes as strength of ink, uint8 [height, width]; `pen` in pixels."""
    cover = hand.ink([list(stroke) for stroke in strokes], size, pen)
    return (cover * FULL).round().astype(np.uint8)


def on_paper(strength: NDArray[np.uint8]) -> Image.Image:
    """Give dark ink of this strength, uint8 [height, width], on white paper."""
    return Image.fromarray(WHITE - strength)


def on_black(strength: NDArray[np.uint8]) -> Image.Image:
    """Give light ink of this strength on black, as data sets have it."""
    return Image.fromarray(strength)


def extent(mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Give the box around a mask's pixels: left, top, right, bottom."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def corners(box: Box) -> tuple[int, int, int, int]:
    """Give a reading's box as left, top, right, bottom."""
    return box.x, box.y, box.x + box.width, box.y + box.height


def inked(image: Image.Image) -> tuple[int, int, int, int]:
    """Give the box of a clean picture's dark ink."""
    return extent(np.asarray(image.convert("L")) < 140)


def off(digit: Digit, box: Sequence[int]) -> int:
    """Tell how far a digit's box is off, in pixels: the farthest of its sides."""
    return int(np.abs(np.subtract(corners(digit.box), box)).max())
