"""The number as text: large, to be selected and copied, its doubtful digits marked."""

from pyscript import document

from ui.task import Pace

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any


class Transcript:
    """Writes a reading's text into `root`, a digit each in an element of its own.

    The element's text is the reading's to the character, lines and spaces included, so that what is
    selected is what is copied. `choose` is called with the number of the digit that was clicked.
    """

    def __init__(self, root: "Any", choose: "Callable[[int], None]") -> None:
        self._root = root
        self._choose = choose
        self._digits: list[Any] = []
        self._chosen = 0

    async def write(self, text: str, digits: "list[dict[str, Any]]") -> None:
        """Write the text, giving way to the page in between."""
        lines = text.split("\n")
        # The style makes the letters as large as the longest line and the number of lines allow.
        self._root.style.setProperty("--longest", str(max(len(line) for line in lines)))
        self._root.style.setProperty("--lines", str(len(lines)))
        pattern = document.createElement("span")
        pace = Pace()
        for character in text:
            if character.isdigit():
                self._add(pattern, character, sure=digits[len(self._digits)]["sure"])
                await pace.keep()
            else:
                self._root.append(character)

    def _add(self, pattern: "Any", character: str, *, sure: bool) -> None:
        element = pattern.cloneNode()
        element.textContent = character
        element.setAttribute("data-index", str(len(self._digits)))
        if not sure:
            element.className = "doubtful"
        self._root.append(element)
        self._digits.append(element)

    def open(self) -> None:
        """Let the digits be chosen: one listener for all of them."""
        self._root.addEventListener("click", self._clicked)

    def point_at(self, chosen: int) -> None:
        """Mark the digit that is spoken of."""
        self._digits[self._chosen].classList.remove("chosen")
        self._digits[chosen].classList.add("chosen")
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
