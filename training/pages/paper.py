"""Papers with nothing on them: white to brown, smooth to coarse, as cameras see them."""

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from training.pages import brush
from training.pages.colour import Colour, any_colour, coloured, light, tint
from training.pages.noise import (
    Field,
    Ground,
    Random,
    cells,
    field,
    fractal,
    normal,
    pick,
    ramp,
    ridges,
    soft,
    spread,
    streaks,
)

FLECKED: Final = 0.12  # how often coloured specks lie in the paper
CLOUDED: Final = 0.35  # how often its colour changes slowly from place to place


def paper(random: Random, height: int, width: int) -> Ground:
    """Make a sheet of paper that fills the canvas: float32 RGB [height, width, 3], 0 to 255."""
    level, colour = tone(random)
    make = pick(random, PAPERS)
    levels = level + make(random, height, width)
    if make is not even and random.random() < 0.8:
        levels += spread(random, 0.2, 3.5) * field(random, height, width, spread(random, 1, 2.5))
    ground = coloured(levels, colour)
    if random.random() < CLOUDED:
        cloud = fractal(random, height, width, (30, max(height, width)), 0.8)
        shift = random.normal(0, 1.8, 3).astype(np.float32)
        ground += cloud[..., None] * shift
    if random.random() < FLECKED:
        specks = brush.hairs(random, height, width, int(spread(random, 5, 200)), 3, 0.5)
        share = brush.lines(height, width, list(specks), random.uniform(0.3, 1.4))[..., None]
        ground += share * (any_colour(random) - ground)
    return np.clip(ground, 0, 255, out=ground)


def tone(random: Random) -> tuple[float, Colour]:
    """Draw a paper's level, in grey levels, and its tint."""
    kind = random.random()
    if kind < 0.3:
        return random.uniform(222, 255), tint(random, random.uniform(0, 0.05))
    if kind < 0.6:
        return random.uniform(95, 230), light(random, 0.3)
    if kind < 0.74:
        return random.uniform(170, 252), tint(random, random.uniform(0.08, 0.4), 0.12)
    if kind < 0.87:
        return random.uniform(150, 252), tint(random, random.uniform(0.05, 0.4))
    if kind < 0.94:
        return random.uniform(110, 205), tint(random, random.uniform(0.3, 0.55), 0.08)
    return random.uniform(130, 252), tint(random, random.uniform(0.4, 0.85))


def even(random: Random, height: int, width: int) -> Field:
    """Leave it flat, as drawing programs and hard scanners do; some have a few grey pixels."""
    levels = np.zeros((height, width), np.float32)
    if random.random() < 0.3:
        levels -= random.uniform(1, 30) * (field(random, height, width, 1.5) > 2.5)
    return levels


def plain(random: Random, height: int, width: int) -> Field:
    """Give soft unevenness on four scales, weak most of the time."""
    strength = random.uniform(0, 2.2) if random.random() < 0.75 else random.uniform(2, 7)
    levels = np.zeros((height, width), np.float32)
    for scale in (1.5, 4, 14, 60):
        levels += np.float32(random.uniform(0, strength)) * field(random, height, width, scale)
    return levels


def fibrous(random: Random, height: int, width: int) -> Field:
    """Lay fibres into it, most of them darker than the paper."""
    length, curl = spread(random, 2, 14), random.uniform(0.1, 0.9)
    strength = spread(random, 4, 90)
    dark = brush.hairs(random, height, width, int(spread(random, 20, 900)), length, curl)
    pale = brush.hairs(random, height, width, int(spread(random, 10, 300)), length, curl)
    levels = brush.lines(height, width, list(pale), 1)
    levels = random.uniform(0, 0.6) * levels - brush.lines(height, width, list(dark), 1)
    return strength * soft(levels, spread(random, 0.4, 1.3))


def grained(random: Random, height: int, width: int) -> Field:
    """Raise grains over a threshold: what sharpening and JPEG make of recycled paper."""
    levels = field(random, height, width, spread(random, 1.3, 6))
    levels += 0.5 * field(random, height, width, spread(random, 6, 30))
    dark = np.clip(levels - random.uniform(0.6, 2.2), 0, 1.5)
    pale = np.clip(-levels - random.uniform(0.8, 2.5), 0, 1.5)
    return spread(random, 3, 45) * (random.uniform(0, 1) * pale - dark)


def rough(random: Random, height: int, width: int) -> Field:
    """Light a relief from one side: drawing paper, wallpaper, towels."""
    scale = spread(random, 1.5, 8)
    relief = fractal(random, height, width, (scale, 6 * scale), random.uniform(-0.2, 0.6))
    across, down = random.normal(0, 1, 2).tolist()
    lit = across * cv2.Sobel(relief, cv2.CV_32F, 1, 0) + down * cv2.Sobel(relief, cv2.CV_32F, 0, 1)
    return spread(random, 1, 14) * normal(lit)


