"""The engine in the worker, as the page's thread sees it: connected to `window.inkling` once."""

import json

from js import URL
from pyscript import document, window, workers

from ui.refusal import refuse_file

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any


class Engine:
    """Starts the worker named "engine" and passes pictures to it."""

    def __init__(self) -> None:
        self._worker: Any = None

    def connect(self) -> None:
        """Let `window.inkling` start this engine, which reports a failure, and read with it."""
        window.inkling.connect(self._start, self._read)

    async def _start(self) -> str:
        """Start the engine; give the reason why it cannot, or nothing."""
        _report("Loading Python and TensorFlow…")
        self._worker = await workers["engine"]
        _report("Loading the network…")
        reason = await self._worker.start(URL.new(".", document.baseURI).href)
        if not reason:
            document.getElementById("engine").textContent = "Ready"
        return str(reason)

    async def _read(self, blob: "Any", trace: "Any") -> "Any":
        """Read a Blob or File, traced or not; give the Reading, or its error, as JSON."""
        name = getattr(blob, "name", None)  # a File has one, a Blob has none
        refused = refuse_file(name, blob.size)
        if refused:
            return json.dumps({"error": {"code": refused[0], "message": refused[1]}})
        # The worker's own promise, not awaited here: a page of digits is a megabyte of JSON, which
        # MicroPython would copy twice.
        return self._worker.read(name, await blob.arrayBuffer(), trace)


def _report(stage: str) -> None:
    """Say what is being loaded, to the eye and to the ear."""
    for place in ("engine", "status"):
        document.getElementById(place).textContent = stage
