"""A hand that writes numbers in lines: no two of its digits are alike."""

import itertools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tests.handwriting import DIGITS, SUPERSAMPLING, Point, Polyline

# Points along a stroke, per digit's height: close enough for a bend to be round.
POINTS = 12


@dataclass(frozen=True)
class Hand:
    """How someone writes; lengths are parts of a digit's height, angles degrees to the right.

    `gap` lies between the digits of a number and may be negative, when they touch; `space` lies
    between numbers and `leading` between lines. `unrest` is how far strokes stray, and how much
    digits differ in size, slant and place. Numbers end in a full stop with `stops`.
    """

    height: int = 64
    pen: float = 0.09
    slant: float = 4.0
    unrest: float = 0.02
    gap: float = 0.22
    space: float = 1.3
    leading: float = 0.9
    stops: bool = False


def bent(digit: int, hand: Hand, rng: np.random.Generator) -> list[NDArray[np.float64]]:
    """Give a digit's strokes as this hand writes them once, each [points, 2], in digit heights.

    The left edge of the ink is at 0, its middle at the height 0.
    """
    size = 1 + rng.normal(0, 2 * hand.unrest)
    lean = math.tan(math.radians(hand.slant + rng.normal(0, 150 * hand.unrest)))
    waves = rng.normal(0, 1, (2, 3))  # a slow wave each way, so that strokes bend and never break
    strokes = []
    for stroke in DIGITS[digit]:
        points = _along(stroke)
        phase = points @ (1.2 * waves[:, :2].T) * math.pi + waves[:, 2] * math.pi
        points = points + hand.unrest * np.sin(phase)
        x, y = points[:, 0] - 0.5, points[:, 1] - 0.5
        strokes.append(size * np.stack([x - lean * y, y], axis=1))
    left = min(stroke[:, 0].min() for stroke in strokes)
    return [stroke - (left, 0) for stroke in strokes]


def _along(stroke: Polyline) -> NDArray[np.float64]:
    """Put points at even distances on a polyline, its corners among them."""
    places = [np.array(stroke[0], dtype=np.float64)[None]]
    for start, end in itertools.pairwise(stroke):
        steps = max(1, round(math.dist(start, end) * POINTS))
        parts = np.linspace(0, 1, steps + 1)[1:, None]
        places.append(np.array(start) + parts * (np.array(end) - np.array(start)))
    return np.concatenate(places)


def lines_of(
    lines: tuple[str, ...], hand: Hand, rng: np.random.Generator
) -> tuple[list[list[Point]], tuple[float, float]]:
    """Write lines of numbers; give all strokes in pixels, and the width and height they take."""
    strokes: list[list[Point]] = []
    width = 0.0
    for row, line in enumerate(lines):
        x, y = 0.0, 0.5 + row * (1 + hand.leading)
        for place, number in enumerate(line.split(" ")):
            x += hand.space if place else 0.0
            for position, digit in enumerate(number):
                x += hand.gap if position else 0.0
                written = bent(int(digit), hand, rng)
                place_of = np.array([x, y + rng.normal(0, hand.unrest)])
                strokes += [_pixels(stroke + place_of, hand) for stroke in written]
                x += max(float(stroke[:, 0].max()) for stroke in written)
            if hand.stops:
                dot = np.array([[x + 0.25, y + 0.46], [x + 0.27, y + 0.47]])
                strokes.append(_pixels(dot, hand))
                x += 0.27
        width = max(width, x)
    height = len(lines) * (1 + hand.leading) - hand.leading
    return strokes, (width * hand.height, height * hand.height)


def one(digit: int, hand: Hand, rng: np.random.Generator) -> list[list[Point]]:
    """Write a digit alone, in pixels, its middle at (0, 0)."""
    written = bent(digit, hand, rng)
    middle = np.array([max(float(stroke[:, 0].max()) for stroke in written) / 2, 0])
    return [_pixels(stroke - middle, hand) for stroke in written]


def _pixels(points: NDArray[np.float64], hand: Hand) -> list[Point]:
    return [(float(x), float(y)) for x, y in points * hand.height]


def ink(strokes: list[list[Point]], size: tuple[int, int], pen: float) -> NDArray[np.float32]:
    """How much of each pixel strokes cover, 0..1, float32 [height, width]; `pen` in pixels."""
    mask = Image.new("L", (size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING))
    canvas = ImageDraw.Draw(mask)
    radius = pen * SUPERSAMPLING / 2
    for stroke in strokes:
        points = [(x * SUPERSAMPLING, y * SUPERSAMPLING) for x, y in stroke]
        canvas.line(points, fill=255, width=max(1, round(2 * radius)), joint="curve")
        for x, y in (points[0], points[-1]):
            canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    cover = mask.resize(size, Image.Resampling.BOX)
    return np.asarray(cover, dtype=np.float32) / np.float32(255)
