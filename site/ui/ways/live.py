"""Live reading: one frame of the camera after the other, as fast as the engine gives answers."""

from js import performance
from pyscript import document, window

from ui.card.facts import facts_of
from ui.ways.overlay import Overlay
from ui.words.camera import LOADING, LOOKING, hint
from ui.words.mistake import told
from ui.words.wording import all_digits, answer, rather_none

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

LONGEST = 960  # pixels of the longer side of what is read: 1,280 would take twice the time

# Milliseconds from one answer to the next from which on the words follow every one of them; where
# they come faster, two have to agree, for what flickers cannot be read.
SLOW = 600

UNBROKEN = "\u00a0%"  # a narrow column ends no line before the sign
FAILURES = 3  # in a row, after which it is not tried again


class Live:
    """Reads what the camera shows, never more than one frame at a time, and says the answer."""

    def __init__(self, root: "Any", frames: "Any") -> None:
        """`frames` are those of site/runtime/camera.js."""
        self._reply = root.querySelector(".reply")
        self._said = root.querySelector(".said")
        self._overlay = Overlay(root.querySelector(".boxes"))
        self._frames = frames
        self._turn = 0  # of the camera: what was seen in an earlier one is not shown
        self._on = False
        self._reading = False
        self._last: Any = None  # what the last frame would say, and what is said
        self._shown: Any = None
        self._when = 0.0

    def begin(self) -> "Any":
        """The camera shows something: read it until `end`. Gives a coroutine, or None."""
        self._turn += 1
        self._on = True
        self._last = self._shown = None
        is_ready = document.documentElement.matches("[data-engine=ready]")
        self._say(LOOKING if is_ready else LOADING, "", "")
        if self._reading:
            return None
        self._reading = True
        return self._read()

    def end(self) -> None:
        """The camera shows nothing any more."""
        self._turn += 1
        self._on = False
        self._overlay.clear()
        self._say("", "", "")

    def announce(self, sentence: str) -> None:
        """Say something to the ear alone."""
        self._said.textContent = sentence

    async def _read(self) -> None:
        failures = 0
        while self._on and failures < FAILURES:
            turn = self._turn
            try:
                await window.inkling.ready
                frame = await self._frames.next(LONGEST)
                if frame:
                    reading = await window.inkling.read(frame.file)
                    if turn == self._turn:
                        await self._show(reading, frame.light, await frame.moved)
                    failures = 0
            except Exception as error:  # noqa: BLE001 whatever it is, it is said where the answer stands
                failures += 1
                _, message = told(error)
                self._overlay.clear()
                self._say(message, "", "")
        self._reading = False

    async def _show(self, reading: "Any", light: float, moved: float) -> None:
        facts = facts_of(reading)
        turn = self._turn
        await self._overlay.show(facts)
        if turn != self._turn:
            self._overlay.clear()
            return
        help_ = hint(facts, light, moved)
        now = performance.now()
        key = (facts["verdict"], facts["text"], help_)
        steady = key == self._last or now - self._when > SLOW
        self._last, self._when = key, now
        if steady and key != self._shown:
            self._shown = key
            self._tell(facts, help_)

    def _tell(self, facts: "dict[str, Any]", help_: str) -> None:
        sentence, _ = answer(facts)
        if facts["verdict"] == "nothing":
            self._say(help_, "", "")
        else:
            self._say(sentence, help_, facts["text"])
            self._reply.dataset.verdict = facts["verdict"]
            digits = all_digits(facts)
            faint = len(digits) == 1 and rather_none(digits[0])
            self._reply.querySelector(".read").classList.toggle("rather-none", faint)
        self.announce(self._reply.querySelector(".sentence").textContent)

    def _say(self, sentence: str, more: str, text: str) -> None:
        self._reply.removeAttribute("data-verdict")
        read = self._reply.querySelector(".read")
        read.textContent = text
        longest = max(len(line) for line in text.split("\n"))
        read.style.setProperty("--characters", str(longest or 1))
        self._reply.querySelector(".headline").textContent = sentence.replace(" %", UNBROKEN)
        self._reply.querySelector(".more").textContent = more
