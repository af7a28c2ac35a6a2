"""Boards, screens and cards: what chalk, felt pens, light pens and brushes write on."""

from collections.abc import Callable
from typing import Final

import numpy as np

from training.pages import brush
from training.pages.colour import light, tint
from training.pages.dye import LUMINANCE
from training.pages.noise import Field, Ground, Random, field, fractal, pick, ramp, spread, streaks
from training.pages.surface import brushed, plain, stone, wood

GREEN: Final = 0.4  # the hue of school boards, in turns


def board(random: Random, height: int, width: int, *, dark: bool | None = None) -> Ground:
    """Make a board or a screen: float32 RGB [height, width, 3], 0 to 255.

    With `dark` False none that light ink is for, with True only such; their mean is below 110.
    """
    kinds = BOARDS if dark is None else DARK if dark else LIGHT
    return np.clip(pick(random, kinds)(random, height, width), 0, 255)


def blackboard(random: Random, height: int, width: int) -> Ground:
    """Wipe a black, green or blue board: dust in broad strokes and in clouds."""
    level = random.uniform(18, 85)
    hue = GREEN + random.normal(0, 0.04) if random.random() < 0.6 else random.random()
    colour = tint(random, random.uniform(0, 0.5) if random.random() < 0.8 else 0.05, hue)
    dust = np.zeros((height, width), np.float32)
    for _ in range(int(random.integers(1, 4))):
        angle = random.uniform(0, np.pi)
        strokes = streaks(random, height, width, spread(random, 2, 25), 300, angle)
        dust += random.uniform(0, 1) * np.clip(strokes + random.uniform(-1, 0.6), 0, 2)
    dust *= np.clip(0.6 + 0.5 * fractal(random, height, width, (20, 200), 1), 0, 2)
    if random.random() < 0.6:
        dust *= 1 + 0.3 * field(random, height, width, spread(random, 1, 2.5))
    dust += random.uniform(0, 0.5) * _swipes(random, height, width)
    return (level * colour) + (spread(random, 2, 28) * dust)[..., None]


def whiteboard(random: Random, height: int, width: int) -> Ground:
    """Light a white board: a slope, a reflection, traces of wiped felt pen, a scratch."""
    level = random.uniform(130, 252)
    levels = np.full((height, width), level, np.float32)
    levels -= random.uniform(0, 50) * ramp(height, width, random.uniform(0, 6.3))
    if random.random() < 0.4:
        shine = ramp(height, width, random.uniform(0, 6.3)) - random.uniform(0, 1)
        levels += random.uniform(10, 70) * np.exp(-((shine / random.uniform(0.05, 0.4)) ** 2))
    ground = levels[..., None] * light(random, 0.15)
    traces = _swipes(random, height, width) * random.uniform(0, 0.12)
    colour = random.uniform(30, 160) * tint(random, random.uniform(0, 0.8))
    return ground + traces[..., None] * (colour - ground)


def screen(random: Random, height: int, width: int) -> Ground:
    """Give a dark drawing programme or a display: flat, graded, or with the lines of its pixels."""
    colour = random.uniform(0, 70) * tint(random, random.uniform(0, 0.6))
    ground = np.empty((height, width, 3), np.float32)
    ground[:] = colour
    kind = random.random()
    if kind < 0.3:
        slope = ramp(height, width, random.uniform(0, 6.3))[..., None]
        ground += slope * random.uniform(-30, 40, 3).astype(np.float32)
    elif kind < 0.5:
        pitch = spread(random, 2, 6)
        rows = np.cos(2 * np.pi / pitch * np.arange(height, dtype=np.float32))
        columns = np.cos(2 * np.pi / pitch * np.arange(width, dtype=np.float32))
        ground += (random.uniform(1, 10) * np.add.outer(rows, columns))[..., None]
    return ground


def slate(random: Random, height: int, width: int) -> Ground:
    """Cut black card, slate or sandpaper: dark, with grain and pale scratches."""
    levels = random.uniform(10, 80) + spread(random, 0.5, 8) * fractal(random, height, width)
    strokes = brush.hairs(random, height, width, int(spread(random, 3, 60)), 120, 0.1)
    scratches = brush.lines(height, width, list(strokes), random.uniform(0.2, 1))
    levels += spread(random, 2, 30) * scratches
    return levels[..., None] * tint(random, random.uniform(0, 0.5))


def card(random: Random, height: int, width: int) -> Ground:
    """Take coloured card: any hue, strong, light to middle."""
    colour = random.uniform(120, 250) * tint(random, random.uniform(0.2, 0.9))
    levels = 1 + spread(random, 0.003, 0.05) * fractal(random, height, width, (1.5, 40), 0.2)
    return levels[..., None] * colour


def dark_card(random: Random, height: int, width: int) -> Ground:
    """Take dark coloured card or a wall of paint, for light ink."""
    colour = random.uniform(30, 105) * tint(random, random.uniform(0.2, 0.9))
    levels = 1 + spread(random, 0.003, 0.08) * fractal(random, height, width, (1.5, 40), 0.3)
    return levels[..., None] * colour


def bare(random: Random, height: int, width: int) -> Ground:
    """Leave a table, a wall or a box as it is, light enough for dark ink: grain runs under it."""
    return _lit(pick(random, BARE)(random, height, width), random.uniform(125, 225))


def dark_bare(random: Random, height: int, width: int) -> Ground:
    """Leave a dark table, wall or box as it is, for light ink."""
    return _lit(pick(random, BARE)(random, height, width), random.uniform(20, 90))


def _lit(ground: Ground, level: float) -> Ground:
    """Bring a ground's mean luminance to a level, with as much contrast for its lightness."""
    mean = float((np.clip(ground, 0, 255) @ LUMINANCE).mean())
    return ground * np.float32(level / max(mean, 1.0))


def _swipes(random: Random, height: int, width: int) -> Field:
    """Wipe with a cloth or a hand: a few broad bent bands with streaks in them, 0 to 1."""
    bands = np.zeros((height, width), np.float32)
    side = max(height, width)
    for _ in range(int(random.integers(1, 6))):
        track = brush.smooth(
            random.random((3, 2)) * (width, height) + random.normal(0, 0.2 * side, (3, 2))
        )
        wide = spread(random, 0.03, 0.3) * side
        comb = streaks(random, height, width, 3, 200, random.uniform(0, np.pi))
        band = brush.lines(height, width, [track], wide)
        bands = np.maximum(bands, band * np.clip(0.6 + 0.3 * comb, 0, 1))
    return bands


BARE: Final[dict[Callable[[Random, int, int], Ground], float]] = {
    wood: 60,
    stone: 20,
    plain: 12,
    brushed: 8,
}
DARK: Final[dict[Callable[[Random, int, int], Ground], float]] = {
    blackboard: 40,
    screen: 22,
    slate: 14,
    dark_card: 14,
    dark_bare: 10,
}
LIGHT: Final[dict[Callable[[Random, int, int], Ground], float]] = {
    whiteboard: 48,
    card: 30,
    bare: 22,
}
BOARDS: Final = DARK | LIGHT
