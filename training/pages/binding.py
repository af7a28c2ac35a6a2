"""What sheets have at their edges: rims, shadows, holes, spirals, curled corners, more sheets.

Each takes the picture [height, width, 3] and where one may write [height, width], and changes both.
"""

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from training.pages import brush
from training.pages.colour import any_colour
from training.pages.noise import Field, Ground, Random, ramp, soft, spread
from training.pages.outline import Outline

NARROW: Final = 2.0  # pixels of its edge on which nobody writes


def shadow(random: Random, ground: Ground, mask: Field) -> Ground:
    """Let the sheet cast a soft or hard shadow on what it lies on."""
    height, width = mask.shape
    across, down = random.normal(0, 0.015 * max(height, width), 2)
    moved = np.array([[1, 0, across], [0, 1, down]])
    cast = cv2.warpAffine(mask, moved, (width, height), borderMode=cv2.BORDER_REPLICATE)
    cast = soft(cast, spread(random, 0.7, 0.04 * max(height, width)))
    return ground * (1 - random.uniform(0.1, 0.65) * cast)[..., None]


def beneath(random: Random, ground: Ground, paper: Ground, outline: Outline) -> Ground:
    """Lay one to three more sheets under it: a pile, a pad, loose leaves."""
    height, width = ground.shape[:2]
    centre = outline.corners.mean(axis=0)
    pad = random.random() < 0.5
    for _ in range(int(random.integers(1, 4))):
        turn = np.radians(random.normal(0, 1.2 if pad else 12))
        matrix = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        shift = random.normal(0, (0.012 if pad else 0.12) * max(height, width), 2)
        other = Outline((outline.corners - centre) @ matrix + centre + shift)
        mask = other.mask(height, width)
        ground = shadow(random, ground, mask)
        level = random.uniform(0.75, 1.1)
        colour = paper if random.random() < 0.7 else any_colour(random, 120, 250)
        ground += mask[..., None] * (np.minimum(level * colour, 255) - ground)
    return ground


def rim(random: Random, ground: Ground, mask: Field) -> Ground:
    """Brighten or darken its edge, as the thickness of paper and sharpening do."""
    size = 3 if random.random() < 0.7 else 5
    edge = cv2.morphologyEx(mask, cv2.MORPH_GRADIENT, np.ones((size, size), np.uint8))
    edge = edge * mask if random.random() < 0.6 else edge * (1 - mask)
    return ground + (random.uniform(-90, 60) * edge)[..., None]


def holes(
    random: Random, ground: Ground, inside: Field, outline: Outline, below: Ground
) -> tuple[Ground, Field]:
    """Punch two, four or many holes along one side."""
    number = int(random.integers(4))
    count = int(random.choice([2, 2, 3, 4, 11]))
    radius = max(1.2, outline.side(number) * random.uniform(0.006, 0.016))
    depth = radius * random.uniform(1.8, 4)
    places = (np.arange(count) + 0.5) / count if count > 4 else np.linspace(0.2, 0.8, count)
    plane = _discs(inside.shape, outline.along(number, places, depth), radius)
    lit = soft(np.roll(plane, 1, 0), 1)
    shade = below * random.uniform(0.3, 1)
    ground = ground + plane[..., None] * (shade - ground)
    ground *= (1 - 0.3 * np.clip(lit - plane, 0, 1))[..., None]
    return ground, inside * (1 - _band(inside.shape, outline, number, depth + 1.6 * radius))


def spiral(
    random: Random, ground: Ground, inside: Field, outline: Outline, below: Ground
) -> tuple[Ground, Field]:
    """Bind it by a wire or a comb along one side."""
    size = (inside.shape[0], inside.shape[1])
    number = int(random.integers(4))
    length = outline.side(number)
    pitch = spread(random, 6, 40)
    count = max(3, int(length / pitch))
    places = (np.arange(count) + 0.5) / count
    radius = pitch * random.uniform(0.12, 0.25)
    depth = pitch * random.uniform(0.5, 1.1)
    within = outline.along(number, places, depth)
    without = outline.along(number, places + random.normal(0, 0.2) / count, -depth * 0.6)
    plane = _discs(inside.shape, within, radius)
    ground = ground + (random.uniform(0.6, 1) * plane)[..., None] * (0.5 * below - ground)
    bow = (within - without)[:, ::-1] * (0.12, -0.12)
    wires = [
        brush.smooth(np.stack([a, (a + b) / 2 + c, b]), 4)
        for a, b, c in zip(within, without, bow, strict=True)
    ]
    thick = max(1.0, radius * random.uniform(0.5, 1.2))
    wire = brush.lines(*size, wires, thick)
    colour = any_colour(random, 0, 230)
    ground += wire[..., None] * (colour - ground)
    shine = brush.lines(*size, wires, max(0.5, 0.3 * thick))
    ground += (random.uniform(0, 110) * shine)[..., None]
    return ground, inside * (1 - _band(inside.shape, outline, number, depth + 1.5 * radius + 2))


