"""The learning rate over a run: up for the first twentieth, then down along a cosine to nothing."""

from math import cos, pi
from typing import Final

WARM_UP: Final = 0.05  # part of all steps
FIRST: Final = 0.04  # the first rate, as a part of the highest


def rate(step: int, steps: int, highest: float) -> float:
    """Give the learning rate of a step in 0..steps-1.

    Source: Smith and Topin, "Super-Convergence" (2018), with a cosine for the way down.
    """
    done = step / max(1, steps)
    if done < WARM_UP:
        return highest * (FIRST + (1 - FIRST) * done / WARM_UP)
    return highest * (1 + cos(pi * (done - WARM_UP) / (1 - WARM_UP))) / 2
