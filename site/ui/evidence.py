"""The evidence for a digit: ten probabilities and the very pixels that the network saw."""

from js import Int32Array
from pyscript import document

from ui.figures import share

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

SIDE = 28  # pixels of the network's input
OPAQUE_BLACK = -16777216  # 0xFF000000, as the signed number that an Int32Array holds
GREY = 0x010101  # one step of grey in all three colours


class Evidence:
    """Shows the digits of one card one at a time; with several, each has a button.

    `pixels` are JavaScript arrays of 784 grey levels 0..255; `point_at` marks the digit's box.
    """

    def __init__(
        self,
        root: "Any",
        digits: "list[dict[str, Any]]",
        pixels: "list[Any]",
        point_at: "Callable[[int], None]",
    ) -> None:
        self._root = root
        self._digits = digits
        self._pixels = pixels
        self._point_at = point_at
        self._buttons: list[Any] = []
        self._rows = [self._add_row(digit) for digit in range(10)]
        if len(digits) > 1:
            for index in range(len(digits)):
                self._add_button(index)

    def show(self, index: int) -> None:
        """Show the evidence for one digit of the reading."""
        digit = self._digits[index]
        for each, (row, fill, figure) in enumerate(self._rows):
            probability = digit["probabilities"][each]
            row.classList.toggle("best", each == digit["digit"])
            fill.style.width = f"{100 * probability:.2f}%"
            figure.textContent = share(probability)
        _draw(self._root.querySelector(".network-input"), self._pixels[index])
        self._point_at(index)
        for each, button in enumerate(self._buttons):
            button.setAttribute("aria-pressed", "true" if each == index else "false")

    def _add_row(self, digit: int) -> "tuple[Any, Any, Any]":
        row = document.createElement("tr")
        head = document.createElement("th")
        head.scope = "row"
        head.textContent = str(digit)
        track = document.createElement("td")
        track.className = "track"
        fill = document.createElement("span")
        fill.className = "fill"
        track.append(fill)
        figure = document.createElement("td")
        row.append(head, track, figure)
        self._root.querySelector(".bars tbody").append(row)
        return row, fill, figure

    def _add_button(self, index: int) -> None:
        digit = self._digits[index]
        button = document.createElement("button")
        button.type = "button"
        button.textContent = str(digit["digit"])
        button.className = "sure" if digit["sure"] else "doubtful"
        button.addEventListener("click", lambda _: self.show(index))
        self._root.querySelector(".digits").append(button)
        self._buttons.append(button)


def _draw(canvas: "Any", pixels: "Any") -> None:
    """Draw grey levels, ink bright, one canvas pixel each."""
    context = canvas.getContext("2d")
    image = context.createImageData(SIDE, SIDE)
    words = Int32Array.new(image.data.buffer)
    for index in range(SIDE * SIDE):
        words[index] = OPAQUE_BLACK + pixels[index] * GREY
    context.putImageData(image, 0, 0)
