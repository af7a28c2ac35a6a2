"""Heaps of things: shapes thrown over each other, stones side by side, hair, foliage."""

import cv2
import numpy as np

from training.pages import brush
from training.pages.colour import any_colour, tint
from training.pages.noise import (
    Field,
    Ground,
    Random,
    cells,
    field,
    fractal,
    ramp,
    soft,
    spread,
)


def dead_leaves(random: Random, height: int, width: int, count: int | None = None) -> Ground:
    """Throw lumps, boxes and shards of any colour over each other: clutter, objects, crowds."""
    plane = np.full((height, width, 3), any_colour(random), np.uint8)
    count = int(spread(random, 6, 160)) if count is None else count
    largest, ragged = spread(random, 20, 140), random.uniform(0, 0.35)
    family = any_colour(random, 60) if random.random() < 0.5 else None
    for _ in range(count):
        x, y = random.uniform(-20, width + 20), random.uniform(-20, height + 20)
        outline = brush.blob(random, x, y, largest * spread(random, 0.12, 1), ragged)
        if random.random() < 0.3:
            outline = outline[np.sort(random.choice(24, int(random.integers(3, 7)), replace=False))]
        if family is None:
            colour = any_colour(random)
        else:
            colour = family * random.uniform(0.3, 1.2)
            colour += random.normal(0, 12, 3).astype(np.float32)
        painted = tuple(float(value) for value in np.clip(colour, 0, 255))
        cv2.fillPoly(plane, [brush.fixed(outline)], painted, cv2.LINE_AA, brush.BITS)
        if random.random() < 0.2:
            edge = tuple(0.5 * value for value in painted)
            cv2.polylines(
                plane,
                [brush.fixed(outline)],
                isClosed=True,
                color=edge,
                lineType=cv2.LINE_AA,
                shift=brush.BITS,
            )
    levels = random.uniform(0, 14) * fractal(random, height, width)
    return plane.astype(np.float32) + levels[..., None]


