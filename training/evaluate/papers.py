"""Blank papers as cameras see them, rendered from a seed: nothing is written on any of them.

They have what photographs of empty paper have: light that falls off, warm or cold, a shadow's soft
edge, texture, folds, and the sensor's grain. Ruled papers have lines or squares in print as well.
"""

import io
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from training.evaluate.pictures import NONE, Picture

SEED: Final = 2026
COUNT: Final = 40
TEXTURE: Final = 2.0  # grey levels, the largest deviation at each scale: like uncoated grey paper
SIDES: Final = (480, 1600)  # pixels, of a small picture and of one that a page made smaller to send
FOLDED, SHADED, SQUARED = 0.4, 0.3, 0.5  # how often; the last among ruled papers

Levels = NDArray[np.float32]
Random = np.random.Generator


def papers(count: int = COUNT, seed: int = SEED, *, ruled: bool = False) -> Iterator[Picture]:
    """Render blank papers as JPEG files; the same arguments give the same."""
    source = "ruled papers" if ruled else "blank papers"
    for place in range(count):
        random = np.random.default_rng([seed, place, ruled])
        file = io.BytesIO()
        paper(random, ruled=ruled).save(file, "JPEG", quality=int(random.integers(60, 96)))
        yield Picture(f"{source} {place}", source, file.getvalue(), NONE)


def paper(random: Random, *, ruled: bool = False) -> Image.Image:
    """Render one blank paper, RGB."""
    width, height = (int(side) for side in random.integers(*SIDES, 2))
    size = (width, height)
    levels = random.uniform(170, 250) + texture(size, random)[..., None]
    if ruled:
        levels = levels - ruling(size, random)
    light = lamp(size, random)
    if random.random() < FOLDED:
        for _ in range(int(random.integers(1, 3))):
            light = light * fold(size, random)[..., None]
    if random.random() < SHADED:
        light = light * shadow(size, random)[..., None]
    exposed = Image.fromarray((levels * light).clip(0, 255).astype(np.uint8))
    focused = exposed.filter(ImageFilter.GaussianBlur(random.uniform(0.4, 1.5)))
    grain = random.uniform(0.5, 6) * random.standard_normal((height, width, 3), np.float32)
    return Image.fromarray((np.asarray(focused) + grain).clip(0, 255).astype(np.uint8))


def lamp(size: tuple[int, int], random: Random) -> Levels:
    """Light the paper, [height, width, 3]: less by up to three fifths on one side, and coloured.

    The colour, too, changes from one side to another, as between a window and a lamp.
    """
    fall = 1 - random.uniform(0, 0.6) * _along(size, random.uniform(0, 2 * np.pi))
    warm = random.uniform(-0.3, 0.45, 2)  # at both sides; below 0 it is cold
    red, green, blue = 1 - np.maximum(-warm, 0), 1 - 0.35 * np.abs(warm), 1 - np.maximum(warm, 0)
    near, far = np.stack([red, green, blue], axis=1).astype(np.float32)
    colour = near + (far - near) * _along(size, random.uniform(0, 2 * np.pi))[..., None]
    return np.asarray(fall[..., None] * colour, np.float32)


def texture(size: tuple[int, int], random: Random) -> Levels:
    """Give soft spots and fibres on scales of 2, 8 and 60 pixels, [height, width]."""
    total = np.zeros(size[::-1], np.float32)
    for scale in (2, 8, 60):
        total += np.float32(random.uniform(0, TEXTURE)) * _noise(size, scale, random)
    return total


def ruling(size: tuple[int, int], random: Random) -> Levels:
    """Print lines or squares from edge to edge: what they take of the light, [height, width, 3]."""
    width, height = size
    pitch, offset = random.uniform(30, 90), random.uniform(0, 30)
    thick = random.uniform(1, 3)  # pixels
    printed = np.zeros((height, width), dtype=bool)
    printed |= ((np.arange(height) + offset) % pitch < thick)[:, None]
    if random.random() < SQUARED:
        printed |= ((np.arange(width) + offset) % pitch < thick)[None]
    taken = random.uniform(20, 70) * random.uniform(0.4, 1, 3)
    return (printed[..., None] * taken).astype(np.float32)


def fold(size: tuple[int, int], random: Random) -> Levels:
    """Fold the paper once across: each side is lit its own way, and so is the crease."""
    angle = random.choice([0, np.pi / 2]) + random.normal(0, 0.05)
    away = (_along(size, angle) - random.uniform(0.25, 0.75)) * max(size)
    side = random.uniform(-0.1, 0.1) * _rise(away / random.uniform(1, 10))
    crease = random.uniform(-0.15, 0.1) * np.exp(-((away / random.uniform(1.5, 6)) ** 2))
    return np.asarray(1 + side + crease, np.float32)


def shadow(size: tuple[int, int], random: Random) -> Levels:
    """Lay a shadow over one side, with a soft edge."""
    away = (_along(size, random.uniform(0, 2 * np.pi)) - random.uniform(0.3, 0.9)) * max(size)
    dark = random.uniform(0.2, 0.7)
    return np.asarray(1 - dark * _rise(away / random.uniform(8, 60)), np.float32)


def _rise(steps: Levels) -> Levels:
    """The logistic curve, from 0 to 1."""
    return np.asarray(0.5 + 0.5 * np.tanh(steps / 2), np.float32)


def _along(size: tuple[int, int], angle: float) -> Levels:
    """How far each pixel lies in a direction, 0 to 1 from one corner to the other."""
    down, across = np.mgrid[0 : 1 : size[1] * 1j, 0 : 1 : size[0] * 1j]
    way = across * np.cos(angle) + down * np.sin(angle)
    return np.asarray((way - way.min()) / np.ptp(way), np.float32)


def _noise(size: tuple[int, int], scale: int, random: Random) -> Levels:
    coarse = random.standard_normal((size[1] // scale + 2, size[0] // scale + 2), np.float32)
    return np.asarray(Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC))
