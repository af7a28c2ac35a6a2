"""The boxes around the digits of a picture: seen, pointed at, and walked through by the keys."""

from pyscript import document
from pyscript.ffi import to_js

from ui.card.arrows import LEADING, go
from ui.desk.mark import ADDED, CORRECTED, NONE
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

# How high a digit is that stands beside its box because a person has said it, as that mark is.
SAID = 0.5

RISE = 0.65  # of its height, from the box to its middle

SAYS = (ADDED, CORRECTED, NONE)  # looks of boxes beside which stands what a person has said

REACH = 24  # pixels of the page beside a box that still mean it: half a fingertip


class Boxes:
    """Draws a box per digit and per mark left out into an svg; one is chosen once they are open.

    Boxes are in pixels of the upright picture that `source` tells, and have the numbers of the
    marks of `Corrections`. `choose` is called with the number that a click or a key chose, `press`
    with the event of any other key, and `rows` gives the numbers line by line.
    """

    def __init__(
        self,
        drawing: "Any",
        source: "dict[str, Any]",
        choose: "Callable[[int], None]",
        press: "Callable[[Any], None] | None" = None,
        rows: "Callable[[], list[list[int]]] | None" = None,
    ) -> None:
        self._drawing = drawing
        self._source = source
        self._choose = choose
        self._press = press
        self._rows = rows
        self._places: list[Any] = []  # None of a box that is gone
        self._boxes: list[Any] = []
        self._said: dict[int, Any] = {}  # what stands beside a box because a person has said it
        self._strokes: Any = None
        self._opened = False
        self._tint = _element("rect", "tint")
        self._ring = _element("rect", "ring")
        self._chosen = 0
        drawing.setAttribute("viewBox", f"0 0 {source['width']} {source['height']}")

    async def draw(self, lines: "list[dict[str, Any]]", doubts: "list[dict[str, Any]]") -> None:
        """Draw the boxes of a reading's lines, giving way to the page in between.

        Marks that may be digits and were left out have a box with a question mark.
        """
        digits = [digit for line in lines for digit in line["digits"]]
        self._places = [_around(digit["box"], ROOM) for digit in digits]
        asked = [_around(doubt["box"], ROOM) for doubt in doubts]
        widest = max([max(place[2:]) for place in self._places + asked] or [0])
        longest = max(self._source["width"], self._source["height"])
        self._drawing.classList.toggle("small", 0 < widest < SMALL * longest)
        pattern = _pattern()
        strokes = self._strokes = _element("g", "strokes")
        self._drawing.append(self._tint, strokes)
        pace = Pace()
        left_out: list[Any] = []
        for place in asked:  # first, so that the digits' boxes lie above them
            left_out.append(self._question(place, len(digits) + len(left_out)))
            strokes.append(left_out[-1])
            await pace.keep()
        for index, digit in enumerate(digits):
            box = pattern.cloneNode()
            _put(box, self._places[index])
            box.setAttribute("aria-label", name_box(digit, index, len(digits)))
            box.setAttribute("data-index", str(index))
            if not digit["sure"]:
                box.setAttribute("class", "doubtful")
            strokes.append(box)
            self._boxes.append(box)
            await pace.keep()
        strokes.append(self._ring)
        self._places += asked
        self._boxes += left_out

    def open(self) -> None:
        """Let the boxes be chosen: one stop for the Tab key, one listener for all of them."""
        if self._opened:
            return  # a first box was there before
        self._opened = True
        self._boxes[0].setAttribute("tabindex", "0")
        _put(self._ring, _around(self._places[0], RING))
        self._drawing.removeAttribute("aria-hidden")
        self._drawing.setAttribute("role", "listbox")
        self._drawing.setAttribute("aria-label", "Digits found")
        self._drawing.addEventListener("click", self._clicked)
        self._drawing.addEventListener("keydown", self._pressed)

    def point_at(self, chosen: int) -> None:
        """Mark one of several boxes as the one that is spoken of."""
        for index, mark in ((min(self._chosen, len(self._boxes) - 1), False), (chosen, True)):
            box = self._boxes[index]
            box.classList.toggle("chosen", mark)
            box.setAttribute("aria-selected", "true" if mark else "false")
            box.setAttribute("tabindex", "0" if mark else "-1")
        self._chosen = chosen
        look = self._boxes[chosen].classList
        doubtful = look.contains("doubtful") or look.contains("left-out")
        self._tint.classList.toggle("doubtful", doubtful)
        _put(self._tint, self._places[chosen])
        _put(self._ring, _around(self._places[chosen], RING))

    @property
    def count(self) -> int:
        """How many boxes there are, those that are gone with them."""
        return len(self._boxes)

    def add(self, place: "list[float]") -> None:
        """Draw one more, of a mark that a person has found."""
        self._places.append(_around(place, ROOM))
        box = _pattern()
        box.setAttribute("data-index", str(len(self._boxes)))
        _put(box, self._places[-1])
        self._strokes.insertBefore(box, self._ring)
        self._boxes.append(box)

    def mark(self, number: int, look: str, name: str, digit: str) -> None:
        """Show a box as a mark looks (ui/desk/mark.py), named so; with what it is said to be."""
        box = self._boxes[number]
        chosen = box.classList.contains("chosen")
        box.setAttribute("class", f"{look} chosen" if chosen else look)
        box.setAttribute("aria-label", name)
        if number in self._said:
            self._said.pop(number).remove()
        if look in SAYS and self._places[number]:
            place = self._places[number]
            said = _cross(place) if look == NONE else self._digit(place, digit)
            self._strokes.insertBefore(said, self._ring)
            self._said[number] = said

    def show(self, number: int, box: "list[float] | None") -> None:
        """Show a box again, or no more."""
        self._places[number] = box and _around(box, ROOM)
        self._boxes[number].classList.toggle("gone", not box)

    def focus(self, *, still: bool = False) -> None:
        """Give the keys to the chosen box; where the page is to stand `still`, as it is."""
        self._boxes[self._chosen].focus(to_js({"preventScroll": still}))

    def _clicked(self, event: "Any") -> None:
        box = event.target.closest("[data-index]")
        number = int(box.getAttribute("data-index")) if box else self._nearest(event)
        if number is not None:
            self._choose(number)
            self._boxes[number].focus()

    def _pressed(self, event: "Any") -> None:
        if not (event.altKey or event.ctrlKey or event.metaKey or event.shiftKey):
            number = self._led(event.key)
            if number is not None:
                event.preventDefault()
                self._choose(number)
                self._boxes[number].focus()
                return
        if self._press:
            self._press(event)

    def _led(self, key: str) -> "int | None":
        """The box to which a key leads from the chosen one."""
        rows = self._rows() if self._rows and key in LEADING else []
        order = [number for row in rows for number in row]
        if self._chosen not in order:
            return order[0] if order else None
        lines = [[_middle(self._places[number]) for number in row] for row in rows]
        led = go(key, order.index(self._chosen), lines)
        return None if led is None else order[led]

    def _question(self, place: "tuple[float, float, float, float]", number: int) -> "Any":
        """A dashed box with a question mark."""
        group = _pattern("g", "left-out")
        group.setAttribute("data-index", str(number))
        group.setAttribute("aria-label", LEFT_OUT)
        box = _element("rect", "")
        _put(box, place)
        left, top, wide, tall = place
        size = max(LEGIBLE * self._source["width"], MARK * tall)
        title = _element("title", "")
        title.textContent = LEFT_OUT
        group.append(title, box, _text("?", left + wide / 2, top + tall / 2, size))
        return group

    def _digit(self, place: "tuple[float, float, float, float]", digit: str) -> "Any":
        """What a person has said, above its box, or in it where there is no room above."""
        left, top, wide, tall = place
        size = max(LEGIBLE * self._source["width"], SAID * tall)
        said = _text(digit, left + wide / 2, max(top - RISE * size, size / 2), size)
        said.setAttribute("class", "said")
        return said

    def _nearest(self, event: "Any") -> "int | None":
        """The digit beside which a click fell, or None where none is within reach."""
        area = self._drawing.getBoundingClientRect()
        if not area.width:
            return None
        scale = self._source["width"] / area.width
        x, y = (event.clientX - area.left) * scale, (event.clientY - area.top) * scale
        nearest, least = None, REACH * scale
        for number, place in enumerate(self._places):
            if place:
                left, top, width, height = place
                away = max(left - x, x - left - width, 0) + max(top - y, y - top - height, 0)
                if away <= least:
                    nearest, least = number, away
        return nearest


