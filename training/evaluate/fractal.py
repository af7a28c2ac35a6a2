"""Fractal noise by the diamond-square algorithm, as MNIST-C's fog uses it.

Source: Fournier, Fussell and Carpenter, "Computer Rendering of Stochastic Models" (1982).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

MAP: Final = 256  # pixels along a side of a map, which wraps around: all its windows are alike
SIDE: Final = 28  # pixels along a side of a window
DECAY: Final = 1.4  # by which the roughness is divided from one scale to the next
ROUGHNESS: Final = 100.0  # at the largest scale; its square is the largest move


def fractals(count: int, random: np.random.Generator) -> NDArray[np.float64]:
    """Cut `count` windows out of as many maps as they need: float64 [count, 28, 28] in 0..1."""
    places = [
        (row, column) for row in range(0, MAP - SIDE, SIDE) for column in range(0, MAP - SIDE, SIDE)
    ]
    made = np.zeros((count, SIDE, SIDE))
    for first in range(0, count, len(places)):
        whole = fractal(random)
        for place, (row, column) in zip(range(first, count), places, strict=False):
            made[place] = whole[row : row + SIDE, column : column + SIDE]
    return made


def fractal(random: np.random.Generator) -> NDArray[np.float64]:
    """Make one map, float64 [MAP, MAP], stretched to 0..1."""
    field = np.zeros((MAP, MAP))
    step, roughness = MAP, ROUGHNESS

    def moved(total: NDArray[np.float64]) -> NDArray[np.float64]:
        return total / 4 + roughness * random.uniform(-roughness, roughness, total.shape)

    while step >= 2:
        half = step // 2
        corners = field[::step, ::step]
        pairs = corners + np.roll(corners, -1, axis=0)
        field[half::step, half::step] = moved(pairs + np.roll(pairs, -1, axis=1))
        centres, corners = field[half::step, half::step], field[::step, ::step]
        across = centres + np.roll(centres, 1, axis=0) + corners + np.roll(corners, -1, axis=1)
        field[::step, half::step] = moved(across)
        down = centres + np.roll(centres, 1, axis=1) + corners + np.roll(corners, -1, axis=0)
        field[half::step, ::step] = moved(down)
        step, roughness = half, roughness / DECAY
    field -= field.min()
    return field / field.max()
