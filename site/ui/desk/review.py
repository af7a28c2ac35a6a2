"""Looking through the desk: from doubt to doubt by a key, and what was missed by a box."""

from pyscript import document

from ui.desk.picture import DONE, Picture
from ui.task import begin

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

    from ui.desk.desk import Desk
    from ui.notice import Notice

NEXT = "n"
NO_DOUBT = "Nothing is in doubt."

# Where letters are letters.
WRITING = "input, textarea, select, dialog, [role=textbox]"


class Review:
    """Listens on the whole page to the key that leads to the next doubt, and to boxes drawn."""

    def __init__(self, desk: "Desk", notice: "Notice") -> None:
        self._desk = desk
        self._notice = notice

    def open(self) -> None:
        """Start listening."""
        document.addEventListener("keydown", self._pressed)
        document.getElementById("cards").addEventListener("pointerdown", self._touched)

    def go_on(self) -> None:
        """Go to the next doubt below what is chosen now, and from the last to the first."""
        pictures = [each for each in self._desk.order if each.state == DONE]
        at, chosen = self._where(pictures)
        for picture in pictures[at:] + pictures[:at]:
            doubts = picture.corrections.in_doubt if picture.in_doubt else []
            if chosen is not None:
                doubts = _after(chosen, doubts, picture)
                chosen = None
            if doubts:
                self._choose(picture, doubts[0])
                return
        here = pictures[at].corrections.in_doubt if pictures and pictures[at].in_doubt else []
        if here:
            self._choose(pictures[at], here[0])  # those above, on the card where it began
        else:
            self._notice.say(NO_DOUBT)

    def _where(self, pictures: "list[Picture]") -> "tuple[int, int | None]":
        """The picture on whose card the focus is, and the mark chosen there; else the first."""
        focused = document.activeElement
        for at, picture in enumerate(pictures):
            if picture.card and picture.card.element.contains(focused):
                at_box = focused.closest(".boxes") is not None
                return at, picture.card.chosen if at_box else None
        return 0, None

    def _choose(self, picture: Picture, number: int) -> None:
        """Choose at once where the card is there, for the next key may be a digit."""
        card = picture.card
        if card and card.is_filled and card.element.isConnected:
            card.choose(number)
            card.boxes.focus()
        else:
            begin(self._open(picture, number))

    async def _open(self, picture: Picture, number: int) -> None:
        card = await self._desk.reveal(picture)
        card.choose(number)
        card.boxes.focus()

    def _pressed(self, event: "Any") -> None:
        held = event.altKey or event.ctrlKey or event.metaKey or event.shiftKey
        if event.key.lower() == NEXT and not held and not event.target.closest(WRITING):
            event.preventDefault()
            self.go_on()

    def _touched(self, event: "Any") -> None:
        figure = event.target.closest(".picture")
        if event.button or not figure:
            return
        if event.pointerType != "mouse" and not figure.hasAttribute("data-marking"):
            return  # a finger, or a pen, scrolls
        from ui.card.marquee import Marquee  # noqa: PLC0415 compiled by who drags

        for picture in self._desk.pictures:
            card = picture.card
            if card and picture.state == DONE and card.element.contains(figure):
                Marquee(figure, event, card.find)


def _after(chosen: int, doubts: "list[int]", picture: Picture) -> "list[int]":
    """Those of a picture's doubts that come after the chosen mark."""
    order = [each for row in picture.corrections.rows() for each in row]
    if chosen not in order:
        return doubts
    return [each for each in doubts if order.index(each) > order.index(chosen)]
