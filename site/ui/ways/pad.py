"""The drawing pad: a sheet to write on, its tools and keys, and what becomes of the drawing."""

from pyscript import document, window

from ui.task import begin
from ui.ways.reply import Reply

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

    Add = Callable[..., None]

# What keys do by themselves, and with Ctrl or Command; and those of the pens, from fine to broad.
KEYS = {"Delete": "clear", "Backspace": "clear", "r": "rule", "Enter": "keep"}
WITH_CONTROL = {"z": "undo", "Z": "redo", "y": "redo", "Enter": "keep"}
PENS = ("1", "2", "3")


class Pad:
    """A dialog over the page; what is written stays when it is closed."""

    def __init__(self, sheet: "Any", add: "Add") -> None:
        """`sheet` is that of site/runtime/sheet.js; `add(name, file, None)` lays a picture."""
        self._sheet = sheet
        self._add = add
        self._root = document.getElementById("pad")
        self._reply = Reply(self._root, sheet)
        self._pens = list(self._root.querySelectorAll("[data-pen]"))
        self._kept = 0
        self._acts = {
            "undo": sheet.undo,
            "redo": sheet.redo,
            "clear": sheet.clear,
            "rule": self._rule,
            "keep": lambda: begin(self._keep()),
            "close": self._root.close,
        }
        self._root.addEventListener("click", self._clicked)
        document.addEventListener("keydown", self._pressed)
        sheet.addEventListener("begin", lambda _: self._begun())
        sheet.addEventListener("change", lambda _: self._changed())
        sheet.addEventListener("view", lambda _: self._reply.place())
        if "Mac" in window.navigator.userAgent:
            for button in self._root.querySelectorAll("[title]"):
                button.title = button.title.replace("Ctrl+", "\u2318").replace("Shift+", "\u21e7")

    def open(self) -> None:
        """Show the pad with what was written before."""
        if not self._root.open:
            self._root.showModal()
            # The attribute for it would be tried, and complained of, where the page is in a frame.
            self._root.querySelector("canvas").focus()
            self._changed()

    def _begun(self) -> None:
        self._root.dataset.written = ""
        self._reply.cancel()

    def _changed(self) -> None:
        sheet = self._sheet
        if sheet.blank:
            self._root.removeAttribute("data-written")
        nothing_to = {"undo": sheet.first, "redo": sheet.last, "clear": sheet.blank}
        nothing_to["keep"] = sheet.blank
        for act, nothing in nothing_to.items():
            # Not disabled: that would take the focus from a key that is pressed again and again.
            button = self._root.querySelector(f"[data-act={act}]")
            button.setAttribute("aria-disabled", "true" if nothing else "false")
        self._reply.renew()

    def _clicked(self, event: "Any") -> None:
        button = event.target.closest("button")
        if button and button.hasAttribute("data-pen"):
            self._take(button)
        elif button:
            self._acts[button.dataset.act]()

    def _pressed(self, event: "Any") -> None:
        if not self._root.open or event.altKey:
            return
        control = event.ctrlKey or event.metaKey
        act = (WITH_CONTROL if control else KEYS).get(event.key)
        is_on_button = event.target.closest("button") is not None
        if act and not (event.key == "Enter" and is_on_button and not control):
            event.preventDefault()
            self._acts[act]()
        elif event.key in PENS and not control:
            self._take(self._pens[PENS.index(event.key)])

    def _take(self, button: "Any") -> None:
        """Take another pen."""
        self._sheet.pen = int(button.dataset.pen)
        for each in self._pens:
            each.setAttribute("aria-pressed", "true" if each == button else "false")

    def _rule(self) -> None:
        """Rule the paper, or take the lines away: they help a hand and are not read."""
        leaf = self._root.querySelector(".leaf")
        is_ruled = leaf.classList.toggle("ruled")
        button = self._root.querySelector("[data-act=rule]")
        button.setAttribute("aria-pressed", "true" if is_ruled else "false")

    async def _keep(self) -> None:
        """Lay the drawing on the desk as a picture, and leave an empty sheet."""
        if self._sheet.blank or self._sheet.writing:
            return
        self._kept += 1
        name = f"Drawing {self._kept}.png"
        picture = self._sheet.picture(name)
        self._sheet.clear()
        self._root.close()
        self._add(name, (await picture).file, None)
