"""A long column of which only what is near the window is in the document."""

from js import getComputedStyle, parseFloat, scrollTo, setTimeout
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

# Items that are put in at a time, beside those that are seen: each takes about a millisecond, and
# as long again to be laid out.
STEP = 8

# Pixels by which a height may be another than it was taken for: what thousands of them, each
# rounded as it is added up, are off by.
ALIKE = 0.1


class Stretch:
    """Shows `items` in `root`, as elements that `make(picture, place, count)` gives.

    `place` counts from 0. What is near the window is put in by and by, and first what is seen. What
    is far from it is given to `drop(picture, element)`; at least `least` stay. Above and below it
    stands room as high as what is not there: each item's own height where it was seen, else what
    the others have on average.
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
        self._gap = self._usual = 0.0  # pixels between two items, and of one that was not seen yet
        self._due = False  # whether more is put in soon
        # The number of the item that had the focus when it was scrolled away.
        self._lost: int | None = None
        self._observer = window.ResizeObserver.new(lambda entries, *_: self._measure(entries))

    def show(self, items: "list[Picture]") -> None:
        """Show these, in this order."""
        count = len(self.items)
        if count and self._tops and items[:count] == self.items:
            self._add_up(items[count:])  # at the end, where most come
        else:
            self._tops = []
        self.items = items
        self.update()

    def show_all(self) -> None:
        """Put all items into the document, however far; scrolled, it is as before."""
        self._replace(0, len(self.items), [picture.number for picture in self.items])
        self._above.style.height = self._below.style.height = "0px"

    def update(self) -> None:
        """Put into the document what is near the window now, and take away what is not."""
        if not self._tops:
            self._begin()
            self._add_up(self.items)
        start, stop = self._near()
        now = self._now(start, stop)
        self._hold(*now)
        if now != (start, stop) and not self._due:
            self._due = True
            setTimeout(self._go_on, 0)

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
            if picture.number not in self._present:
                self._hold(place, place + 1)  # no height is known yet
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

    def _begin(self) -> None:
        """Begin to add up anew, with what is known by now."""
        known = self._heights
        self._gap = parseFloat(getComputedStyle(self._root).rowGap) or 0
        self._usual = sum(known.values()) / len(known) if known else 0
        self._tops = [0.0]

    def _add_up(self, items: "list[Picture]") -> None:
        """Add the heights of items below those that are added up."""
        tops, known, gap, usual = self._tops, self._heights, self._gap, self._usual
        at = tops[-1]
        for picture in items:
            at += known.get(picture.number, usual) + gap
            tops.append(at)

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

    def _now(self, start: int, stop: int) -> "tuple[int, int]":
        """Of the places that are near, those that are put in at once: what is seen, and STEP."""
        top = -self._above.getBoundingClientRect().top
        first = last = start
        if self._heights:
            first = min(max(start, self._place_at(top)), stop)
            last = max(first, min(stop, self._place_at(top + window.innerHeight) + 1))
        room = STEP - sum(1 for place in range(first, last) if not self._is_there(place))
        while True:
            if last < stop and (room > 0 or self._is_there(last)):
                room -= not self._is_there(last)
                last += 1
            elif first > start and (room > 0 or self._is_there(first - 1)):
                first -= 1
                room -= not self._is_there(first)
            else:
                return first, last

    def _is_there(self, place: int) -> bool:
        return self.items[place].number in self._present

    def _go_on(self) -> None:
        self._due = False
        self.update()

    def _hold(self, start: int, stop: int) -> None:
        """Have these places in the document, and room for the others."""
        wanted = [picture.number for picture in self.items[start:stop]]
        if wanted != self._order:
            self._replace(start, stop, wanted)
        self._above.style.height = f"{self._tops[start]:.1f}px"
        self._below.style.height = f"{self._tops[-1] - self._tops[stop]:.1f}px"

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
        is_other = False
        for entry in entries:
            height = entry.target.offsetHeight
            number = int(entry.target.dataset.number)
            if height and abs(self._heights.get(number, 0) - height) >= 1:
                self._heights[number] = height
                is_other = is_other or self._is_other(number, height)
        if is_other:
            self._tops = []
            self.update()

    def _is_other(self, number: int, height: float) -> bool:
        """Whether an item has another height than it was taken to have: most rows are alike."""
        if not self._tops or number not in self._order:
            return True
        place = self.start + self._order.index(number)
        assumed = self._tops[place + 1] - self._tops[place] - self._gap
        return abs(assumed - height) > ALIKE
