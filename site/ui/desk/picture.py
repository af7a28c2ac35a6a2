"""A picture on the desk: its file, how far it has come, what was read in it, and corrected."""

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

    from ui.desk.corrections import Corrections

WAITING, READING, DONE, FAILED = "waiting", "reading", "done", "failed"


class Picture:
    """What the desk knows of a picture, whether its card is shown or not.

    `state` is one of the four above. `file` is a File or Blob that stays readable, or None; of a
    picture that is done `reading` is the plain object of the contract, on JavaScript's side, and
    `facts` is what is said of it, as Python's own (see ui/card/card.py). `first` is the reading
    before it was read again. Of one that failed `code` says why. `card` is what shows it.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.state = WAITING
        self.file: Any = None
        self.reading: Any = None
        self.first: Any = None
        self.facts: dict[str, Any] | None = None
        self.code = ""
        self.card: Any = None
        self._corrections: Corrections | None = None
        self._changed: Callable[[Picture], None] | None = None

    def take(self, reading: "Any", facts: "dict[str, Any]") -> None:
        """Take what was read; what was corrected in an earlier reading is forgotten."""
        self.reading, self.facts, self._corrections = reading, facts, None

    @property
    def corrections(self) -> "Corrections":
        """What a person says of it; made when it is first asked for. Only of one that is done."""
        if not self._corrections:
            if not self.facts:
                raise ValueError(f"{self.name} is not read yet: there is nothing to correct")
            self._corrections = _corrections(self.facts)
        return self._corrections

    @property
    def source(self) -> "dict[str, Any]":
        """What is known of its file, the `source` of the contract. Only of one that is done."""
        if not self.facts:
            raise ValueError(f"{self.name} is not read yet: nothing is known of its file")
        source: dict[str, Any] = self.facts["source"]
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
        return self.facts["text"] if self.facts else ""

    @property
    def in_doubt(self) -> int:
        """How many digits and marks are in doubt, and nobody has said what they are."""
        if self._corrections:
            return len(self._corrections.in_doubt)
        if not self.facts:
            return 0
        digits = [digit for line in self.facts["lines"] for digit in line["digits"]]
        return sum(1 for digit in digits if not digit["sure"]) + len(self.facts["doubts"])

    def numbers(self) -> "list[dict[str, Any]]":
        """Its numbers one by one, see Corrections.numbers; none where it is not read."""
        if self._corrections:
            return self._corrections.numbers()
        return _corrections(self.facts).numbers() if self.facts else []  # of many, none is kept

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