def laid(random: Random, height: int, width: int) -> Field:
    """Show the wires of the mould: fine lines, and wider apart the chains across them."""
    upright = random.random() < 0.5
    long, other = (height, width) if upright else (width, height)
    fine, wide = spread(random, 2.5, 7), spread(random, 20, 90)
    wires = np.cos(2 * np.pi / fine * np.arange(long, dtype=np.float32))
    place = np.arange(other, dtype=np.float32) + random.uniform(0, wide)
    place = (place % np.float32(wide)) / np.float32(random.uniform(1, 3))
    chains = np.float32(-random.uniform(0, 2)) * np.exp(-(place**2))
    levels = np.add.outer(wires, chains)
    levels = np.asarray(levels if upright else levels.T, np.float32)
    levels += 0.5 * field(random, height, width, 3)
    return levels * np.float32(spread(random, 0.5, 6))


def crumpled(random: Random, height: int, width: int) -> Field:
    """Crush it and smooth it out: facets, each lit its own way, with bright and dark creases."""
    scale = spread(random, 25, 160)
    labels, away, count = cells(random, height, width, scale)
    facets = random.normal(0, 1, count + 1).astype(np.float32)[labels]
    slopes = random.normal(0, 1.5 / scale, count + 1).astype(np.float32)[labels]
    facets += slopes * away
    creases = np.float32(random.normal(0, 1.2)) * ridges(random, height, width, scale)
    levels = soft(facets, spread(random, 0.6, 6)) - creases
    return levels * np.float32(spread(random, 2, 14))


def newsprint(random: Random, height: int, width: int) -> Field:
    """Give grey wood pulp, blotched, with the other side's print shimmering through it."""
    levels = 2.5 * fractal(random, height, width, (1.5, 20), 0.2)
    dark = brush.hairs(random, height, width, int(spread(random, 100, 900)), 5, 0.5)
    levels -= spread(random, 6, 40) * soft(brush.lines(height, width, list(dark), 0.7), 0.6)
    if random.random() < 0.6:
        pitch, scale = spread(random, 8, 24), spread(random, 2, 4)
        rows = (np.arange(height) % pitch < 0.5 * pitch)[:, None]
        print_ = (field(random, height, width, 1.5 * scale, scale) > 0.2) & rows
        levels -= spread(random, 3, 22) * soft(print_.astype(np.float32), spread(random, 0.8, 3))
    return levels


def pressed(random: Random, height: int, width: int) -> Field:
    """Break it into squares of eight pixels, as strong compression does, or into larger ones."""
    side = 8 if random.random() < 0.6 else spread(random, 4, 24)
    rows, columns = int(height / side) + 1, int(width / side) + 1
    blocks = random.standard_normal((rows, columns), np.float32)
    size = (int(columns * side), int(rows * side))
    levels = cv2.resize(blocks, size, interpolation=cv2.INTER_NEAREST)[:height, :width]
    levels = cv2.copyMakeBorder(
        levels, 0, height - levels.shape[0], 0, width - levels.shape[1], cv2.BORDER_REPLICATE
    )
    return spread(random, 0.7, 5) * levels + fractal(random, height, width, (8, 96), 0.6)


def security(random: Random, height: int, width: int) -> Field:
    """Print a pale pattern of waves, as on cheques and forms, or a watermark."""
    levels = np.zeros((height, width), np.float32)
    bend = 0.02 * max(height, width) * fractal(random, height, width, (40, 160), 1)
    for _ in range(int(random.integers(1, 3))):
        way = ramp(height, width, random.uniform(0, np.pi)) * (height + width)
        wave = np.sin(2 * np.pi / spread(random, 4, 40) * (way + random.uniform(0, 2) * bend))
        levels -= np.clip(wave - random.uniform(-0.6, 0.9), 0, 1)
    return spread(random, 2, 35) * levels


def ribbed(random: Random, height: int, width: int) -> Field:
    """Give cardboard: ribs or streaks along one direction."""
    angle = float(random.choice([0, np.pi / 2])) + random.normal(0, 0.05)
    levels = streaks(random, height, width, spread(random, 1.5, 12), spread(random, 60, 500), angle)
    return spread(random, 1, 10) * levels


PAPERS: Final[dict[Callable[[Random, int, int], Field], float]] = {
    plain: 24,
    fibrous: 14,
    grained: 13,
    rough: 11,
    even: 9,
    newsprint: 7,
    crumpled: 6,
    laid: 4,
    pressed: 4,
    security: 4,
    ribbed: 4,
}
