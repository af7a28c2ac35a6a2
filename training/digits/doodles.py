"""Pictures drawn from nothing that are no digits, in MNIST's geometry: uint8 [28, 28] each.

A bare upright stroke is a 1 and a ring is a 0, so none of them draws these on purpose.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from training.digits.drawing import Pixels, draw, frame, line, smooth
from training.digits.fonts import letter
from training.digits.glyphs import GLYPHS
from training.digits.hand import Random, pen, rotated, shaken


def glyph(random: Random, without: str = "") -> Pixels:
    """Draw a letter or a sign, slanted, turned, stretched and shaken, but for those `without`."""
    names = sorted(name for name in GLYPHS if name not in without)
    strokes = GLYPHS[names[random.integers(len(names))]]
    return frame(draw(shaken(strokes, random), pen(random)))


def scribble(random: Random) -> Pixels:
    """Draw a long smooth line without aim."""
    turns = int(random.integers(7, 22))
    if random.random() < 0.5:
        points = random.random((turns, 2))
    else:
        points = np.cumsum(random.normal(0, 1, (turns, 2)) + random.normal(0, 0.3, 2), axis=0)
        points = (points - points.min(axis=0)) / np.maximum(np.ptp(points, axis=0), 0.3)
    return frame(draw([smooth(points)], pen(random)))


def strokes(random: Random) -> Pixels:
    """Throw three to seven separate short strokes on the paper."""
    thrown = []
    for _ in range(int(random.integers(3, 8))):
        start = random.random(2)
        thrown.append(smooth(start + np.cumsum(random.normal(0, 0.25, (3, 2)), axis=0)))
    return frame(draw(thrown, pen(random)))


def spiral(random: Random) -> Pixels:
    """Draw a spiral of two turns and more, or a zigzag."""
    if random.random() < 0.5:
        angles = np.linspace(0, 2 * np.pi * random.uniform(2.0, 4.0), 80)
        radii = np.linspace(0.02, 0.5, 80)
        points = np.stack([0.5 + radii * np.cos(angles), 0.5 + radii * np.sin(angles)], axis=1)
    else:
        teeth = int(random.integers(5, 10))
        points = np.stack(
            [np.linspace(0, 1, teeth), np.arange(teeth) % 2 * random.uniform(0.3, 1)], axis=1
        )
    return frame(draw(shaken((points,), random), pen(random, widest=0.1)))


def grid(random: Random) -> Pixels:
    """Draw crossing rules, as on squared paper."""
    across, down = random.integers(1, 4, size=2)
    ruled = [
        *(line((0, at), (1, at + random.normal(0, 0.02))) for at in _places(random, int(across))),
        *(line((at, 0), (at + random.normal(0, 0.02), 1)) for at in _places(random, int(down))),
    ]
    return frame(draw(rotated(ruled, random.uniform(-15, 15)), pen(random, widest=0.12)))


def bars(random: Random) -> Pixels:
    """Draw one or several level rules, or three and more parallel strokes in any direction."""
    count = int(random.integers(1, 6))
    ruled = [line((0, place), (1, place)) for place in _places(random, count)]
    angle = random.uniform(-25, 25) if count < 3 else random.uniform(0, 180)
    return frame(draw(rotated(ruled, angle), pen(random)))


def blob(random: Random) -> Pixels:
    """Fill a smudge: smooth noise above a level, one patch or several."""
    size = int(random.integers(3, 9))
    noise = random.random((size, size)).astype(np.float32)
    soft = np.asarray(Image.fromarray(noise).resize((120, 120), Image.Resampling.BICUBIC))
    level = np.quantile(soft, random.uniform(0.4, 0.8))
    if random.random() < 0.5:
        return frame(np.where(soft > level, np.uint8(255), np.uint8(0)))
    rising = np.clip((soft - level) / max(float(soft.max()) - level, 1e-6), 0, 1)
    return frame((255 * rising).astype(np.uint8))


def disc(random: Random) -> Pixels:
    """Fill a dot, a triangle or another solid shape without a hole."""
    corners = int(random.choice([3, 4, 5, 24]))
    spread = 0.0 if corners == 24 else 0.25
    turns = np.arange(corners) + random.uniform(-spread, spread, corners) + random.random()
    radii = random.uniform(1 - 2 * spread, 1, corners)
    stretch = random.uniform(0.55, 1)
    points = [
        (
            100 + 90 * radius * float(np.cos(angle)),
            100 + 90 * stretch * radius * float(np.sin(angle)),
        )
        for radius, angle in zip(radii, turns * 2 * np.pi / corners, strict=True)
    ]
    image = Image.new("L", (200, 200))
    ImageDraw.Draw(image).polygon(points, fill=255)
    return frame(np.array(image))


def noise(random: Random) -> Pixels:
    """Scatter specks: empty paper whose grain was taken for ink, or nothing at all."""
    kind = random.random()
    field = np.zeros((28, 28), dtype=np.uint8)
    if kind < 0.15:
        return field
    if kind < 0.55:
        inked = random.random((60, 60)) < random.uniform(0.002, 0.5)
        return frame(np.where(inked, np.uint8(255), np.uint8(0)))
    grain = random.normal(0, random.uniform(5, 60), (28, 28)) + random.uniform(0, 60)
    return np.clip(grain, 0, 255).astype(np.uint8)


def texture(random: Random) -> Pixels:
    """Give a photograph's texture: noise of several scales over the whole box."""
    total = np.zeros((80, 80), dtype=np.float32)
    for size in (4, 10, 25):
        layer = random.normal(0, random.random(), (size, size)).astype(np.float32)
        total += np.asarray(Image.fromarray(layer).resize((80, 80), Image.Resampling.BICUBIC))
    low, high = np.quantile(total, [random.uniform(0, 0.5), 0.98])
    return frame((255 * np.clip((total - low) / max(high - low, 1e-6), 0, 1)).astype(np.uint8))


# How often each kind is drawn, relative to the others: handwriting most, because it is the hardest.
DOODLES: Final[dict[Callable[[Random], Pixels], float]] = {
    letter: 30,
    glyph: 20,
    scribble: 12,
    strokes: 7,
    spiral: 4,
    grid: 6,
    bars: 4,
    blob: 5,
    disc: 4,
    noise: 5,
    texture: 4,
}

LETTERS: Final = (letter, glyph)  # the kinds that can be told which characters to leave out


def _places(random: Random, count: int) -> NDArray[np.float64]:
    """Spread `count` rules over the unit square."""
    return (np.arange(count) + random.uniform(0.2, 0.8, count)) / count
