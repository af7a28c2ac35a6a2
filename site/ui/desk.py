"""The desk: pictures lie here in the order they came, each on its card, and are read one by one."""

from pyscript import document, window

from ui.card import Card
from ui.mistake import told
from ui.task import begin, breathe

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any


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
            begin(self._lay())

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
            await breathe()
        self._laying = False

    def _queue(self, file: "Any", card: Card) -> None:
        self._waiting.append((file, card))
        if not self._reading:
            self._reading = True
            begin(self._read_all())

    async def _read_all(self) -> None:
        while self._waiting:
            file, card = self._waiting.pop(0)
            _announce(card.name, await _read(file, card))
        self._reading = False


async def _read(file: "Any", card: Card) -> str:
    """Bring one card to its end, whatever happens; give what to announce."""
    try:
        await window.inkling.ready
        card.start()
        return await card.show(await window.inkling.read(file))
    except Exception as error:  # noqa: BLE001 a mistake on one card must not keep the others waiting
        return card.fail(*told(error))


def _announce(name: str, sentence: str) -> None:
    document.getElementById("status").textContent = f"{name}: {sentence}"
