"""What is found on a page: a mark, and what the network says of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reader.answer import Answer, answers
from reader.card import Card
from reader.mark import Mark
from reader.reading import Verdict

# Takes pictures in MNIST's geometry, uint8 [N, 28, 28], ink bright; gives logits, float32 [N, 11].
Classify = Callable[[NDArray[np.uint8]], NDArray[np.float32]]


@dataclass(frozen=True, eq=False)
class Found:
    """A mark and its answer.

    One in doubt was read again in other ways: `hypotheses` tells how many agreed, and of how many.
    """

    mark: Mark
    answer: Answer
    hypotheses: tuple[int, int] | None = None

    @property
    def height(self) -> int:
        """Rows of the mark's box."""
        return self.mark.bottom - self.mark.top

    @property
    def width(self) -> int:
        """Columns of the mark's box."""
        return self.mark.right - self.mark.left

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The mark's box: left, top, right, bottom, in working pixels."""
        return self.mark.left, self.mark.top, self.mark.right, self.mark.bottom

    @property
    def refused(self) -> bool:
        """True where the network sees no digit."""
        return self.answer.verdict == "nothing"

    def doubted(self) -> "Found":
        """Say the same in doubt."""
        verdict: Verdict = "nothing" if self.refused else "unsure"
        return replace(self, answer=replace(self.answer, sure=False, verdict=verdict))


def ask(marks: Sequence[Mark], classify: Classify, card: Card) -> list[Found]:
    """Let the network answer for all marks at once."""
    if not marks:
        return []
    pixels = np.stack([mark.pixels for mark in marks])
    told = answers(classify(pixels), pixels, card)
    return [Found(mark, each) for mark, each in zip(marks, told, strict=True)]
