"""Speckle: single pixels that are black or white by accident, as a failing sensor or line gives.

Ink is never one pixel: what stands out from all of its neighbours, all over the picture, is not
written. Source: the switching median filter of Sun and Neuvo, "Detail-preserving median based
filters in image processing" (1994).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

# How far a pixel must stand out from the median of its neighbours, in levels: a quarter of all,
# more than the grain of any paper.
OUTLYING: Final = 64

# The part of the pixels that must stand out from every neighbour before any is replaced. Thin
# strokes, however grainy, leave few of their pixels so alone.
COMMON: Final = 0.01

# Rows that the part is estimated on, spread over the picture: enough pixels, in little time.
ROWS: Final = 64

Pixels = NDArray[np.uint8]


def without_speckle(pixels: Pixels) -> Pixels:
    """Replace speckle in a picture, uint8 [height, width, 3], by the median of its neighbours.

    A picture without it is given back as it came.
    """
    height, width = pixels.shape[:2]
    if min(height, width) < 3:
        return pixels
    rows = np.unique(np.linspace(1, height - 2, ROWS).astype(int))
    sample = np.stack([pixels[rows + down, :, 1] for down in (-1, 0, 1)])
    if np.mean(_alone(_around(sample))) < COMMON:
        return pixels
    return np.stack([_cleaned(pixels[..., channel]) for channel in range(3)], axis=-1)


def _cleaned(levels: Pixels) -> Pixels:
    outlying, median = _outliers(_around(np.pad(levels, 1, mode="reflect")))
    return np.where(outlying, median, levels).astype(np.uint8)


def _around(levels: Pixels) -> NDArray[np.int16]:
    """Give the pixels inside a frame of one, and their neighbours, first of the nine.

    `levels` is [h, ..., w]: rows, and columns last. The result is int16 [9, h - 2, ..., w - 2].
    """
    height, width = levels.shape[0] - 2, levels.shape[-1] - 2
    places = [(1, 1)] + [(y, x) for y in range(3) for x in range(3) if (y, x) != (1, 1)]
    return np.stack([levels[y : y + height, ..., x : x + width] for y, x in places]).astype(
        np.int16
    )


def _alone(around: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Tell which pixels are far brighter, or far darker, than every one of their neighbours."""
    own, neighbours = around[0], around[1:]
    bright = own - neighbours.max(axis=0) > OUTLYING
    return np.asarray(bright | (neighbours.min(axis=0) - own > OUTLYING))


def _outliers(around: NDArray[np.int16]) -> tuple[NDArray[np.bool_], NDArray[np.int16]]:
    """Tell which pixels no neighbour surpasses by far, and give the median of the neighbours."""
    own, neighbours = around[0], np.sort(around[1:], axis=0)
    median = (neighbours[3] + neighbours[4]) // 2
    bright = (own >= neighbours[-1]) & (own - median > OUTLYING)
    dark = (own <= neighbours[0]) & (median - own > OUTLYING)
    return bright | dark, median
