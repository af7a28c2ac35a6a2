"""Strays of the pen that are no digit: ticks, arrows, scrawls, stars, frames, blots, long strokes.

None of them is a lone ring, a lone upright stroke of a digit's size, or a sign such as a dot, dash
or small cross: those can be told from digits and signs by nobody.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from training.pages import brush
from training.pages.brush import Points
from training.pages.figures import blot, crowd, figure, frame, hatch, spiral, star
from training.pages.noise import Field, Random, pick, spread

SIZES: Final = (0.06, 0.7)  # parts of the canvas's longer side
LEAST: Final = 14.0  # pixels, of the smallest
WIDTHS: Final = (0.6, 9.0)  # pixels, of the pen
FINEST: Final = 0.045  # the thickest pen of what would run together, as part of its size


def doodle(random: Random, height: int, width: int, thick: float | None = None) -> Field:
    """Draw one stray somewhere on a canvas: its ink, float32 [height, width], 0 to 1.

    `thick` is the pen's width in pixels, any if it is not given.
    """
    kind = pick(random, DOODLES)
    least = max(LEAST, SMALLEST.get(kind, 0) * max(height, width))
    size = max(least, spread(random, *SIZES) * max(height, width))
    thick = spread(random, WIDTHS[0], min(WIDTHS[1], 0.2 * size)) if thick is None else thick
    thick = min(thick, FINEST * size) if kind in FINE else thick
    if kind in (blot, crowd):
        curves = []
        outlines = kind(random)
    else:
        curves, outlines = kind(random), []
    turn = random.normal(0, 0.15)
    matrix = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    stretch = size * np.array([1, random.uniform(0.7, 1.3)])
    place = random.random(2) * (width, height)
    if random.random() < 0.8:  # whole
        place = np.clip(place, 0.5 * size, np.maximum((width, height), size) - 0.5 * size)
    ink = np.zeros((height, width), np.float32)
    if curves:
        shaken = [
            (curve + random.normal(0, 0.006, curve.shape)) * stretch @ matrix + place
            for curve in curves
        ]
        ink = brush.lines(height, width, shaken, thick)
    for shape in outlines:
        ink = np.maximum(ink, brush.patch(height, width, shape * stretch @ matrix + place))
    return ink * random.uniform(0.5, 1) if random.random() < 0.4 else ink


def tick(random: Random) -> list[Points]:
    """Tick it off."""
    low = random.uniform(-0.35, -0.1)
    bend = random.normal(0, 0.05, 2)
    return [
        brush.smooth(
            np.array([(-0.5, random.uniform(-0.1, 0.15)), (low, 0.4), bend, (0.5, -0.5)]), 6
        )
    ]


def arrow(random: Random) -> list[Points]:
    """Point somewhere, straight or bent."""
    curve = brush.smooth(np.array([(-0.5, 0), (0, random.normal(0, 0.2)), (0.5, 0)]))
    head = random.uniform(0.14, 0.3)
    tips = [np.array([(0.5 - head, side * 0.7 * head), (0.5, 0)]) for side in (-1, 1)]
    angle = random.uniform(0, 2 * np.pi)
    return [turned(part, angle) for part in (curve, *tips)]


def scribble(random: Random) -> list[Points]:
    """Move without aim."""
    count = int(random.integers(9, 30))
    points = np.cumsum(random.normal(0, 1, (count, 2)) + random.normal(0, 0.4, 2), axis=0)
    points = (points - points.min(axis=0)) / np.maximum(np.ptp(points, axis=0), 0.3) - 0.5
    return [brush.smooth(points, 6)]


def scrawl(random: Random) -> list[Points]:
    """Cross something out: to and fro, or loops, over a patch that is wider than high."""
    count = int(random.integers(12, 40))
    along = np.linspace(-0.5, 0.5, count) + random.normal(0, 0.02, count)
    high = random.uniform(0.06, 0.35)
    across = high * (np.arange(count) % 2 - 0.5) * random.uniform(0.5, 1.2, count)
    points = np.stack([along, across], axis=1)
    return [brush.smooth(points, 5) if random.random() < 0.6 else points]


def loops(random: Random) -> list[Points]:
    """Write a row of joined loops."""
    turns = int(random.integers(4, 14))
    angles = np.linspace(0, 2 * np.pi * turns, 14 * turns)
    radius = random.uniform(0.6, 1.6) / turns
    points = np.stack(
        [angles / angles[-1] - 0.5 + radius * np.cos(angles), radius * np.sin(angles)], axis=1
    )
    return [points]


def wave(random: Random) -> list[Points]:
    """Underline wavily, in zigzag, or doubly and very long."""
    kind = random.random()
    along = np.linspace(-0.5, 0.5, 60)
    if kind < 0.4:
        teeth, high = random.integers(6, 20), random.uniform(0.01, 0.05)
        return [np.stack([along, high * np.sin(along * 2 * np.pi * teeth)], axis=1) * (2, 1)]
    if kind < 0.7:
        count = 2 * int(random.integers(4, 10))
        zigzag = random.uniform(0.04, 0.2) * (np.arange(count) % 2 - 0.5)
        return [np.stack([np.linspace(-0.8, 0.8, count), zigzag], axis=1)]
    gap = random.uniform(0.03, 0.08)
    bend = random.normal(0, 0.02)
    one = brush.smooth(np.array([(-1, 0), (0, bend), (1, random.normal(0, 0.03))]))
    return [one, one * (random.uniform(0.5, 1), 1) + (0, gap)]


def stroke(random: Random) -> list[Points]:
    """Draw one stroke that is far longer than any digit, level or aslant."""
    angle = random.normal(0, 0.3) if random.random() < 0.7 else random.uniform(-1.1, 1.1)
    bow = random.normal(0, 0.1)
    curve = brush.smooth(np.array([(-2, 0), (0, bow), (2, 0)]))
    return [turned(curve, angle)]


def turned(points: Points, angle: float) -> Points:
    """Turn points about the origin, by radians."""
    matrix = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return points @ matrix


DOODLES: Final[dict[Callable[[Random], list[Points]], float]] = {
    scribble: 14,
    scrawl: 12,
    tick: 9,
    arrow: 10,
    stroke: 12,
    wave: 10,
    loops: 7,
    star: 6,
    figure: 8,
    spiral: 4,
    frame: 7,
    hatch: 5,
    blot: 6,
    crowd: 3,
}
# Parts of the canvas's longer side that these take at least: smaller, they would look like signs.
SMALLEST: Final[dict[Callable[[Random], list[Points]], float]] = {
    stroke: 0.2,
    wave: 0.1,
    arrow: 0.12,
    frame: 0.12,
    blot: 0.08,
    crowd: 0.1,
}
FINE: Final = (loops, scrawl, spiral, hatch, figure, wave)
