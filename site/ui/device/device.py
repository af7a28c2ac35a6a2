"""The panel "On this device": what is kept here, how much it is, and how to be rid of it."""

import json

from js import JSON, Promise
from pyscript import document, window
from pyscript.ffi import to_js
from pyscript.js_modules import offline

from ui.device.kept import KINDS, OPTIONAL, summed, told

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

# What these attributes of the page say comes with something that is stored, or is no more.
SIGNS = ["data-engine", "data-offline", "data-snapshot", "data-desk"]

FAILED = "The browser did not do it: {}. In its settings the data of this site can be deleted, too."


class Device:
    """A disclosure: filled when it is opened, and again when something changes meanwhile."""

    def __init__(self) -> None:
        self._root = document.getElementById("device")
        self._sum: Any = self._root.querySelector(".sum")
        self._forget: Any = document.getElementById("forget")
        self._rows = [(kind, self._row(kind, what)) for kind, what in KINDS]
        self._forgotten = False
        self._last: Any = Promise.resolve(None)

    def connect(self) -> None:
        """Listen to the visitor, and to what changes what is kept."""
        self._root.addEventListener("toggle", lambda _: self._then(self._open))
        self._forget.addEventListener("click", lambda _: self._then(self._forget_all))
        document.addEventListener("visibilitychange", lambda _: self._then(self._fill))
        observer = window.MutationObserver.new(lambda *_: self._changed())
        observer.observe(document.documentElement, to_js({"attributeFilter": SIGNS}))

    def say(self, sentence: str) -> None:
        """Say whether Inkling works offline here."""
        self._root.querySelector(".offline").textContent = sentence

    def _changed(self) -> None:
        """Show what is there now; a snapshot that was being made is forgotten like all the rest."""
        is_late = self._forgotten and document.documentElement.matches("[data-snapshot=kept]")
        self._then(self._forget_all if is_late else self._fill)

    async def _open(self) -> None:
        await self._fill()
        if self._root.open:
            self._root.scrollIntoView(to_js({"block": "nearest"}))

    async def _fill(self) -> None:
        if not self._root.open or document.hidden:
            return
        # As text: of a whole number in JavaScript MicroPython takes no more than 32 bits.
        stored = json.loads(JSON.stringify(await offline.stored()))
        for kind, row in self._rows:
            alike = [each for each in stored if each["what"] == kind]
            if not alike and row.contains(document.activeElement):
                self._forget.focus()  # else the keyboard would start from the top of the page
            row.hidden = not alike
            row.querySelector(".size").textContent = told(alike)
        self._sum.textContent = summed(stored, forgotten=self._forgotten)

    def _row(self, kind: str, what: str) -> "Any":
        template = document.getElementById("kept")
        row: Any = template.content.firstElementChild.cloneNode(True)  # noqa: FBT003 as the DOM has it
        row.querySelector(".what").textContent = what
        button = row.querySelector("button")
        button.hidden = kind not in OPTIONAL
        button.setAttribute("aria-label", f"Delete: {what}")
        button.addEventListener("click", lambda _: self._then(self._delete, kind))
        self._root.querySelector("ul").append(row)
        return row

    async def _delete(self, kind: str) -> None:
        for each in await offline.stored():
            if each.what == kind == "desk":
                await offline.drop(each.name)  # who keeps it notices
            elif each.what == kind:
                await window.caches.delete(each.name)
        await self._fill()

    async def _forget_all(self) -> None:
        self._forgotten = True
        await offline.forget()
        self.say("")
        await self._fill()

    def _then(self, act: "Callable[..., Any]", *about: str) -> None:
        """Do one thing after the other: what is weighed is not to vanish meanwhile."""
        self._last = self._last.then(lambda *_: self._try(act(*about)))

    async def _try(self, action: "Any") -> None:
        try:
            await action
        except Exception as error:  # noqa: BLE001 whatever the browser's reason, it is said
            cause: Any = error.args[0] if error.args else error
            self._sum.textContent = FAILED.format(getattr(cause, "message", cause))
