"""The evidence for a digit: ten probabilities and the very pixels that the network saw."""

import json

from js import JSON, Int32Array
from pyscript import document
from pyscript.ffi import to_js

from ui.inside.door import Door
from ui.words.figures import share
from ui.words.labels import labels
from ui.words.wording import chosen, read_again

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

SIDE = 28  # pixels of the network's input
OPAQUE_BLACK = -16777216  # 0xFF000000, as the signed number that an Int32Array holds
GREY = 0x010101  # one step of grey in all three colours

# All that is known of a digit but its pixels, which stay on JavaScript's side.
KEYS = [
    "digit", "confidence", "sure", "box", "probabilities", "not_a_digit", "hypotheses", "agreed",
    "of",
]  # fmt: skip


class Evidence:
    """Shows one digit at a time of the `count` of a card; the rows are made once."""

    def __init__(self, root: "Any", count: int) -> None:
        self._root = root
        self._count = count
        self._rows = [self._add_row(label) for label in labels()]
        self._door = Door(root)

    def show(self, index: int, given: "Any") -> None:
        """Show the evidence for one digit, the plain object of the contract."""
        digit = json.loads(JSON.stringify(given, to_js(KEYS)))
        self._root.classList.remove("none-read")
        self._root.classList.toggle("doubtful", not digit["sure"])
        for each, (row, fill, figure) in enumerate(self._rows):
            probability = digit["probabilities"][each]
            row.classList.toggle("best", labels()[each] == str(digit["digit"]))
            fill.style.width = f"{100 * probability:.2f}%"
            figure.textContent = share(probability)
        _draw(self._find(".network-input"), given.pixels)
        self._find(".which").textContent = ""
        if self._count > 1:
            self._find(".which").textContent = chosen(digit, index, self._count)
            self._find(".none").textContent = f"No digit at all: {share(digit['not_a_digit'])}."
        self._door.point_at(given, digit)
        self._find(".again").textContent = read_again(digit.get("hypotheses"))

    def say(self, index: int, sentence: str, *, read: bool) -> None:
        """Say something else of a digit; where none was `read` there is nothing more to show."""
        self._root.classList.toggle("none-read", not read)
        where = f"Digit {index + 1} of {self._count}: " if index < self._count > 1 else ""
        self._find(".which").textContent = where + sentence

    def _add_row(self, label: str) -> "tuple[Any, Any, Any]":
        row = document.createElement("tr")
        head = document.createElement("th")
        head.scope = "row"
        head.textContent = label
        track = document.createElement("td")
        track.className = "track"
        fill = document.createElement("span")
        fill.className = "fill"
        track.append(fill)
        figure = document.createElement("td")
        row.append(head, track, figure)
        self._find(".bars tbody").append(row)
        return row, fill, figure

    def _find(self, selector: str) -> "Any":
        return self._root.querySelector(selector)


def _draw(canvas: "Any", pixels: "Any") -> None:
    """Draw grey levels, ink bright, one canvas pixel each."""
    context = canvas.getContext("2d")
    image = context.createImageData(SIDE, SIDE)
    words = Int32Array.new(image.data.buffer)
    for index in range(SIDE * SIDE):
        words[index] = OPAQUE_BLACK + pixels[index] * GREY
    context.putImageData(image, 0, 0)
