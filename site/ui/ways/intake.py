"""Where pictures come in: what runtime/arrivals.js takes, and a veil while something hovers."""

from js import clearTimeout, setTimeout
from pyscript import document, window

from ui.words.folder import sum_up
from ui.words.sample import refuse_sample

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable, Iterator
    from typing import Any

    from ui.desk.desk import Thing
    from ui.notice import Notice

    Add = Callable[[Iterator[Thing]], None]

# Milliseconds without a dragover, which comes at least every 550, after which nothing hovers any
# more. That some drags end without a dragleave makes the silence the better sign.
HOVER = 700


def take_pictures(add: "Add", notice: "Notice") -> None:
    """Give the files that come at once to `add(things)`, see Desk.add.

    What is left out of a folder, and that there is no such sample, is said by the notice.
    """
    Intake(add, notice).open()


class Intake:
    """Has files of the buttons, of folders, drops and the clipboard, from the whole page."""

    def __init__(self, add: "Add", notice: "Notice") -> None:
        self._add = add
        self._notice = notice
        self._root = document.documentElement
        self._hovering = 0  # the timer's number

    def open(self) -> None:
        """Take what has come before Python did, and what comes from now on."""
        self._given(window.arrivals.take(self._given, self._said))
        document.addEventListener("dragover", self._dragged)
        document.addEventListener("drop", self._gone)

    def _given(self, things: "Any") -> None:
        """Take what has come at once, in its order."""
        if things.length:
            self._add(_each(things))

    def _said(self, kind: str, facts: "Any") -> None:
        if kind == "sample":
            sentence = refuse_sample(facts[0])
        else:
            names, pictures, others, lost = facts
            sentence = sum_up(list(names), pictures, others, lost)
        if sentence:
            self._notice.say(sentence)

    def _dragged(self, event: "Any") -> None:
        event.dataTransfer.dropEffect = "copy"
        if not event.dataTransfer.types.includes("Files"):
            return
        self._root.dataset.drag = "over"
        clearTimeout(self._hovering)
        self._hovering = setTimeout(self._gone, HOVER)

    def _gone(self, _: "Any" = None) -> None:
        clearTimeout(self._hovering)
        self._root.removeAttribute("data-drag")


def _pair(refused: "Any") -> "tuple[str, str] | None":
    return (refused[0], refused[1]) if refused else None


def _each(things: "Any") -> "Iterator[Thing]":
    """One after the other, each asked for when its turn has come: there may be thousands."""
    for index in range(things.length):
        thing = things[index]
        laid = thing if hasattr(thing, "held") else None  # before Python was there
        yield thing.name, thing.file, _pair(thing.refused), laid
