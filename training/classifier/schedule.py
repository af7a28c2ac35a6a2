"""The learning rate and the strength of the augmentation over a run.

The rate goes up for the first twentieth, then down along a cosine to nothing.
"""

from math import cos, pi
from typing import Final

WARM_UP: Final = 0.05  # part of all steps
FIRST: Final = 0.04  # the first rate, as a part of the highest

CALM: Final = 0.5  # strength of the augmentation at the end


def rate(step: int, steps: int, highest: float) -> float:
    """Give the learning rate of a step in 0..steps-1.

    Source: Smith and Topin, "Super-Convergence" (2018), with a cosine for the way down.
    """
    done = step / max(1, steps)
    if done < WARM_UP:
        return highest * (FIRST + (1 - FIRST) * done / WARM_UP)
    return highest * (1 + cos(pi * (done - WARM_UP) / (1 - WARM_UP))) / 2


def strength(step: int, steps: int, calm: float) -> float:
    """Give how much hands differ in a step in 0..steps-1: less in the last part, `calm`.

    What a large network learnt from strange hands it keeps, and it comes home to usual ones.
    """
    return CALM if step >= (1 - calm) * steps else 1.0
