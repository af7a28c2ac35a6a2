"""The desk: pictures lie here in the order they came, and are read; some of them have a card."""

import gc

from pyscript import document, window

from ui.card.card import Card
from ui.card.facts import facts_of
from ui.desk.picture import ASIDE, DONE, FAILED, READING, WAITING, Picture
from ui.desk.queue import Queue
from ui.desk.sort import in_order
from ui.task import Pace, begin, breathe
from ui.words.mistake import told
from ui.words.refusal import refuse_file, refuse_unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable, Iterator
    from typing import Any

    from ui.desk.board import Board
    from ui.notice import Notice

    # A name, a file, why it is refused, and what has been laid of it: see Desk.add.
    Thing = tuple[str, Any, tuple[str, str] | None, Any]

# From so many pictures on they are a list, and are not said aloud one by one; as CARDS of
# site/runtime/arrivals.js.
MANY = 8

# Pictures that change together and are told of at once; the others follow in short slices.
AT_ONCE = 100

# Bytes of a file that MicroPython, to which they are one small object, would leave lying for long.
LARGE = 500_000

STOPPED = "Not read", "It was stopped before its turn came."


class Desk:
    """Takes each picture at once and reads it when its turn has come and the engine is ready.

    `pictures` are all of them in the order in which they came. `queue` reads them.
    """

    def __init__(self) -> None:
        self.pictures: list[Picture] = []
        self.queue = Queue(self._read, self._told)
        self._listeners: list[Callable[[Picture], None]] = []
        self._coming: list[Iterator[Thing]] = []
        self._held: list[tuple[Picture, Any]] = []
        self._cards: dict[int, Card] = {}  # by their pictures' numbers
        self._count = 0
        self._laying = False
        self._taking = False
        self._notice: Notice | None = None
        self._board: Board | None = None

    def connect(self, notice: "Notice") -> None:
        """Listen to what takes pictures away; `notice` offers to bring them back."""
        self._notice = notice
        document.getElementById("cards").addEventListener("click", self._clicked)

    def add(self, things: "Iterator[Thing]") -> bool:
        """Lay pictures that came at once on top, each with a name, a file, and two more.

        One that is refused, by a code and a message, is not read; else these are None. What has
        arrived before Python did is laid already, by site/runtime/arrivals.js, and comes as it was
        laid. Gives whether they are the first after a while.
        """
        self._coming.append(things)
        is_first = not self._laying
        if is_first:
            self._laying = True
            begin(self._lay())
        return is_first

    def listen(self, changed: "Callable[[Picture], None]") -> None:
        """Have `changed` called with each picture that came, went, or has come further."""
        self._listeners.append(changed)

    def card_of(self, picture: Picture) -> Card:
        """The card of a picture, made if it has none."""
        card = self._cards.get(picture.number)
        if not card:
            element = window.arrivals.card(picture.name, picture.code != "" and not picture.file)
            card = self._cards[picture.number] = Card(picture, element)
            element.dataset.number = str(picture.number)
            if picture.file:
                window.thumbnails.show(element, picture.file)
            begin(self._fill(card))
        return card

    def drop_card(self, picture: Picture) -> None:
        """Let go of a picture's card and of what it holds."""
        card = self._cards.pop(picture.number, None)
        if card:
            card.element.remove()
            window.thumbnails.drop(card.element)
            picture.card = None
            picture.forget_facts()

    def keep_cards(self, numbers: "set[int]") -> None:
        """Let go of all cards but those of the pictures with these numbers."""
        for number in [each for each in self._cards if each not in numbers]:
            self.drop_card(self._cards[number].picture)

    def take_off(self, pictures: "list[Picture]") -> None:
        """Take pictures off the desk, which `put_back` brings back."""
        for picture in pictures:
            picture.removed = True
            if picture.number in self._cards:
                self.drop_card(picture)
        self.pictures = [each for each in self.pictures if not each.removed]
        self.queue.withdraw(pictures)
        self._tell_each(pictures)
        if not self.pictures:
            document.documentElement.removeAttribute("data-pictures")

    def put_back(self, pictures: "list[Picture]") -> None:
        """Put pictures back to where they lay, and read those that were not."""
        for picture in pictures:
            picture.removed = False
        self._lay_out(pictures)
        self.queue.add([each for each in pictures if each.state in (WAITING, ASIDE) and each.file])
        self._tell_each(pictures)

    def bring(self, pictures: "list[Picture]") -> None:
        """Lay out pictures of an earlier visit, and read those that were not read."""
        self._lay_out(pictures)
        self.board()
        self.queue.add([each for each in pictures if each.state == WAITING])
        self.queue.lay_aside([each for each in pictures if each.state == ASIDE])
        for picture in pictures:  # at once: who brings them waits until all is told
            picture.listen(self._tell)
            self._tell(picture)

    def stop(self) -> None:
        """Lay aside what waits, so that it is read only when somebody asks."""
        self._tell_states(self.queue.stop())

    def resume(self) -> None:
        """Go on reading after a pause or a stop."""
        self._tell_states(self.queue.resume())

    def board(self) -> "Board":
        """What shows the pictures; until there are two, a card is all there is."""
        if not self._board:
            from ui.desk.board import Board  # noqa: PLC0415 compiled when there is more than a card

            self._board = Board(self, self._notice)
            self.listen(self._board.note)
        return self._board

    @property
    def is_empty(self) -> bool:
        """Whether no picture lies there, and none is about to."""
        return not self.pictures and not self._coming

    @property
    def order(self) -> "list[Picture]":
        """The pictures as they are seen, from top to bottom, and then those that are not shown."""
        if not self._board:
            return list(reversed(self.pictures))
        seen = self._board.items
        numbers = {picture.number for picture in seen}
        return seen + [each for each in self.pictures if each.number not in numbers]

    async def reveal(self, picture: Picture) -> Card:
        """Scroll to a picture that is done, open its card and give it as soon as it is filled."""
        if len(self.pictures) > 1:
            self.board().reveal(picture)
        card = self.card_of(picture)
        while picture.state == DONE and not card.is_filled:
            await breathe()
        return card

    def _clicked(self, event: "Any") -> None:
        if event.target.closest(".remove"):
            number = int(event.target.closest(".card").dataset.number)
            self.board().remove([each for each in self.pictures if each.number == number])

    def _lay_out(self, pictures: "list[Picture]") -> None:
        """Have these lie among the others, by their numbers."""
        document.documentElement.dataset.pictures = "some"
        self.pictures = in_order(self.pictures + pictures, lambda picture: picture.number)

    def _tell(self, picture: Picture) -> None:
        for changed in self._listeners:
            changed(picture)

    def _tell_each(self, pictures: "list[Picture]") -> None:
        for picture in pictures[:AT_ONCE]:
            self._tell(picture)
        if len(pictures) > AT_ONCE:
            begin(self._tell_slowly(pictures[AT_ONCE:]))

    async def _tell_slowly(self, pictures: "list[Picture]") -> None:
        await breathe()
        pace = Pace()
        for picture in pictures:
            self._tell(picture)
            await pace.keep()

    def _tell_states(self, pictures: "list[Picture]") -> None:
        for picture in pictures:
            if picture.number in self._cards:
                self._say_state(picture)
        self._tell_each(pictures)

    def _told(self) -> None:
        """The queue has changed."""
        if self._board:
            self._board.renew()

    async def _lay(self) -> None:
        pace = Pace()
        while self._coming:
            for name, file, refused, given in self._coming.pop(0):
                laid = given or window.arrivals.lay(name, file)
                picture = Picture(name, self._count)
                picture.listen(self._tell)
                self._count += 1
                if laid.card:
                    laid.card.dataset.number = str(picture.number)
                    self._cards[picture.number] = Card(picture, laid.card)
                self.pictures.append(picture)
                if len(self.pictures) > 1 and not self._board:
                    await self._open_board()
                if refused:
                    self._fail(picture, *refused)
                else:
                    self._tell(picture)
                    self._held.append((picture, laid.held))
                await pace.keep()
            # Only now: two engines that start take the time that laying needs.
            if self._held and not self._coming and not self._taking:
                self._taking = True
                begin(self._take_all())
        self._laying = False

    async def _open_board(self) -> None:
        """Compile the board and make it, each in a task of its own."""
        await breathe()
        import ui.desk.board  # noqa: F401, PLC0415 as in board()

        await breathe()
        self.board()
        await breathe()

    async def _take_all(self) -> None:
        """Have pictures wait with their bytes, which nobody can take away any more."""
        while self._held:
            held, self._held = self._held, []
            for picture, holding in held:
                await self._take(picture, holding)
        self._taking = False

    async def _take(self, picture: Picture, holding: "Any") -> None:
        try:
            file = await holding
        except Exception:  # noqa: BLE001 whatever the reason, the device does not hand it over
            self._fail(picture, *refuse_unreadable(picture.name))
            return
        # Only now: a file that is gone says that it is empty until its bytes are asked for.
        refused = refuse_file(picture.name, file.size)
        if refused:
            self._fail(picture, *refused)
            return
        picture.file = file
        card = self._cards.get(picture.number)
        if card:
            window.thumbnails.show(card.element, file)
        if not picture.removed:
            self._tell(picture)
            self.queue.add([picture])

    async def _read(self, picture: Picture) -> None:
        """Bring one picture to its end, whatever happens."""
        several = self.queue.total >= MANY
        try:
            await window.inkling.ready
            picture.state = READING
            self._say_state(picture)
            self._tell(picture)
            reading = await window.inkling.read(picture.file)
            if picture.file.size >= LARGE:
                gc.collect()  # lets go of the file's bytes, which JavaScript keeps until then
            card = self._cards.get(picture.number)
            if card:
                sentence = await card.show(reading)
            else:
                picture.take(reading, facts_of(reading))
                picture.forget_facts()
                picture.state = DONE
                sentence = ""
        except Exception as error:  # noqa: BLE001 a mistake with one must not keep the others waiting
            self._fail(picture, *told(error))
        else:
            if sentence and not several:
                _announce(picture.name, sentence)
            self._tell(picture)

    async def _fill(self, card: Card) -> None:
        """Show on a new card what has become of its picture meanwhile."""
        picture = card.picture
        if picture.state != DONE:
            self._say_state(picture)
            return
        try:
            await card.restore()
        except Exception as error:  # noqa: BLE001 a mistake with one card is said there
            card.fail(*told(error))

    def _say_state(self, picture: Picture) -> None:
        """Have the card of a picture, if it has one, say what is becoming of it."""
        card = self._cards.get(picture.number)
        if not card:
            return
        if picture.state == READING:
            card.start()
        elif picture.state == FAILED:
            card.fail(picture.code, picture.message)
        elif picture.state == ASIDE:
            card.wait(ASIDE, *STOPPED)
        else:
            card.wait(WAITING, "Waiting", "It is read when its turn has come.")

    def _fail(self, picture: Picture, code: str, message: str) -> None:
        picture.state, picture.code, picture.message = FAILED, code, message
        self._say_state(picture)
        _announce(picture.name, message)
        self._tell(picture)


def _announce(name: str, sentence: str) -> None:
    document.getElementById("status").textContent = f"{name}: {sentence}"
