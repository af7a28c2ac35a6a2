"""What is drawn over a moving picture: the boxes of the newest reading, and their digits."""

from pyscript import document

from ui.card.boxes import ROOM, SVG, Boxes
from ui.words.wording import all_digits

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

SIZE = 0.6  # of the letters, as a part of their box's height
# As parts of the picture's longer side: how large the letters are at most, and of a few digits at
# least; those of many that are small would cover each other.
MOST = 0.07
LEGIBLE = 0.04
FEW = 12
AWAY = 0.15  # from the frame around it, as a part of the letters' size


class Overlay:
    """An svg over a picture of the same shape, which changes at once: nothing flickers."""

    def __init__(self, drawing: "Any") -> None:
        self._drawing = drawing

    def clear(self) -> None:
        """Take everything away."""
        self._drawing.replaceChildren()

    async def show(self, facts: "dict[str, Any]") -> None:
        """Show the digits of a reading, and the marks that may be some."""
        drawing = self._drawing.cloneNode()
        digits = all_digits(facts)
        if digits or facts["doubts"]:
            boxes = Boxes(drawing, facts["source"], lambda _: None)
            await boxes.draw(facts["lines"], facts["doubts"])
            longest = max(facts["source"]["width"], facts["source"]["height"])
            drawing.append(_labels(digits, longest))
        self._drawing.replaceWith(drawing)
        self._drawing = drawing


def _labels(digits: "list[dict[str, Any]]", longest: int) -> "Any":
    group = document.createElementNS(SVG, "g")
    group.setAttribute("class", "labels")
    least = LEGIBLE * longest if len(digits) <= FEW else 0
    for digit in digits:
        left, top, width, height = digit["box"]
        size = max(least, min(MOST * longest, SIZE * height))
        away = ROOM * max(width, height) + AWAY * size
        base = top - away
        if base < size:  # there is no room above it
            base = top + height + away + 0.7 * size  # a digit is as high as that
        label = document.createElementNS(SVG, "text")
        label.setAttribute("x", f"{left + width / 2:.1f}")
        label.setAttribute("y", f"{base:.1f}")
        label.setAttribute("font-size", f"{size:.1f}")
        label.textContent = f"{digit['digit']}" if digit["sure"] else f"{digit['digit']}?"
        if not digit["sure"]:
            label.setAttribute("class", "doubtful")
        group.append(label)
    return group
