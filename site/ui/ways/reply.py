"""The answer beside the pad: the drawing is read while it is written, and only as it is now."""

from pyscript import document, window

from ui.card.boxes import Boxes
from ui.card.facts import facts_of
from ui.task import begin
from ui.words.drawing import comment
from ui.words.mistake import told
from ui.words.wording import all_digits, rather_none

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

LOADING = "What you write is read as soon as the engine is ready."
UNBROKEN = "\u00a0%"  # a narrow column ends no line before the sign
READY = "What you write is read at once."


class Reply:
    """Reads the sheet as often as it changes, one reading at a time, and shows the newest."""

    def __init__(self, root: "Any", sheet: "Any") -> None:
        self._root = root.querySelector(".reply")
        self._leaf = root.querySelector(".leaf")
        self._boxes = root.querySelector(".boxes")
        self._sheet = sheet
        self._drawing = 0  # goes up with every change, so that a reading knows that it is late
        self._reading = False
        self._picture: Any = None  # that the boxes are of

    def cancel(self) -> None:
        """A stroke begins: what is being read is no longer what stands there."""
        self._drawing += 1
        self._leaf.dataset.stale = ""

    def renew(self) -> None:
        """The drawing is another one: read it."""
        self.cancel()
        if not self._reading:
            self._reading = True
            begin(self._read())

    def place(self) -> None:
        """Lay the boxes where the ink is now shown."""
        if self._picture:
            self._boxes.setAttribute("viewBox", self._sheet.view(self._picture))

    async def _read(self) -> None:
        """Read until what was read stands there, or a stroke has begun, whose end asks again."""
        try:
            self._wait()
            await window.inkling.ready
            drawing = -1
            while drawing != self._drawing and not self._sheet.writing:
                drawing = self._drawing
                if self._sheet.blank:
                    self._clear(READY)
                    continue
                picture = await self._sheet.picture("drawing.png")
                if drawing != self._drawing:
                    continue
                reading = await window.inkling.read(picture.file)
                if drawing == self._drawing:
                    await self._show(reading, picture)
        except Exception as error:  # noqa: BLE001 whatever it is, it is said where the answer stands
            _, message = told(error)
            self._clear(message)
        self._reading = False

    def _wait(self) -> None:
        if not document.documentElement.matches("[data-engine=ready]"):
            self._clear(LOADING)

    async def _show(self, reading: "Any", picture: "Any") -> None:
        facts = facts_of(reading)
        self._clear(*comment(facts))
        self._root.dataset.verdict = facts["verdict"]
        read = self._root.querySelector(".read")
        read.textContent = facts["text"]
        digits = all_digits(facts)
        read.classList.toggle("rather-none", len(digits) == 1 and rather_none(digits[0]))
        longest = max(len(line) for line in facts["text"].split("\n"))
        read.style.setProperty("--characters", str(longest))
        if digits or facts["doubts"]:
            boxes = Boxes(self._boxes, facts["source"], lambda _: None)
            self._picture = picture
            self.place()
            await boxes.draw(facts["lines"], facts["doubts"])

    def _clear(self, sentence: str, more: str = "") -> None:
        """Show a sentence and no answer."""
        self._picture = None
        self._boxes.replaceChildren()
        self._leaf.removeAttribute("data-stale")
        self._root.removeAttribute("data-verdict")
        self._root.querySelector(".read").textContent = ""
        self._root.querySelector(".headline").textContent = sentence.replace(" %", UNBROKEN)
        self._root.querySelector(".more").textContent = more
