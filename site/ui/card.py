"""A card: one picture and what was read in it, side by side."""

import json

from js import JSON
from pyscript import document
from pyscript.ffi import to_js

from ui.evidence import Evidence
from ui.photo import Photo
from ui.wording import all_digits, answer, details

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

# What the words on a card need: everything but the digits' pixels, which stay on JavaScript's side.
KEYS = [
    "source", "name", "width", "height", "format", "verdict", "text", "reason", "lines", "digits",
    "digit", "confidence", "sure", "box", "probabilities", "not_a_digit", "timings_ms", "total",
    "model",
]  # fmt: skip

NO_BREAK = "\u00a0"  # a space at which a line does not end


class Card:
    """Shows a picture at once, and later either its reading or why there is none."""

    def __init__(self, name: str, file: "Any") -> None:
        self.name = name
        template = document.getElementById("card")
        self.element: Any = template.content.firstElementChild.cloneNode(True)  # noqa: FBT003 as the DOM has it
        self._size = file.size if file else 0
        self._find(".name").textContent = name
        self.element.dataset.name = name
        self._photo = Photo(self._find(".picture"), name, file)
        self._say("Waiting", "It is read as soon as the engine is ready.")

    def start(self) -> None:
        """Say that this picture is being read now."""
        self.element.dataset.state = "reading"
        self._say("Reading…", "")

    def show(self, reading: "Any") -> str:
        """Show a reading, the plain object of the contract; give its sentence."""
        facts = json.loads(JSON.stringify(reading, to_js(KEYS)))
        sentence, more = answer(facts)
        self.element.dataset.verdict = facts["verdict"]
        self.element.dataset.state = "done"
        self._say(sentence, more)
        self._find(".digit").textContent = facts["text"]
        parts = [part.replace(" ", NO_BREAK) for part in details(facts, self._size)]
        self._find(".details").textContent = " · ".join(parts)
        digits = all_digits(facts)
        self._photo.draw_boxes(facts["source"], digits)
        if digits:
            pixels = [digit.pixels for line in reading.lines for digit in line.digits]
            Evidence(self._find(".evidence"), digits, pixels, self._photo.point_at).show(0)
        return f"{sentence} {more}".strip()

    def fail(self, code: str, message: str) -> str:
        """Show why this picture was not read; give the message."""
        self.element.dataset.code = code
        self.element.dataset.state = "failed"
        self._say(message, "")
        return message

    def _say(self, sentence: str, more: str) -> None:
        self._find(".headline").textContent = sentence
        self._find(".more").textContent = more

    def _find(self, selector: str) -> "Any":
        return self.element.querySelector(selector)
