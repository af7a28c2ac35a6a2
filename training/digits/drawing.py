"""Strokes drawn with a pen and brought to MNIST's geometry.

A stroke is a polyline, float64 [n, 2] of (x, y) in the unit square with y downwards.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from reader.classify import stroke
from reader.classify.geometry import SIDE, normalise

CANVAS: Final = (
    200  # pixels that the unit square takes: ten for each of the digit's 20, so edges are soft
)
MARGIN: Final = (
    40  # pixels around it, room for the pen and for what is drawn beyond the unit square
)

INKED: Final = 128  # level from which on a pixel belongs to a stroke: half of full ink

Stroke = NDArray[np.float64]
Pixels = NDArray[np.uint8]


def draw(strokes: list[Stroke], pen: float) -> Pixels:
    """Draw strokes with a round pen: uint8 [280, 280], ink 255 on 0.

    `pen` is the pen's width as a fraction of the unit square.
    """
    image = Image.new("L", (CANVAS + 2 * MARGIN, CANVAS + 2 * MARGIN))
    canvas = ImageDraw.Draw(image)
    width = max(1, round(pen * CANVAS))
    radius = width / 2
    for path in strokes:
        points = [(float(x) * CANVAS + MARGIN, float(y) * CANVAS + MARGIN) for x, y in path]
        canvas.line(points, fill=255, width=width, joint="curve")
        for x, y in (points[0], points[-1]):
            canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return np.array(image)


def frame(ink: Pixels) -> Pixels:
    """Crop ink, uint8 [height, width], to its bounding box and bring it to MNIST's geometry.

    Thin strokes are widened on the way, as the reader does: uint8 [28, 28]. A picture without ink
    becomes an empty field.
    """
    box = Image.fromarray(ink).getbbox()
    if box is None:
        return np.zeros((SIDE, SIDE), dtype=np.uint8)
    left, top, right, bottom = box
    inked = ink[top:bottom, left:right]
    return normalise(stroke.thicken(inked, stroke.width(inked >= INKED)))


def arc(x: float, y: float, across: float, down: float, start: float, end: float) -> Stroke:
    """Give an elliptic arc around (x, y) with these half axes, from `start` to `end` degrees.

    0 degrees points right, 90 down, as in the picture.
    """
    angles = np.radians(np.linspace(start, end, max(3, int(abs(end - start) / 15) + 2)))
    return np.stack([x + across * np.cos(angles), y + down * np.sin(angles)], axis=1)


def line(*points: tuple[float, float]) -> Stroke:
    """Give the polyline through these points."""
    return np.array(points, dtype=np.float64)


def smooth(points: NDArray[np.float64], samples: int = 8) -> Stroke:
    """Give the Catmull-Rom curve through `points`, float64 [n, 2], with `samples` pieces a span."""
    padded = np.concatenate([points[:1], points, points[-1:]])
    before, start, end, after = padded[:-3], padded[1:-2], padded[2:-1], padded[3:]
    t = np.linspace(0, 1, samples, endpoint=False)[None, :, None]
    before, start, end, after = (part[:, None, :] for part in (before, start, end, after))
    curve = 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - before - 3 * end + after) * t**3
    )
    return np.concatenate([curve.reshape(-1, 2), points[-1:]])
