"""Simple facts about a mark's ink, which a network may overlook: amount, pieces, holes."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.classify.geometry import BOX, SIDE
from reader.components import grouped, runs_of

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


def shapes(pixels: NDArray[np.uint8]) -> list[Shape]:
    """Measure marks in MNIST's geometry, uint8 [N, 28, 28].

    Holes follow from Euler's number, which is counted in squares of 2x2 pixels (Gray, "Local
    properties of binary images in two dimensions", 1971); pieces may touch at a corner.
    """
    count = len(pixels)
    bits = np.zeros((count, SIDE + 2, SIDE + 2), np.int8)
    bits[:, 1:-1, 1:-1] = pixels >= INKED
    squares = bits[:, 1:, 1:] + bits[:, 1:, :-1] + bits[:, :-1, 1:] + bits[:, :-1, :-1]
    crossed = (squares == 2) & (bits[:, 1:, 1:] == bits[:, :-1, :-1])
    ones, threes = (squares == 1).sum(axis=(1, 2)), (squares == 3).sum(axis=(1, 2))
    euler = (ones - threes - 2 * crossed.sum(axis=(1, 2))) // 4
    # One below the other, with bare rows between them, all marks are one mask.
    runs = runs_of(bits.reshape(-1, SIDE + 2) > 0)
    _, order, starts = grouped(runs, SIDE + 2)
    of = runs[order][starts][:, 0] // (SIDE + 2)
    pieces = np.bincount(of.astype(np.intp), minlength=count)
    ink = pixels.sum(axis=(1, 2), dtype=np.int64) / (255 * BOX * BOX)
    return [
        Shape(round(float(part), 4), int(some), int(some) - int(each))
        for part, some, each in zip(ink, pieces, euler, strict=True)
    ]


def shape(pixels: NDArray[np.uint8]) -> Shape:
    """Measure one mark, uint8 [28, 28]."""
    return shapes(pixels[np.newaxis])[0]
