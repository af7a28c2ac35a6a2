"""What is written on, seen from straight above: paper or a board, with its print and its ink."""

from dataclasses import dataclass

import numpy as np

from training.pages.glyph import Ink
from training.pages.noise import Field, Ground
from training.pages.patch import overlap
from training.samples.hand import Hand


@dataclass(eq=False)
class Leaf:
    """`ground` float32 RGB [H, W, 3], 0 to 255, on which ink is put down."""

    ground: Ground

    @property
    def size(self) -> tuple[int, int]:
        """Its height and width in pixels."""
        return self.ground.shape[0], self.ground.shape[1]

    def print(self, alpha: Field, colour: tuple[int, int, int], strength: float = 1) -> None:
        """Print rules or boxes, float32 [H, W], 0 to 1, in a colour."""
        self._sink(self.ground, strength * alpha, colour)

    def write(self, hand: Hand, text: str, x: float, base: float, height: float) -> float:
        """Write a number from `x` on, its foot at `base`, and give where it ends, in pixels."""
        end = x
        for ink, left in hand.number(text, height):
            rows, columns = ink.alpha.shape
            foot = base - rows + hand.random.normal(0, 0.02) * height
            self.ink(hand, ink, x + left, foot)
            end = x + left + columns
        return end

    def ink(self, hand: Hand, ink: Ink, x: float, y: float) -> None:
        """Put ink down with its top left at a place; chalk hides what it lies on."""
        where = overlap(self.size, ink.alpha.shape, round(x), round(y))
        if where is None:
            return
        target, source = where
        alpha = ink.alpha[source].astype(np.float32) * (hand.pen.strength / 255)
        if hand.pen.kind == "chalk":
            part = self.ground[target]
            part += alpha[..., None] * (np.array(hand.pen.colour, np.float32) - part)
        else:
            self._sink(self.ground[target], alpha, hand.pen.colour)

    def _sink(self, part: Ground, alpha: Field, colour: tuple[int, int, int]) -> None:
        part *= 1 - alpha[..., None] * (1 - np.asarray(colour, np.float32) / 255)
