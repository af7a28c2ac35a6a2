"""Pictures that must give nothing: no paper, no writing, whatever else a camera sees."""

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from training.pages import brush
from training.pages.board import board
from training.pages.colour import any_colour, light, mixed, tint
from training.pages.leaves import dead_leaves, foliage, fur, stones, things
from training.pages.noise import Ground, Random, fractal, pick, ramp, soft, spread, turned
from training.pages.surface import blurred, surface

BLOCKED: Final = 0.4  # the share of black squares in a crossword


def texture(random: Random, height: int, width: int) -> Ground:
    """Photograph anything but writing: float32 RGB [height, width, 3], 0 to 255."""
    ground = pick(random, TEXTURES)(random, height, width)
    if random.random() < 0.3:
        ground = (
            ground
            * (1 - random.uniform(0, 0.7) * ramp(height, width, 6 * random.random()))[..., None]
        )
    if random.random() < 0.15:
        ground = ground.mean(axis=2, keepdims=True) * light(random, 0.2)
    return np.clip(ground, 0, 255).astype(np.float32)


def bricks(random: Random, height: int, width: int) -> Ground:
    """Build a wall: bricks, blocks or roof tiles, each of its own colour, with mortar."""
    side = spread(random, 10, 70)
    along, across = turned(height, width, random.normal(0, 0.1))
    row = np.floor(across / side)
    place = along / side / random.uniform(1.8, 3) + 0.5 * row
    each = random.normal(0, 1, (61, 67)).astype(np.float32)
    each = each[row.astype(np.int32) % 61, np.floor(place).astype(np.int32) % 67]
    inward = np.minimum(0.5 - np.abs(across / side % 1 - 0.5), 2 * (0.5 - np.abs(place % 1 - 0.5)))
    mortar = np.clip((random.uniform(0.04, 0.12) - inward) * 20, 0, 1)
    share = 0.5 + 0.25 * each + 0.2 * fractal(random, height, width, (2, 40), 0.3)
    body = random.uniform(90, 220) * tint(random, random.uniform(0.1, 0.6), 0.04)
    ground = mixed(share, 0.6 * body, body)
    return ground + mortar[..., None] * (any_colour(random, 90) - ground)


def landscape(random: Random, height: int, width: int) -> Ground:
    """Stack hills or furniture under a sky: bands with ragged upper edges."""
    ground = np.empty((height, width, 3), np.float32)
    ground[:] = any_colour(random, 120)
    ground *= (1 - 0.4 * ramp(height, width, np.pi / 2))[..., None]
    tops = np.sort(random.uniform(0, height, int(random.integers(1, 4))))
    for top in tops:
        skyline = top + spread(random, 1, 30) * fractal(random, 2, width, (3, 200), 1)[0]
        below = np.clip(np.arange(height, dtype=np.float32)[:, None] - skyline[None], 0, 1)
        grain = spread(random, 1, 25) * fractal(random, height, width, (2, 40))
        band = any_colour(random, 20) + grain[..., None]
        ground += below[..., None] * (band - ground)
    return ground


def crossword(random: Random, height: int, width: int) -> Ground:
    """Fill squares of a grid at random: an empty crossword, a code to scan, a chessboard."""
    side = spread(random, 4, 60)
    rows, columns = int(height / side) + 1, int(width / side) + 1
    full = random.random((rows, columns)) < random.uniform(0.15, BLOCKED + 0.2)
    if random.random() < 0.2:
        full = np.add.outer(np.arange(rows), np.arange(columns)) % 2 == 0
    size = (int(columns * side) + 1, int(rows * side) + 1)
    share = cv2.resize(full.astype(np.float32), size, interpolation=cv2.INTER_NEAREST)
    share = np.ascontiguousarray(share[:height, :width])
    share = cv2.resize(share, (width, height), interpolation=cv2.INTER_LINEAR)
    return mixed(share, any_colour(random, 150, 255), any_colour(random, 0, 120))


def sparks(random: Random, height: int, width: int) -> Ground:
    """Take lights out of focus at night, snow, drops, stars or confetti."""
    ground = np.empty((height, width, 3), np.float32)
    ground[:] = any_colour(random, 0, 120)
    ground += (random.uniform(0, 20) * fractal(random, height, width, (10, 200), 1))[..., None]
    size = spread(random, 1, 30)
    for _ in range(3):
        plane = np.zeros((height, width), np.uint8)
        for x, y, share in random.random((int(spread(random, 4, 60)), 3)):
            radius = max(1, int(size * (0.4 + 0.6 * share)))
            cv2.circle(plane, (int(x * width), int(y * height)), radius, 255, -1, cv2.LINE_AA)
        glow = soft(plane * np.float32(1 / 255), spread(random, 0.5, 3))[..., None]
        ground += random.uniform(0.2, 1) * glow * (any_colour(random, 80) - ground)
    return ground


def straws(random: Random, height: int, width: int) -> Ground:
    """Throw long bars over each other: cables, branches, pencils, blinds, railings."""
    plane = np.full((height, width, 3), any_colour(random), np.uint8)
    side, curl = max(height, width), random.uniform(0, 0.4)
    family = any_colour(random, 50)
    level = random.random() < 0.4
    for track in brush.hairs(random, height, width, int(spread(random, 6, 60)), 2.5 * side, curl):
        curve = brush.smooth(track - (track.mean(axis=0) - random.random(2) * (width, height)))
        if level:
            curve = curve * (1, 0.1) + (0, random.uniform(0, height))
        thick = max(4, int(spread(random, 0.012, 0.09) * side))
        colour = np.clip(family * random.uniform(0.3, 1.2) + random.normal(0, 20, 3), 0, 255)
        for part, share in ((1.0, 0.6), (0.75, 1.0), (0.25, 1.2)):
            painted = tuple(float(min(255, share * value)) for value in colour)
            cv2.polylines(
                plane,
                [brush.fixed(curve)],
                isClosed=False,
                color=painted,
                thickness=max(1, int(part * thick)),
                lineType=cv2.LINE_AA,
                shift=brush.BITS,
            )
    return plane.astype(np.float32)


def skin(random: Random, height: int, width: int) -> Ground:
    """Fold soft cloth, skin or dough: smooth shading with a few creases."""
    relief = fractal(random, height, width, (30, 200), 1)
    shade = cv2.Sobel(relief, cv2.CV_32F, 1, 0) + 0.6 * cv2.Sobel(relief, cv2.CV_32F, 0, 1)
    levels = 1 + random.uniform(0.5, 3) * shade + 0.02 * fractal(random, height, width)
    return np.clip(levels, 0.1, 1.6)[..., None] * any_colour(random, 70, 220)


def any_board(random: Random, height: int, width: int) -> Ground:
    """Show an empty board or screen."""
    return board(random, height, width)


TEXTURES: Final[dict[Callable[[Random, int, int], Ground], float]] = {
    surface: 22,
    things: 16,
    dead_leaves: 12,
    fur: 12,
    foliage: 6,
    stones: 6,
    bricks: 5,
    landscape: 5,
    straws: 5,
    skin: 4,
    sparks: 3,
    crossword: 3,
    any_board: 3,
    blurred: 2,
}
