"""The desk: pictures lie here in the order they came, each on its card, and are read one by one."""

from pyscript import document, window

from ui.card import Card
from ui.mistake import told
from ui.refusal import refuse_file, refuse_unreadable
from ui.task import begin, breathe

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any


class Desk:
    """Shows each picture at once and reads it when its turn has come and the engine is ready."""

    def __init__(self) -> None:
        self._coming: list[tuple[str, Any, tuple[str, str] | None, Any]] = []
        self._waiting: list[tuple[Any, Card]] = []
        self._laying = False
        self._reading = False

    def add(
        self, name: str, file: "Any", refused: "tuple[str, str] | None", laid: "Any" = None
    ) -> None:
        """Lay a picture on top; one that is refused, by code and message, is not read.

        What has arrived before Python did is `laid` already, by site/runtime/arrivals.js.
        """
        self._coming.append((name, file, refused, laid))
        if not self._laying:
            self._laying = True
            begin(self._lay())

    async def _lay(self) -> None:
        while self._coming:
            name, file, refused, laid = self._coming.pop(0)
            if not laid:
                laid = window.arrivals.lay(name, file)
            card = Card(name, laid.card)
            if refused:
                _announce(name, card.fail(*refused))
            else:
                begin(self._take(laid.held, card))
            await breathe()
        self._laying = False

    async def _take(self, holding: "Any", card: Card) -> None:
        """Have a picture wait for its turn with its bytes, which nobody can take away any more."""
        try:
            file = await holding
        except Exception:  # noqa: BLE001 whatever the reason, the device does not hand it over
            _announce(card.name, card.fail(*refuse_unreadable(card.name)))
            return
        # Only now: a file that is gone says that it is empty until its bytes are asked for.
        refused = refuse_file(card.name, file.size)
        if refused:
            _announce(card.name, card.fail(*refused))
            return
        card.take(file)
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
