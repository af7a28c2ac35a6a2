"""Blurring and the outlines of digits, in numpy, for many small pictures at once.

Source of the outlines: Canny, "A Computational Approach to Edge Detection" (1986).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

DEVIATION: Final = 1.0  # pixels, of the bell that smooths before edges are looked for
WEAK, STRONG = 0.1, 0.2  # Sobel's slopes that continue and that begin an edge, of levels in 0..1
REACH: Final = 4  # deviations after which a bell is cut off

Levels = NDArray[np.float64]  # [N, height, width] in 0..1
Mask = NDArray[np.bool_]


def blur(levels: Levels, deviation: float) -> Levels:
    """Blur by a Gaussian bell; beyond the frame the edge goes on."""
    rows, columns = (_bell(count, deviation) for count in levels.shape[1:])
    return rows @ levels @ columns.T


def canny(levels: Levels) -> Mask:
    """Find the edges, one pixel wide."""
    smooth = blur(levels, DEVIATION)
    down, right = _slope(smooth, axis=1), _slope(smooth, axis=2)
    steep = np.hypot(down, right)
    ridge = _ridges(steep, down, right)
    edge = ridge & (steep >= STRONG)
    weak = ridge & (steep >= WEAK)
    while True:  # a weak edge goes on where a strong one touches it
        grown = weak & _widened(edge)
        if (grown == edge).all():
            return edge
        edge = grown


def _bell(count: int, deviation: float) -> NDArray[np.float64]:
    """Give the matrix that blurs a line of `count` pixels."""
    reach = int(REACH * deviation + 0.5)
    steps = np.arange(-reach, reach + 1)
    weights = np.exp(-(steps**2) / (2 * deviation**2))
    matrix = np.zeros((count, count))
    for step, weight in zip(steps, weights / weights.sum(), strict=True):
        place = np.arange(count)
        np.add.at(matrix, (place, np.clip(place + step, 0, count - 1)), weight)
    return matrix


def _slope(levels: Levels, axis: int) -> Levels:
    """Give Sobel's derivative, not normalised: the sum of its positive weights is four."""
    padded = np.pad(levels, ((0, 0), (1, 1), (1, 1)), mode="edge")
    along = np.moveaxis(padded, axis, -1)
    steps = along[..., 2:] - along[..., :-2]
    mixed = steps[:, :-2] + 2 * steps[:, 1:-1] + steps[:, 2:]
    return np.moveaxis(mixed, -1, axis)


def _ridges(steep: Levels, down: Levels, right: Levels) -> Mask:
    """Keep what is at least as steep as both neighbours across the edge."""
    padded = np.pad(steep, ((0, 0), (1, 1), (1, 1)))
    angle = np.degrees(np.arctan2(down, right)) % 180
    ridge = np.zeros(steep.shape, np.bool_)
    height, width = steep.shape[1:]
    for centre, (y, x) in ((0, (0, 1)), (45, (1, 1)), (90, (1, 0)), (135, (1, -1))):
        ahead = padded[:, 1 + y : 1 + y + height, 1 + x : 1 + x + width]
        behind = padded[:, 1 - y : 1 - y + height, 1 - x : 1 - x + width]
        away = np.abs((angle - centre + 90) % 180 - 90) <= 22.5
        ridge |= away & (steep >= ahead) & (steep > behind)
    return ridge


def _widened(mask: Mask) -> Mask:
    """Widen a mask by one pixel in all eight directions."""
    wide = mask.copy()
    for axis in (1, 2):
        along = np.moveaxis(wide, axis, -1)
        before = along.copy()
        along[..., 1:] |= before[..., :-1]
        along[..., :-1] |= before[..., 1:]
    return wide
