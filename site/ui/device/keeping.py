"""The switch that has the desk kept on this device, and laid out again at the next visit."""

from js import Promise
from pyscript import document
from pyscript.js_modules import records

from ui.words.keeping import (
    ELSEWHERE,
    ELSEWHERE_TILL,
    FORGOTTEN,
    KEPT,
    LACKING,
    NOT_KEPT,
    refused,
    undeleted,
)

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

    from ui.desk.desk import Desk
    from ui.desk.keeper import Keeper
    from ui.notice import Notice


class Keeping:
    """Off at first. One switch stands above the pictures, one on the panel "On this device"."""

    def __init__(self, desk: "Desk", notice: "Notice") -> None:
        self._desk = desk
        self._notice = notice
        self._keeper: Keeper | None = None
        self._switches = list(document.querySelectorAll(".lasting input"))
        self._note: Any = document.querySelector(".keeping .note")
        self._last: Any = Promise.resolve(None)

    def open(self) -> None:
        """Listen to the switches, and lay out what is kept already."""
        for each in self._switches:
            each.addEventListener("change", self._switched)
        lack = records.lack()
        if lack:
            self._note.textContent = LACKING.format(lack)
            for each in self._switches:
                each.disabled = True
        elif any(each.checked for each in self._switches):  # before there was any Python
            self._then(self._keep, refused)
        else:
            self._then(self._begin, refused)

    def _switched(self, event: "Any") -> None:
        is_on = bool(event.target.checked)
        for each in self._switches:
            each.checked = is_on
        if is_on:
            self._then(self._keep, refused)
        else:
            self._then(self._forget, undeleted)

    async def _begin(self) -> None:
        if await records.exists():
            await self._keep(is_asked=False)
        else:
            records.sign(0)

    async def _keep(self, *, is_asked: bool = True) -> None:
        if self._keeper:
            return
        if not await records.claim():
            self._say(ELSEWHERE, f"{ELSEWHERE} {ELSEWHERE_TILL}")
            return
        await records.open(self._lost)
        from ui.desk.keeper import Keeper  # noqa: PLC0415 compiled where a desk is kept
        from ui.words.keeping import brought  # noqa: PLC0415 and its words

        keeper = self._keeper = Keeper(self._desk, self._failed)
        is_beside = bool(self._desk.pictures)
        count, again = await keeper.restore()
        keeper.begin()
        said = brought(count, again, beside=is_beside)
        self._say(said or (KEPT if is_asked else ""), KEPT if is_asked else "")

    async def _forget(self) -> None:
        self._end()
        await records.forget()
        self._say(NOT_KEPT, "")

    def _lost(self) -> None:
        """What was kept was deleted from elsewhere: from the panel, or by the browser."""
        if self._keeper:
            self._end()
            self._say(FORGOTTEN)
            self._show()

    def _end(self) -> None:
        if self._keeper:
            self._keeper.end()
        self._keeper = None
        document.documentElement.removeAttribute("data-desk")
        records.sign(0)

    def _failed(self, count: int, kept: int, error: Exception) -> None:
        from ui.words.keeping import unkept  # noqa: PLC0415 compiled by who needs it

        self._say(unkept(count, kept, *_named(error)))

    def _say(self, sentence: str, stays: "str | None" = None) -> None:
        """Say it for a while, and on the panel for as long as it holds, or what `stays` there."""
        self._note.textContent = sentence if stays is None else stays
        if sentence:
            self._notice.say(sentence)

    def _then(self, act: "Callable[[], Any]", why_not: "Callable[[str, str], str]") -> None:
        """Do one thing after the other, however fast a switch is turned on and off."""
        self._last = self._last.then(lambda *_: self._try(act(), why_not))

    async def _try(self, action: "Any", why_not: "Callable[[str, str], str]") -> None:
        try:
            await action
        except Exception as error:  # noqa: BLE001 whatever the browser's reason, it is said
            self._end()
            records.close()
            self._say(why_not(*_named(error)))
        self._show()

    def _show(self) -> None:
        for each in self._switches:
            each.checked = self._keeper is not None
        if self._desk.is_empty:  # though it was to lie there again
            document.documentElement.removeAttribute("data-pictures")


def _named(error: Exception) -> "tuple[str, str]":
    """The name and the message of what the browser threw."""
    cause: Any = error.args[0] if error.args else error
    return str(getattr(cause, "name", "")), str(getattr(cause, "message", cause))
