"""What a picture says: the data that `window.inkling.read` returns, schema 1."""

import base64
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
    grey levels 0..255 that the network saw, ink bright, row by row. A digit in doubt was read
    again in other ways: `hypotheses` tells how many agreed with it, and of how many.
    """

    digit: int
    confidence: float
    sure: bool
    box: Box
    probabilities: tuple[float, ...]
    not_a_digit: float
    pixels: tuple[int, ...]
    hypotheses: tuple[int, int] | None = None

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
            "hypotheses": self.hypotheses
            and {"agreed": self.hypotheses[0], "of": self.hypotheses[1]},
        }


@dataclass(frozen=True)
class Stage:
    """A stage of the reading as a small picture: its short name, a title, and PNG bytes."""

    stage: str
    title: str
    png: bytes

    def as_dict(self) -> dict[str, Any]:
        """Give the plain data of the contract; the picture is a data: address."""
        image = "data:image/png;base64," + base64.b64encode(self.png).decode("ascii")
        return {"stage": self.stage, "title": self.title, "image": image}


@dataclass(frozen=True)
class Line:
    """Digits that stand on one line, from left to right; numbers begin at the places `spaces`."""

    digits: tuple[Digit, ...]
    spaces: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The digits as they are read, a space between numbers."""
        return "".join(
            f" {digit.digit}" if place in self.spaces else str(digit.digit)
            for place, digit in enumerate(self.digits)
        )

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
    trace: "tuple[Stage, ...] | None" = None

    @property
    def text(self) -> str:
        """The lines from top to bottom; empty where the verdict is "nothing"."""
        return "\n".join(line.text for line in self.lines)

    def as_dict(self) -> dict[str, Any]:
        """Give the plain data of the contract of the page, ready for `json.dumps`."""
        told = {
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
        if self.trace is not None:
            told["trace"] = [stage.as_dict() for stage in self.trace]
        return told