def torn(
    random: Random, ground: Ground, inside: Field, outline: Outline, below: Ground
) -> tuple[Ground, Field]:
    """Tear one side off: ragged, or with the bites of a spiral's holes."""
    number = int(random.integers(4))
    length = outline.side(number)
    count = int(np.clip(length / spread(random, 4, 24), 4, 160))
    depth = spread(random, 1.5, 9)
    places = (np.arange(count) + 0.5) / count
    line = outline.along(number, places, 0)
    into = outline.along(number, places, 1) - line
    ragged: brush.Points = random.random((count, 1)) * depth
    if random.random() < 0.3:
        ragged = (np.arange(count)[:, None] % 2) * np.float64(depth)
    edge = np.concatenate([line - into * 3, (line + into * ragged)[::-1]])
    gone = brush.patch(inside.shape[0], inside.shape[1], edge)
    ground = ground + gone[..., None] * (below - ground)
    return ground, inside * (1 - _band(inside.shape, outline, number, depth + 2))


def curled(
    random: Random, ground: Ground, inside: Field, outline: Outline, below: Ground
) -> tuple[Ground, Field]:
    """Fold one corner over: its back covers the sheet, and what lies beneath is seen."""
    corners = outline.corners
    number = int(random.integers(4))
    reach = spread(random, 0.04, 0.22) * min(outline.side(0), outline.side(1))
    corner = corners[number]
    ends = []
    for other in (corners[number - 1], corners[(number + 1) % 4]):
        way = (other - corner) / max(np.hypot(*(other - corner)), 1e-6)
        ends.append(corner + way * reach * random.uniform(0.6, 1.4))
    along = (ends[1] - ends[0]) / max(np.hypot(*(ends[1] - ends[0])), 1e-6)
    foot = ends[0] + along * ((corner - ends[0]) @ along)
    tip = foot + (foot - corner) * random.uniform(0.5, 1)
    shape = (inside.shape[0], inside.shape[1])
    gone = brush.patch(*shape, np.stack([corner + (corner - foot) * 0.1, ends[0], ends[1]]))
    flap = brush.patch(*shape, np.stack([tip, ends[0], ends[1]]))
    ground = ground + gone[..., None] * (below * random.uniform(0.4, 1) - ground)
    dark = soft(flap, spread(random, 1, 6))
    ground *= (1 - random.uniform(0.1, 0.5) * dark)[..., None]
    lit = random.uniform(0.7, 1.1) + 0.3 * ramp(*shape, random.uniform(0, 6.3))
    back = np.minimum(np.median(ground, axis=(0, 1)) * lit[..., None] * 1.1, 255)
    ground += flap[..., None] * (back.astype(np.float32) - ground)
    return ground, inside * (1 - np.clip(cv2.dilate(np.maximum(gone, dark), SQUARE), 0, 1))


def writable(mask: Field) -> Field:
    """Say where one may write on a sheet: all but its outermost pixels."""
    size = 2 * round(NARROW) + 1
    return cv2.erode(mask, np.ones((size, size), np.uint8), borderValue=1)


def _discs(shape: tuple[int, ...], centres: brush.Points, radius: float) -> Field:
    plane = np.zeros(shape, np.uint8)
    size = round(radius * brush.PARTS)
    for x, y in brush.fixed(centres).tolist():
        cv2.circle(plane, (x, y), size, 255, -1, cv2.LINE_AA, brush.BITS)
    return plane * np.float32(1 / 255)


def _band(shape: tuple[int, ...], outline: Outline, number: int, depth: float) -> Field:
    """Fill the strip along a side: nobody writes there."""
    ends = np.array([-0.2, 1.2])
    strip = [outline.along(number, ends, -depth), outline.along(number, ends, depth)[::-1]]
    return brush.patch(shape[0], shape[1], np.concatenate(strip))


SQUARE: Final = np.ones((5, 5), np.uint8)
Binding = Callable[[Random, Ground, Field, Outline, Ground], tuple[Ground, Field]]
BINDINGS: Final[dict[Binding, float]] = {holes: 3, spiral: 2, torn: 2, curled: 3}
