"""A row of the list: a picture's thumbnail, what was read in it, and how sure that is."""

from pyscript import document, window

from ui.desk.picture import ASIDE, FAILED, READING, Picture
from ui.desk.summary import on_one_line

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

# What is said of a picture that was not read.
STATES = {READING: "Reading\u2026", FAILED: "Not read", ASIDE: "Not read"}
CHECKED = "Checked"  # by a person
STOPPED = "It was stopped before its turn."


class Row:
    """An element that shows one picture after the other: to fill one is faster than to make one."""

    def __init__(self) -> None:
        template = document.getElementById("row")
        self.element: Any = template.content.firstElementChild.cloneNode(True)  # noqa: FBT003 as the DOM has it
        # Asked for once: each look-up takes as long as what is then written.
        self._parts = {
            name: self.element.querySelector(f".{name}")
            for name in ("answer", "how", "reason", "named", "corrected", "type", "open", "remove")
        }
        self._canvas = self.element.querySelector("canvas")
        self._drawn: Any = None
        self._place = -1, 0

    def show(self, picture: Picture, place: int, count: int) -> None:
        """Show a picture, the one at this place, from 0, of so many."""
        element = self.element
        element.dataset.number = str(picture.number)
        element.dataset.name = picture.name
        self.number(place, count)
        self._parts["named"].textContent = picture.name
        self._parts["remove"].setAttribute("aria-label", f"Remove {picture.name}")
        kind = picture.name.split(".")[-1] if "." in picture.name else ""
        self._parts["type"].textContent = kind.upper() if 0 < len(kind) <= len("TIFF") else "?"
        self.refresh(picture)

    def number(self, place: int, count: int) -> None:
        """Say which place of how many this is, from 0."""
        if (place, count) == self._place:
            return
        self._place = place, count
        self.element.setAttribute("aria-posinset", str(place + 1))
        self.element.setAttribute("aria-setsize", str(count))

    def refresh(self, picture: Picture) -> None:
        """Show how far the picture has come."""
        summary = picture.summary
        text, how, reason = "", STATES.get(picture.state, "Waiting"), ""
        if summary:
            text, how, reason = summary.line, summary.sureness, summary.reason
            if picture.is_touched and not picture.in_doubt:
                text, how, reason = on_one_line(picture.text), CHECKED, ""
            elif picture.is_touched:
                text = on_one_line(picture.text)
        elif picture.state == FAILED:
            reason = picture.message
        elif picture.state == ASIDE:
            reason = STOPPED
        data = self.element.dataset
        data.state = picture.state
        data.verdict = summary.verdict if summary else ""
        self._parts["answer"].textContent = text
        self._parts["how"].textContent = how
        self._parts["reason"].textContent = reason
        self._parts["corrected"].hidden = not picture.corrected
        if picture.file and self._drawn != picture.number:
            self._drawn = picture.number
            window.thumbnails.draw(self._canvas, picture.file)

    def fold(self, *, is_open: bool) -> None:
        """Say whether the picture's card is open below."""
        self._parts["open"].setAttribute("aria-expanded", "true" if is_open else "false")

    def let_go(self) -> None:
        """Let go of the thumbnail: the row is not shown any more."""
        self._drawn = None
        window.thumbnails.draw(self._canvas, None)
