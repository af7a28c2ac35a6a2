"""A card: one picture and what was read in it, side by side."""

import json

from js import JSON
from pyscript.ffi import to_js

from ui.card.boxes import Boxes
from ui.card.clipboard import Clipboard
from ui.card.evidence import Evidence
from ui.card.trace import Trace
from ui.card.transcript import Transcript, select
from ui.desk.picture import DONE, FAILED, READING, Picture
from ui.words.wording import about, all_digits, answer, details, rather_none

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

# What the words on a card need. The digits' pixels stay on JavaScript's side, and so does, of
# several digits, what is shown of one at a time.
KEYS = [
    "source", "name", "width", "height", "format", "verdict", "text", "reason", "lines", "digits",
    "digit", "confidence", "sure", "box", "signs", "place", "doubts", "timings_ms", "total",
    "model", "finder", "page", "pages", "complete", "paper",
]  # fmt: skip
OF_ONE_DIGIT = ["probabilities", "not_a_digit"]

# From this ratio of width to height on, a picture gets the card's whole width: beside anything else
# its digits would be small.
WIDE = 2

NO_BREAK = "\u00a0"  # a space at which a line does not end


def facts_of(reading: "Any") -> "dict[str, Any]":
    """Give what is said of a reading, the plain object of the contract, as Python's own."""
    count = sum(line.digits.length for line in reading.lines)
    facts: dict[str, Any] = json.loads(
        JSON.stringify(reading, to_js(KEYS + OF_ONE_DIGIT * (count == 1)))
    )
    return facts


class Card:
    """Shows a reading on the card that site/runtime/arrivals.js has laid, or why there is none."""

    def __init__(self, picture: Picture, element: "Any") -> None:
        self.picture = picture
        self.element = self._element = element

    def wait(self, state: str, sentence: str, more: str) -> None:
        """Say that this picture is not read yet, and why; `state` is one of a picture's."""
        self._enter(state)
        self._say(sentence, more)

    def start(self) -> None:
        """Say that this picture is being read now."""
        self._enter(READING)
        self._say("Reading…", "")

    async def show(self, reading: "Any") -> str:
        """Show a reading, the plain object of the contract; give its sentence."""
        facts = facts_of(reading)
        self.picture.reading, self.picture.facts = reading, facts
        count = len(all_digits(facts))
        sentence, more = answer(facts)
        self._element.dataset.verdict = facts["verdict"]
        # Ink on a clear ground is seen on this paper alone.
        self._find(".picture").dataset.paper = facts["source"].get("paper") or "none"
        more = f"{more} {about(facts['source'])}".strip()
        self._say(sentence, more)
        parts = [part.replace(" ", NO_BREAK) for part in details(facts, self.picture.file.size)]
        self._find(".details").textContent = " · ".join(parts)
        if count > 1:
            await self._show_number(reading, facts)
        elif count:
            await self._show_digit(reading, facts)
        elif facts["doubts"]:
            await self._draw(facts)
        Trace(self._find(".trace"), self.picture.file)
        self._enter(DONE)
        return f"{sentence} {more}".strip()

    def fail(self, code: str, message: str) -> str:
        """Show why this picture was not read; give the message."""
        self._element.dataset.code = code
        self._enter(FAILED)
        self._say(message, "")
        return message

    def _enter(self, state: str) -> None:
        self.picture.state = self._element.dataset.state = state

    async def _show_digit(self, reading: "Any", facts: "dict[str, Any]") -> None:
        (digit,) = all_digits(facts)
        text = self._find(".digit")
        text.textContent = facts["text"]
        text.classList.toggle("rather-none", rather_none(digit))
        Clipboard(self._find(".copying"), facts["text"], "digit", lambda: select(text))
        Evidence(self._find(".evidence"), 1).show(0, reading.lines[0].digits[0])
        await self._draw(facts)

    async def _draw(self, facts: "dict[str, Any]") -> None:
        """Draw boxes of which none can be chosen."""
        boxes = Boxes(self._find(".boxes"), facts["source"], lambda _: None)
        await boxes.draw(facts["lines"], facts["doubts"])

    async def _show_number(self, reading: "Any", facts: "dict[str, Any]") -> None:
        digits = all_digits(facts)
        places = [
            (at, each)
            for at, line in enumerate(facts["lines"])
            for each in range(len(line["digits"]))
        ]
        width, height = facts["source"]["width"], facts["source"]["height"]
        self._element.dataset.many = "wide" if width > WIDE * height else "tall"
        # Also of a picture that the browser cannot show, whose tile gets the shape.
        self._find(".picture").style.setProperty("--ratio", f"{width or 1} / {height or 1}")

        def choose(index: int) -> None:
            at, each = places[index]
            boxes.point_at(index)
            transcript.point_at(index)
            evidence.show(index, reading.lines[at].digits[each])

        boxes = Boxes(self._find(".boxes"), facts["source"], choose)
        transcript = Transcript(self._find(".number"), choose)
        evidence = Evidence(self._find(".evidence"), len(digits))
        Clipboard(self._find(".copying"), facts["text"], "number", transcript.select)
        await transcript.write(facts["text"], digits)
        await boxes.draw(facts["lines"], facts["doubts"])
        # Only now that all of it is there can a digit be chosen; first, what is in doubt.
        boxes.open()
        transcript.open()
        sure = [digit["sure"] for digit in digits]
        choose(sure.index(False) if False in sure else 0)

    def _say(self, sentence: str, more: str) -> None:
        self._find(".headline").textContent = sentence
        self._find(".more").textContent = more

    def _find(self, selector: str) -> "Any":
        return self._element.querySelector(selector)
