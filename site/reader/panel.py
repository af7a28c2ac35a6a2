"""Panels: bands of other paper across the whole picture, as a book's edge beside a sheet.

A picture whose left quarter is black with white ink, and whose rest is white with black ink, is
brought to one paper: a panel that differs is inverted, and so the ink is the same in all of them.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

# Pixels along the longer side of the small copy in which panels are looked for.
SMALL: Final = 128

# The least width of a panel, as a fraction of the picture's side: wider than a stroke that runs
# from edge to edge.
NARROWEST: Final = 0.2

# How far the papers of two panels lie apart, in levels: half of all. Shadows differ by less.
APART: Final = 128

# The part of the picture along its edge in which papers are compared: a margin, mostly unwritten.
MARGIN: Final = 0.08

# The part of a boundary's length that must be a sharp step: it is straight, but
# ink may run along it.
STEEP: Final = 0.35

# The part of the middle panel that must be ink, at least half as far from its paper as the other
# paper is: without any, it may itself be a stroke, or the light beside a shadow.
WRITTEN: Final = 0.02

# How much darker than a shadow its ink is, as a fraction of the light there, and at least in
# levels: a panel with such ink lies in the shade, and is no other paper.
SHADED: Final = 0.35
LEAST_SHADED: Final = 12

Pixels = NDArray[np.uint8]


def with_one_paper(pixels: Pixels, grey: Image.Image) -> Pixels:
    """Bring a picture, uint8 [height, width, 3], to one paper; without panels it stays as it is.

    `grey` is the same picture in grey levels.
    """
    shrink = max(1.0, max(grey.size) / SMALL)
    size = (max(1, round(grey.width / shrink)), max(1, round(grey.height / shrink)))
    small = np.asarray(grey.resize(size, Image.Resampling.BOX), dtype=np.int16)
    for axis in (1, 0):
        other = _other_panels(small if axis == 1 else small.T)
        if other is not None:
            count = pixels.shape[axis]
            places = np.minimum((np.arange(count) / shrink).astype(int), len(other) - 1)
            return _inverted(pixels, other[places], axis)
    return pixels


def _other_panels(levels: NDArray[np.int16]) -> NDArray[np.bool_] | None:
    """Tell which columns belong to panels of the other paper; None where all have the same.

    One margin that is free of ink is enough to see the papers by.
    """
    margin = max(1, round(MARGIN * len(levels)))
    for rows in (levels[:margin], levels[-margin:]):
        ordered = np.sort(rows, axis=0)  # their median, in a fraction of np.median's time
        paper = (ordered[(len(rows) - 1) // 2] + ordered[len(rows) // 2]) / 2
        other = _other_columns(levels, paper)
        if other is not None:
            return other
    return None


def _other_columns(
    levels: NDArray[np.int16], paper: NDArray[np.float64]
) -> NDArray[np.bool_] | None:
    """Tell which columns lie on the other paper, where `paper` is that of each column."""
    low, high = float(paper.min()), float(paper.max())
    if high - low < APART:
        return None
    bright = paper > (low + high) / 2
    edges = np.flatnonzero(np.diff(bright)) + 1
    if len(edges) > 2 or np.diff([0, *edges, len(paper)]).min() < NARROWEST * len(paper):
        return None
    # From the pixel before a boundary to the one behind it, because resampling softens the step.
    steps = np.abs(levels[:, np.minimum(edges + 1, len(paper) - 1)] - levels[:, edges - 1])
    if (steps > APART / 2).mean(axis=0).min() < STEEP:
        return None
    middle = bright[len(bright) // 2]
    other = bright != middle
    ink = (levels - paper) * (-1 if middle else 1)  # how far towards the other paper
    if (ink[:, ~other] > APART / 2).mean() < WRITTEN:
        return None
    room = (paper if middle else 255 - paper)[other]
    shaded = ink[:, other] > np.maximum(SHADED * room, LEAST_SHADED)
    return other if shaded.mean() < WRITTEN / 4 else None


def _inverted(pixels: Pixels, other: NDArray[np.bool_], axis: int) -> Pixels:
    """Invert the columns (axis 1) or rows (axis 0) that are marked."""
    along = other[None, :, None] if axis == 1 else other[:, None, None]
    return np.where(along, 255 - pixels, pixels)
