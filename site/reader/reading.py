"""What a picture says: the data that `window.inkling.read` returns, schema 1."""

from dataclasses import dataclass
from typing import Any, Literal

Verdict = Literal["digit", "number", "unsure", "nothing"]

SCHEMA = 1


@dataclass(frozen=True)
class Box:
    """A rectangle in the pixels of the upright original picture: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Source:
    """The picture that came: its name, upright size in original pixels, and file format."""

    name: str | None
    width: int
    height: int
    format: str


@dataclass(frozen=True)
class Digit:
    """One digit and how sure the network is.

    `probabilities` are those of the ten digits and `not_a_digit` that of ink that is no digit at
    all; the eleven sum to 1, and `confidence` is the probability of `digit`. `pixels` are the 784
    grey levels 0..255 that the network saw, ink bright, row by row.
    """

    digit: int
    confidence: float
    sure: bool
    box: Box
    probabilities: tuple[float, ...]
    not_a_digit: float
    pixels: tuple[int, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give the plain data of the contract."""
        box = [self.box.x, self.box.y, self.box.width, self.box.height]
        return {
            "digit": self.digit,
            "confidence": self.confidence,
            "sure": self.sure,
            "box": box,
            "probabilities": list(self.probabilities),
            "not_a_digit": self.not_a_digit,
            "pixels": list(self.pixels),
        }


@dataclass(frozen=True)
class Line:
    """Digits that stand on one line, from left to right."""

    digits: tuple[Digit, ...]

    @property
    def text(self) -> str:
        """The digits as they are read."""
        return "".join(str(digit.digit) for digit in self.digits)

    def as_dict(self) -> dict[str, Any]:
        """Give the plain data of the contract."""
        return {"text": self.text, "digits": [digit.as_dict() for digit in self.digits]}


@dataclass(frozen=True)
class Reading:
    """The answer to one picture; `timings_ms` has decode, find, classify and total."""

    source: Source
    verdict: Verdict
    reason: str | None
    lines: tuple[Line, ...]
    timings_ms: dict[str, float]
    model: str

    @property
    def text(self) -> str:
        """The lines from top to bottom; empty where the verdict is "nothing"."""
        return "\n".join(line.text for line in self.lines)

    def as_dict(self) -> dict[str, Any]:
        """Give the plain data of the contract of the page, ready for `json.dumps`."""
        return {
            "schema": SCHEMA,
            "source": {
                "name": self.source.name,
                "width": self.source.width,
                "height": self.source.height,
                "format": self.source.format,
            },
            "verdict": self.verdict,
            "text": self.text,
            "reason": self.reason,
            "lines": [line.as_dict() for line in self.lines],
            "timings_ms": self.timings_ms,
            "model": self.model,
        }
