"""Which pictures are shown, in which order, and what they come to."""

from ui.desk.picture import DONE, FAILED, Picture
from ui.desk.sort import in_order

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

DIGITS = 12  # as many as a number in a name is filled up to, so that 9 comes before 10


def is_doubtful(picture: Picture) -> bool:
    """Whether anything that was read is in doubt."""
    return picture.state == DONE and picture.is_doubtful


def is_nothing(picture: Picture) -> bool:
    """Whether no digit came of it: none was found, or it could not be read."""
    if picture.state == FAILED:
        return True
    return bool(picture.state == DONE and picture.summary and picture.summary.verdict == "nothing")


# What can be shown, by name, and the pictures that it shows.
SHOWN: "list[tuple[str, Callable[[Picture], bool]]]" = [
    ("all", lambda _: True),
    ("doubtful", is_doubtful),
    ("nothing", is_nothing),
    ("corrected", lambda picture: picture.corrected),
]


def natural(name: str) -> str:
    """A name by which files are sorted as people count: "scan 9" before "scan 10"."""
    key = ""
    number = ""
    for character in name.lower() + "\0":
        if "0" <= character <= "9":
            number += character
            continue
        if number:
            key += "0" * (DIGITS - len(number)) + number
            number = ""
        key += character
    return key


def doubt(picture: Picture) -> "tuple[int, float]":
    """What is smaller for what a person should look at sooner."""
    least = (picture.summary and picture.summary.least) or 0.0
    if is_doubtful(picture):
        return 0, least
    if is_nothing(picture):
        return 1, 0.0
    if picture.state == DONE:
        return 2, least
    return 3, 0.0


# The orders beside "order" and "newest", and what each sorts by.
KEYS: "dict[str, Callable[[Picture], Any]]" = {
    "name": lambda picture: natural(picture.name),
    "doubt": doubt,
}


class Index:
    """What each of the pictures counts for, and sorts by; told of those alone that have changed.

    `numbers` are words with a digit in them, `doubtful` those in doubt, and `read` the pictures
    that are read. To count a thousand anew at each change of one would hold the page up.
    """

    def __init__(self) -> None:
        self.numbers = self.doubtful = self.read = 0
        self._shown: dict[str, set[int]] = {name: set() for name, _ in SHOWN}
        self._counts: dict[int, tuple[int, int, bool]] = {}  # by the picture's number
        self._keys: dict[str, dict[int, Any]] = {name: {} for name in KEYS}

    @property
    def of(self) -> "dict[str, int]":
        """How many pictures are shown by each name."""
        return {name: len(numbers) for name, numbers in self._shown.items()}

    def note(self, picture: Picture) -> None:
        """Count a picture as it is now: one that came, was taken off, or has come further."""
        number = picture.number
        self._add_up(self._counts.pop(number, (0, 0, False)), -1)
        self._keys["doubt"].pop(number, None)  # all others are as long as the picture is there
        for shown in self._shown.values():
            shown.discard(number)
        if picture.removed:
            return
        numbers, doubtful = _numbers(picture)
        self._counts[number] = numbers, doubtful, picture.state in (DONE, FAILED)
        self._add_up(self._counts[number], 1)
        for name, passes in SHOWN:
            if passes(picture):
                self._shown[name].add(number)

    def arranged(
        self, pictures: "list[Picture]", order: str, shown: str, kept: "set[int]"
    ) -> "list[Picture]":
        """Those of some pictures that are shown, in order; `kept` are shown in any case.

        The pictures come in the order of their numbers.
        """
        if shown == "all":
            some = list(pictures)
        else:
            numbers = self._shown[shown] | kept
            some = [picture for picture in pictures if picture.number in numbers]
        if order == "newest":
            some.reverse()
        elif order != "order":
            return in_order(some, lambda picture: self._key(order, picture))
        return some

    def _key(self, order: str, picture: Picture) -> "Any":
        keys = self._keys[order]
        if picture.number not in keys:
            keys[picture.number] = KEYS[order](picture)
        return keys[picture.number]

    def _add_up(self, counts: "tuple[int, int, bool]", sign: int) -> None:
        self.numbers += sign * counts[0]
        self.doubtful += sign * counts[1]
        self.read += sign * counts[2]


def _numbers(picture: Picture) -> "tuple[int, int]":
    """How many numbers are in a picture, and how many of them are in doubt."""
    if picture.is_touched:
        numbers = [number for number in picture.numbers() if number["corrected"]]
        return len(numbers), sum(1 for number in numbers if number["reason"])
    summary = picture.summary
    return (summary.numbers, summary.doubtful) if summary else (0, 0)
