"""The boxes around the digits of a picture: seen, pointed at, and walked through by the keys."""

from pyscript import document

from ui.card.arrows import go
from ui.task import Pace
from ui.words.wording import LEFT_OUT, name_box

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

SVG = "http://www.w3.org/2000/svg"

# Room between a digit and the box around it, as a part of the digit's longer side: the box shows
# the ink and does not cover it. The ring around the box that has the focus stands off about as far.
ROOM = 0.06
RING = 0.08

# Boxes of this part of the picture's longer side and less get thinner lines: it is the window that
# limits that side, and how large a digit is seen.
SMALL = 0.06

# How high a question mark is: a part of its box's height, and at least one of the picture's width.
MARK = 0.7
LEGIBLE = 0.03

REACH = 24  # pixels of the page beside a box that still mean it: half a fingertip


class Boxes:
    """Draws a box per digit into an svg; of several, one is chosen once they are open.

    Boxes are in pixels of the upright picture that `source` tells. `choose` is called with the
    number of the digit that a click or a key chose.
    """

    def __init__(
        self, drawing: "Any", source: "dict[str, Any]", choose: "Callable[[int], None]"
    ) -> None:
        self._drawing = drawing
        self._source = source
        self._choose = choose
        self._places: list[tuple[float, float, float, float]] = []
        self._lines: list[list[float]] = []
        self._boxes: list[Any] = []
        self._tint = _element("rect", "tint")
        self._ring = _element("rect", "ring")
        self._chosen = 0
        drawing.setAttribute("viewBox", f"0 0 {source['width']} {source['height']}")

    async def draw(self, lines: "list[dict[str, Any]]", doubts: "list[dict[str, Any]]") -> None:
        """Draw the boxes of a reading's lines, giving way to the page in between.

        Marks that may be digits and were left out have a box with a question mark.
        """
        digits = [digit for line in lines for digit in line["digits"]]
        self._lines = [[_middle(digit["box"]) for digit in line["digits"]] for line in lines]
        self._places = [_around(digit["box"], ROOM) for digit in digits]
        asked = [_around(doubt["box"], ROOM) for doubt in doubts]
        widest = max(max(place[2:]) for place in self._places + asked)
        longest = max(self._source["width"], self._source["height"])
        self._drawing.classList.toggle("small", widest < SMALL * longest)
        several = len(digits) > 1
        pattern = _pattern(several=several)
        strokes = _element("g", "strokes")
        self._drawing.append(self._tint, strokes)
        pace = Pace()
        for place in asked:  # first, so that the digits' boxes lie above them
            strokes.append(_question(place, self._source["width"]))
            await pace.keep()
        for index, digit in enumerate(digits):
            box = pattern.cloneNode()
            _put(box, self._places[index])
            if several:
                box.setAttribute("aria-label", name_box(digit, index, len(digits)))
                box.setAttribute("data-index", str(index))
            if not digit["sure"]:
                box.setAttribute("class", "doubtful")
            strokes.append(box)
            self._boxes.append(box)
            await pace.keep()
        strokes.append(self._ring)

    def open(self) -> None:
        """Let the boxes be chosen: one stop for the Tab key, one listener for all of them."""
        self._drawing.removeAttribute("aria-hidden")
        self._drawing.setAttribute("role", "listbox")
        self._drawing.setAttribute("aria-label", "Digits found")
        self._drawing.addEventListener("click", self._clicked)
        self._drawing.addEventListener("keydown", self._pressed)

    def point_at(self, chosen: int) -> None:
        """Mark one of several boxes as the one that is spoken of."""
        for index, mark in ((self._chosen, False), (chosen, True)):
            box = self._boxes[index]
            box.classList.toggle("chosen", mark)
            box.setAttribute("aria-selected", "true" if mark else "false")
            box.setAttribute("tabindex", "0" if mark else "-1")
        self._chosen = chosen
        doubtful = self._boxes[chosen].classList.contains("doubtful")
        self._tint.classList.toggle("doubtful", doubtful)
        _put(self._tint, self._places[chosen])
        _put(self._ring, _around(self._places[chosen], RING))

    def _clicked(self, event: "Any") -> None:
        index = event.target.getAttribute("data-index")
        number = self._nearest(event) if index is None else int(index)
        if number is not None:
            self._choose(number)
            self._boxes[number].focus()

    def _pressed(self, event: "Any") -> None:
        if event.altKey or event.ctrlKey or event.metaKey or event.shiftKey:
            return
        number = go(event.key, self._chosen, self._lines)
        if number is not None:
            event.preventDefault()
            self._choose(number)
            self._boxes[number].focus()

    def _nearest(self, event: "Any") -> "int | None":
        """The digit beside which a click fell, or None where none is within reach."""
        area = self._drawing.getBoundingClientRect()
        if not area.width:
            return None
        scale = self._source["width"] / area.width
        x, y = (event.clientX - area.left) * scale, (event.clientY - area.top) * scale
        away = [
            max(left - x, x - left - width, 0) + max(top - y, y - top - height, 0)
            for left, top, width, height in self._places
        ]
        least = min(away)
        return away.index(least) if least <= REACH * scale else None


def _pattern(*, several: bool) -> "Any":
    """What all boxes have in common: to be copied takes less time than to be made anew."""
    box = _element("rect", "sure")
    if several:
        for attribute, value in (
            ("role", "option"),
            ("tabindex", "-1"),
            ("aria-selected", "false"),
        ):
            box.setAttribute(attribute, value)
    return box


def _question(place: "tuple[float, float, float, float]", width: int) -> "Any":
    """A dashed box with a question mark, in a picture of so many pixels from left to right."""
    group = _element("g", "left-out")
    box = _element("rect", "")
    _put(box, place)
    mark = _element("text", "")
    left, top, wide, tall = place
    mark.setAttribute("x", f"{left + wide / 2:.1f}")
    mark.setAttribute("y", f"{top + tall / 2:.1f}")
    mark.setAttribute("font-size", f"{max(LEGIBLE * width, MARK * tall):.1f}")
    mark.textContent = "?"
    title = _element("title", "")
    title.textContent = LEFT_OUT
    group.append(title, box, mark)
    return group


def _element(kind: str, name: str) -> "Any":
    element = document.createElementNS(SVG, kind)
    if name:
        element.setAttribute("class", name)
    return element


def _around(box: "Any", room: float) -> "tuple[float, float, float, float]":
    left, top, width, height = box
    space = room * max(width, height)
    return left - space, top - space, width + 2 * space, height + 2 * space


def _middle(box: "list[float]") -> float:
    return box[0] + box[2] / 2


def _put(element: "Any", place: "tuple[float, float, float, float]") -> None:
    for attribute, value in zip(("x", "y", "width", "height"), place):  # noqa: B905
        element.setAttribute(attribute, f"{value:.1f}")
