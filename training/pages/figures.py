"""Figures that people draw beside their writing: stars, hearts, faces, spirals, frames, blots.

Each gives curves, or outlines to fill, [points, 2], about a unit large and about the origin.
"""

import numpy as np

from training.pages import brush
from training.pages.brush import Points
from training.pages.noise import Random


def star(random: Random) -> list[Points]:
    """Draw a star of five points, or of strokes through one point."""
    if random.random() < 0.5:
        angles = -np.pi / 2 + np.arange(6) * 4 * np.pi / 5
        return [0.5 * np.stack([np.cos(angles), np.sin(angles)], axis=1)]
    count = int(random.integers(3, 6))
    angles = np.arange(count) * np.pi / count + random.uniform(0, 1)
    ends = 0.5 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return [np.stack([-end, end]) for end in ends]


def figure(random: Random) -> list[Points]:
    """Draw a heart, a house, a face, a flower, a sun or a triangle."""
    kind = int(random.integers(6))
    angles = np.linspace(0, 2 * np.pi, 40)
    ring = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    if kind == 0:
        x, y = 16 * np.sin(angles) ** 3, np.cos(angles) * 13 - 5 * np.cos(2 * angles)
        return [np.stack([x, -(y - 2 * np.cos(3 * angles))], axis=1) / 34]
    if kind == 1:
        wall = np.array([(-0.4, 0.5), (-0.4, -0.1), (0, -0.5), (0.4, -0.1), (0.4, 0.5)])
        door = np.array([(-0.1, 0.5), (-0.1, 0.15), (0.12, 0.15), (0.12, 0.5)])
        return [np.vstack([wall, wall[:1]]), np.array([(-0.4, -0.1), (0.4, -0.1)]), door]
    if kind == 2:
        mouth = brush.smooth(np.array([(-0.22, 0.12), (0, 0.27), (0.22, 0.12)]))
        eyes = [0.05 * ring + (side, -0.14) for side in (-0.17, 0.17)]
        return [0.5 * ring, mouth, *eyes]
    if kind == 3:
        petals = 0.1 + 0.4 * np.abs(np.cos(random.integers(2, 5) * angles))
        return [ring * petals[:, None], 0.1 * ring, np.array([(0, 0.5), (0.05, 1)])]
    if kind == 4:
        rays = [np.stack([ring[at] * 0.32, ring[at] * 0.5]) for at in range(0, 39, 4)]
        return [0.25 * ring, *rays]
    corners = np.array([(-0.5, 0.4), (0, -0.45), (0.5, 0.4)]) + random.normal(0, 0.08, (3, 2))
    return [np.vstack([corners, corners[:1]])]


def spiral(random: Random) -> list[Points]:
    """Wind a spiral of more than two turns."""
    angles = np.linspace(0, 2 * np.pi * random.uniform(2.2, 5), 120) * random.choice([-1, 1])
    radii = np.linspace(0.02, 0.5, 120)[:, None]
    return [radii * np.stack([np.cos(angles), np.sin(angles)], axis=1)]


def frame(random: Random) -> list[Points]:
    """Draw a large frame, a bubble, or a brace beside several lines."""
    if random.random() < 0.5:
        high = random.uniform(0.2, 0.45)
        box = np.array([(-0.6, -high), (0.6, -high), (0.6, high), (-0.6, high), (-0.6, -high)])
        box = box + random.normal(0, 0.015, box.shape)
        if random.random() < 0.4:
            return [box, np.array([(-0.6, -high), (0.6, high)])]
        return [box]
    side = float(random.choice([-1, 1]))
    half = [(0.3, -0.9), (0.05, -0.8), (0.06, -0.2), (-0.2, 0)]
    return [brush.smooth(np.array(half + [(x, -y) for x, y in half[-2::-1]]) * (side, 1))]


def hatch(random: Random) -> list[Points]:
    """Hatch a patch with five and more aslant strokes, or draw a lattice."""
    count = int(random.integers(5, 14))
    high, lean = random.uniform(0.15, 0.4), random.uniform(0.15, 0.6)
    places = np.linspace(-0.5, 0.5, count) + random.normal(0, 0.01, count)
    one = [
        np.array([(place - lean * high, high), (place + lean * high, -high)]) for place in places
    ]
    if random.random() < 0.4:
        one += [curve * (-1, 1) for curve in one]
    return one


def blot(random: Random) -> list[Points]:
    """Let ink run out: one lump with satellites."""
    radius = random.uniform(0.14, 0.4)
    lumps = [brush.blob(random, 0, 0, radius, 0.35)]
    for _ in range(int(random.integers(0, 6))):
        x, y = random.normal(0, 1.5 * radius, 2).tolist()
        lumps.append(brush.blob(random, x, y, radius * random.uniform(0.05, 0.3), 0.3))
    return lumps


def crowd(random: Random) -> list[Points]:
    """Black something out: a filled box or band."""
    high = random.uniform(0.05, 0.25)
    corners = np.array([(-0.5, -high), (0.5, -high), (0.5, high), (-0.5, high)])
    return [corners + random.normal(0, 0.02, (4, 2))]
