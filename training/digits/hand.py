"""The unsteadiness of a hand: stroke models turned, slanted, stretched and bent."""

import numpy as np

from training.digits.drawing import Stroke

Random = np.random.Generator


def shaken(strokes: tuple[Stroke, ...], random: Random, turn: float = 20) -> list[Stroke]:
    """Turn strokes by up to `turn` degrees, slant and stretch them, and bend them smoothly."""
    slant, stretch = random.uniform(-0.35, 0.35), random.uniform(0.55, 1.1)
    shear = np.array([[stretch, 0], [slant, 1]])
    wave = random.normal(0, 0.05, (4, 4, 2))  # how far the corners of nine cells move
    bent = []
    for stroke in strokes:
        places = np.clip(stroke, 0, 0.999) * 3
        cells = np.minimum(places.astype(int), 2)
        x, y = (places - cells).T[:, :, None]
        column, row = cells.T
        upper = wave[column, row] * (1 - x) + wave[column + 1, row] * x
        lower = wave[column, row + 1] * (1 - x) + wave[column + 1, row + 1] * x
        bent.append((stroke + upper * (1 - y) + lower * y - 0.5) @ shear + 0.5)
    return rotated(bent, random.uniform(-turn, turn))


def rotated(strokes: list[Stroke], degrees: float) -> list[Stroke]:
    """Turn strokes around the middle of the unit square."""
    angle = np.radians(degrees)
    rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return [(stroke - 0.5) @ rotation + 0.5 for stroke in strokes]


def pen(random: Random, widest: float = 0.16) -> float:
    """Draw a pen's width, as a fraction of the figure: 0.06 to `widest`."""
    return float(random.uniform(0.06, widest))
