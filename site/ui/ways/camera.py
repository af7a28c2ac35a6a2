"""The camera: a dialog with its live picture, what is read in it, and a shutter."""

from js import Object, console
from pyscript import document, window

from ui.task import begin
from ui.ways.live import Live
from ui.ways.stream import Stream
from ui.words.camera import ASKING, ENDED, HIDDEN, MUTED, refuse_camera

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

    Add = Callable[..., None]

KEYS = {"Enter": "take", " ": "take", "l": "light"}

# States of the dialog: the camera is asked for, shows something, or shows nothing.
ASKED, SHOWN, STOPPED = "asked", "shown", "stopped"


class Camera:
    """A dialog over the page; the camera is on while its picture is in sight, and no longer."""

    def __init__(self, frames: "Any", root: "Any", add: "Add") -> None:
        """`frames` are those of site/runtime/camera.js; `add(name, file, None)` lays a picture."""
        self._root = root
        self._frames = frames
        self._add = add
        self._stream = Stream(root.querySelector("video"), self._ended, self._muted)
        self._live = Live(root, frames)
        self._choice = root.querySelector("select")
        self._camera = ""  # that was chosen
        self._taken = 0
        self._before = 0  # of them, until the dialog was opened
        self._acts = {
            "take": lambda: begin(self._take()),
            "light": lambda: begin(self._light()),
            "start": lambda: begin(self._start()),
            "pick": self._pick,
            "see": self._see,
            "close": root.close,
        }
        root.addEventListener("click", self._clicked)
        root.addEventListener("close", lambda _: self._stop())
        self._choice.addEventListener("change", lambda _: self._choose())
        document.addEventListener("keydown", self._pressed)
        document.addEventListener("visibilitychange", lambda _: self._hidden())
        devices = window.navigator.mediaDevices
        devices.addEventListener("devicechange", lambda _: begin(self._offer()))

    def open(self) -> None:
        """Show what the camera sees."""
        if not self._root.open:
            self._before = self._taken
            self._find("[data-act=see]").dataset.none = ""
            self._root.showModal()
            self._find("[data-act=take]").focus()
            begin(self._start())

    async def _start(self) -> None:
        self._stop()
        if document.hidden:
            self._hitch(HIDDEN, "Start the camera")
            return
        self._enter(ASKED)
        self._hitch(ASKING, "")
        try:
            is_shown = await self._stream.start(self._camera)
        except Exception as error:  # noqa: BLE001 whatever the browser's reason, it is said
            cause: Any = error.args[0] if error.args else None
            name = str(getattr(cause, "name", ""))
            console.info(f"Inkling has no camera: {error!r}")
            here = document.defaultView
            framed = not getattr(Object, "is")(here.parent, here)  # to Python no two are the same
            if self._root.dataset.state == ASKED:  # not when it was closed meanwhile
                self._enter(STOPPED)
                why = refuse_camera(name, str(getattr(cause, "message", "")), framed=framed)
                self._hitch(why, "Try again")
            return
        if is_shown:
            self._show()
            await self._offer()

    def _show(self) -> None:
        self._enter(SHOWN)
        self._find(".hitch").hidden = True
        light = self._find("[data-act=light]")
        light.hidden = not self._stream.has_torch
        light.setAttribute("aria-pressed", "false")
        reading = self._live.begin()
        if reading:
            begin(reading)

    def _stop(self) -> None:
        self._stream.stop()
        self._live.end()
        self._find("[data-act=light]").hidden = True
        self._enter(STOPPED)

    def _ended(self) -> None:
        self._stop()
        self._hitch(ENDED, "Start the camera")

    def _hidden(self) -> None:
        """The page went out of sight: let the camera go at once."""
        if document.hidden and self._root.open and self._root.dataset.state != STOPPED:
            self._stop()
            self._hitch(HIDDEN, "Start the camera")

    def _muted(self, is_muted: bool) -> None:  # noqa: FBT001 a listener's argument
        if is_muted:
            self._hitch(MUTED, "")
        else:
            self._find(".hitch").hidden = True

    def _hitch(self, sentence: str, label: str) -> None:
        """Say why there is no picture; `label` is of the button that tries again, or empty."""
        hitch = self._find(".hitch")
        hitch.hidden = False
        hitch.querySelector("p").textContent = sentence
        again = hitch.querySelector("[data-act=start]")
        again.textContent = label
        again.hidden = hitch.querySelector("[data-act=pick]").hidden = not label
        if label and self._root.contains(document.activeElement):
            again.focus()

    async def _offer(self) -> None:
        """Let one of several cameras be chosen."""
        if self._root.dataset.state != SHOWN:
            return
        cameras = await self._stream.cameras()
        options = []
        for index, (number, label) in enumerate(cameras):
            option = document.createElement("option")
            option.value = number
            option.textContent = label or f"Camera {index + 1}"
            options.append(option)
        self._choice.replaceChildren(*options)
        self._choice.value = self._camera or self._stream.camera
        self._choice.hidden = len(cameras) < 2

    def _choose(self) -> None:
        self._camera = self._choice.value
        begin(self._start())

    async def _light(self) -> None:
        button = self._find("[data-act=light]")
        if button.hidden:
            return
        on = button.getAttribute("aria-pressed") == "false"
        await self._stream.light(on=on)
        button.setAttribute("aria-pressed", "true" if on else "false")

    async def _take(self) -> None:
        """Lay what the camera shows on the desk, with every pixel that it has."""
        if self._root.dataset.state != SHOWN:
            return
        self._taken += 1
        number = self._taken
        file = await self._frames.whole(f"Photo {number}.jpg")
        self._add(file.name, file, None)
        self._flash()
        see = self._find("[data-act=see]")
        see.removeAttribute("data-none")
        count = number - self._before
        see.querySelector("span").textContent = str(count)
        what = "1 photo" if count == 1 else f"{count} photos"
        see.setAttribute("aria-label", f"See {what} on the desk")
        self._live.announce(f"Photo {number} is on the desk.")

    def _flash(self) -> None:
        """Show for a blink that a picture was taken."""
        view = self._find(".view")
        view.classList.remove("taken")
        _ = view.offsetWidth  # so that it begins anew
        view.classList.add("taken")

    def _see(self) -> None:
        self._root.close()
        document.getElementById("cards").scrollIntoView()

    def _pick(self) -> None:
        self._root.close()
        document.getElementById("file").click()

    def _clicked(self, event: "Any") -> None:
        button = event.target.closest("button")
        if button:
            self._acts[button.dataset.act]()

    def _pressed(self, event: "Any") -> None:
        if not self._root.open or event.altKey or event.ctrlKey or event.metaKey:
            return
        act = KEYS.get(event.key)
        is_on_control = event.target.closest("button, select") is not None
        if act and not (event.key != "l" and is_on_control) and not event.repeat:
            event.preventDefault()
            self._acts[act]()

    def _enter(self, state: str) -> None:
        self._root.dataset.state = state
        take = self._find("[data-act=take]")
        take.setAttribute("aria-disabled", "false" if state == SHOWN else "true")

    def _find(self, selector: str) -> "Any":
        return self._root.querySelector(selector)
