"""The choices of how a picture is read again: way up, part, ink, and what is expected."""

from js import URL
from pyscript import document, window
from pyscript.ffi import to_js

from ui.card.part import FULL, Part, part_of
from ui.task import begin
from ui.words.asked import way_up

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

QUARTER = 90  # degrees

# By how much of the picture's sides an arrow key moves or resizes the part.
STEP = 0.02
ARROWS = {
    "ArrowLeft": (-STEP, 0),
    "ArrowRight": (STEP, 0),
    "ArrowUp": (0, -STEP),
    "ArrowDown": (0, STEP),
}

MIDDLE = (0.25, 0.25, 0.75, 0.75)  # the part that the button makes, for the keys to move


class Choices:
    """A dialog with the picture, which is let go when it is closed."""

    def __init__(self) -> None:
        self._root = document.getElementById("again")
        self._frame = self._root.querySelector(".frame")
        self._image = self._frame.querySelector("img")
        self._box = self._frame.querySelector(".part")
        self._source: dict[str, Any] = {}
        self._turn: int | None = None
        self._part: Part | None = None
        self._drag: Any = None  # gives the part for a place of the pointer
        self._done: Any = None
        self._acts = {
            "left": lambda: self._rotate(FULL - QUARTER),
            "right": lambda: self._rotate(QUARTER),
            "part": self._toggle,
            "read": self._finish,
            "close": self._root.close,
        }
        self._root.addEventListener("click", self._clicked)
        self._root.addEventListener("close", lambda _: self._let_go())
        self._box.addEventListener("keydown", self._pressed)
        for kind, act in (
            ("pointerdown", self._begin),
            ("pointermove", self._go),
            ("pointerup", self._end),
            ("pointercancel", self._end),
        ):
            self._frame.addEventListener(kind, act)

    def open(
        self,
        file: "Any",
        source: "dict[str, Any]",
        options: "dict[str, Any]",
        done: "Callable[[dict[str, Any]], None]",
    ) -> None:
        """Show a picture with what was asked for last; `done` is called with what is now."""
        self._source, self._done = source, done
        self._turn = options.get("turn")
        region = options.get("region")
        self._part = None
        if region:
            part = part_of(region, source["width"], source["height"])
            self._part = part.turned(self._turn or 0)
        for name in ("ink", "expect"):
            value = options.get(name, "")
            self._root.querySelector(f"[name=again-{name}][value='{value}']").checked = True
        self._image.src = URL.createObjectURL(window.thumbnails.source(file))
        self._show()
        self._root.showModal()
        begin(self._see(file))

    async def _see(self, file: "Any") -> None:
        """Show a picture that the browser cannot show as the reader decodes it."""
        address = self._image.src
        try:
            await self._image.decode()
        except Exception:  # noqa: BLE001 the browser gives no other sign
            if self._image.src != address:  # another one is shown, or none
                return
            asked = to_js({"trace": True, "turn": 0})
            reading = await window.inkling.read(file, asked)
            if self._image.src == address:
                self._image.src = reading.trace[0].image

    def _let_go(self) -> None:
        URL.revokeObjectURL(self._image.src)
        self._image.removeAttribute("src")

    def _finish(self) -> None:
        options: dict[str, Any] = {}
        if self._turn is not None:
            options["turn"] = self._turn
        for name in ("ink", "expect"):
            value = self._root.querySelector(f"[name=again-{name}]:checked").value
            if value:
                options[name] = value
        if self._part:
            part = self._part.turned(FULL - (self._turn or 0))
            options["region"] = part.in_pixels(self._source["width"], self._source["height"])
        self._root.close()
        self._done(options)

    def _clicked(self, event: "Any") -> None:
        button = event.target.closest("button")
        if button:
            self._acts[button.dataset.act]()

    def _rotate(self, degrees: int) -> None:
        self._turn = ((self._turn or 0) + degrees) % FULL
        self._part = self._part and self._part.turned(degrees)
        self._show()

    def _toggle(self) -> None:
        """Choose a part in the middle, or all of the picture again."""
        self._part = None if self._part else Part(*MIDDLE)
        self._show()
        if self._part:
            self._box.focus()

    def _show(self) -> None:
        turn = self._turn or 0
        sides = (self._source["width"], self._source["height"])
        width, height = sides if turn % (2 * QUARTER) == 0 else (sides[1], sides[0])
        self._frame.dataset.turn = str(turn)
        self._frame.style.setProperty("--ratio", str(width / max(1, height)))
        self._root.querySelector(".up").textContent = way_up(self._turn)
        button = self._root.querySelector("[data-act=part]")
        button.setAttribute("aria-pressed", "true" if self._part else "false")
        self._box.hidden = not self._part
        if self._part:
            style = self._box.style
            style.left, style.top = _percent(self._part.left), _percent(self._part.top)
            style.width = _percent(self._part.right - self._part.left)
            style.height = _percent(self._part.bottom - self._part.top)

    def _pressed(self, event: "Any") -> None:
        if event.altKey or event.ctrlKey or event.metaKey or not self._part:
            return
        if event.key in ARROWS:
            act = self._part.grown if event.shiftKey else self._part.moved
            self._part = act(*ARROWS[event.key])
        elif event.key in ("Delete", "Backspace"):
            self._part = None
            self._root.querySelector("[data-act=part]").focus()
        else:
            return
        event.preventDefault()
        self._show()

    def _begin(self, event: "Any") -> None:
        """Drag a corner, the part as it is, or a new one from here."""
        if event.button or self._drag:
            return
        x, y = self._place(event)
        part = self._part
        corner = event.target.getAttribute("data-corner")
        if part and corner:
            left = part.right if "w" in corner else part.left
            top = part.bottom if "n" in corner else part.top
            self._drag = lambda across, down: Part(left, top, across, down)
        elif part and event.target == self._box:
            self._drag = lambda across, down: part.moved(across - x, down - y)
        else:
            self._drag = lambda across, down: Part(x, y, across, down)
        self._frame.setPointerCapture(event.pointerId)
        event.preventDefault()

    def _go(self, event: "Any") -> None:
        if self._drag:
            part = self._drag(*self._place(event))
            self._part = None if part.is_click else part
            self._show()

    def _end(self, event: "Any") -> None:
        self._go(event)
        self._drag = None

    def _place(self, event: "Any") -> "tuple[float, float]":
        """Where the pointer is, in parts of the picture's sides."""
        area = self._frame.getBoundingClientRect()
        return (event.clientX - area.left) / area.width, (event.clientY - area.top) / area.height


def _percent(part: float) -> str:
    return f"{100 * part:.3f}%"
