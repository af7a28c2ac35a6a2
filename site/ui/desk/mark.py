"""A mark in a picture: a digit that was read, left out or missed, and what a person says of it."""

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

# What a mark looks like; the last does not count any more and has no box.
SURE, DOUBTFUL, LEFT_OUT = "sure", "doubtful", "left-out"
ACCEPTED, CORRECTED, ADDED, NONE, GONE = "accepted", "corrected", "added", "none", "gone"


class Mark:
    """A place in the picture, what was read there, and what a person has said of it.

    `box` is left, top, width, height in pixels of the upright picture. `read` is the digit that was
    read, None where none was; `confidence` is in 0..1. A mark that is `missed` was found by a
    person, not by the reader. `before` is what stands before it in the text as it was read.
    `given` is what is known of it besides: the plain object of the contract, or None.
    """

    def __init__(
        self,
        box: "list[float]",
        read: "int | str | None" = None,
        confidence: float = 0.0,
        *,
        sure: bool = False,
        missed: bool = False,
        given: "Any" = None,
    ) -> None:
        self.box = box
        self.read = read
        self.confidence = confidence
        self.sure = sure
        self.missed = missed
        self.given = given
        self.before = ""
        self.said: str | None = None  # a digit, "" for none at all, None for nothing said
        self.gone = False

    def copy(self) -> "Mark":
        """The same, of which something else can be said."""
        mark = Mark(
            self.box,
            self.read,
            self.confidence,
            sure=self.sure,
            missed=self.missed,
            given=self.given,
        )
        mark.before, mark.said, mark.gone = self.before, self.said, self.gone
        return mark

    @property
    def digit(self) -> str:
        """The digit that it is now; empty where it is none."""
        if self.said is not None and not self.gone:
            return self.said
        return "" if self.gone or self.read is None else str(self.read)

    @property
    def in_doubt(self) -> bool:
        """Whether nobody has said what it is, and the reader is not sure."""
        return self.said is None and not self.sure and not self.gone

    @property
    def look(self) -> str:  # noqa: PLR0911 one for each of the eight
        """One of the eight above."""
        if self.gone:
            return GONE
        if self.said is None:
            if self.read is None:
                return LEFT_OUT
            if not self.sure:
                return DOUBTFUL
            return ADDED if self.missed else SURE
        if not self.said:
            return NONE
        if self.missed or self.read is None:
            return ADDED
        return ACCEPTED if self.said == str(self.read) else CORRECTED
