"""Rules printed on paper: lines, squares, dots, dashes, margins and staves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from training.pages.colour import Colour, print_colour
from training.pages.noise import Field, Random, field, pick, spread

PITCHES: Final = (10.0, 110.0)  # pixels from line to line
STAVE: Final = 5  # lines


@dataclass(frozen=True, eq=False)
class Ruling:
    """Printed rules as ink: `alpha` float32 [height, width], 0 to 1, in `colour`, RGB 0 to 255.

    Level rules (or rows of dots, or the lowest lines of staves) lie at `offset + k * pitch` pixels,
    upright ones at `left + k * step`, where `horizontal` and `vertical` say that there are such.
    """

    alpha: Field
    colour: Colour
    pitch: float
    offset: float
    horizontal: bool
    vertical: bool
    left: float
    step: float


@dataclass(frozen=True)
class Gauge:
    """How rules are printed: everything in pixels, `strength` 0 to 1."""

    pitch: float
    offset: float
    step: float
    left: float
    thick: float
    strength: float


def ruling(random: Random, height: int, width: int, pitch: float | None = None) -> Ruling:
    """Print rules from edge to edge, `pitch` pixels apart if it is given."""
    pitch = spread(random, *PITCHES) if pitch is None else pitch
    thick = min(spread(random, 0.4, 4), 0.25 * pitch)
    if random.random() < 0.08:
        thick = min(spread(random, 3, 9), 0.3 * pitch)
    strength = spread(random, 0.1, 1)
    step = pitch if random.random() < 0.8 else pitch * random.uniform(0.5, 3)
    offset, left = random.uniform(0, pitch), random.uniform(0, step)
    gauge = Gauge(pitch, offset, step, left, thick, strength)
    kind = pick(random, RULINGS)
    alpha = kind(random, height, width, gauge)
    if random.random() < 0.3:
        alpha = alpha * _worn(random, height, width)
    return Ruling(
        alpha=np.clip(alpha, 0, 1).astype(np.float32),
        colour=print_colour(random),
        pitch=pitch,
        offset=offset,
        horizontal=kind is not upright,
        vertical=kind in CROSSED,
        left=left,
        step=step,
    )


def rules(length: int, pitch: float, offset: float, thick: float) -> Field:
    """Give a profile across rules, [length], 0 to 1: thinner than a pixel is fainter."""
    away = (np.arange(length, dtype=np.float32) - offset + pitch / 2) % pitch - pitch / 2
    return np.clip(max(thick, 1) / 2 + 0.5 - np.abs(away), 0, 1) * np.float32(min(1, thick))


def level(random: Random, height: int, width: int, gauge: Gauge) -> Field:
    """Rule level lines; some with a margin, some each of its own strength."""
    across = rules(height, gauge.pitch, gauge.offset, gauge.thick)
    if random.random() < 0.2:
        numbers = np.round((np.arange(height) - gauge.offset) / gauge.pitch).astype(np.int64)
        each = random.uniform(0.4, 1, 2 + int(height / gauge.pitch) + 1).astype(np.float32)
        across = across * each[np.clip(numbers + 1, 0, len(each) - 1)]
    alpha = np.repeat((gauge.strength * across)[:, None], width, axis=1)
    return _margined(random, alpha, gauge) if random.random() < 0.3 else alpha


def upright(_random: Random, height: int, width: int, gauge: Gauge) -> Field:
    """Rule upright lines only: columns."""
    along = gauge.strength * rules(width, gauge.step, gauge.left, gauge.thick)
    return np.repeat(along[None], height, axis=0)


def squares(random: Random, height: int, width: int, gauge: Gauge) -> Field:
    """Rule squares; in some every fifth or tenth line is heavier."""
    across = rules(height, gauge.pitch, gauge.offset, gauge.thick)
    along = rules(width, gauge.step, gauge.left, gauge.thick)
    if random.random() < 0.25:
        every, weight = int(random.choice([2, 4, 5, 10])), random.uniform(0.2, 0.7)
        heavy = random.uniform(1, 2.5) * gauge.thick
        heavy = min(heavy, 0.3 * gauge.pitch, 0.3 * gauge.step)
        across = np.maximum(
            weight * across, rules(height, every * gauge.pitch, gauge.offset, heavy)
        )
        along = np.maximum(weight * along, rules(width, every * gauge.step, gauge.left, heavy))
    alpha = np.asarray(gauge.strength * np.maximum(across[:, None], along[None]), np.float32)
    return _margined(random, alpha, gauge) if random.random() < 0.1 else alpha


def double(random: Random, height: int, width: int, gauge: Gauge) -> Field:
    """Rule pairs: close doubles, or a weaker line for the small letters half way up."""
    up = gauge.pitch * (random.uniform(0.35, 0.6) if random.random() < 0.5 else 0.12)
    up = max(up, gauge.thick + 1.5)
    weak = random.uniform(0.3, 1) * rules(height, gauge.pitch, gauge.offset - up, gauge.thick)
    across = np.maximum(rules(height, gauge.pitch, gauge.offset, gauge.thick), weak)
    return np.repeat((gauge.strength * across)[:, None], width, axis=1)


def dashed(random: Random, height: int, width: int, gauge: Gauge) -> Field:
    """Rule dashed or dotted level lines, some of them not all along."""
    across = gauge.strength * rules(height, gauge.pitch, gauge.offset, max(gauge.thick, 0.8))
    least = max(2.5, 2 * gauge.thick)
    period = spread(random, least, max(16.0, 2 * least))
    there = random.uniform(0.25, 0.75) * period
    along = rules(width, period, random.uniform(0, period), max(there, 0.8))
    if random.random() < 0.4:
        ends = np.sort(random.uniform(-0.3, 1.3, 2)) * width
        places = np.arange(width)
        along = along * ((places > ends[0]) & (places < ends[1]))
    return np.outer(across, along)


def dots(random: Random, height: int, width: int, gauge: Gauge) -> Field:
    """Print a grid of dots, or of small crosses."""
    size = max(min(gauge.thick, 4), 0.9)
    across = rules(height, gauge.pitch, gauge.offset, size)
    along = rules(width, gauge.step, gauge.left, size)
    if random.random() < 0.2:
        arm = min(4 * size, 0.3 * gauge.pitch, 0.3 * gauge.step)
        wide = rules(width, gauge.step, gauge.left, arm)
        tall = rules(height, gauge.pitch, gauge.offset, arm)
        across, along = gauge.strength * across, gauge.strength * along
        return np.maximum(np.outer(across, wide), np.outer(tall, along))
    return np.outer(gauge.strength * across, along)


def staves(random: Random, height: int, width: int, gauge: Gauge) -> Field:
    """Rule staves of music; the lowest of their five lines are those that `offset` speaks of."""
    gap = gauge.pitch * random.uniform(0.08, 0.15)
    thick = min(gauge.thick, 0.5 * gap)
    across = np.zeros(height, np.float32)
    for number in range(STAVE):
        across = np.maximum(across, rules(height, gauge.pitch, gauge.offset - number * gap, thick))
    return np.repeat((gauge.strength * across)[:, None], width, axis=1)


def few(random: Random, height: int, width: int, gauge: Gauge) -> Field:
    """Rule one or two lines of a form, only part of the way."""
    across = rules(height, gauge.pitch, gauge.offset, gauge.thick)
    numbers = np.round((np.arange(height) - gauge.offset) / gauge.pitch)
    chosen = random.integers(0, max(1, int(height / gauge.pitch)), 2)
    across = across * np.isin(numbers, chosen)
    ends = np.sort(random.uniform(-0.4, 1.4, 2)) * width
    along = np.clip(np.arange(width) - ends[0], 0, 1) * np.clip(ends[1] - np.arange(width), 0, 1)
    return np.outer(gauge.strength * across, along.astype(np.float32))


def _margined(random: Random, alpha: Field, gauge: Gauge) -> Field:
    """Add one or two upright lines near a side."""
    width = alpha.shape[1]
    place = random.uniform(0.03, 0.25) * width
    place = place if random.random() < 0.75 else width - place
    along = rules(width, 4 * width, place, max(gauge.thick, 1))
    if random.random() < 0.3:
        along = np.maximum(along, rules(width, 4 * width, place + 4, max(gauge.thick, 1)))
    return np.maximum(alpha, random.uniform(0.5, 1) * along[None])


def _worn(random: Random, height: int, width: int) -> Field:
    """Print badly: patches are paler, or the ink is grainy."""
    scale = spread(random, 1.2, 60)
    worn = 1 - random.uniform(0, 0.6) * np.abs(field(random, height, width, scale))
    return np.clip(worn, 0.1, 1)


RULINGS: Final[dict[Callable[[Random, int, int, Gauge], Field], float]] = {
    level: 38,
    squares: 30,
    dashed: 9,
    dots: 6,
    double: 6,
    few: 5,
    staves: 3,
    upright: 3,
}
CROSSED: Final = (squares, dots, upright)
