"""Where pictures come in: the button, a drop anywhere on the page, and the clipboard."""

from js import clearTimeout, setTimeout
from pyscript import document, window

from ui.words.refusal import refuse_folder, refuse_thing

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

    Add = Callable[..., None]

# Milliseconds without a dragover, which comes at least every 550, after which nothing hovers any
# more. That some drags end without a dragleave makes the silence the better sign.
HOVER = 700


def take_pictures(add: "Add") -> None:
    """Give every file to `add(name, file, refused)`, `refused` being a code and message or None.

    What has come before Python did has a fourth argument, see Desk.add.
    """
    Intake(add).open()


class Intake:
    """Listens for files on the whole page."""

    def __init__(self, add: "Add") -> None:
        self._add = add
        self._root = document.documentElement
        self._input = document.getElementById("file")
        self._hovering = 0  # the timer's number

    def open(self) -> None:
        """Take what has come before Python did, and start listening."""
        for laid in window.arrivals.take():
            refused = tuple(laid.refused) if laid.refused else None
            if not laid.file and not refused:
                refused = refuse_folder(laid.name)
            self._add(laid.name, laid.file, refused, laid)
        button = document.getElementById("pick")
        button.addEventListener("click", lambda _: self._input.click())
        self._input.addEventListener("change", self._picked)
        document.addEventListener("paste", self._pasted)
        document.addEventListener("dragover", self._dragged)
        document.addEventListener("drop", self._dropped)

    def _picked(self, _: "Any" = None) -> None:
        self._take(self._input.files)
        self._input.value = ""  # so that the same file counts as a change the next time

    def _pasted(self, event: "Any") -> None:
        data = event.clipboardData
        if data and data.files.length:
            self._take(data.files)
        elif data:
            self._add("What you pasted", None, refuse_thing())

    def _dragged(self, event: "Any") -> None:
        event.preventDefault()
        event.dataTransfer.dropEffect = "copy"
        if not event.dataTransfer.types.includes("Files"):
            return
        self._root.dataset.drag = "over"
        clearTimeout(self._hovering)
        self._hovering = setTimeout(self._gone, HOVER)

    def _gone(self, _: "Any" = None) -> None:
        clearTimeout(self._hovering)
        self._root.removeAttribute("data-drag")

    def _dropped(self, event: "Any") -> None:
        event.preventDefault()
        self._gone()
        items = event.dataTransfer.items
        if not any(items[index].kind == "file" for index in range(items.length)):
            self._add("What you dropped", None, refuse_thing())
        for index in range(items.length):
            if items[index].kind == "file":
                self._take_item(items[index])

    def _take_item(self, item: "Any") -> None:
        entry = item.webkitGetAsEntry()
        if entry and entry.isDirectory:
            self._add(entry.name, None, refuse_folder(entry.name))
        else:
            self._give(item.getAsFile())

    def _take(self, files: "Any") -> None:
        for index in range(files.length):
            self._give(files[index])

    def _give(self, file: "Any") -> None:
        self._add(file.name, file, None)