def stones(random: Random, height: int, width: int) -> Ground:
    """Lay pebbles, gravel, mosaic or leather grain: cells, each of its own level, with seams."""
    scale = spread(random, 6, 60)
    labels, away, count = cells(random, height, width, scale)
    colour, other = any_colour(random, 40), any_colour(random, 0)
    each = random.normal(1, random.uniform(0, 0.35), count + 1).astype(np.float32)[labels]
    dome = np.clip(1 - away * np.float32(random.uniform(0.6, 1.3) / scale), 0, 1)
    shade = each * (1 - random.uniform(0, 0.7) * (1 - dome))
    ground = shade[..., None] * colour
    if random.random() < 0.7:  # the seam: where the nearest point changes
        steps = labels.astype(np.float32)
        seam = (cv2.morphologyEx(steps, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0) * 1.0
        seam = soft(seam.astype(np.float32), spread(random, 0.5, scale / 10 + 0.6))[..., None]
        ground += np.clip(1.6 * seam, 0, 1) * (other - ground)
    return ground + random.uniform(0, 10) * field(random, height, width, 1.5)[..., None]


def fur(random: Random, height: int, width: int) -> Ground:
    """Comb hair, grass, straw or wool in one way or in none, strand over strand."""
    colour = any_colour(random, 50)
    ground = random.uniform(0.4, 0.9) * colour + (
        spread(random, 4, 30) * fractal(random, height, width, (3, 96), 0.9)
    )[..., None] * tint(random, 0.3)
    length, curl = spread(random, 14, 150), random.uniform(0.05, 0.7)
    combed = random.random() < 0.6
    strength = spread(random, 12, 90)
    for sign in (1, -1, 1):
        strands = brush.hairs(random, height, width, int(spread(random, 100, 1100)), length, curl)
        if combed:
            centre = strands[:, :1]
            lean = random.uniform(0.05, 0.4)
            strands = centre + (strands - centre) * (1, lean)
        thick = spread(random, 0.6, 3)
        share = brush.lines(height, width, list(strands), thick)[..., None]
        ground += sign * strength * random.uniform(0.2, 1) * share
    return ground


def foliage(random: Random, height: int, width: int) -> Ground:
    """Grow leaves, petals or feathers: many pointed shapes from dark to light, nearer ones last."""
    hue = float(random.choice([0.28, 0.33, 0.1, random.random()]))
    plane = np.full((height, width, 3), random.uniform(0, 60), np.uint8)
    size, count = spread(random, 8, 70), int(spread(random, 60, 260))
    turns = random.uniform(0, 2 * np.pi, count)
    for place in range(count):
        x, y = random.uniform(0, width), random.uniform(0, height)
        half = np.linspace(0, np.pi, 7)
        length, wide = size * random.uniform(0.5, 1.2), size * random.uniform(0.1, 0.4)
        shape = np.concatenate(
            [
                np.stack([-np.cos(half) * length, np.sin(half) * wide], axis=1),
                np.stack([np.cos(half) * length, -np.sin(half) * wide], axis=1),
            ]
        )
        cosine, sine = np.cos(turns[place]), np.sin(turns[place])
        shape = shape @ np.array([[cosine, sine], [-sine, cosine]]) + (x, y)
        level = 30 + 190 * (0.3 + 0.7 * place / count) * random.uniform(0.3, 1)
        colour = level * tint(random, random.uniform(0.2, 0.7), hue + random.normal(0, 0.04))
        painted = tuple(float(value) for value in colour)
        cv2.fillPoly(plane, [brush.fixed(shape)], painted, cv2.LINE_AA, brush.BITS)
    shade = 1 + 0.25 * fractal(random, height, width, (10, 120), 1)
    return plane * np.clip(shade, 0.3, 1.5)[..., None]


def things(random: Random, height: int, width: int) -> Ground:
    """Set a few large rounded things on something: food, toys, animals, with spots and shading."""
    ground = np.empty((height, width, 3), np.float32)
    ground[:] = any_colour(random, 120)
    ground += (random.uniform(0, 25) * ramp(height, width, random.uniform(0, 6)))[..., None]
    family = any_colour(random, 120)
    for _ in range(int(random.integers(1, 5))):
        radius = spread(random, 0.12, 0.5) * max(height, width)
        x, y = random.uniform(0, width), random.uniform(0, height)
        solid = brush.patch(height, width, brush.blob(random, x, y, radius, 0.12))
        colour = family * random.uniform(0.6, 1.1) + random.normal(0, 15, 3)
        lit = _dome(height, width, x - 0.3 * radius, y - 0.4 * radius, 1.4 * radius)
        body = (0.45 + 0.65 * lit)[..., None] * colour.astype(np.float32)
        shadow = soft(np.roll(solid, int(radius * 0.1), 0), radius * 0.1)
        ground *= 1 - random.uniform(0.1, 0.6) * shadow[..., None]
        ground += solid[..., None] * (body - ground)
    spots = np.zeros((height, width), np.uint8)
    size = spread(random, 1.5, 26)
    for _ in range(int(random.integers(0, 60))):
        x, y = random.uniform(0, width), random.uniform(0, height)
        outline = brush.blob(random, x, y, size * random.uniform(0.3, 1), 0.3)
        cv2.fillPoly(spots, [brush.fixed(outline)], 255, cv2.LINE_AA, brush.BITS)
    share = soft(spots.astype(np.float32), random.uniform(0.3, 1.5))[..., None] * (0.85 / 255)
    ground += share * (any_colour(random, 0, 120) - ground)
    return ground + (random.uniform(0, 14) * fractal(random, height, width))[..., None]


def _dome(height: int, width: int, x: float, y: float, radius: float) -> Field:
    """Give the light on a ball, 1 at its brightest point and 0 from `radius` pixels on."""
    down = ((np.arange(height, dtype=np.float32) - y) / radius)[:, None] ** 2
    across = ((np.arange(width, dtype=np.float32) - x) / radius)[None] ** 2
    return np.sqrt(np.clip(1 - down - across, 0, 1))
