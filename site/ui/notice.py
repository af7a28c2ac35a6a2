"""A line that floats at the page's lower edge, says something once, and moves nothing."""

from js import clearTimeout, setTimeout
from pyscript import document

from ui.task import begin

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Awaitable, Callable
    from typing import Any

    Act = Callable[[], Awaitable[str]]

SHOWN_MS = 8000  # milliseconds: a short sentence is read twice in that time


class Notice:
    """Says a sentence for a while, or offers something until the visitor has chosen."""

    def __init__(self) -> None:
        self._root = document.getElementById("notice")
        self._said: Any = self._root.querySelector("p")
        self._choice: Any = self._root.querySelector(".choice")
        self._accept: Any = self._root.querySelector(".accept")
        self._act: Act | None = None  # what is offered
        self._passes = False  # whether that is offered for a while alone
        self._timer = 0
        self._accept.addEventListener("click", lambda _: begin(self._accepted()))
        self._root.querySelector(".dismiss").addEventListener("click", lambda _: self._close())

    def say(self, sentence: str) -> None:
        """Show a sentence for a while; an offer is not interrupted."""
        if not self._act:
            self._show(sentence)
            self._timer = setTimeout(self._close, SHOWN_MS)

    def suggest(self, sentence: str, label: str, act: "Act") -> None:
        """Offer something as `offer` does, for a while; an offer that waits is not interrupted."""
        if not self._act or self._passes:
            self.offer(sentence, label, act)
            self._passes = True
            self._timer = setTimeout(self._close, SHOWN_MS)

    def withdraw(self) -> None:
        """Take back what was suggested, if it is still there."""
        if self._passes:
            self._close()

    def offer(self, sentence: str, label: str, act: "Act") -> None:
        """Show a sentence, and a button with a label, until the visitor has chosen.

        `act()` does what is offered; it gives the reason why it could not, or nothing.
        """
        self._act, self._passes = act, False
        self._accept.textContent = label
        self._show(sentence)

    async def _accepted(self) -> None:
        reason = await self._act() if self._act else ""
        if reason:
            self._show(reason)
        else:
            self.withdraw()

    def _show(self, sentence: str) -> None:
        clearTimeout(self._timer)
        self._accept.hidden = not self._act
        self._choice.hidden = False
        self._root.dataset.shown = ""
        self._said.textContent = sentence  # a live region: said aloud when it changes

    def _close(self) -> None:
        if self._root.contains(document.activeElement):
            document.getElementById("pick").focus()  # else the keyboard would start from the top
        self._act, self._passes = None, False
        self._choice.hidden = True
        self._root.removeAttribute("data-shown")
        self._said.textContent = ""
