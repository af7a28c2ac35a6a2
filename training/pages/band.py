"""Bands across a picture: where it is its own negative, and where its ink is lost."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.pages.canvas import Canvas
from training.pages.noise import Random, spread

NEGATIVE: Final = (0.15, 0.6)  # of the picture's side, how wide a negative's band is
LOST: Final = (0.02, 0.11)  # of a digit's height, how wide a band without ink is
AGAIN: Final = (1, 1, 1, 2, 2, 3)  # bands without ink of one picture
LEVEL: Final = 0.6  # share of those that lie level, as a fold or a printer's dead line


def negative(random: Random, seen: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn a band of a picture, float32 RGB [H, W, 3], into its negative, ink and all.

    So is print that is light on a dark bar and goes on beside it. It often reaches to a side.
    """
    axis = int(random.integers(2))
    length = seen.shape[axis]
    wide = int(length * random.uniform(*NEGATIVE))
    start = int(random.choice([0, length - wide, random.integers(0, length - wide + 1)]))
    made = seen.copy()
    part = (slice(None),) * axis + (slice(start, start + wide),)
    made[part] = 255 - made[part]
    return made


def lose(canvas: Canvas) -> None:
    """Take the ink away along bands through digits: a fold, a dry pen, a dead line of a print.

    What is left of such a digit is the whole digit all the same.
    """
    random = canvas.random
    if not canvas.digits:
        return
    level = random.random() < LEVEL
    for _ in range(int(random.choice(AGAIN))):
        mark = canvas.digits[int(random.integers(len(canvas.digits)))]
        high, wide = mark.core.shape
        first, length = (mark.y, high) if level else (mark.x, wide)
        thick = max(1, round(max(high, wide) * spread(random, *LOST)))
        start = max(0, int(first + length * random.uniform(0.15, 0.85) - thick / 2))
        part = (
            (slice(start, start + thick),) if level else (slice(None), slice(start, start + thick))
        )
        canvas.through[part] = 1
        if canvas.glow is not None:
            canvas.glow[part] = 0
