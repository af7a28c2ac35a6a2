"""The number as text: large, to be selected and copied, its doubtful digits marked."""

from pyscript import document

from ui.desk.mark import ADDED, CORRECTED, DOUBTFUL, SURE, Mark
from ui.task import Pace
from ui.words.labels import labels

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any


class Transcript:
    """Writes a reading's text into `root`, a digit each in an element of its own.

    The element's text is the reading's to the character, lines and spaces included, so that what is
    selected is what is copied. `choose` is called with the number of the digit that was clicked,
    which is that of its mark in `Corrections`.
    """

    def __init__(self, root: "Any", choose: "Callable[[int], None]") -> None:
        self._root = root
        self._choose = choose
        self._digits: dict[int, Any] = {}
        self._chosen = 0

    async def write(self, text: str, digits: "list[dict[str, Any]]") -> None:
        """Write the text, giving way to the page in between."""
        self._fit(text)
        pattern = document.createElement("span")
        pace = Pace()
        for character in text:
            if character in labels():
                number = len(self._digits)
                look = SURE if digits[number]["sure"] else DOUBTFUL
                self._add(pattern, character, number, look)
                await pace.keep()
            else:
                self._root.append(character)

    def _fit(self, text: str) -> None:
        """The style makes the letters as large as the longest line and their number allow."""
        lines = text.split("\n")
        self._root.style.setProperty("--longest", str(max(len(line) for line in lines)))
        self._root.style.setProperty("--lines", str(len(lines)))

    def _add(self, pattern: "Any", character: str, number: int, look: str) -> None:
        element = pattern.cloneNode()
        element.textContent = character
        element.setAttribute("data-index", str(number))
        if look != SURE:
            element.className = look
        self._root.append(element)
        self._digits[number] = element

    def rewrite(self, pieces: "list[tuple[str, int]]", marks: "list[Mark]") -> None:
        """Write what a person has corrected; digits with the number -1 are in no picture."""
        from ui.words.correcting import say_mark  # noqa: PLC0415 compiled by who corrects

        self._root.replaceChildren()
        self._digits = {}
        self._fit("".join(text for text, _ in pieces))
        pattern = document.createElement("span")
        for text, number in pieces:
            if number >= 0:
                self._add(pattern, text, number, marks[number].look)
                if marks[number].look in (CORRECTED, ADDED):
                    self._digits[number].title = say_mark(marks[number])
            else:
                self._root.append(text)

    def open(self) -> None:
        """Let the digits be chosen: one listener for all of them."""
        self._root.addEventListener("click", self._clicked)

    def point_at(self, chosen: int) -> None:
        """Mark the digit that is spoken of."""
        for number in (self._chosen, chosen):
            if number in self._digits:  # what is none is not in the text
                self._digits[number].classList.toggle("chosen", number == chosen)
        self._chosen = chosen

    def select(self) -> None:
        """Select the whole text, as a visitor would to copy it."""
        select(self._root)

    def _clicked(self, event: "Any") -> None:
        index = event.target.getAttribute("data-index")
        if index is not None:  # between digits, or at the end of a selection over several
            self._choose(int(index))


def select(element: "Any") -> None:
    """Select all that is written in an element."""
    document.getSelection().selectAllChildren(element)
