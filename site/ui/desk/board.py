"""What is seen of the desk: its pictures as cards or as a list, sorted and chosen."""

from js import setTimeout
from pyscript import document, window
from pyscript.ffi import to_js

from ui.desk.bar import Bar
from ui.desk.desk import MANY
from ui.desk.order import Index
from ui.desk.row import Row
from ui.desk.stretch import Stretch
from ui.desk.undo import Undo
from ui.words.stack import finished

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

    from ui.desk.desk import Desk
    from ui.desk.picture import Picture

CARDS = 40  # that are in the document at least, where there are as many; each takes some time
ROWS = 24

# From one renewal to the next, in each of which the bar and the rows are gone over.
PAUSE_MS = 100

STEPS = {"ArrowDown": 1, "ArrowUp": -1}


class Board:
    """Shows the pictures of a desk; `view` is "cards" or "list"."""

    def __init__(self, desk: "Desk", notice: "Any") -> None:
        # Set by whoever wants to be shown one of the two from the first picture on.
        chosen = document.documentElement.getAttribute("data-view")
        self.view = chosen or "cards"
        self._desk = desk
        self._index = Index()
        for picture in desk.pictures:
            self._index.note(picture)
        self._undo = Undo(desk, notice)
        self._bar = Bar(self, desk, self._undo)
        self._is_chosen = bool(chosen)
        self._order, self._shown = "order", "all"
        self._rows: dict[int, Row] = {}  # those in the document, by number
        self._spare: list[Row] = []
        self._opened: set[int] = set()  # numbers of pictures whose card is open in the list
        self._told = 0  # pictures of which it has been said that all are read
        self._due = False
        self._cards = Stretch(document.getElementById("cards"), self._card, self._drop_card, CARDS)
        self._list = Stretch(document.getElementById("list"), self._row, self._drop_row, ROWS)
        # Not of the window itself, for which PyScript's own addEventListener does not work.
        document.addEventListener("scroll", self._scrolled, to_js({"passive": True}))
        window.visualViewport.addEventListener("resize", self._scrolled)
        document.addEventListener("beforeprint", lambda _: self._print())  # those of sight.js
        document.addEventListener("afterprint", lambda _: self._printed())
        root = document.getElementById("list")
        root.addEventListener("click", self._clicked)
        root.addEventListener("keydown", self._pressed)
        document.addEventListener("keydown", self._undone)
        self._renew()

    @property
    def items(self) -> "list[Picture]":
        """The pictures that are shown, from top to bottom."""
        return self._column().items

    def note(self, picture: "Picture") -> None:
        """A picture came, went, or has come further."""
        self._index.note(picture)
        row = self._rows.get(picture.number)
        if row and not picture.removed:
            row.refresh(picture)
        self.renew()

    def renew(self) -> None:
        """Show what is there now, soon: many changes are shown at once."""
        if not self._due:
            self._due = True
            setTimeout(self._renew, PAUSE_MS if len(self._desk.pictures) > MANY else 0)

    def look(self, view: str) -> None:
        """Show cards or a list from now on, however many pictures there are."""
        self._is_chosen = True
        self._turn(view)

    def arrange(self, order: str, shown: str) -> None:
        """Sort by an order and show some, as ui/desk/order.py names them."""
        self._order, self._shown = order, shown
        self._renew()

    def remove(self, pictures: "list[Picture]") -> None:
        """Take pictures off the desk, and offer to bring them back."""
        self._undo.remove(pictures)
        self._renew()

    def reveal(self, picture: "Picture") -> "Any":
        """Scroll to a picture's card, opened where it is not; give its element."""
        column = self._column()
        if picture not in column.items:
            self._shown = "all"
            self._renew()
        element = column.reveal(column.items.index(picture))
        if self.view == "list":
            self._open(picture, is_open=True)
        return self._desk.card_of(picture).element if element else None

    def _column(self) -> Stretch:
        return self._list if self.view == "list" else self._cards

    def _scrolled(self, _: "Any") -> None:
        self._column().update()

    def _turn(self, view: str) -> None:
        if view != self.view:
            self._column().show([])
            self.view = view
            document.documentElement.dataset.view = view
        self._renew()

    def _renew(self) -> None:
        self._due = False
        pictures = self._desk.pictures
        if not pictures:
            self._shown = "all"
        if not self._is_chosen and self.view == "cards" and len(pictures) >= MANY:
            self._turn("list")
            return
        order = self._order
        if order == "order" and self.view == "cards":
            order = "newest"  # what has just come lies on top
        items = self._index.arranged(pictures, order, self._shown, self._opened)
        self._column().show(items)
        self._number_rows()
        # What was laid from outside is not always what is shown.
        shown = {picture.number for picture, _ in self._cards.present()}
        self._desk.keep_cards(shown if self.view == "cards" else self._opened)
        self._bar.show(self._index, self.view, self._shown, is_empty=not items)
        self._announce()

    def _number_rows(self) -> None:
        """Number the rows that stay where others came or went."""
        count = len(self._list.items)
        for at, (picture, _) in enumerate(self._list.present()):
            self._rows[picture.number].number(self._list.start + at, count)

    def _announce(self) -> None:
        """Say aloud that all is read: of many, not each is told by itself."""
        index = self._index
        count = len(self._desk.pictures)  # of which the index may not have been told all
        if self._desk.queue.is_running or index.read < count:
            return
        if index.read > self._told and count >= MANY:
            sentence = finished(count, index.numbers, index.doubtful)
            document.getElementById("status").textContent = sentence
        self._told = index.read

    def _card(self, picture: "Picture", _: int, __: int) -> "Any":
        return self._desk.card_of(picture).element

    def _drop_card(self, picture: "Picture", _: "Any") -> None:
        self._desk.drop_card(picture)

    def _row(self, picture: "Picture", place: int, count: int) -> "Any":
        row = self._spare.pop() if self._spare else Row()
        self._rows[picture.number] = row
        row.show(picture, place, count)
        is_open = picture.number in self._opened
        row.fold(is_open=is_open)
        if is_open:
            row.element.append(self._desk.card_of(picture).element)
        return row.element

    def _drop_row(self, picture: "Picture", _: "Any") -> None:
        """Let go of a row; an open card, with what is chosen in it, is kept."""
        row = self._rows.pop(picture.number)
        row.let_go()
        card = row.element.querySelector(".card")
        if card:
            card.remove()
        self._spare.append(row)

    def _open(self, picture: "Picture", *, is_open: bool) -> None:
        row = self._rows[picture.number]
        row.fold(is_open=is_open)
        if is_open:
            self._opened.add(picture.number)
            row.element.append(self._desk.card_of(picture).element)
        else:
            self._opened.discard(picture.number)
            self._desk.drop_card(picture)

    def _clicked(self, event: "Any") -> None:
        place = self._list.place_of(event.target)
        picture = self._list.items[place]
        if event.target.closest(".remove"):
            self._remove_at(place)
        elif event.target.closest(".open"):
            self._open(picture, is_open=picture.number not in self._opened)

    def _remove_at(self, place: int) -> None:
        picture = self._list.items[place]
        self._opened.discard(picture.number)
        self.remove([picture])
        if self._list.items:
            self._focus(min(place, len(self._list.items) - 1))

    def _pressed(self, event: "Any") -> None:
        if event.altKey or event.ctrlKey or event.metaKey or event.shiftKey:
            return
        target, last = event.target, len(self._list.items) - 1
        if last < 0 or not target.matches("#list, .open"):
            return
        place = self._list.place_of(target)
        if event.key in STEPS:
            self._focus(max(0, min(last, place + STEPS[event.key])))
        elif event.key in ("Home", "End"):
            self._focus(0 if event.key == "Home" else last)
        elif event.key == "Delete":
            self._remove_at(place)
        else:
            return
        event.preventDefault()

    def _focus(self, place: int) -> None:
        self._list.reveal(place).querySelector(".open").focus()

    def _undone(self, event: "Any") -> None:
        is_asked = (event.ctrlKey or event.metaKey) and event.key == "z" and not event.shiftKey
        busy = "input, textarea, select, [contenteditable], dialog"
        is_elsewhere = event.defaultPrevented or event.target.closest(busy)
        if is_asked and not is_elsewhere and self._undo.undo():
            event.preventDefault()

    def _print(self) -> None:
        """Have all of it in the document: paper has no window. Many cards are printed as rows."""
        items = self._column().items
        if self.view == "cards" and len(items) <= CARDS:
            return
        document.documentElement.dataset.view = "list"
        if self.view == "cards":
            self._list.show(items)
        self._list.show_all()

    def _printed(self) -> None:
        document.documentElement.dataset.view = self.view
        if self.view == "cards":
            self._list.show([])
        self._column().update()
