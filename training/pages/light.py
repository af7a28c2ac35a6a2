"""Light on what is photographed: slope, shadows, glare, dark corners, and the lamp's colour.

Every function takes a frame's size and gives factors, float32 [H, W] or [H, W, 3].
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.pages.noise import Random

Levels = NDArray[np.float32]

SLOPED, SHADED, BLOTCHED, GLARING, CORNERED = 0.7, 0.25, 0.08, 0.05, 0.2  # how often
FALL: Final = 0.5  # part of the light that one side lacks, at most
DARK: Final = 0.65  # part of the light that a shadow takes, at most
EDGE: Final = (1.0, 60.0)  # pixels, of a shadow's edge, hard to soft
DIMMEST: Final = 0.3  # part of the light that is left anywhere


def light(random: Random, frame: tuple[int, int], least: float = DIMMEST) -> Levels:
    """Light a frame, float32 [H, W, 3], 1 where it is full and white, nowhere below `least`."""
    made = np.ones(frame, np.float32)
    if random.random() < SLOPED:
        made *= 1 - np.float32(random.uniform(0, FALL)) * along(random, frame)
    if random.random() < SHADED:
        for _ in range(1 + int(random.random() < 0.3)):
            made *= shadow(random, frame)
    if random.random() < BLOTCHED:
        made *= 1 - np.float32(random.uniform(0.1, 0.4)) * blotches(random, frame)
    if random.random() < CORNERED:
        made *= corners(random, frame)
    made = np.maximum(made, np.float32(least))
    return made[..., None] * tint(random, frame)


def along(random: Random, frame: tuple[int, int]) -> Levels:
    """How far each pixel lies in a direction drawn by chance, 0..1."""
    angle = random.uniform(0, 2 * np.pi)
    down = np.linspace(-0.5, 0.5, frame[0], dtype=np.float32)[:, None] * np.float32(np.sin(angle))
    across = np.linspace(-0.5, 0.5, frame[1], dtype=np.float32)[None] * np.float32(np.cos(angle))
    way = down + across
    reach = np.float32(abs(np.sin(angle)) + abs(np.cos(angle)))
    return np.asarray(way / reach + np.float32(0.5), np.float32)


def shadow(random: Random, frame: tuple[int, int]) -> Levels:
    """The shadow of a hand, a phone or a window's frame: a side, a strip or a rounded outline."""
    height, width = frame
    longer = max(frame)
    edge = np.exp(random.uniform(*np.log(EDGE)))
    kind = random.random()
    if kind < 0.5:
        away = (along(random, frame) - np.float32(random.uniform(0.2, 0.8))) * longer
    elif kind < 0.75:
        away = (np.abs(along(random, frame) - np.float32(random.uniform(0.1, 0.9)))) * -longer
        away += np.float32(random.uniform(0.02, 0.2) * longer)
    else:
        y = np.arange(height, dtype=np.float32)[:, None] - np.float32(random.uniform(0, height))
        x = np.arange(width, dtype=np.float32)[None] - np.float32(random.uniform(0, width))
        away = np.float32(random.uniform(0.1, 0.5) * longer) - np.hypot(
            x, y * random.uniform(0.4, 2)
        )
    away *= np.float32(1 / edge)
    dark = np.float32(random.uniform(0.08, DARK))
    return np.asarray(1 - dark * (0.5 + 0.5 * np.tanh(away)), np.float32)


def blotches(random: Random, frame: tuple[int, int]) -> Levels:
    """Light through leaves: soft spots of 0 or 1."""
    cells = int(random.integers(4, 10))
    coarse = random.standard_normal((cells, cells), np.float32)
    smooth = cv2.resize(coarse, frame[::-1], interpolation=cv2.INTER_CUBIC)
    smooth *= np.float32(random.uniform(1, 6))
    return np.asarray(0.5 + 0.5 * np.tanh(smooth), np.float32)


def corners(random: Random, frame: tuple[int, int]) -> Levels:
    """What a lens loses towards the corners."""
    y = np.linspace(-1, 1, frame[0], dtype=np.float32)[:, None] ** 2
    x = np.linspace(-1, 1, frame[1], dtype=np.float32)[None] ** 2
    return np.asarray(1 - np.float32(random.uniform(0.05, 0.28)) * (x + y), np.float32)


def glare(random: Random, frame: tuple[int, int]) -> Levels | None:
    """The lamp's mirror image on glossy paper: grey levels to add, [H, W]; mostly there is none."""
    if random.random() >= GLARING:
        return None
    size = random.uniform(0.08, 0.35) * max(frame)
    y = np.arange(frame[0], dtype=np.float32)[:, None] - np.float32(random.uniform(0, frame[0]))
    x = np.arange(frame[1], dtype=np.float32)[None] - np.float32(random.uniform(0, frame[1]))
    away = (x * x + (y * random.uniform(0.4, 2)) ** 2) / np.float32(size * size)
    return np.asarray(np.float32(random.uniform(20, 110)) * np.exp(-away), np.float32)


def tint(random: Random, frame: tuple[int, int]) -> Levels:
    """Colour of the light, [1, 1, 3], or [H, W, 3] between a window and a lamp."""
    warm = random.normal(0, 0.12, 2).clip(-0.3, 0.35)
    green = random.normal(0, 0.03)
    ends = np.stack([1 + warm.clip(-1, 0), 1 - 0.3 * np.abs(warm) + green, 1 - warm.clip(0, 1)], 1)
    ends = ends.astype(np.float32)
    if random.random() < 0.8:
        return ends[:1, None]
    return np.asarray(ends[0] + (ends[1] - ends[0]) * along(random, frame)[..., None], np.float32)
