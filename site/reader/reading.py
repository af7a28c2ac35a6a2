"""What a picture says: the data that `window.inkling.read` returns, schema 2."""

import base64
from dataclasses import dataclass
from typing import Any, Literal

Verdict = Literal["digit", "number", "unsure", "nothing"]
Reason = Literal["blank", "too-small", "too-faint", "letters", "not-a-digit", "not-writing"]

SCHEMA = 2

DIGITS = "0123456789"  # the ten classes, where the classifier's card calls them nothing else

# The signs that a text shows where they stand between digits and are sure.
SHOWN = frozenset(".,-/:")


@dataclass(frozen=True)
class Box:
    """A rectangle in the pixels of the upright original picture: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int

    def as_list(self) -> list[int]:
        """Give the plain data of the contract."""
        return [self.x, self.y, self.width, self.height]


@dataclass(frozen=True)
class Source:
    """The picture that came: its name, upright size in original pixels, and file format.

    It is the `page`th of so many `pages` or frames, counted from 1, and not `complete` where the
    file ends before the picture does. `paper` is what it was laid on, None without transparency.
    """

    name: str | None
    width: int
    height: int
    format: str
    page: int = 1
    pages: int = 1
    complete: bool = True
    paper: Literal["white", "black"] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Give the plain data of the contract; what few pictures have stands only there."""
        told: dict[str, Any] = {
            "name": self.name,
            "width": self.width,
            "height": self.height,
            "format": self.format,
        }
        if self.pages > 1:
            told |= {"page": self.page, "pages": self.pages}
        if not self.complete:
            told["complete"] = False
        if self.paper is not None:
            told["paper"] = self.paper
        return told


@dataclass(frozen=True)
class Digit:
    """One digit and how sure the network is.

    `digit` is its class, 0..9, and `label` the character that it is where that is no digit.
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
    label: str = ""

    @property
    def text(self) -> str:
        """The character that it is."""
        return self.label or str(self.digit)

    def as_dict(self) -> dict[str, Any]:
        """Give the plain data of the contract."""
        return {
            "digit": self.label or self.digit,
            "confidence": self.confidence,
            "sure": self.sure,
            "box": self.box.as_list(),
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
class Sign:
    """A point, a comma, a plus and the like, with `place` digits of its line before it.

    `text` is the character, None where it is a sign that no text has; `confidence` is the
    probability of that kind of sign, in 0..1.
    """

    text: str | None
    sure: bool
    confidence: float
    box: Box
    place: int

    @property
    def shown(self) -> str | None:
        """The character of a sure sign that texts have; None where a text has a gap."""
        return self.text if self.sure and self.text in SHOWN else None

    def as_dict(self) -> dict[str, Any]:
        """Give the plain data of the contract."""
        return {
            "text": self.text,
            "sure": self.sure,
            "confidence": self.confidence,
            "box": self.box.as_list(),
            "place": self.place,
        }


@dataclass(frozen=True)
class Doubt:
    """A mark that may be a digit and is not in the answer; `confidence` that it is one, 0..1."""

    box: Box
    confidence: float

    def as_dict(self) -> dict[str, Any]:
        """Give the plain data of the contract."""
        return {"box": self.box.as_list(), "confidence": self.confidence}


@dataclass(frozen=True)
class Line:
    """Digits that stand on one line, from left to right, and the signs among them.

    Numbers begin at the places `spaces`, which count digits and signs together.
    """

    digits: tuple[Digit, ...]
    spaces: tuple[int, ...] = ()
    signs: tuple[Sign, ...] = ()

    @property
    def between(self) -> tuple[Sign, ...]:
        """The signs that stand between two digits: what they are changes what is read."""
        return tuple(sign for sign in self.signs if 0 < sign.place < len(self.digits))

    @property
    def text(self) -> str:
        """The digits as they are read, a space between numbers; signs only between digits.

        A sign that is not sure, or that no text has, leaves a gap, which is a space as well.
        """
        marks = [(sign.place, 0, sign.shown or " ") for sign in self.signs]
        marks += [(place, 1, digit.text) for place, digit in enumerate(self.digits)]
        marks.sort(key=lambda mark: mark[:2])
        said = ""
        for count, (place, is_digit, text) in enumerate(marks):
            said += " " if count in self.spaces else ""
            said += text if is_digit or 0 < place < len(self.digits) else ""
        return " ".join(said.split())

    def as_dict(self) -> dict[str, Any]:
        """Give the plain data of the contract."""
        return {
            "text": self.text,
            "digits": [digit.as_dict() for digit in self.digits],
            "signs": [sign.as_dict() for sign in self.signs],
        }


@dataclass(frozen=True)
class Reading:
    """The answer to one picture; `timings_ms` has decode, find, classify and total.

    `model` and `finder` are the short names of the two networks. `doubts` are marks that may be
    digits and are left out: nothing vanishes without a word. `options` are what the visitor asked
    for, as plain data. `labels` are the characters of the ten classes where they are no digits.
    """

    source: Source
    verdict: Verdict
    reason: str | None
    lines: tuple[Line, ...]
    timings_ms: dict[str, float]
    model: str
    trace: "tuple[Stage, ...] | None" = None
    doubts: tuple[Doubt, ...] = ()
    finder: str | None = None
    options: dict[str, Any] | None = None
    labels: str = ""

    @property
    def text(self) -> str:
        """The lines from top to bottom; empty where the verdict is "nothing"."""
        return "\n".join(line.text for line in self.lines)

    def as_dict(self) -> dict[str, Any]:
        """Give the plain data of the contract of the page, ready for `json.dumps`."""
        told = {
            "schema": SCHEMA,
            "source": self.source.as_dict(),
            "verdict": self.verdict,
            "text": self.text,
            "reason": self.reason,
            "lines": [line.as_dict() for line in self.lines],
            "doubts": [doubt.as_dict() for doubt in self.doubts],
            "timings_ms": self.timings_ms,
            "model": self.model,
            "finder": self.finder,
        }
        if self.labels:
            told["labels"] = self.labels
        if self.options:
            told["options"] = self.options
        if self.trace is not None:
            told["trace"] = [stage.as_dict() for stage in self.trace]
        return told
