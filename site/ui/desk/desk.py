"""The desk: pictures lie here in the order they came, each on its card, and are read in turn."""

from pyscript import document, window

from ui.card.card import Card
from ui.desk.picture import Picture
from ui.task import begin, breathe
from ui.words.mistake import told
from ui.words.refusal import refuse_file, refuse_unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any


class Desk:
    """Shows each picture at once and reads it when its turn has come and the engine is ready.

    `pictures` are all of them in the order in which they came.
    """

    def __init__(self) -> None:
        self.pictures: list[Picture] = []
        self._listeners: list[Callable[[Picture], None]] = []
        self._coming: list[tuple[str, Any, tuple[str, str] | None, Any]] = []
        self._waiting: list[Card] = []
        self._laying = False
        self._reading = 0

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

    def listen(self, changed: "Callable[[Picture], None]") -> None:
        """Have `changed` called with each picture that came, or has come further."""
        self._listeners.append(changed)

    def _tell(self, picture: Picture) -> None:
        for changed in self._listeners:
            changed(picture)

    async def _lay(self) -> None:
        while self._coming:
            name, file, refused, laid = self._coming.pop(0)
            if not laid:
                laid = window.arrivals.lay(name, file)
            card = Card(Picture(name), laid.card)
            card.picture.listen(self._tell)
            self.pictures.append(card.picture)
            self._tell(card.picture)
            if refused:
                self._fail(card, *refused)
            else:
                begin(self._take(laid.held, card))
            await breathe()
        self._laying = False

    async def _take(self, holding: "Any", card: Card) -> None:
        """Have a picture wait for its turn with its bytes, which nobody can take away any more."""
        try:
            file = await holding
        except Exception:  # noqa: BLE001 whatever the reason, the device does not hand it over
            self._fail(card, *refuse_unreadable(card.picture.name))
            return
        # Only now: a file that is gone says that it is empty until its bytes are asked for.
        refused = refuse_file(card.picture.name, file.size)
        if refused:
            self._fail(card, *refused)
            return
        card.picture.file = file
        self._waiting.append(card)
        self._read_next()

    def _read_next(self) -> None:
        """Read as many side by side as there are workers, and say how many wait still."""
        while self._waiting and self._reading < window.inkling.workers:
            self._reading += 1
            begin(self._read(self._waiting.pop(0)))
        window.inkling.announce(len(self._waiting))

    async def _read(self, card: Card) -> None:
        """Bring one card to its end, whatever happens."""
        picture = card.picture
        try:
            await window.inkling.ready
            card.start()
            self._tell(picture)
            sentence = await card.show(await window.inkling.read(picture.file))
        except Exception as error:  # noqa: BLE001 a mistake on one card must not keep the others waiting
            self._fail(card, *told(error))
        else:
            _announce(picture.name, sentence)
            self._tell(picture)
        self._reading -= 1
        self._read_next()

    def _fail(self, card: Card, code: str, message: str) -> None:
        _announce(card.picture.name, card.fail(code, message))
        self._tell(card.picture)


def _announce(name: str, sentence: str) -> None:
    document.getElementById("status").textContent = f"{name}: {sentence}"
