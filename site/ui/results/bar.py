"""The bar above the cards: all that was read, copied or saved."""

from js import JSON, URL, Blob, Date, Uint8Array
from pyscript import document, window
from pyscript.ffi import to_js

from ui.card.clipboard import Clipboard
from ui.card.transcript import select
from ui.desk.picture import DONE, FAILED, Picture

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

    from ui.desk.desk import Desk

# Milliseconds after which a file that was saved is let go: the browser has read it by then.
SAVED_MS = 60_000

CSV, JSON_KIND = "text/csv;charset=utf-8", "application/json"


class Bar:
    """Copies and saves what lies on the desk, in the order in which it came."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._root = document.getElementById("results")
        self._link = self._root.querySelector("a")
        self._all = self._root.querySelector(".field")

    def open(self) -> None:
        """Show the bar as soon as something is read."""
        self._desk.listen(self._changed)
        Clipboard(self._root, self._text, "text", self._select)
        for button in self._root.querySelectorAll("[data-save]"):
            button.addEventListener("click", self._pressed)

    def _changed(self, picture: Picture) -> None:
        if picture.state in (DONE, FAILED):
            self._root.dataset.some = ""
        if picture.removed and not self._all.hidden:  # it says what is not there any more
            self._all.hidden = True
            self._root.querySelector(".note").textContent = ""

    def _pressed(self, event: "Any") -> None:
        pictures = self._desk.pictures
        # Compiled by who takes something along: the page starts sooner.
        if event.currentTarget.dataset.save == "csv":
            from ui.results.table import MARK, csv  # noqa: PLC0415

            mark: list[Any] = [Uint8Array.new(to_js(list(MARK)))]
            self._save(mark + csv(pictures), "csv", CSV)
        else:
            from ui.results.document import document as as_json  # noqa: PLC0415

            self._save(as_json(pictures, _encode), "json", JSON_KIND)

    def _text(self) -> str:
        from ui.results.document import text  # noqa: PLC0415

        return text(self._desk.pictures)

    def _select(self) -> None:
        """Where the browser lets no page copy: all of it, selected."""
        self._all.textContent = self._text()
        self._all.hidden = False
        select(self._all)

    def _save(self, parts: "list[Any]", ending: str, kind: str) -> None:
        blob = Blob.new(to_js(parts), to_js({"type": kind}))
        address = URL.createObjectURL(blob)
        self._link.href = address
        self._link.download = f"inkling-{Date.new().toISOString()[:10]}.{ending}"
        self._link.click()
        window.setTimeout(lambda: URL.revokeObjectURL(address), SAVED_MS)


def _encode(reading: "Any") -> str:
    return str(JSON.stringify(reading))
