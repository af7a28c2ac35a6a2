"""A picture on the desk: its file, how far it has come, what was read in it, and corrected."""

from ui.desk.summary import Summary

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

    from ui.card.card import Card
    from ui.desk.corrections import Corrections

# `ASIDE` is a picture that would wait if the visitor had not stopped the reading.
WAITING, READING, DONE, FAILED, ASIDE = "waiting", "reading", "done", "failed", "aside"


class Picture:
    """What the desk knows of a picture, whether its card is shown or not.

    `number` counts the pictures in the order in which they came, from 0; those of an earlier visit
    have numbers below. `state` is one of the five above. `file` is a File or Blob that stays
    readable, or None. Of a picture that is done `reading` is the plain object of the contract, on
    JavaScript's side, `first` the one before it was read again, `reader` the name of what read it,
    where it is kept on this device, and `summary` the little that a list says of it; of one that
    failed, `code` and `message` are those of its error. `card` is what shows it, or None. `removed`
    says that it was taken off the desk, where it can be put back.
    """

    def __init__(self, name: str, number: int = 0) -> None:
        self.name = name
        self.number = number
        self.state = WAITING
        self.file: Any = None
        self.reading: Any = None
        self.first: Any = None
        self.reader = ""
        self.summary: Summary | None = None
        self.code = ""
        self.message = ""
        self.card: Card | None = None
        self.removed = False
        self._facts: dict[str, Any] | None = None
        self._corrections: Corrections | None = None
        self._changed: Callable[[Picture], None] | None = None

    def take(self, reading: "Any", facts: "dict[str, Any]") -> None:
        """Take what was read; what was corrected in an earlier reading stays where it fits."""
        if reading is not None and reading is self.reading:
            self._facts = facts  # the same once more: all that was corrected is in its place
            return
        before = self._corrections if self.is_touched else None
        self.reading, self._facts, self._corrections = reading, facts, None
        self.summary = Summary(facts)
        if before:
            from ui.desk.carry import carried  # noqa: PLC0415 compiled by who corrects and reads again

            self._corrections = carried(before, facts)

    @property
    def facts(self) -> "dict[str, Any] | None":
        """What is said of the reading, as Python's own (see ui/card/facts.py)."""
        if self._facts is None and self.reading:
            from ui.card.facts import facts_of  # noqa: PLC0415 it needs a browser

            facts = facts_of(self.reading)
            if not self.card:
                return facts  # of many, none is kept
            self._facts = facts
        return self._facts

    def forget_facts(self) -> None:
        """Let go of what can be had again from the reading: no card shows it."""
        self._facts = None
        if not self.is_touched:
            self._corrections = None

    @property
    def is_touched(self) -> bool:
        """Whether a person has said anything of it."""
        return self._corrections is not None and self._corrections.is_touched

    @property
    def corrections(self) -> "Corrections":
        """What a person says of it; made when it is first asked for. Only of one that is done."""
        if not self._corrections:
            facts = self.facts
            if not facts:
                raise ValueError(f"{self.name} is not read yet: there is nothing to correct")
            self._corrections = _corrections(facts)
        return self._corrections

    def correct(self, record: "dict[str, Any]") -> None:
        """Correct its reading as ui/desk/record.py has it. Only of one that is done."""
        facts = self.facts
        if not facts:
            raise ValueError(f"{self.name} is not read yet: there is nothing to correct")
        from ui.desk.record import restored  # noqa: PLC0415 compiled where something is kept

        self._corrections = restored(facts, record)

    @property
    def source(self) -> "dict[str, Any]":
        """What is known of its file, the `source` of the contract. Only of one that is done."""
        facts = self.facts
        if not facts:
            raise ValueError(f"{self.name} is not read yet: nothing is known of its file")
        source: dict[str, Any] = facts["source"]
        return source

    @property
    def corrected(self) -> bool:
        """Whether a person has changed what was read."""
        return self._corrections is not None and self._corrections.corrected

    @property
    def text(self) -> str:
        """What was read, as it is corrected; empty where nothing was, or it is not read yet."""
        if self._corrections:
            return self._corrections.text
        return self.summary.text if self.summary else ""

    @property
    def in_doubt(self) -> int:
        """How many digits and marks are in doubt, and nobody has said what they are."""
        if self._corrections:
            return len(self._corrections.in_doubt)
        return self.summary.in_doubt if self.summary else 0

    @property
    def is_doubtful(self) -> bool:
        """Whether anything that was read is in doubt, and nobody has said what it is."""
        if self.is_touched:
            return self.in_doubt > 0
        return bool(self.summary and self.summary.verdict == "unsure")

    def numbers(self) -> "list[dict[str, Any]]":
        """Its numbers one by one, see Corrections.numbers; none where it is not read."""
        if self._corrections:
            return self._corrections.numbers()
        facts = self.facts
        return _corrections(facts).numbers() if facts else []  # of many, none is kept

    def listen(self, changed: "Callable[[Picture], None]") -> None:
        """Have `changed` called with this picture when it is corrected, or read again."""
        self._changed = changed

    def tell(self) -> None:
        """Say that it is corrected, or read again."""
        if self._changed:
            self._changed(self)


def _corrections(facts: "dict[str, Any]") -> "Corrections":
    from ui.desk.corrections import Corrections  # noqa: PLC0415 compiled by who corrects

    return Corrections(facts)
