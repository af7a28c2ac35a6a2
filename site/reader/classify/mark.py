"""Marks: detections with their ink, and what the classifier says of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reader.classify import stroke
from reader.classify.answer import Answer, answers
from reader.classify.card import ClassifierCard
from reader.classify.geometry import normalise_all
from reader.find.detection import Detection
from reader.find.instance import Instance
from reader.networks import Classify
from reader.reading import Verdict


@dataclass(frozen=True, eq=False)
class Mark:
    """A detection, its ink, the 28x28 picture of it in MNIST's geometry, and the answer.

    One in doubt is read again in other ways: `hypotheses` tells how many agreed, and of how many.
    """

    detection: Detection
    instance: Instance
    pixels: NDArray[np.uint8]
    answer: Answer
    hypotheses: tuple[int, int] | None = None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The box of the ink: left, top, right, bottom, in pixels of the picture."""
        return self.instance.box

    @property
    def belief(self) -> float:
        """How far finder and classifier both believe in a digit here, in 0..1."""
        return self.detection.score * (1 - self.answer.not_a_digit)

    def doubted(self) -> "Mark":
        """Give the same in doubt."""
        verdict: Verdict = "nothing" if self.answer.verdict == "nothing" else "unsure"
        return replace(self, answer=replace(self.answer, sure=False, verdict=verdict))

    def as_digit(self) -> "Mark":
        """Give the same as a digit in doubt, also what was refused."""
        return replace(self, answer=replace(self.answer, sure=False, verdict="unsure"))


def classified(
    found: Sequence[tuple[Detection, Instance]], classify: Classify, card: ClassifierCard
) -> list[Mark]:
    """Let the classifier answer for all detections at once."""
    if not found:
        return []
    pixels = in_mnist_geometry([instance for _, instance in found])
    told = answers(classify(pixels), pixels, card)
    return [
        Mark(detection, instance, picture, each)
        for (detection, instance), picture, each in zip(found, pixels, told, strict=True)
    ]


def in_mnist_geometry(found: Sequence[Instance]) -> NDArray[np.uint8]:
    """Bring the ink of instances to MNIST's geometry and width of strokes: uint8 [N, 28, 28]."""
    return normalise_all([stroke.thicken(each.levels, stroke.width(each.mask)) for each in found])
