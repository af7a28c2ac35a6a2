"""What happens to papers: creases, rings, strips, tape, smudges, dust, the other side's writing."""

from collections.abc import Callable
from typing import Final

import numpy as np

from training.pages import brush
from training.pages.colour import any_colour, light, tint
from training.pages.noise import (
    Ground,
    Random,
    field,
    fractal,
    pick,
    ramp,
    ridges,
    soft,
    spread,
    turned,
)

MOST: Final = 3  # kinds on one paper
STRIP: Final = 0.06  # the widest strip at a side, as part of the picture


def stains(random: Random, ground: Ground) -> Ground:
    """Put one to three faults on a picture, float32 RGB [height, width, 3], 0 to 255.

    Most only darken or lighten it; what covers it lies along its sides.
    """
    for _ in range(int(random.integers(1, MOST + 1))):
        ground = pick(random, STAINS)(random, ground)
    return np.clip(ground, 0, 255).astype(np.float32)


def fold(random: Random, ground: Ground) -> Ground:
    """Fold it once or twice across: each side is lit its own way, and so is the crease."""
    height, width = ground.shape[:2]
    for _ in range(int(random.integers(1, 3))):
        angle = float(random.choice([0, np.pi / 2])) + random.normal(0, 0.06)
        away = turned(height, width, angle)[0] - random.uniform(-0.4, 0.4) * max(height, width)
        side = random.uniform(-0.08, 0.08) * np.tanh(away / spread(random, 1, 30))
        crease = random.uniform(-0.3, 0.2) * np.exp(-((away / spread(random, 0.7, 5)) ** 2))
        ground = ground * (1 + side + crease)[..., None]
    return ground


def creased(random: Random, ground: Ground) -> Ground:
    """Crush it: winding creases, lit at one flank and dark at the other."""
    height, width = ground.shape[:2]
    veins = ridges(random, height, width, spread(random, 60, 250))
    veins = veins * np.clip(field(random, height, width, 80), 0, 1.2)
    lit = veins - np.roll(veins, (1, 1), (0, 1))
    return (
        ground * (1 + random.uniform(-0.12, 0.05) * veins + random.uniform(0, 0.5) * lit)[..., None]
    )


def ring(random: Random, ground: Ground) -> Ground:
    """Set down a cup, wet: broken rings, much larger than digits, broad and soft; or a splash."""
    height, width = ground.shape[:2]
    colour = tint(random, random.uniform(0.1, 0.5), 0.09)
    x, y = random.uniform(-0.1, 1.1) * width, random.uniform(-0.1, 1.1) * height
    down = (np.arange(height, dtype=np.float32) - y)[:, None]
    across = (np.arange(width, dtype=np.float32) - x)[None]
    away = np.sqrt(down**2 + across**2)
    away += random.uniform(0, 4) * field(random, height, width, 30)
    radius = random.uniform(0.3, 0.7) * max(height, width)
    broad = spread(random, 2, 12)
    share = np.exp(-(((away - radius) / broad) ** 2))
    share += random.uniform(0, 0.4) * np.clip((radius - away) / 4, 0, 1)
    share *= np.clip(0.7 + 0.6 * field(random, height, width, 60), 0, 1)
    taken = share[..., None] * (1 - colour) * random.uniform(0.2, 1)
    return ground * (1 - np.clip(taken, 0, 0.9) - 0.12 * share[..., None])


def strip(random: Random, ground: Ground) -> Ground:
    """Leave a dark, or white, strip at one side: a scanner's edge, a cover, a neighbour's sheet."""
    height, width = ground.shape[:2]
    angle = float(random.choice([0, np.pi / 2])) + random.normal(0, 0.004)
    along = turned(height, width, angle)[0]
    along = along if random.random() < 0.5 else -along
    long = float(along.max())
    part = spread(random, 0.004, STRIP) * 2 * long
    share = np.clip((along - (long - part)) / spread(random, 0.7, 4) + 0.5, 0, 1)[..., None]
    colour = random.uniform(0, 60) * light(random, 0.3)
    if random.random() < 0.3:
        colour = any_colour(random, 0, 255)
    return ground + share * (colour - ground)


def tape(random: Random, ground: Ground) -> Ground:
    """Stick clear tape over it: a little darker or yellow, with a gloss and sharp edges."""
    height, width = ground.shape[:2]
    along, across = turned(height, width, random.uniform(0, np.pi))
    across = across - random.uniform(-0.5, 0.5) * height
    half = spread(random, 0.03, 0.12) * max(height, width)
    share = np.clip(half - np.abs(across), 0, 1) * np.clip(
        random.uniform(0, 0.7) * max(height, width) - along, 0, 1
    )
    edge = share * np.clip(2.5 - (half - np.abs(across)), 0, 1)
    colour = 1 - random.uniform(0, 0.35) * (1 - tint(random, 0.5, 0.12))
    ground = ground * (1 + share[..., None] * (colour - 1))
    return (
        ground * (1 - random.uniform(-0.1, 0.25) * edge)[..., None]
        + (random.uniform(0, 25) * share)[..., None]
    )


