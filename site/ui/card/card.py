"""A card: one picture and what was read in it, side by side."""

from ui.card.again import Again, clear, options_of
from ui.card.boxes import Boxes
from ui.card.clipboard import Clipboard
from ui.card.evidence import Evidence
from ui.card.facts import facts_of
from ui.card.trace import Trace
from ui.card.transcript import Transcript, select
from ui.desk.picture import DONE, FAILED, READING, Picture
from ui.words.wording import about, all_digits, answer, details, rather_none

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

# From this ratio of width to height on, a picture gets the card's whole width: beside anything else
# its digits would be small.
WIDE = 2

NO_BREAK = "\u00a0"  # a space at which a line does not end


class Card:
    """Shows a reading on the card that site/runtime/arrivals.js has laid, or why there is none."""

    def __init__(self, picture: Picture, element: "Any") -> None:
        self.picture = picture
        self.element = element
        self.chosen = 0  # the number of a mark, see ui/desk/corrections.py
        self.answered = "", ""  # the sentences that stand there where nothing is corrected
        self.boxes: Any = None
        self.transcript: Any = None
        self._evidence: Evidence | None = None
        self._corrector: Any = None
        self.is_filled = False  # whether all that was read stands there
        picture.card = self

    def wait(self, state: str, sentence: str, more: str) -> None:
        """Say that this picture is not read yet, and why; `state` is one of a picture's."""
        self._enter(state)
        self.say(sentence, more)

    def start(self) -> None:
        """Say that this picture is being read now."""
        self._enter(READING)
        self.say("Reading…", "")

    async def show(self, reading: "Any") -> str:
        """Show a reading, the plain object of the contract; give its sentence."""
        if self.boxes:  # it is read again
            clear(self.element)
            self.chosen, self.transcript = 0, None
            self._evidence = self._corrector = None
        self.picture.take(reading, facts_of(reading))
        return await self.restore()

    async def restore(self) -> str:
        """Show what was read, and corrected, while this card was not there; give its sentence."""
        sentence = await self._fill()
        if self.picture.is_touched:
            sentence = self.corrector.restore()
        return sentence

    async def _fill(self) -> str:
        reading, facts = self.picture.reading, self.picture.facts or {}
        count = len(all_digits(facts))
        sentence, more = answer(facts)
        self.element.dataset.verdict = facts["verdict"]
        # Ink on a clear ground is seen on this paper alone.
        self._find(".picture").dataset.paper = facts["source"].get("paper") or "none"
        more = f"{more} {about(facts['source'])}".strip()
        self.answered = sentence, more
        self.say(sentence, more)
        parts = [part.replace(" ", NO_BREAK) for part in details(facts, self.picture.file.size)]
        self._find(".details").textContent = " · ".join(parts)
        self.boxes = Boxes(
            self._find(".boxes"), facts["source"], self.choose, self._pressed, self._rows
        )
        Clipboard(
            self._find(".copying"),
            lambda: self.picture.text,
            "number" if count > 1 else "digit",
            lambda: self.transcript.select() if self.transcript else select(self._find(".digit")),
        )
        self._find(".copy").hidden = not count
        if count > 1:
            await self._show_number(facts)
        elif count:
            await self._show_digit(reading, facts)
        else:
            await self._draw(facts)
        self._find(".correct").addEventListener("click", lambda _: self.corrector.toggle())
        Trace(self._find(".trace"), self.picture.file, options_of(reading))
        Again(self, self.element)
        self.is_filled = True
        self._enter(DONE)
        return f"{sentence} {more}".strip()

    def fail(self, code: str, message: str) -> str:
        """Show why this picture was not read; give the message."""
        self.element.dataset.code = code
        self._enter(FAILED)
        self.say(message, "")
        self.picture.code = code
        return message

    def _enter(self, state: str) -> None:
        self.picture.state = self.element.dataset.state = state

    async def _show_digit(self, reading: "Any", facts: "dict[str, Any]") -> None:
        (digit,) = all_digits(facts)
        text = self._find(".digit")
        text.textContent = facts["text"]
        text.classList.toggle("rather-none", rather_none(digit))
        text.addEventListener("click", lambda _: self._point(0))
        self.evidence.show(0, reading.lines[0].digits[0])
        await self._draw(facts)

    async def _draw(self, facts: "dict[str, Any]") -> None:
        await self.boxes.draw(facts["lines"], facts["doubts"])
        if facts["lines"] or facts["doubts"]:
            self.boxes.open()

    async def _show_number(self, facts: "dict[str, Any]") -> None:
        digits = all_digits(facts)
        self.widen()
        await self.transcript.write(facts["text"], digits)
        await self._draw(facts)
        # Only now that all of it is there can a digit be chosen; first, what is in doubt.
        self.transcript.open()
        sure = [digit["sure"] for digit in digits]
        self.choose(sure.index(False) if False in sure else 0)

    def widen(self) -> None:
        """Make room for several digits, whose text can be chosen from."""
        source = self.picture.source
        width, height = source["width"], source["height"]
        self.element.dataset.many = "wide" if width > WIDE * height else "tall"
        # Also of a picture that the browser cannot show, whose tile gets the shape.
        self._find(".picture").style.setProperty("--ratio", f"{width or 1} / {height or 1}")
        self.transcript = Transcript(self._find(".number"), self._point)

    def choose(self, number: int) -> None:
        """Point at a mark, and show what is known of it."""
        self.chosen = number
        self.boxes.point_at(number)
        if self.transcript:
            self.transcript.point_at(number)
        given = self._given(number)
        if given:
            self.evidence.show(number, given)
        if self._corrector or not given:
            self.corrector.tell_of(number, self.evidence, read=bool(given))

    @property
    def evidence(self) -> Evidence:
        """What is shown of one digit at a time."""
        if not self._evidence:
            count = sum(line.digits.length for line in self.picture.reading.lines)
            self._evidence = Evidence(self._find(".evidence"), count)
        return self._evidence

    @property
    def corrector(self) -> "Any":
        """What a person corrects with; made for who corrects."""
        if not self._corrector:
            from ui.card.corrector import Corrector  # noqa: PLC0415 the page starts sooner

            self._corrector = Corrector(self)
        return self._corrector

    def find(self, box: "list[float]") -> None:
        """Read what is in a box that a person has drawn, in pixels of the picture."""
        self.corrector.find(box)

    def _given(self, number: int) -> "Any":
        """The digit of the contract that a mark is, or None where none was read."""
        for line in self.picture.reading.lines:
            if number < line.digits.length:
                return line.digits[number]
            number -= line.digits.length
        return self._corrector and self._corrector.given(self.chosen)

    def _point(self, number: int) -> None:
        """Choose a digit of the text: the keys then go to its box, and the page stays."""
        self.choose(number)
        self.boxes.focus(still=True)

    def _pressed(self, event: "Any") -> None:
        self.corrector.press(event)

    def _rows(self) -> "list[list[int]]":
        return self.picture.corrections.rows()

    def say(self, sentence: str, more: str) -> None:
        """Put a sentence, and what else helps, where the answer stands."""
        self._find(".headline").textContent = sentence
        self._find(".more").textContent = more

    def _find(self, selector: str) -> "Any":
        return self.element.querySelector(selector)
