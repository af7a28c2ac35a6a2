"""A picture on the desk: its file, how far it has come, and what was read in it."""

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

WAITING, READING, DONE, FAILED = "waiting", "reading", "done", "failed"


class Picture:
    """What the desk knows of a picture, whether its card is shown or not.

    `state` is one of the four above. `file` is a File or Blob that stays readable, or None; of a
    picture that is done `reading` is the plain object of the contract, on JavaScript's side, and
    `facts` is what is said of it, as Python's own (see ui/card/card.py). `first` is the reading
    before it was read again.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.state = WAITING
        self.file: Any = None
        self.reading: Any = None
        self.first: Any = None
        self.facts: dict[str, Any] | None = None
