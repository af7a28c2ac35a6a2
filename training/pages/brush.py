"""Lines and patches drawn on a plane: what fibres, scratches, rules, rings and doodles are."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.pages.noise import Field, Random

PARTS: Final = 16  # of a pixel: the precision of a point
BITS: Final = 4  # of it

Points = NDArray[np.float64]  # [..., 2]: x and y in pixels


def fixed(points: Points) -> NDArray[np.int32]:
    """Give points as OpenCV wants them: in sixteenths of a pixel."""
    return np.round(np.clip(points, -4000, 8000) * PARTS).astype(np.int32)


def lines(
    height: int, width: int, curves: Sequence[Points], thick: float, *, closed: bool = False
) -> Field:
    """Draw curves, [points, 2] each: float32 [height, width], 0 to 1.

    A line thinner than a pixel is a pixel wide and fainter.
    """
    plane = np.zeros((height, width), np.uint8)
    tracks = [fixed(curve) for curve in curves]
    cv2.polylines(plane, tracks, closed, 255, max(1, round(thick)), cv2.LINE_AA, BITS)
    return plane * np.float32(min(1.0, thick) / 255)


def patch(height: int, width: int, outline: Points) -> Field:
    """Fill an outline, [points, 2]: float32 [height, width], 0 to 1, with a smooth edge."""
    plane = np.zeros((height, width), np.uint8)
    cv2.fillPoly(plane, [fixed(outline)], 255, cv2.LINE_AA, BITS)
    return plane * np.float32(1 / 255)


def hairs(
    random: Random, height: int, width: int, count: int, length: float, curl: float
) -> Points:
    """Throw bent hairs: [count, 5, 2], each up to `length` pixels, turning by `curl` radians."""
    start = random.random((count, 1, 2)) * (width, height)
    turns = random.uniform(0, 2 * np.pi, (count, 1)) + np.cumsum(
        random.normal(0, curl, (count, 4)), axis=1
    )
    steps = random.uniform(0.3, 1, (count, 1, 1)) * length / 4
    steps = steps * np.stack([np.cos(turns), np.sin(turns)], axis=-1)
    return start + np.concatenate([np.zeros((count, 1, 2)), np.cumsum(steps, axis=1)], axis=1)


def blob(random: Random, x: float, y: float, radius: float, ragged: float = 0.2) -> Points:
    """Give the outline of a lump, [24, 2]: a circle that is stretched and uneven."""
    turns = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    radii = np.ones(24)
    for wave in (1, 2, 3, 5):
        radii += random.normal(0, ragged / wave) * np.cos(wave * turns + random.uniform(0, 6))
    radii = radius * np.maximum(radii, 0.15)
    flat, lean = random.uniform(0.4, 1), random.uniform(0, np.pi)
    along, across = radii * np.cos(turns), flat * radii * np.sin(turns)
    return np.stack(
        [
            x + along * np.cos(lean) - across * np.sin(lean),
            y + along * np.sin(lean) + across * np.cos(lean),
        ],
        axis=1,
    )


def smooth(points: Points, count: int = 8) -> Points:
    """Round the corners of a curve, [points, 2], by a Catmull-Rom spline of `count` steps each."""
    before, after = 2 * points[0] - points[1], 2 * points[-1] - points[-2]
    near = np.concatenate([[before], points, [after]])[:, None]
    at = np.linspace(0, 1, count, endpoint=False)[None, :, None]
    first, second, third, fourth = near[:-3], near[1:-2], near[2:-1], near[3:]
    bent = (
        2 * second
        + (third - first) * at
        + (2 * first - 5 * second + 4 * third - fourth) * at**2
        + (3 * second - first - 3 * third + fourth) * at**3
    ) / 2
    return np.concatenate([bent.reshape(-1, 2), points[-1:]])
