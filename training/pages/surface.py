"""What papers lie on: tables, floors, cloths, stone, darkness, of any level and colour."""

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from training.pages.colour import any_colour, light, mixed, tint
from training.pages.leaves import dead_leaves, foliage, fur, stones
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
    streaks,
    turned,
)

WOOD: Final = 0.08  # the hue of wood, in turns
GRIT: Final = 0.6  # how often fine noise lies over all of it


def surface(random: Random, height: int, width: int) -> Ground:
    """Make a table or a floor: float32 RGB [height, width, 3], 0 to 255."""
    ground = pick(random, SURFACES)(random, height, width)
    if random.random() < GRIT:
        grit = spread(random, 0.3, 6) * field(random, height, width, spread(random, 1, 2))
        ground = ground + grit[..., None]
    return np.clip(ground, 0, 255)


def wood(random: Random, height: int, width: int) -> Ground:
    """Saw wood: streaks along the grain, bent rings, planks with joints now and then."""
    angle = (
        random.uniform(0, np.pi) if random.random() < 0.5 else float(random.choice([0, np.pi / 2]))
    )
    angle += random.normal(0, 0.04)
    thin, length = spread(random, 1, 5), spread(random, 50, 400)
    grain = streaks(random, height, width, thin, length, angle)
    grain += streaks(random, height, width, 6 * thin, 2 * length, angle) * random.uniform(0, 1.5)
    along, across = turned(height, width, angle)
    if random.random() < 0.4:
        bend = random.uniform(5, 30) * fractal(random, height, width, (60, 240), 1)
        bow = random.uniform(-1, 1) * 0.002 * along**2
        grain += random.uniform(0.3, 1.5) * np.sin((across + bend + bow) / spread(random, 2, 14))
    natural = random.random() < 0.75
    hue = WOOD + random.normal(0, 0.02) if natural else random.random()
    colour = random.uniform(40, 245) * tint(random, random.uniform(0.05, 0.65), hue)
    depth = spread(random, 0.02, 0.25)
    shade = 1 + depth * grain
    if random.random() < 0.45:
        plank = spread(random, 25, 200)
        place = across + 5000 + random.uniform(0, plank)
        number = (place / plank).astype(np.int32)
        shade *= random.normal(1, random.uniform(0.01, 0.12), 400).astype(np.float32)[number % 400]
        joint = np.abs(place - plank * np.round(place / plank)) < spread(random, 0.5, 3)
        shade *= 1 - random.uniform(0.1, 0.8) * joint
    return shade[..., None] * colour


def tiles(random: Random, height: int, width: int) -> Ground:
    """Lay tiles, parquet or bricks with joints, or a chequered cloth."""
    angle = random.normal(0, 0.1) if random.random() < 0.6 else random.uniform(0, np.pi)
    along, across = turned(height, width, angle)
    side = spread(random, 12, 260)
    long = side * float(random.choice([1, 1, 2, 2.5, 4]))
    row = np.floor(across / side)
    offset = float(random.choice([0, 0.5, 0.33])) * row
    column = np.floor(along / long + offset)
    inward = np.minimum(
        (0.5 - np.abs(across / side % 1 - 0.5)) * side,
        (0.5 - np.abs((along / long + offset) % 1 - 0.5)) * long,
    )
    seam = np.clip(spread(random, 0.5, 5) - inward, 0, 1)
    pairs = random.normal(0, 1, (61, 67)).astype(np.float32)
    each = pairs[row.astype(np.int32) % 61, column.astype(np.int32) % 67]
    if random.random() < 0.3:
        each = ((row + column) % 2).astype(np.float32) * 2 - 1
    one, two, joint = any_colour(random, 30), any_colour(random, 30), any_colour(random, 10)
    share = 0.5 + spread(random, 0.03, 0.6) * each + 0.15 * fractal(random, height, width)
    ground = mixed(share, one, one + random.uniform(0.1, 1) * (two - one))
    return ground + seam[..., None] * (joint - ground)


def weave(random: Random, height: int, width: int) -> Ground:
    """Weave cloth: threads over and under, plain, striped or checked."""
    along, across = turned(height, width, random.uniform(0, np.pi))
    bend = random.uniform(0, 3) * fractal(random, height, width, (40, 160), 1)
    pitch = 2 * np.pi / spread(random, 2.5, 14)
    threads = np.sin(pitch * (along + bend)) * np.sin(pitch * (across + bend))
    share = 0.5 + random.uniform(0.1, 0.5) * threads + 0.1 * field(random, height, width, 2)
    one, two = any_colour(random, 20), any_colour(random, 20)
    near = one + random.uniform(0.1, 0.5) * (two - one)
    ground = mixed(share, one, near)
    kind = random.random()
    if kind < 0.4:  # stripes, or checks
        wide = spread(random, 12, 90)
        band = ((along + bend) % wide < random.uniform(0.2, 0.7) * wide) * np.float32(0.5)
        if kind < 0.2:
            band += ((across + bend) % wide < random.uniform(0.2, 0.7) * wide) * np.float32(0.5)
        ground += (random.uniform(0.2, 0.9) * band)[..., None] * (two - ground)
    return ground


