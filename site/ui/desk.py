"""The desk: pictures lie here in the order they came, each on its card, and are read one by one."""

from js import Promise, console, setTimeout
from pyscript import document, window

from ui.card import Card

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

UNEXPECTED = (
    "The answer to this picture could not be shown because of a mistake in Inkling; the browser's "
    "console says which. Other pictures can still be read."
)


class Desk:
    """Shows each picture at once and reads it when its turn has come and the engine is ready."""

    def __init__(self) -> None:
        self._coming: list[tuple[str, Any, tuple[str, str] | None]] = []
        self._waiting: list[tuple[Any, Card]] = []
        self._laying = False
        self._reading = False

    def add(self, name: str, file: "Any", refused: "tuple[str, str] | None") -> None:
        """Lay a picture on top; one that is refused, by code and message, is not read."""
        self._coming.append((name, file, refused))
        if not self._laying:
            self._laying = True
            _begin(self._lay())

    async def _lay(self) -> None:
        while self._coming:
            name, file, refused = self._coming.pop(0)
            card = Card(name, file)
            document.documentElement.dataset.pictures = "some"
            document.getElementById("cards").prepend(card.element)
            if refused:
                _announce(name, card.fail(*refused))
            else:
                self._queue(file, card)
            await _breath()
        self._laying = False

    def _queue(self, file: "Any", card: Card) -> None:
        self._waiting.append((file, card))
        if not self._reading:
            self._reading = True
            _begin(self._read_all())

    async def _read_all(self) -> None:
        while self._waiting:
            file, card = self._waiting.pop(0)
            _announce(card.name, await _read(file, card))
        self._reading = False


def _begin(coroutine: "Any") -> None:
    """Run a coroutine; what it raises is an unhandled rejection, which the browser reports."""
    Promise.resolve(coroutine)


def _breath() -> "Any":
    """Let the browser paint and listen, so that a hundred pictures do not freeze the page."""
    return Promise.new(lambda resolve, _: setTimeout(resolve, 0))


async def _read(file: "Any", card: Card) -> str:
    """Bring one card to its end, whatever happens; give what to announce."""
    try:
        await window.inkling.ready
        card.start()
        return card.show(await window.inkling.read(file))
    except Exception as error:  # noqa: BLE001 a mistake on one card must not keep the others waiting
        return card.fail(*_told(error))


def _told(error: Exception) -> "tuple[str, str]":
    """Give the code and message of the contract's Error that came out of a promise."""
    # Of what JavaScript threw, the first argument is the object.
    cause: Any = error.args[0] if error.args else None
    code = getattr(cause, "code", None)
    if isinstance(code, str):
        return code, str(cause.message)
    console.error(repr(error))
    return "engine-failed", UNEXPECTED


def _announce(name: str, sentence: str) -> None:
    document.getElementById("status").textContent = f"{name}: {sentence}"
