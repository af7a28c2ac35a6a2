"""The fifteen corruptions of MNIST-C, for measuring only: nothing is ever trained on them.

Source: Mu and Gilmer, "MNIST-C: A Robustness Benchmark for Computer Vision" (2019), with the
severities of its data set. Each takes digits, uint8 [N, 28, 28], ink bright, and a generator of
random numbers, and gives the same shape and type.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.evaluate import edges
from training.evaluate.fractal import fractals

SIDE: Final = 28  # pixels along a side
MIDDLE: Final = (SIDE - 1) / 2  # the point that turning and scaling leave in its place

Pixels = NDArray[np.uint8]
Levels = NDArray[np.float64]  # [N, 28, 28] in 0..1
Random = np.random.Generator
Corruption = Callable[[Pixels, Random], Pixels]


def shot_noise(pixels: Pixels, random: Random) -> Pixels:
    """Count photons where there is little light: three for a full pixel."""
    photons = 3.0
    return _pixels(random.poisson(pixels / 255 * photons) / photons)


def impulse_noise(pixels: Pixels, random: Random) -> Pixels:
    """Replace 17 % of the pixels by black or white."""
    draws = random.random(pixels.shape)
    noisy = np.where(draws < 0.17, np.uint8(0), pixels)
    return np.where(draws < 0.085, np.uint8(255), noisy)


def glass_blur(pixels: Pixels, random: Random) -> Pixels:
    """Blur, swap pixels with neighbours as frosted glass does, and blur again."""
    levels = edges.blur(pixels / 255, 0.7)
    everyone = np.arange(len(levels))
    for _ in range(2):
        for row in range(SIDE - 1, 1, -1):
            for column in range(SIDE - 1, 1, -1):
                chosen = everyone[random.random(len(levels)) < 0.5]
                up, left = random.integers(0, 2, (2, len(chosen)))
                here, there = (chosen, row, column), (chosen, row - up, column - left)
                levels[here], levels[there] = levels[there], levels[here]
    return _pixels(edges.blur(levels, 0.7))


def motion_blur(pixels: Pixels, random: Random) -> Pixels:
    """Draw each pixel out in one direction, within 45 degrees of level, by a falling bell."""
    angle = np.radians(random.uniform(-45, 45, len(pixels)))
    reach, deviation = 21, 3.0
    weights = np.exp(-(np.arange(reach) ** 2) / (2 * deviation**2))
    levels = pixels / 255
    total = np.zeros_like(levels)
    row, column = np.mgrid[:SIDE, :SIDE]
    everyone = np.arange(len(levels))[:, None, None]
    for step, weight in enumerate(weights / weights.sum()):
        down = np.rint(step * np.sin(angle)).astype(int)[:, None, None]
        right = np.rint(step * np.cos(angle)).astype(int)[:, None, None]
        rows, columns = np.clip(row + down, 0, SIDE - 1), np.clip(column + right, 0, SIDE - 1)
        total += weight * levels[everyone, rows, columns]
    return _pixels(total)


def shear(pixels: Pixels, random: Random) -> Pixels:
    """Slant by 0.4 radians to either side."""
    angle = 0.4 * _signs(random, len(pixels))
    one, none = np.ones_like(angle), np.zeros_like(angle)
    return _warped(pixels, (one, -np.sin(angle), none, np.cos(angle)))


def scale(pixels: Pixels, random: Random) -> Pixels:
    """Shrink to 0.7 of the size."""
    del random
    larger, none = np.full(len(pixels), 1 / 0.7), np.zeros(len(pixels))
    return _warped(pixels, (larger, none, none, larger))


def rotate(pixels: Pixels, random: Random) -> Pixels:
    """Turn by 0.4 radians to either side."""
    angle = 0.4 * _signs(random, len(pixels))
    return _warped(pixels, (np.cos(angle), -np.sin(angle), np.sin(angle), np.cos(angle)))


def brightness(pixels: Pixels, random: Random) -> Pixels:
    """Add half of full brightness everywhere."""
    del random
    return _pixels(pixels / 255 + 0.5)


def translate(pixels: Pixels, random: Random) -> Pixels:
    """Move by three pixels along both axes; what leaves the frame is lost."""
    moved = np.zeros_like(pixels)
    rights, downs = _signs(random, len(pixels)) > 0, _signs(random, len(pixels)) > 0
    padded = np.pad(pixels, ((0, 0), (3, 3), (3, 3)))
    for place, (right, down) in enumerate(zip(rights, downs, strict=True)):
        top, left = 6 * int(down), 6 * int(right)
        moved[place] = padded[place, top : top + SIDE, left : left + SIDE]
    return moved


def stripe(pixels: Pixels, random: Random) -> Pixels:
    """Invert the left and the right quarter."""
    del random
    striped = pixels.copy()
    for quarter in (slice(0, 7), slice(21, 28)):
        striped[:, :, quarter] = 255 - striped[:, :, quarter]
    return striped


def fog(pixels: Pixels, random: Random) -> Pixels:
    """Lay a fog over the digit that is three times as bright as its ink."""
    density = 3.0
    levels = pixels / 255
    brightest = levels.max(axis=(1, 2), keepdims=True)
    foggy = levels + density * fractals(len(levels), random)
    return _pixels(foggy * brightest / (brightest + density))


def spatter(pixels: Pixels, random: Random) -> Pixels:
    """Throw grey mud over the digit."""
    wet = edges.blur(random.normal(0.65, 0.3, pixels.shape), 1) > 0.65
    mud = edges.blur(wet.astype(np.float64), 1.5)
    mud[mud < 0.8] = 0
    return _pixels(pixels / 255 * (1 - mud) + 63 / 255 * mud)


def dotted_line(pixels: Pixels, random: Random) -> Pixels:
    """Draw a dotted line from the left edge to the right one."""
    start, end = random.integers(0, 27, (2, len(pixels)))
    line = _line(np.zeros(len(pixels)), start, np.full(len(pixels), 27.0), end)
    for column in range(0, SIDE, 4):
        line[:, :, column : column + 2] = 0
    return _pixels(pixels / 255 + line)


def zigzag(pixels: Pixels, random: Random) -> Pixels:
    """Draw a zigzag, four pixels high, across the digit."""
    count = len(pixels)
    first, last, half = 2.0, 25.0, 2.0
    start = random.integers(0, 27, count).astype(np.float64)
    fall = random.integers(-5, 5, count)
    angle = np.arctan(fall / (last - first))
    length = (last - first) / np.cos(angle)
    levels = pixels / 255
    before = (np.zeros(count), np.zeros(count))
    for tooth in range(int(length.max() // (2 * half)) + 1):
        along = np.minimum((2 * tooth + 1) * half, length)
        across = np.where(along < length, (-1) ** tooth * half, 0)
        corners = [
            (
                first + np.cos(angle) * x - np.sin(angle) * y,
                start + np.sin(angle) * x + np.cos(angle) * y,
            )
            for x, y in (before, (along, across))
        ]
        levels = np.minimum(levels + _line(*corners[0], *corners[1]), 1)
        before = (along, across)
    return _pixels(levels)


def canny_edges(pixels: Pixels, random: Random) -> Pixels:
    """Leave only the outline."""
    del random
    return _pixels(edges.canny(pixels / 255).astype(np.float64))


CORRUPTIONS: Final[dict[str, Corruption]] = {
    each.__name__.replace("_", " "): each
    for each in (
        *(shot_noise, impulse_noise, glass_blur, motion_blur, shear, scale, rotate, brightness),
        *(translate, stripe, fog, spatter, dotted_line, zigzag, canny_edges),
    )
}


def _pixels(levels: Levels) -> Pixels:
    return (np.clip(levels, 0, 1) * 255).astype(np.uint8)


def _signs(random: Random, count: int) -> NDArray[np.float64]:
    return random.choice([-1.0, 1.0], count)


def _warped(pixels: Pixels, matrix: tuple[NDArray[np.float64], ...]) -> Pixels:
    """Read each picture at matrix times (x, y) around the middle, bilinearly; outside is 0."""
    a, b, c, d = (part[:, None, None] for part in matrix)
    y, x = np.mgrid[:SIDE, :SIDE] - MIDDLE
    columns, rows = a * x + b * y + MIDDLE + 1, c * x + d * y + MIDDLE + 1
    columns, rows = np.clip(columns, 0, SIDE + 0.999), np.clip(rows, 0, SIDE + 0.999)
    left, top = columns.astype(int), rows.astype(int)
    right, low = columns - left, rows - top
    padded = np.pad(pixels, ((0, 0), (1, 1), (1, 1))) / 255
    each = np.arange(len(pixels))[:, None, None]
    upper = padded[each, top, left] * (1 - right) + padded[each, top, left + 1] * right
    lower = padded[each, top + 1, left] * (1 - right) + padded[each, top + 1, left + 1] * right
    return _pixels(upper * (1 - low) + lower * low)


def _line(
    x: NDArray[np.float64],
    y: NDArray[np.floating],
    last_x: NDArray[np.float64],
    last_y: NDArray[np.floating],
) -> Levels:
    """Draw a line from (x, y) to the right, in each picture, that fades out within 2.3 pixels.

    The distance is measured down the column, as the source does, so steep lines come out thin.
    """
    slope = ((last_y - y) / np.maximum(last_x - x, 1e-9))[:, None, None]
    row, column = np.mgrid[:SIDE, :SIDE]
    x, y, last_x = x[:, None, None], y[:, None, None], last_x[:, None, None]
    distance = np.clip(np.abs(row - (slope * (column - x) + y)), 0, 2.3 - 1e-10)
    line = np.clip(np.log(1 - distance / 2.3) + 1, 0, 1)
    return np.where((column >= np.floor(x)) & (column < np.ceil(last_x)), line, 0)