def stone(random: Random, height: int, width: int) -> Ground:
    """Polish granite, marble, terrazzo, concrete or laminate."""
    share = 0.5 + random.uniform(0.05, 0.35) * fractal(random, height, width, (1.5, 60))
    if random.random() < 0.4:
        share += random.uniform(-1, 1) * ridges(random, height, width, spread(random, 60, 300))
    if random.random() < 0.4:
        specks = field(random, height, width, spread(random, 1.3, 9))
        share += random.uniform(-1, 1) * (specks > random.uniform(0.8, 2))
    return mixed(share, any_colour(random, 10), any_colour(random, 30))


def darkness(random: Random, height: int, width: int) -> Ground:
    """Leave it nearly black, as behind a scan or in a dark room."""
    level = random.uniform(0, 45)
    levels = level + random.uniform(0, 5) * field(random, height, width, spread(random, 1, 4))
    return levels[..., None] * light(random, 0.3)


def plain(random: Random, height: int, width: int) -> Ground:
    """Paint it evenly, with at most a weak cloud or a slope."""
    colour = any_colour(random, 10, 255)
    levels = 1 + random.uniform(0, 0.06) * fractal(random, height, width, (8, 200), 0.8)
    levels *= 1 - random.uniform(0, 0.35) * ramp(height, width, random.uniform(0, 6.3))
    return levels[..., None] * colour


def brushed(random: Random, height: int, width: int) -> Ground:
    """Brush metal or a plastic desk: fine streaks and a broad reflection."""
    angle = random.uniform(0, np.pi)
    levels = spread(random, 1, 18) * streaks(random, height, width, 1.2, 300, angle)
    shine = ramp(height, width, random.uniform(0, 6.3)) - random.uniform(0, 1)
    levels += random.uniform(0, 60) * np.exp(-((shine / random.uniform(0.1, 0.4)) ** 2))
    return any_colour(random, 20, 220) + levels[..., None]


def carpet(random: Random, height: int, width: int) -> Ground:
    """Tuft a carpet or a towel: coarse lit noise of two colours."""
    scale = spread(random, 1.5, 5)
    relief = fractal(random, height, width, (scale, 3 * scale), 0)
    lit = cv2.Sobel(relief, cv2.CV_32F, 1, 1) * 0.2 + 0.5
    share = lit + random.uniform(0, 0.3) * fractal(random, height, width, (20, 120), 1)
    return mixed(share, any_colour(random, 10), any_colour(random, 30))


def blurred(random: Random, height: int, width: int) -> Ground:
    """See a room out of focus."""
    part = (max(8, height // 4), max(8, width // 4))
    ground = dead_leaves(random, *part, int(spread(random, 5, 30)))
    ground = soft(ground, spread(random, 1, 6))
    return cv2.resize(ground, (width, height), interpolation=cv2.INTER_CUBIC)


def keys(random: Random, height: int, width: int) -> Ground:
    """Show keys, drawers or windows: rounded boxes in rows on another colour."""
    side = spread(random, 18, 120)
    gap = random.uniform(0.05, 0.3)
    along, across = turned(height, width, random.normal(0, 0.2))
    row = np.floor(across / side)
    place = along / side + 0.37 * row * float(random.choice([0, 1]))
    far = np.maximum(np.abs(across / side % 1 - 0.5), np.abs(place % 1 - 0.5)) + gap / 2
    share = np.clip((0.5 - far) * random.uniform(5, 40), 0, 1)
    ground = mixed(share, any_colour(random), any_colour(random))
    return ground + (random.uniform(0, 10) * fractal(random, height, width))[..., None]


SURFACES: Final[dict[Callable[[Random, int, int], Ground], float]] = {
    wood: 24,
    plain: 14,
    stone: 10,
    darkness: 9,
    weave: 9,
    tiles: 8,
    brushed: 5,
    dead_leaves: 5,
    stones: 4,
    carpet: 4,
    blurred: 4,
    fur: 2,
    keys: 2,
    foliage: 1,
}
