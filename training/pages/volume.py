"""Pages of books as scanners and cameras see them: with dark beside them and a gutter."""

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.pages.colour import any_colour, light
from training.pages.noise import Field, Ground, Random, field, fractal, ramp, soft, spread

NARROW, WIDE = 0.008, 0.5  # parts of the picture's side that a strip takes
LEAVES: Final = 6  # edges of pages below, at most

Bound = tuple[Ground, Field, NDArray[np.float64]]


def strip(random: Random, paper: Ground) -> Bound:
    """Show the dark beside a page at one side, straight or askew, sharp or shaded."""
    turns = int(random.choice([0, 0, 0, 1, 2, 2, 3]))
    page = np.rot90(paper, turns)
    height, width = page.shape[:2]
    place = spread(random, NARROW, WIDE) * width
    lean = random.normal(0, 0.012) * height
    edge = place + np.linspace(-lean, lean, height, dtype=np.float32)
    waver = 0.3 if random.random() < 0.8 else 2.0
    edge += random.uniform(0, waver) * field(random, height, 2, 60)[:, 0]
    away = np.arange(width, dtype=np.float32)[None] - edge[:, None]  # pixels from the page's edge
    ground = page.copy()
    near = np.zeros_like(away)
    for _ in range(int(random.integers(0, LEAVES))):
        leaf = np.abs(away - spread(random, 1, 0.06 * width + 2))
        near += random.uniform(0.05, 0.5) * np.clip(spread(random, 0.6, 2.5) - leaf, 0, 1)
    if random.random() < 0.5:
        near += random.uniform(0, 0.5) * np.exp(-np.clip(away, 0, None) / spread(random, 3, 60))
    ground *= np.clip(1 - near, 0.1, 1)[..., None]
    mask = np.clip(away / spread(random, 0.7, 3) + 0.5, 0, 1)[..., None]
    ground = _beside(random, height, width) * (1 - mask) + mask * ground
    inside = np.clip(away - 2, 0, 1)
    corners = np.array(
        [
            (float(edge[0]), 0),
            (width, 0),
            (width, height),
            (float(edge[-1]), height),
        ]
    )
    return _back(ground, inside, corners, turns)


def bed(random: Random, paper: Ground) -> Bound:
    """Show a page on a scanner's bed: dark or pale at two to four sides."""
    height, width = paper.shape[:2]
    sides = random.random(4) < 0.65
    free = np.where(sides, [spread(random, NARROW, 0.2) for _ in range(4)], -0.05)
    x0, x1 = free[0] * width, (1 - free[1]) * width
    y0, y1 = free[2] * height, (1 - free[3]) * height
    jitter = random.normal(0, 0.008, (4, 2)) * (width, height)
    corners = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]) + jitter
    plane = np.zeros((height, width), np.uint8)
    cv2.fillPoly(plane, [np.round(corners * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    mask = soft(plane * np.float32(1 / 255), spread(random, 0.4, 2))
    around = _beside(random, height, width)
    if random.random() < 0.5:
        cast = soft(np.roll(mask, random.integers(-5, 6, 2).tolist(), (0, 1)), 3)
        around = around * (1 - 0.5 * cast)[..., None]
    ground = around + mask[..., None] * (paper - around)
    inside = cv2.erode((mask > 0.97).astype(np.float32), np.ones((5, 5), np.uint8), borderValue=1)
    return ground, inside, corners


def spread_open(random: Random, paper: Ground) -> Bound:
    """Open a book flat: a gutter with shadows between two pages; one writes on the larger part."""
    turns = int(random.integers(2))
    page = np.rot90(paper, turns)
    height, width = page.shape[:2]
    place = random.uniform(0.05, 0.42) * width
    place = place if random.random() < 0.5 else width - place
    lean = random.normal(0, 0.01) * height
    edge = place + np.linspace(-lean, lean, height, dtype=np.float32)
    away = np.arange(width, dtype=np.float32)[None] - edge[:, None]
    left, right = spread(random, 3, 0.12 * width + 4), spread(random, 3, 0.12 * width + 4)
    shade = np.where(
        away < 0,
        random.uniform(0, 0.6) * np.exp(np.minimum(away, 0) / left),
        random.uniform(0.1, 0.8) * np.exp(-np.maximum(away, 0) / right),
    )
    ground = page * (1 - shade)[..., None].astype(np.float32)
    line = np.clip(spread(random, 0.6, 4) - np.abs(away), 0, 1) * random.uniform(0, 1)
    ground = ground * (1 - 0.85 * line)[..., None]
    ground = np.where((away < 0)[..., None], ground, ground * np.float32(random.uniform(0.85, 1)))
    larger = away if place < width / 2 else -away
    inside = np.clip(larger - 4 - 0.3 * max(left, right), 0, 1)
    ends = (float(edge[0]), float(edge[-1]))
    if place < width / 2:
        corners = np.array([(ends[0], 0), (width, 0), (width, height), (ends[1], height)])
    else:
        corners = np.array([(0, 0), (ends[0], 0), (ends[1], height), (0, height)])
    return _back(ground, inside, corners.astype(np.float64), turns)


def _beside(random: Random, height: int, width: int) -> Ground:
    """Fill what is not the page: mostly black, sometimes grey, a cover or a hand's shade."""
    kind = random.random()
    if kind < 0.7:
        level = random.uniform(0, 40)
        levels = level + random.uniform(0, 6) * field(random, height, width, spread(random, 1, 2.5))
        return levels[..., None] * light(random, 0.2)
    colour = any_colour(random, 10, 150)
    levels = 1 + random.uniform(0, 0.15) * fractal(random, height, width)
    levels *= 1 - random.uniform(0, 0.5) * ramp(height, width, random.uniform(0, 6.3))
    return levels[..., None] * colour


def _back(ground: Ground, inside: Field, corners: NDArray[np.float64], turns: int) -> Bound:
    """Turn a page back that was turned by quarters, anticlockwise, to be worked on."""
    for _ in range(turns):
        # np.rot90 by -1: (x, y) of a picture of this height comes to (height - y, x).
        height = ground.shape[0]
        ground, inside = np.rot90(ground, -1), np.rot90(inside, -1)
        corners = np.stack([height - corners[:, 1], corners[:, 0]], axis=1)
        corners = np.roll(corners, 1, axis=0)
    return np.ascontiguousarray(ground), np.ascontiguousarray(inside), corners


VOLUMES: Final[dict[Callable[[Random, Ground], Bound], float]] = {
    strip: 60,
    bed: 20,
    spread_open: 20,
}
