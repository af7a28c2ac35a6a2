"""What came of reading a set of pictures, counted: right, sure, refused, and how calibrated."""

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from reader import ReadError, Reading, read
from reader.networks import Networks
from training.classifier.calibration import calibration_error
from training.evaluate.pictures import NONE, Picture

LEAST: Final = 150  # answers that a calibration error needs: ten for each of its fifteen bins


@dataclass
class Tally:
    """Counts over one set; `confidence` and `correct` belong to the pictures that were answered."""

    name: str
    conditions: str
    n: int = 0
    right: int = 0
    sure: int = 0
    sure_and_right: int = 0
    nothing: int = 0
    confidence: list[float] = field(default_factory=list)
    correct: list[bool] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)

    def count(self, label: str, text: str, verdict: str, confidence: float | None) -> None:
        """Count one answer to a picture that shows `label`."""
        right = text == label
        self.n += 1
        self.right += right
        self.sure += verdict in ("digit", "number")
        self.sure_and_right += right and verdict in ("digit", "number")
        self.nothing += verdict == "nothing"
        self.pairs.append((label, text))
        if confidence is not None:
            self.confidence.append(confidence)
            self.correct.append(right)

    def add(self, other: "Tally") -> None:
        """Take in another set's answers, to state both pooled."""
        for name in ("n", "right", "sure", "sure_and_right", "nothing"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("confidence", "correct", "pairs"):
            getattr(self, name).extend(getattr(other, name))

    @property
    def calibration_error(self) -> float | None:
        """The expected calibration error over the answers, in 0..1; None where they are too few."""
        if len(self.confidence) < LEAST:
            return None
        return calibration_error(np.array(self.confidence), np.array(self.correct))

    def as_dict(self) -> dict[str, Any]:
        """Give the counts, ready for JSON."""
        return {
            "set": self.name,
            "n": self.n,
            "right": self.right,
            "sure": self.sure,
            "sure_and_right": self.sure_and_right,
            "nothing": self.nothing,
            "calibration_error": self.calibration_error,
            "conditions": self.conditions,
        }


def seen(picture: Picture, networks: Networks) -> Reading | None:
    """Read a picture as the page does; None where the reader finds that it is no picture."""
    try:
        return read(picture.data, picture.name, networks)
    except ReadError:
        return None


def read_into(tally: Tally, picture: Picture, networks: Networks) -> None:
    """Read a picture as the page does and count it; an error of the reader counts as nothing.

    Spaces between numbers are ignored, but several lines are not one. So is the gap that a text has
    where a sign stands that is not read surely: it is a space, and the number is in doubt. A sign
    that the text shows is a character like any other, wrong where the label has none. The
    confidence in a number is that in the least certain of its digits.
    """
    reading = seen(picture, networks)
    if reading is None:
        tally.count(picture.label, NONE, "nothing", None)
        return
    digits = [digit for line in reading.lines for digit in line.digits]
    confidence = min((digit.confidence for digit in digits), default=None)
    text = reading.text.replace(" ", "")
    tally.count(picture.label, text, reading.verdict, confidence)
