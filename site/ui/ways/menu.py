"""The ways in beside files: a drawing, the camera, and the picture that lies in the clipboard."""

from js import URL
from pyscript import document, js_import, window
from pyscript.ffi import to_js

from ui.task import begin
from ui.words.refusal import refuse_thing

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

    from ui.notice import Notice

    Add = Callable[..., None]

SHEET = "./runtime/sheet.js"
FRAMES = "./runtime/camera.js"

LOCKED = "The browser does not let this page look into the clipboard. Paste with Ctrl+V or \u2318V."


class Menu:
    """Gives what comes to `add(name, file, refused)`, as a file that is chosen."""

    def __init__(self, add: "Add", notice: "Notice") -> None:
        self._add = add
        self._notice = notice
        self._pad: Any = None
        self._camera: Any = None
        # Now, while the rest loads: once there are pictures, nothing is asked of the server.
        self._modules = js_import(
            URL.new(SHEET, document.baseURI).href, URL.new(FRAMES, document.baseURI).href
        )

    def open(self) -> None:
        """Listen to the buttons, also to one that was pressed before Python was there."""
        draw, paste = document.getElementById("draw"), document.getElementById("paste")
        draw.addEventListener("click", lambda _: begin(self._draw()))
        paste.addEventListener("click", lambda _: begin(self._paste()))
        camera = document.getElementById("camera")
        camera.addEventListener("click", lambda _: self._see())
        window.arrivals.press()

    async def _draw(self) -> None:
        modules = await self._modules
        if not self._pad:
            from ui.ways.pad import Pad  # noqa: PLC0415 compiled by who draws: the page starts sooner

            sheet = modules[0].Sheet.new(document.querySelector("#pad canvas"))
            self._pad = Pad(sheet, self._add)
        self._pad.open()

    def _see(self) -> None:
        """Open the camera where pages get one; elsewhere runtime/arrivals.js asks for another."""
        devices = getattr(window.navigator, "mediaDevices", None)
        if devices and hasattr(devices, "getUserMedia"):
            begin(self._look())

    async def _look(self) -> None:
        modules = await self._modules
        if not self._camera:
            from ui.ways.camera import Camera  # noqa: PLC0415 compiled by who uses it, as the pad

            root = document.getElementById("viewfinder")
            frames = modules[1].Frames.new(root.querySelector("video"))
            self._camera = Camera(frames, root, self._add)
        self._camera.open()

    async def _paste(self) -> None:
        try:
            items = await window.navigator.clipboard.read()
        except Exception:  # noqa: BLE001 whatever the browser's reason, there is another way
            self._notice.say(LOCKED)
            return
        pictures = [
            (item, kind) for item in items for kind in item.types if kind.startswith("image/")
        ]
        if not pictures:
            self._add("What you pasted", None, refuse_thing())
            return
        item, kind = pictures[0]  # the others are the same picture in other formats
        blob = await item.getType(kind)
        # The name that browsers give to a picture that is pasted by the keyboard.
        name = f"image.{kind.split('/')[1].split('+')[0]}"
        self._add(name, window.File.new(to_js([blob]), name, to_js({"type": kind})), None)
