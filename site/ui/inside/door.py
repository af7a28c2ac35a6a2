"""The button on a card that leads inside the network, for the digit that is shown there."""

from pyscript import document

from ui.task import begin

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

LABEL = "Look inside the network"


class Door:
    """Opens the sheet of ui/inside/sheet.py, which is compiled by who looks."""

    def __init__(self, evidence: "Any") -> None:
        self._evidence = evidence
        self._given: Any = None
        self._digit: dict[str, Any] = {}
        button = document.createElement("button")
        button.type = "button"
        button.className = "look"
        button.setAttribute("aria-haspopup", "dialog")
        button.textContent = LABEL
        button.addEventListener("click", lambda _: begin(self._open()))
        evidence.append(button)

    def point_at(self, given: "Any", digit: "dict[str, Any]") -> None:
        """Lead to another digit: the object of the contract, and Python's own without pixels."""
        self._given, self._digit = given, digit

    async def _open(self) -> None:
        from ui.inside.sheet import sheet  # noqa: PLC0415 the page starts sooner

        card = self._evidence.closest(".card")
        await sheet().show(self._given.pixels, self._digit, card.querySelector(".picture"))
