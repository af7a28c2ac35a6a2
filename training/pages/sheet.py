"""Sheets on tables and pages of books: where the paper ends within the picture."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.pages import binding, volume
from training.pages.noise import Field, Ground, Random, pick, spread
from training.pages.outline import outline

SHADOWED, RIMMED, PILED, BOUND = 0.6, 0.4, 0.14, 0.28  # how often
ALIKE: Final = 0.25  # how often table and sheet are nearly of one level
APART: Final = 7.0  # grey levels between the two, at least
UPRIGHT: Final = 0.8  # share of strips at the left or right: there a 1 stands beside them
TWICE: Final = 0.15  # share of papers that end on both sides
STRIP: Final = (0.03, 0.32)  # of the picture's side, how wide a strip is
LEANING: Final = 0.02  # of the picture's side: deviation of how far an edge leans
SOFT: Final = (0.5, 5.0)  # pixels in which the paper turns into the table
FLAT: Final = 0.5  # share of strips without a texture,
DARKENED: Final = 0.6  # of the table's own level: a table in the shade, a scanner's lid
DARKER: Final = 0.3  # how often a sheet that is darker than its table is made lighter than it


@dataclass(frozen=True, eq=False)
class Sheet:
    """A paper whose edges are seen.

    `ground` is the picture, float32 RGB [height, width, 3], 0 to 255; `inside` float32 [height,
    width] is 1 where one may write, 0 elsewhere; `corners` float32 [4, 2], x and y in pixels, are
    the sheet's: its top left one and on clockwise. They may lie outside of the picture.
    """

    ground: Ground
    inside: Field
    corners: NDArray[np.float32]


def sheet_on(random: Random, paper: Ground, surface: Ground) -> Sheet:
    """Lay a sheet of the paper on the surface: both float32 RGB [height, width, 3]."""
    height, width = paper.shape[:2]
    edges = outline(random, height, width)
    mask = edges.mask(height, width)
    table = _apart(random, paper, surface)
    ground = table
    if random.random() < PILED:
        ground = binding.beneath(random, ground, paper, edges)
    if random.random() < SHADOWED:
        ground = binding.shadow(random, ground, mask)
    below = ground
    ground = ground + mask[..., None] * (paper - ground)
    if random.random() < RIMMED:
        ground = binding.rim(random, ground, mask)
    inside = binding.writable(mask)
    if random.random() < BOUND:
        bind = pick(random, binding.BINDINGS)
        ground, inside = bind(random, ground, inside, edges, below)
    return _sheet(ground, inside, edges.corners)


def book(random: Random, paper: Ground) -> Sheet:
    """Bind the paper into a book: the dark beside it, edges of other pages, a gutter's shadow."""
    ground, inside, corners = pick(random, volume.VOLUMES)(random, paper)
    return _sheet(ground, inside, corners)


def strip(random: Random, paper: Ground, surface: Ground) -> Sheet:
    """Let the paper end along one side, or two that are opposite: a straight edge, often sharp.

    So do sheets that nearly fill the picture, scans with the lid open, and pages cut out badly.
    """
    height, width = paper.shape[:2]
    table = _apart(random, paper, surface)
    if random.random() < FLAT:
        table = np.broadcast_to(table.mean(axis=(0, 1)), table.shape) * np.float32(DARKENED)
    across, down = np.arange(width)[None] / width, np.arange(height)[:, None] / height
    upright = random.random() < UPRIGHT
    along, other = (across, down) if upright else (down, across)
    length = width if upright else height
    soft = spread(random, *SOFT)
    mask: Field = np.ones((height, width), np.float32)
    sides = [0, 1] if random.random() < TWICE else [int(random.integers(2))]
    for side in sides:
        away = along if side == 0 else 1 - along
        edge = random.uniform(*STRIP) + random.normal(0, LEANING) * other
        mask = mask * np.clip((away - edge) * length / soft + 0.5, 0, 1).astype(np.float32)
    ground = table + mask[..., None] * (paper - table)
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)
    return _sheet(ground, mask, corners)


def _sheet(ground: Ground, inside: Field, corners: NDArray[np.float64]) -> Sheet:
    return Sheet(
        np.clip(ground, 0, 255).astype(np.float32),
        np.clip(inside, 0, 1).astype(np.float32),
        corners.astype(np.float32),
    )


def _apart(random: Random, paper: Ground, surface: Ground) -> Ground:
    """Shift the table's level: lighter or darker than the sheet, or nearly the same."""
    bright, table = float(paper.mean()), float(surface.mean())
    if random.random() < ALIKE:
        wanted = bright + random.choice([-1, 1]) * spread(random, APART, 40)
    elif table > bright - APART and random.random() < DARKER:
        wanted = bright * random.uniform(0.1, 0.9)
    elif abs(table - bright) < APART:
        wanted = bright + random.choice([-3, 3]) * APART
    else:
        return surface
    if wanted > 250:
        wanted = bright - spread(random, APART, 40)
    if wanted < table:
        return surface * np.float32(wanted / max(table, 1))
    # Lighter: towards white, so that nothing is cut off.
    return surface + (255 - surface) * np.float32((wanted - table) / max(255 - table, 1))
