"""The button that copies what was read, and what it says of it."""

from js import clearTimeout, setTimeout
from pyscript import document, window

from ui.task import begin

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

COPIED_MS = 2000  # milliseconds for which the button says that it has copied: read at a glance

COPIED = "Copied"
REFUSED = (
    "The browser does not let this page copy. The {} is selected: copy it with Ctrl+C, "
    "\u2318C or the menu."
)


class Clipboard:
    """Copies a text when its button is pressed; `select` selects it where that is not allowed.

    `text` gives it as it is then. `kind` is what the visitor takes it for: a number or a digit.
    """

    def __init__(
        self, root: "Any", text: "Callable[[], str]", kind: str, select: "Callable[[], None]"
    ) -> None:
        self._button = root.querySelector(".copy")
        self._note = root.querySelector(".note")
        self._label = self._button.textContent
        self._text = text
        self._refused = REFUSED.format(kind)
        self._select = select
        self._timer = 0
        root.hidden = False
        self._button.addEventListener("click", lambda _: begin(self._copy()))

    async def _copy(self) -> None:
        clipboard = getattr(window.navigator, "clipboard", None)  # absent on insecure origins
        try:
            if clipboard is None:
                self._offer()
                return
            await clipboard.writeText(self._text())
        except Exception:  # noqa: BLE001 whatever the browser's reason, the visitor gets to copy
            self._offer()
        else:
            self._say(COPIED, "", COPIED)

    def _offer(self) -> None:
        self._select()
        self._say(self._label, self._refused, self._refused)

    def _say(self, label: str, note: str, aloud: str) -> None:
        self._button.textContent = label
        self._note.textContent = note
        document.getElementById("status").textContent = aloud
        clearTimeout(self._timer)
        self._timer = setTimeout(self._calm, COPIED_MS)

    def _calm(self) -> None:
        self._button.textContent = self._label