def smudge(random: Random, ground: Ground) -> Ground:
    """Rub graphite, ink or dirt over a part of it."""
    height, width = ground.shape[:2]
    cloud = fractal(random, height, width, (12, 140), 1)
    share = np.clip((cloud - random.uniform(0.4, 1.8)) * random.uniform(0.5, 2), 0, 1)
    if random.random() < 0.5:
        share *= field(random, height, width, spread(random, 1, 3)) > random.uniform(0, 1.4)
    colour = any_colour(random, 20, 150) if random.random() < 0.3 else np.full(3, 60, np.float32)
    share = (random.uniform(0.1, 0.7) * share).astype(np.float32)
    return ground + share[..., None] * (np.minimum(colour, ground) - ground)


def dust(random: Random, ground: Ground) -> Ground:
    """Scatter specks, hairs and scratches over it, as on a scanner's glass."""
    height, width = ground.shape[:2]
    specks = brush.hairs(random, height, width, int(spread(random, 3, 150)), 2.5, 1)
    share = brush.lines(height, width, list(specks), spread(random, 0.4, 1.8))
    if random.random() < 0.4:
        hairs = brush.hairs(random, height, width, int(random.integers(1, 5)), 120, 0.4)
        curves = [brush.smooth(hair) for hair in hairs]
        share = np.maximum(share, 0.5 * brush.lines(height, width, curves, 0.6))
    level = random.uniform(0, 110) if random.random() < 0.75 else 255.0
    return ground + (random.uniform(0.2, 1) * share)[..., None] * (level - ground)


def through(random: Random, ground: Ground) -> Ground:
    """Let the other side's writing shine through: rows of soft, faint, mirrored words."""
    height, width = ground.shape[:2]
    pitch = spread(random, 14, 70)
    step, curves = 0.22 * pitch, []
    for top in np.arange(random.uniform(0, pitch), height, pitch):
        count = int(width / step)
        up = 0.17 * pitch * random.normal(0, 1, count)
        x = width - np.arange(count) * step + random.normal(0, 0.9, count) * step
        points = np.stack([x, top + up], axis=1)
        cut = 0
        while cut < count - 4:
            word = int(random.integers(5, 16))
            curves.append(brush.smooth(points[cut : cut + word], 4))
            cut += word + int(random.integers(2, 5))
    ink = brush.lines(height, width, curves, max(0.8, 0.06 * pitch))
    ink = soft(ink, spread(random, 0.8, 3)) * np.clip(
        0.6 + 0.4 * field(random, height, width, 50), 0, 1
    )
    return ground * (1 - random.uniform(0.04, 0.25) * ink)[..., None]


def stripe(random: Random, ground: Ground) -> Ground:
    """Let a scanner or copier fail: streaks along one side's direction, or a grey veil."""
    height, width = ground.shape[:2]
    kind = random.random()
    if kind < 0.6:
        rows = random.random() < 0.5
        long = height if rows else width
        line = np.zeros(long, np.float32)
        for _ in range(int(random.integers(1, 5))):
            place, half = random.uniform(0, long), spread(random, 0.5, 6)
            near = np.clip(half + 0.5 - np.abs(np.arange(long) - place), 0, 1)
            line += (random.uniform(-0.25, 0.12) * near).astype(np.float32)
        shade = line[:, None] if rows else line[None]
        return ground * (1 + shade)[..., None]
    veil = np.clip(fractal(random, height, width, (1.2, 4), 0) - random.uniform(1, 2.5), 0, 1)
    fade = ramp(height, width, random.uniform(0, 6.3)) ** 2
    return ground * (1 - random.uniform(0.2, 0.8) * veil * fade)[..., None]


def foxed(random: Random, ground: Ground) -> Ground:
    """Age it: brown spots, a darker border, a water line."""
    height, width = ground.shape[:2]
    spots = np.clip(fractal(random, height, width, (4, 40), 0.6) - random.uniform(1, 2.2), 0, 1)
    away = np.minimum.outer(
        np.minimum(np.arange(height), np.arange(height)[::-1]),
        np.minimum(np.arange(width), np.arange(width)[::-1]),
    ).astype(np.float32)
    border = np.exp(-away / spread(random, 4, 60)) * random.uniform(0, 0.5)
    share = (spots * random.uniform(0, 0.6) + border).astype(np.float32)
    brown = tint(random, random.uniform(0.3, 0.7), 0.08)
    return ground * (1 - np.clip(share, 0, 0.8)[..., None] * (1 - 0.8 * brown))


def torn(random: Random, ground: Ground) -> Ground:
    """Tear one side: a ragged edge with the white of the paper's inside, and dark beyond it."""
    turns = int(random.integers(4))
    page = np.rot90(ground, turns)
    wide = page.shape[1]
    depth = random.uniform(0.01, STRIP) * page.shape[0]
    edge = depth * np.clip(1 + 0.5 * fractal(random, 2, wide, (2, 80), 0.8)[0], 0.1, 2)
    away = np.arange(page.shape[0], dtype=np.float32)[:, None] - edge[None]
    white = np.clip(1 - np.abs(away) / spread(random, 0.7, 4), 0, 1)[..., None]
    page = page + white * random.uniform(0, 0.8) * (250 - page)
    mask = np.clip(away + 0.5, 0, 1)[..., None]
    beyond = any_colour(random, 0, 140)
    return np.rot90(beyond + mask * (page - beyond), -turns)


STAINS: Final[dict[Callable[[Random, Ground], Ground], float]] = {
    fold: 14,
    creased: 8,
    ring: 5,
    strip: 14,
    tape: 6,
    smudge: 12,
    dust: 14,
    through: 9,
    stripe: 7,
    foxed: 7,
    torn: 5,
}
