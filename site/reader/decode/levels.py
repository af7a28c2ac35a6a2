"""Levels: samples of any depth brought to eight bits."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

# Floating-point levels up to this are meant as 0..1: what made them may have rounded above 1.
ONE: Final = 1.5

# Levels below zero are a scale of their own from this part of the greatest on; fewer are noise of a
# calculation, or marks for pixels that are not there.
BELOW: Final = 0.1


def eight_bits(
    values: NDArray[Any], letter: str, bits: int, least: float, greatest: float
) -> NDArray[np.uint8]:
    """Scale samples to 0..255; `least` and `greatest` are of all that there were.

    `letter` is NumPy's kind of the samples, "u", "i" or "f". Up to eight bits have their own
    scale. In deeper ones the smallest bit depth that holds all levels becomes eight bits: scanners
    and microscopes write 10 or 12 significant bits into 16 or 32. Floating-point levels are 0..1 or
    the same depths, and levels with much below zero are spread from the least to the greatest.
    """
    if letter == "u" and bits == 8 and values.dtype == np.uint8:
        return np.asarray(values, np.uint8)
    low, high = 0.0, float(2**bits - 1)
    if letter != "u" and least < -BELOW * max(greatest, -least):
        low, high = least, max(greatest, least + 1e-30)
    elif letter == "f" and greatest <= ONE:
        high = 1.0
    elif letter != "u" or bits > 8:
        high = float(2 ** max(8, int(max(greatest, 0.0)).bit_length()) - 1)
    exact = np.float32 if values.dtype.itemsize < 4 or values.dtype == np.float32 else np.float64
    scaled: NDArray[Any] = values.astype(exact)  # a copy, and the only one: a scan has many pixels
    scaled -= exact(low)
    scaled *= exact(255.0 / (high - low))
    return nearest(scaled)


def nearest(values: NDArray[Any]) -> NDArray[np.uint8]:
    """Round levels to 0..255."""
    rounded = np.rint(values)
    return np.asarray(rounded.clip(0.0, 255.0, out=rounded).astype(np.uint8), np.uint8)
