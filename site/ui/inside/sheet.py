"""The sheet over the page on which a digit is looked at from the inside of the network."""

from pyscript import document

from ui.engine import look
from ui.inside.layers import Layers
from ui.inside.why import Why
from ui.words.inside import FAILED, LOOKING, heading
from ui.words.mistake import told

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

_made: "list[Sheet]" = []


def sheet() -> "Sheet":
    """Give the page's only sheet, made when it is first asked for."""
    if not _made:
        _made.append(Sheet())
    return _made[0]


class Sheet:
    """A dialog; what it showed is thrown away when it is closed."""

    def __init__(self) -> None:
        self._root = document.getElementById("inside")
        self._why = Why(self._root.querySelector(".rivals"))
        self._layers = Layers(self._root.querySelector(".layers"))
        self._asked = 0
        self._root.querySelector(".close").addEventListener("click", lambda _: self._root.close())
        self._root.addEventListener("close", lambda _: self._clear())
        self._root.addEventListener("click", self._clicked)

    async def show(self, pixels: "Any", digit: "dict[str, Any]", picture: "Any") -> None:
        """Open, ask the engine, and show what it tells.

        `pixels` are the 784 grey levels on JavaScript's side, `digit` the rest of the contract's
        digit, `picture` the place on the card where the photograph is.
        """
        self._asked += 1
        asked = self._asked
        self._root.querySelector("h2").textContent = heading(digit)
        self._say(LOOKING)
        self._root.showModal()
        try:
            found = await look(pixels)
        except Exception as error:  # noqa: BLE001 said where it was asked; opened again, tried again
            told(error)  # to the console
            if asked == self._asked:
                self._say(FAILED)
            return
        if asked != self._asked or not self._root.open:
            return  # it was closed, or another digit is looked at
        self._say("")
        levels = [int(each) for each in pixels]
        self._why.show(levels, digit, found, picture)
        self._layers.show(digit, found)
        self._root.dataset.shown = ""

    def _clicked(self, event: "Any") -> None:
        if event.target == self._root:  # beside the sheet: what is on it has an element of its own
            self._root.close()

    def _clear(self) -> None:
        self._asked += 1
        self._root.removeAttribute("data-shown")
        self._why.clear()
        self._layers.clear()

    def _say(self, sentence: str) -> None:
        self._root.querySelector(".saying").textContent = sentence
