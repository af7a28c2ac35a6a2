"""A long column of which only what is near the window is in the document."""

from js import getComputedStyle, parseFloat, scrollTo
from pyscript import document, window
from pyscript.ffi import to_js

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

    from ui.desk.picture import Picture

    Make = Callable[[Picture, int, int], Any]
    Drop = Callable[[Picture, Any], None]

NEAR = 1.5  # of the window's height, above and below: what is scrolled to is there in time


class Stretch:
    """Shows `items` in `root`, as elements that `make(picture, place, count)` gives.

    `place` counts from 0. What is far from the window is given to `drop(picture, element)`; at
    least `least` stay. Above and below it stands room as high as what is not there: each item's
    own height where it was seen, else what the others have on average.
    """

    def __init__(self, root: "Any", make: "Make", drop: "Drop", least: int) -> None:
        self.items: list[Picture] = []
        self._root = root
        self._make = make
        self._drop = drop
        self._least = least
        self._above, self._below = (document.createElement("div") for _ in range(2))
        root.before(self._above)
        root.after(self._below)
        self._present: dict[int, tuple[Picture, Any]] = {}  # by the picture's number
        self._order: list[int] = []  # the numbers of those present, from top to bottom
        self.start = 0  # the place of the first of them
        self._heights: dict[int, float] = {}  # pixels, by number
        self._tops: list[float] = []  # pixels of the column above each item, and of all
        # The number of the item that had the focus when it was scrolled away.
        self._lost: int | None = None
        self._observer = window.ResizeObserver.new(lambda entries, *_: self._measure(entries))

    def show(self, items: "list[Picture]") -> None:
        """Show these, in this order."""
        self.items = items
        self._tops = []
        self.update()

    def show_all(self) -> None:
        """Put all items into the document, however far; scrolled, it is as before."""
        self._replace(0, len(self.items), [picture.number for picture in self.items])
        self._above.style.height = self._below.style.height = "0px"

    def update(self) -> None:
        """Put into the document what is near the window now, and take away what is not."""
        if not self._tops:
            self._add_up()
        start, stop = self._near()
        wanted = [picture.number for picture in self.items[start:stop]]
        if wanted != self._order:
            self._replace(start, stop, wanted)
        self._above.style.height = f"{self._tops[start]:.1f}px"
        self._below.style.height = f"{self._tops[-1] - self._tops[stop]:.1f}px"

    def element_of(self, picture: "Picture") -> "Any":
        """The element of a picture that is near the window, or None."""
        found = self._present.get(picture.number)
        return found[1] if found else None

    def present(self) -> "list[tuple[Picture, Any]]":
        """The pictures that are near the window, with their elements."""
        return [self._present[number] for number in self._order]

    def reveal(self, place: int) -> "Any":
        """Scroll to an item, by its place, and give its element."""
        picture = self.items[place]
        if picture.number not in self._present:
            top = self._above.getBoundingClientRect().top + window.scrollY
            scrollTo(0, top + self._tops[place] - window.innerHeight / 3)
            self.update()
        element = self.element_of(picture)
        element.scrollIntoView(to_js({"block": "nearest"}))
        return element

    def place_of(self, element: "Any") -> int:
        """The place of the item in which an element is; of one that was scrolled away, too."""
        number = self._lost
        item = element.closest("[data-number]")
        if item:
            number = int(item.dataset.number)
        for place, picture in enumerate(self.items):
            if picture.number == number:
                return place
        return 0

    def _add_up(self) -> None:
        known = self._heights
        gap = parseFloat(getComputedStyle(self._root).rowGap) or 0
        usual = sum(known.values()) / len(known) if known else 0
        at = 0.0
        tops = [at]
        for picture in self.items:
            at += known.get(picture.number, usual) + gap
            tops.append(at)
        self._tops = tops

    def _near(self) -> "tuple[int, int]":
        """The places of the first item that is near, and of the first below that is not."""
        count = len(self.items)
        if count <= self._least:
            return 0, count
        top = -self._above.getBoundingClientRect().top
        height = window.innerHeight
        start = max(0, self._place_at(top - NEAR * height))
        stop = min(count, self._place_at(top + (1 + NEAR) * height) + 1)
        spare = self._least - (stop - start)
        if spare > 0:
            start = max(0, start - spare // 2)
            stop = min(count, start + self._least)
            start = max(0, stop - self._least)
        return start, stop

    def _place_at(self, y: float) -> int:
        """The place of the item at so many pixels from the column's top."""
        low, high = 0, len(self.items)
        while low < high:
            middle = (low + high) // 2
            if self._tops[middle + 1] <= y:
                low = middle + 1
            else:
                high = middle
        return low

    def _replace(self, start: int, stop: int, wanted: "list[int]") -> None:
        staying = set(wanted)
        for number in self._order:
            if number not in staying:
                self._take_away(number)
        kept = [number for number in self._order if number in staying]
        there = set(kept)
        # Where those that stay are in another order now, all are put in again.
        is_moved = kept != [number for number in wanted if number in there]
        following = None
        for place in range(stop - 1, start - 1, -1):
            picture = self.items[place]
            if picture.number not in there:
                self._put_in(picture, place, following)
            elif is_moved:
                self._root.insertBefore(self._present[picture.number][1], following)
            following = self._present[picture.number][1]
        self._order = wanted
        self.start = start

    def _put_in(self, picture: "Picture", place: int, following: "Any") -> None:
        element = self._make(picture, place, len(self.items))
        self._present[picture.number] = picture, element
        if not element.isConnected or element.nextElementSibling != following:
            self._root.insertBefore(element, following)
        self._observer.observe(element)
        if picture.number == self._lost and document.activeElement == self._root:
            self._lost = None
            (element.querySelector(".open") or element).focus(to_js({"preventScroll": True}))

    def _take_away(self, number: int) -> None:
        picture, element = self._present.pop(number)
        if element.contains(document.activeElement):
            self._lost = number
            # Else the keyboard would start from the top of the page; the page stays where it is.
            self._root.focus(to_js({"preventScroll": True}))
        self._observer.unobserve(element)
        element.remove()
        self._drop(picture, element)

    def _measure(self, entries: "Any") -> None:
        is_new = False
        for entry in entries:
            height = entry.target.offsetHeight
            number = int(entry.target.dataset.number)
            if height and abs(self._heights.get(number, 0) - height) >= 1:
                self._heights[number] = height
                is_new = True
        if is_new:
            self._tops = []
            self.update()
