"""The engines in their workers, as Python on the page's thread asks them."""

import json

from js import URL, Promise, Uint8Array
from pyscript import document, window, workers
from pyscript.ffi import to_js

from ui.drawing import open_drawing
from ui.words.refusal import refuse_file, refuse_unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any


class Engine:
    """Asks the workers that site/runtime/engine.js starts and hands over with each question."""

    def connect(self) -> None:
        """Let `window.inkling` start an engine, read with it, and warm it."""
        window.inkling.connect(self._start, self._read, self._warm)

    async def _start(self, name: str) -> str:
        """Open the network in the worker of that name; give the reason why not, or nothing."""
        worker = await workers[name]
        return str(await worker.start(URL.new(".", document.baseURI).href))

    async def _read(self, worker: "Any", blob: "Any", asked: str) -> "Any":
        """Read a Blob or File with options, as JSON; give the Reading, or its error, as JSON."""
        name = getattr(blob, "name", None)  # a File has one, a Blob has none
        refused = refuse_file(name, blob.size)
        if refused and blob.size:
            return _failed(*refused)
        try:
            content = await blob.arrayBuffer()
        except Exception:  # noqa: BLE001 whatever the reason, the device does not hand it over
            return _failed(*refuse_unreadable(name))
        if refused:  # it is empty; one that is gone has no bytes either, until they are asked for
            return _failed(*refused)
        drawing = await open_drawing(content)
        # The worker's own promise, not awaited here: a page of digits is a megabyte of JSON, which
        # MicroPython would copy twice.
        if drawing:
            drawn = drawing.pixels()
            sizes = to_js([drawn.width, drawn.height, drawing.width, drawing.height])
            return worker.read_drawing(name, drawn.data.buffer, sizes, asked)
        return worker.read(name, content, asked)

    async def _warm(self, worker: "Any") -> None:
        """Let a worker read a picture of its own, so that the first one of a visitor is quick."""
        await worker.warm()


async def look(pixels: "Any") -> "dict[str, Any]":
    """Look inside the classifier at a digit's pixels, 784 grey levels on JavaScript's side.

    Gives what engine/inside.py tells. Raises RuntimeError where the engine stops meanwhile.
    """
    script = await _open()
    worker = await workers[script.getAttribute("name")]
    answer = await _answer(worker.look(Uint8Array.new(pixels).buffer), script)
    found: dict[str, Any] = json.loads(answer)
    return found


async def check() -> "dict[str, Any]":
    """Check this device; gives what engine/check.py tells. Raises as `look` does."""
    script = await _open()
    worker = await workers[script.getAttribute("name")]
    found: dict[str, Any] = json.loads(await _answer(worker.check(), script))
    return found


async def _open() -> "Any":
    """The script of a worker that can read, which has the script's name."""
    await window.inkling.ready
    return document.querySelector("script[worker][data-since]")


async def _answer(asked: "Any", script: "Any") -> str:
    """Wait for a worker's answer as long as its script is there: a dead one never gives any."""
    watch: Any = None

    def listen(resolve: "Any", _: "Any") -> None:
        nonlocal watch
        watch = window.MutationObserver.new(lambda *_: script.isConnected or resolve(None))
        watch.observe(document.body, to_js({"childList": True}))

    answer = await Promise.race(to_js([asked, Promise.new(listen)]))
    watch.disconnect()
    if answer is None:
        raise RuntimeError("the engine stopped in the middle of it")
    return str(answer)


def _failed(code: str, message: str) -> str:
    return json.dumps({"error": {"code": code, "message": message}})
