"""Digits that the tests draw themselves, with a pen on paper, where every pixel is known.

A digit is a few polylines in the unit square, x to the right and y down.
"""

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Point = tuple[float, float]
Polyline = Sequence[Point]

WHITE = (255, 255, 255)
BLACK = (0, 0, 0)

# Drawn this many times too large and averaged: the soft edges of a pen.
SUPERSAMPLING = 4


def _arc(x: float, y: float, across: float, down: float, start: float, end: float) -> list[Point]:
    """An arc around (x, y) from `start` to `end` degrees; 0 points right, 90 down."""
    steps = max(2, round(abs(end - start) / 10))
    angles = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(x + across * math.cos(angle), y + down * math.sin(angle)) for angle in angles]


DIGITS: dict[int, list[Polyline]] = {
    0: [_arc(0.5, 0.5, 0.3, 0.47, -90, 270)],
    1: [[(0.36, 0.2), (0.55, 0.03), (0.52, 0.97)]],
    2: [[*_arc(0.5, 0.3, 0.27, 0.27, -165, 35), (0.2, 0.95), (0.84, 0.93)]],
    3: [[*_arc(0.46, 0.27, 0.27, 0.24, -150, 90), *_arc(0.46, 0.73, 0.31, 0.24, -90, 150)]],
    4: [[(0.55, 0.04), (0.16, 0.62), (0.86, 0.6)], [(0.66, 0.32), (0.62, 0.97)]],
    5: [[(0.78, 0.05), (0.31, 0.06), (0.27, 0.45), *_arc(0.46, 0.68, 0.3, 0.27, -125, 140)]],
    6: [[(0.64, 0.03), (0.36, 0.3), *_arc(0.5, 0.7, 0.27, 0.26, 200, -160)]],
    7: [[(0.17, 0.08), (0.82, 0.06), (0.42, 0.97)]],
    8: [[*_arc(0.5, 0.27, 0.22, 0.23, 90, -270), *_arc(0.5, 0.74, 0.27, 0.24, -90, 270)]],
    9: [[*_arc(0.48, 0.3, 0.25, 0.26, -20, -380), (0.7, 0.4), (0.62, 0.97)]],
}


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper to write on.

    `size` is (width, height) in pixels, `light` gives the brightness 0..1 of the light at (x, y) in
    the unit square, and `grain` is the deviation of the paper's noise in grey levels.
    """

    size: tuple[int, int] = (300, 300)
    paper: tuple[int, int, int] = (238, 236, 230)
    ink: tuple[int, int, int] = (40, 42, 60)
    light: Callable[[float, float], float] | None = None
    grain: float = 0.0
    seed: int = 0


def write(
    digit: int, sheet: Sheet | None = None, *, centre: Point = (0.5, 0.5), height: float = 0.6,
    pen: float = 0.09, slant: float = 0.0,
) -> Image.Image:  # fmt: skip
    """Write a digit on a sheet.

    `centre` is a point of the unit square, `height` a fraction of the sheet's shorter side, `pen`
    the stroke's width as a fraction of the digit's height, and `slant` degrees to the right.
    """
    return write_strokes(
        DIGITS[digit], sheet or Sheet(), centre=centre, height=height, pen=pen, slant=slant
    )


def write_strokes(
    strokes: Sequence[Polyline], sheet: Sheet, *, centre: Point, height: float, pen: float,
    slant: float = 0.0,
) -> Image.Image:  # fmt: skip
    """Write any strokes of the unit square on a sheet."""
    width, tall = (side * SUPERSAMPLING for side in sheet.size)
    side = height * min(width, tall)
    lean = math.tan(math.radians(slant))
    mask = Image.new("L", (width, tall))
    canvas = ImageDraw.Draw(mask)
    radius = pen * side / 2
    for stroke in strokes:
        points = [
            (
                centre[0] * width + (x - 0.5 + lean * (0.5 - y)) * side,
                centre[1] * tall + (y - 0.5) * side,
            )
            for x, y in stroke
        ]
        canvas.line(points, fill=255, width=max(1, round(2 * radius)), joint="curve")
        for x, y in (points[0], points[-1]):
            canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return _develop(mask.resize(sheet.size, Image.Resampling.BOX), sheet)


def blank(sheet: Sheet | None = None) -> Image.Image:
    """An empty sheet."""
    sheet = sheet or Sheet()
    return _develop(Image.new("L", sheet.size), sheet)


def encode(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The bytes of a picture file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def _develop(mask: Image.Image, sheet: Sheet) -> Image.Image:
    cover = np.asarray(mask, dtype=np.float64)[..., None] / 255
    colours = cover * np.array(sheet.ink) + (1 - cover) * np.array(sheet.paper)
    if sheet.light is not None:
        colours = colours * _illuminate(sheet.size, sheet.light)[..., None]
    if sheet.grain:
        noise = np.random.default_rng(sheet.seed).normal(0, sheet.grain, colours.shape[:2])
        colours = colours + noise[..., None]
    return Image.fromarray(colours.clip(0, 255).round().astype(np.uint8))


def _illuminate(
    size: tuple[int, int], light: Callable[[float, float], float]
) -> NDArray[np.float64]:
    width, height = size
    return np.array([[light(x / width, y / height) for x in range(width)] for y in range(height)])
