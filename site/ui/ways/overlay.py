"""What is drawn over a moving picture: the boxes of the newest reading, and its digits beside them."""

from pyscript import document

from ui.card.boxes import SVG, Boxes
from ui.words.wording import all_digits

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

SIZE = 0.6  # a digit's own height, as a part of its box's
# Of a few digits the letters are so large at least, as a part of the picture's longer side; many
# that are small would cover each other.
LEGIBLE = 0.045
FEW = 12
AWAY = 0.15  # from the box, as a part of the letters' size


class Overlay:
    """An svg over a picture of the same shape; all of it changes at once, so that nothing flickers."""

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
            drawing.append(_labels(digits, max(facts["source"]["width"], facts["source"]["height"])))
        self._drawing.replaceWith(drawing)
        self._drawing = drawing


def _labels(digits: "list[dict[str, Any]]", longest: int) -> "Any":
    group = document.createElementNS(SVG, "g")
    group.setAttribute("class", "labels")
    least = LEGIBLE * longest if len(digits) <= FEW else 0
    for digit in digits:
        left, top, width, height = digit["box"]
        size = max(least, SIZE * height)
        below = top < size * (1 + AWAY)  # there is no room above it
        label = document.createElementNS(SVG, "text")
        label.setAttribute("x", f"{left + width / 2:.1f}")
        label.setAttribute("y", f"{top + height + (1 + AWAY) * size if below else top - AWAY * size:.1f}")
        label.setAttribute("font-size", f"{size:.1f}")
        label.textContent = f"{digit['digit']}" if digit["sure"] else f"{digit['digit']}?"
        if not digit["sure"]:
            label.setAttribute("class", "doubtful")
        group.append(label)
    return group
