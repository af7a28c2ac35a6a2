"""The desk: pictures lie here in the order they came, each on its card, and are read one by one."""

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

from js import Promise, console
from jsffi import JsException
from pyscript import document, window

from ui.card import Card

UNEXPECTED = (
    "The answer to this picture could not be shown because of a mistake in Inkling; the browser's "
    "console says which. Other pictures can still be read."
)


class Desk:
    """Shows each picture at once and reads it when its turn has come and the engine is ready."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Any, Card]] = []
        self._at_work = False

    def add(self, name: str, file: "Any", refused: "tuple[str, str] | None" = None) -> None:
        """Lay a picture on top; one that is refused, by code and message, is not read."""
        card = Card(name, file)
        document.documentElement.dataset.pictures = "some"
        document.getElementById("cards").prepend(card.element)
        if refused:
            _announce(name, card.fail(refused[0], refused[1]))
            return
        self._waiting.append((file, card))
        if not self._at_work:
            self._at_work = True
            # What this coroutine raises becomes an unhandled rejection, which the browser reports.
            Promise.resolve(self._work())

    async def _work(self) -> None:
        while self._waiting:
            file, card = self._waiting.pop(0)
            _announce(card.name, await _read(file, card))
        self._at_work = False


async def _read(file: "Any", card: Card) -> str:
    """Bring one card to its end, whatever happens; give what to announce."""
    try:
        await window.inkling.ready
        card.start()
        return card.show(await window.inkling.read(file))
    except JsException as error:
        cause = error.args[0]
        if not isinstance(cause.code, str):
            console.error(cause)
            return card.fail("engine-failed", UNEXPECTED)
        return card.fail(cause.code, cause.message)
    except Exception as error:  # noqa: BLE001 a mistake on one card must not keep the others waiting
        console.error(repr(error))
        return card.fail("engine-failed", UNEXPECTED)


def _announce(name: str, sentence: str) -> None:
    document.getElementById("status").textContent = f"{name}: {sentence}"
