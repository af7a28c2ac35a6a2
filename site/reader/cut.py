"""Cuts: where a figure may be two digits or more that touch, and the pieces between the cuts."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

# The most cuts that are tried in one figure.
MOST: Final = 6

# The least width of a piece, as a fraction of the figure's height: a 1's, however thin.
NARROWEST: Final = 0.12

# Slants of the cuts, as columns per row: as handwriting leans, upright or to the right.
SLANTS: Final = (0.0, 0.2, 0.4, 0.6, -0.2)

# The ink that a cut may pass, as a fraction of the figure's height.
PASSED: Final = 0.45

# How high the figure may be, from outline to outline, where two round digits touch, as a fraction
# of its height.
LOWER: Final = 0.8

Mask = NDArray[np.bool_]


def cut(mask: Mask) -> list[Mask]:
    """Cut a figure, bool [height, width], into pieces from left to right; one where none fits.

    Each piece is a mask of the whole figure's size. The cuts lean as the writing does: the slant is
    the one at which the columns' ink differs most, as in the deslanting of lines of text.
    """
    height = mask.shape[0]
    rows, columns = np.nonzero(mask)
    slant = max(SLANTS, key=lambda each: _contrast(rows, columns, height, each))
    places = columns + np.floor(slant * (rows - height / 2)).astype(np.intp)
    places -= places.min()
    cuts = _valleys(places, rows, height)
    if not cuts:
        return [mask]
    pieces = []
    for number in np.unique(numbers := np.searchsorted(cuts, places, side="right")):
        piece = np.zeros_like(mask)
        piece[rows[numbers == number], columns[numbers == number]] = True
        pieces.append(piece)
    return pieces


def _contrast(
    rows: NDArray[np.intp], columns: NDArray[np.intp], height: int, slant: float
) -> float:
    places = columns + np.floor(slant * (rows - height / 2)).astype(np.intp)
    return float((np.bincount(places - places.min()).astype(np.float64) ** 2).sum())


def _valleys(places: NDArray[np.intp], rows: NDArray[np.intp], height: int) -> list[int]:
    """Give where to cut, no two places closer than NARROWEST.

    That is where there is least ink; and, because the sides of two round digits that touch are all
    ink, where the figure is lowest from its upper to its lower outline.
    """
    ink = np.bincount(places)
    top, bottom = np.full(len(ink), height), np.zeros(len(ink), np.intp)
    np.minimum.at(top, places, rows)
    np.maximum.at(bottom, places, rows + 1)
    span = np.maximum(bottom - top, 0)
    apart = max(2, round(NARROWEST * height))
    chosen: list[int] = []
    for profile, passed in ((ink, PASSED), (span, LOWER)):
        smooth = np.convolve(profile, np.ones(3) / 3, mode="same")
        for place in np.argsort(smooth, kind="stable"):
            if smooth[place] > passed * height or len(chosen) == MOST:
                break
            inside = apart <= place < len(ink) - apart
            lowest = smooth[place] <= smooth[max(0, place - 2) : place + 3].min()
            if inside and lowest and all(abs(place - other) >= apart for other in chosen):
                chosen.append(int(place))
    return sorted(chosen)
