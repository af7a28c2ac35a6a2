"""The requests made since the last picture was opened, as the browser itself notes them: none."""

import json

from js import JSON, performance, setInterval
from pyscript import document, window, workers
from pyscript.ffi import to_js

from ui.device.addresses import over_the_network
from ui.task import begin

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

LOOK_MS = 2000  # milliseconds from one question to the engine to the next; each takes it about one


class Requests:
    """Counts what this page and its engines ask for, from one picture to the next.

    A picture that waits for the engine is opened when the engine is ready: what is loaded until
    then is the engine. So it is with each further engine, which no picture is given to before.
    """

    def __init__(self) -> None:
        self._root = document.getElementById("requests")
        self._since = 0.0  # milliseconds since 1970
        self._page: list[str] = []
        self._engines: dict[str, list[str]] = {}  # by the names of their scripts
        self._asking: set[str] = set()

    def connect(self) -> None:
        """Begin to count."""
        notes = window.PerformanceObserver.new(lambda entries, *_: self._note(entries))
        notes.observe(to_js({"type": "resource"}))
        states = window.MutationObserver.new(lambda *_: self.begin())
        states.observe(document.documentElement, to_js({"attributeFilter": ["data-engine"]}))
        setInterval(lambda *_: self._look(), LOOK_MS)

    def begin(self) -> None:
        """Count from now on: a picture is opened, or those that wait can be."""
        self._since = _origin() + performance.now()
        self._page, self._engines, self._asking = [], {}, set()
        self._show()

    def _note(self, entries: "Any") -> None:
        begun = self._since - _origin()
        noted = [(each.name, each.startTime - begun) for each in entries.getEntries()]
        found = over_the_network(noted)
        if found:
            self._page += found
            self._show()

    def _look(self) -> None:
        is_counting = document.documentElement.matches("[data-engine=ready][data-pictures]")
        if not is_counting or document.hidden:
            return
        # A worker has its script's name; another one that takes its place, another.
        for script in document.querySelectorAll("script[worker][data-since]"):
            name = script.getAttribute("name")
            if name not in self._asking:
                begin(self._ask(name, float(script.dataset.since)))

    async def _ask(self, name: str, ready: float) -> None:
        """Ask the worker of that name, which could read from the moment `ready` on."""
        self._asking.add(name)
        since = self._since
        worker = await workers[name]
        addresses = json.loads(await worker.requests(max(since, ready)))
        if since == self._since:  # else another picture has been opened meanwhile
            self._asking.discard(name)
            if addresses != self._engines.get(name, []):
                self._engines[name] = addresses
                self._show()

    def _show(self) -> None:
        addresses = self._page + [each for noted in self._engines.values() for each in noted]
        self._root.classList.toggle("some", bool(addresses))
        self._root.querySelector(".count").textContent = str(len(addresses))
        items = []
        for address in addresses:
            item = document.createElement("li")
            item.textContent = address
            items.append(item)
        self._root.querySelector("ul").replaceChildren(*items)


def _origin() -> float:
    """The moment from which the browser counts the page's time, in milliseconds since 1970."""
    # As text: of a whole number in JavaScript MicroPython takes no more than 32 bits.
    return float(json.loads(JSON.stringify(performance))["timeOrigin"])
