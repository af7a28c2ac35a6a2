"""A picture on the desk: its file, how far it has come, and what was read in it."""

from ui.desk.summary import Summary

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

# `ASIDE` is a picture that would wait if the visitor had not stopped the reading.
WAITING, READING, DONE, FAILED, ASIDE = "waiting", "reading", "done", "failed", "aside"


class Picture:
    """What the desk knows of a picture, whether its card is shown or not.

    `number` counts the pictures in the order in which they came, from 0. `state` is one of the five
    above. `file` is a File or Blob that stays readable, or None. Of a picture that is done
    `reading` is the plain object of the contract, on JavaScript's side, and `summary` the little
    that a list says of it; of one that failed, `code` and `message` are those of its error.
    `removed` says that it was taken off the desk, where it can be put back.
    """

    def __init__(self, name: str, number: int = 0) -> None:
        self.name = name
        self.number = number
        self.state = WAITING
        self.file: Any = None
        self.reading: Any = None
        self.summary: Summary | None = None
        self.code = ""
        self.message = ""
        self.removed = False
        self._facts: dict[str, Any] | None = None

    @property
    def facts(self) -> "dict[str, Any] | None":
        """What is said of the reading, as Python's own; kept only while its card is there."""
        if self._facts is None and self.reading:
            from ui.card.card import facts_of  # noqa: PLC0415 that module imports this one

            return facts_of(self.reading)
        return self._facts

    @facts.setter
    def facts(self, facts: "dict[str, Any] | None") -> None:
        self._facts = facts
        if facts:
            self.summary = Summary(facts)

    def settle(self, reading: "Any") -> None:
        """Take a reading without showing it: what a list says of it, and no more, is kept here."""
        self.reading = reading
        self.facts = self.facts
        self._facts = None
        self.state = DONE

    def forget_facts(self) -> None:
        """Let go of what can be had again from the reading: its card is not there any more."""
        if not getattr(self, "corrected", False):
            self._facts = None
