"""Read again: a card's picture is read once more as the visitor tells, and back as it was."""

import json

from js import JSON
from pyscript import document, window
from pyscript.ffi import to_js

from ui.desk.picture import READING
from ui.task import begin
from ui.words.asked import asked
from ui.words.mistake import told

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

    from ui.card.card import Card

SVG = "http://www.w3.org/2000/svg"

# What a reading fills: from the template before it is filled again, so that no listener stays.
FILLED = (".boxes", ".digit", ".transcript", ".copying", ".evidence", ".trace")

dialog: "Any" = None


def clear(element: "Any") -> None:
    """Take a reading off a card, as the next one is there to be shown."""
    fresh = document.getElementById("card").content.firstElementChild
    for selector in FILLED:
        part = document.importNode(fresh.querySelector(selector), True)  # noqa: FBT003 as the DOM has it
        element.querySelector(selector).replaceWith(part)
    for name in ("many", "verdict"):
        element.removeAttribute(f"data-{name}")


def options_of(reading: "Any") -> "dict[str, Any]":
    """Give what was asked for of a reading, the plain object of the contract."""
    asked_for = getattr(reading, "options", None)
    options: dict[str, Any] = json.loads(JSON.stringify(asked_for)) if asked_for else {}
    return options


class Again:
    """The button of a card that shows a reading, and how that was asked for."""

    def __init__(self, card: "Card", element: "Any") -> None:
        self._card = card
        self._element = element
        self._options = options_of(card.picture.reading)
        root = element.querySelector(".copying")
        root.hidden = False
        self._button = root.querySelector(".reread")
        self._button.addEventListener("click", lambda _: self._choose())
        back = root.querySelector(".first")
        back.addEventListener("click", lambda _: begin(self._back()))
        root.querySelector(".asked").textContent = asked(self._options)
        back.hidden = not self._options
        if "region" in self._options:
            element.querySelector(".boxes").append(_outline(self._options["region"]))

    def _choose(self) -> None:
        global dialog  # noqa: PLW0603 one for all cards
        if self._card.picture.state == READING:
            return
        if not dialog:
            from ui.card.choices import Choices  # noqa: PLC0415 compiled by who asks for it

            dialog = Choices()
        picture = self._card.picture
        source = (picture.facts or {})["source"]  # a card that shows a reading has them
        dialog.open(picture.file, source, self._options, lambda o: begin(self._read(o)))

    async def _read(self, options: "dict[str, Any]") -> None:
        """Read the picture with other options; where that fails, what was read before stays."""
        picture = self._card.picture
        before = picture.reading
        self._card.start()
        self._card.picture.tell()
        failed = ""
        try:
            await window.inkling.ready
            reading = await window.inkling.read(picture.file, to_js(options))
        except Exception as error:  # noqa: BLE001 said on the card, which keeps what it had
            reading, failed = before, told(error)[1]
        picture.first = picture.first or before
        await self._show(reading, failed)

    async def _back(self) -> None:
        await self._show(self._card.picture.first)

    async def _show(self, reading: "Any", failed: str = "") -> None:
        picture = self._card.picture
        # What had the focus goes with what was read before.
        focused = document.activeElement
        is_here = focused == document.body or self._element.contains(focused)
        sentence = await self._card.show(reading)
        self._card.picture.tell()
        if is_here:
            self._element.querySelector(".reread").focus()
        self._element.querySelector(".note").textContent = failed
        document.getElementById("status").textContent = f"{picture.name}: {failed or sentence}"


def _outline(region: "dict[str, Any]") -> "Any":
    """A frame around the part of the picture that was read."""
    rectangle = document.createElementNS(SVG, "rect")
    rectangle.setAttribute("class", "region")
    for side in ("x", "y", "width", "height"):
        rectangle.setAttribute(side, str(region[side]))
    return rectangle