def _pattern(kind: str = "rect", look: str = "sure") -> "Any":
    """What all boxes have in common: to be copied takes less time than to be made anew."""
    box = _element(kind, look)
    for attribute, value in (("role", "option"), ("tabindex", "-1"), ("aria-selected", "false")):
        box.setAttribute(attribute, value)
    return box


def _text(text: str, across: float, down: float, size: float) -> "Any":
    """A character whose middle is there, in pixels of the picture."""
    mark = _element("text", "")
    for attribute, value in (("x", across), ("y", down), ("font-size", size)):
        mark.setAttribute(attribute, f"{value:.1f}")
    mark.textContent = text
    return mark


def _cross(place: "tuple[float, float, float, float]") -> "Any":
    left, top, wide, tall = place
    cross = _element("path", "cross")
    falls = f"M{left:.1f} {top:.1f} {left + wide:.1f} {top + tall:.1f}"
    rises = f"M{left:.1f} {top + tall:.1f} {left + wide:.1f} {top:.1f}"
    cross.setAttribute("d", falls + rises)
    return cross


def _element(kind: str, name: str) -> "Any":
    element = document.createElementNS(SVG, kind)
    if name:
        element.setAttribute("class", name)
    return element


def _around(box: "Any", room: float) -> "tuple[float, float, float, float]":
    left, top, width, height = box
    space = room * max(width, height)
    return left - space, top - space, width + 2 * space, height + 2 * space


def _middle(box: "tuple[float, float, float, float]") -> float:
    return box[0] + box[2] / 2


def _put(element: "Any", place: "tuple[float, float, float, float]") -> None:
    for attribute, value in zip(("x", "y", "width", "height"), place):  # noqa: B905
        element.setAttribute(attribute, f"{value:.1f}")
