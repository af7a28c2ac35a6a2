"""Simple facts about a mark's ink, which a network may overlook: amount, pieces, holes."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.components import grouped, runs_of
from reader.geometry import BOX, SIDE

INKED: Final = 128  # level in 0..255 from which on a pixel counts as ink: half of full


@dataclass(frozen=True)
class Shape:
    """The facts: `ink` is the part of the 20x20 box that is covered, the rest are counts."""

    ink: float
    pieces: int
    holes: int


@dataclass(frozen=True)
class Limits:
    """What the shapes of digits keep to; the card states it, fitted on validation digits."""

    least_ink: float
    most_ink: float
    pieces: int
    holes: int

    def allow(self, shape: Shape) -> bool:
        """Tell whether a shape may be a digit's."""
        return (
            self.least_ink <= shape.ink <= self.most_ink
            and shape.pieces <= self.pieces
            and shape.holes <= self.holes
        )


def shape(pixels: NDArray[np.uint8]) -> Shape:
    """Measure a mark in MNIST's geometry, uint8 [28, 28].

    Holes follow from Euler's number, which is counted in squares of 2x2 pixels (Gray, "Local
    properties of binary images in two dimensions", 1971); pieces may touch at a corner.
    """
    mask = pixels >= INKED
    bits = np.pad(mask, 1).astype(np.int8)
    squares = bits[1:, 1:] + bits[1:, :-1] + bits[:-1, 1:] + bits[:-1, :-1]
    crossed = (squares == 2) & (bits[1:, 1:] == bits[:-1, :-1])
    ones, threes = int((squares == 1).sum()), int((squares == 3).sum())
    euler = (ones - threes - 2 * int(crossed.sum())) // 4
    pieces = len(grouped(runs_of(mask), SIDE)[2])
    ink = float(pixels.sum(dtype=np.int64)) / (255 * BOX * BOX)
    return Shape(round(ink, 4), pieces, pieces - euler)
