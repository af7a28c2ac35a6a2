"""Which pictures are shown, in which order, and what they come to."""

from ui.desk.picture import DONE, FAILED, Picture

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


def doubt(picture: Picture) -> "tuple[int, float, int]":
    """What is smaller for what a person should look at sooner."""
    least = (picture.summary and picture.summary.least) or 0.0
    if is_doubtful(picture):
        return 0, least, picture.number
    if is_nothing(picture):
        return 1, 0.0, picture.number
    if picture.state == DONE:
        return 2, least, picture.number
    return 3, 0.0, picture.number


# The names of the orders, and what each sorts by. A picture's number decides between equals, for
# MicroPython's sort does not keep them in their order.
KEYS: "dict[str, Callable[[Picture], Any]]" = {
    "order": lambda picture: picture.number,
    "newest": lambda picture: -picture.number,
    "name": lambda picture: (natural(picture.name), picture.number),
    "doubt": doubt,
}


def arranged(
    pictures: "list[Picture]", order: str, shown: str, kept: "Callable[[Picture], bool]"
) -> "list[Picture]":
    """The pictures that are shown, in order; `kept` are shown in any case."""
    passes = dict(SHOWN)[shown]
    some = [picture for picture in pictures if passes(picture) or kept(picture)]
    return some if order == "order" else sorted(some, key=KEYS[order])


class Totals:
    """What some pictures come to: how many of each kind, and the numbers in them."""

    def __init__(self, pictures: "list[Picture]") -> None:
        self.of = {name: sum(1 for each in pictures if passes(each)) for name, passes in SHOWN}
        self.numbers = self.doubtful = 0
        for picture in pictures:
            numbers, doubtful = _numbers(picture)
            self.numbers += numbers
            self.doubtful += doubtful
        self.read = sum(1 for picture in pictures if picture.state in (DONE, FAILED))


def _numbers(picture: Picture) -> "tuple[int, int]":
    """How many numbers are in a picture, and how many of them are in doubt."""
    if picture.is_touched:
        numbers = [number for number in picture.numbers() if number["corrected"]]
        return len(numbers), sum(1 for number in numbers if number["reason"])
    summary = picture.summary
    return (summary.numbers, summary.doubtful) if summary else (0, 0)
