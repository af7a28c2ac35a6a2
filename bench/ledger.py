"""All that a page holds at one moment, on its own thread and in its worker.

Chromium's own books tell of heaps, nodes and listeners, those of bench/memory.py of the worker; of
MicroPython on the page's thread the benchmark adds some lines to main.py on its way there.
"""

import json
from typing import Any, Final

from playwright.sync_api import BrowserContext, Page, Route

from bench.memory import Books, open_books

HOOK: Final = """
import gc as _gc, json as _json, jsffi as _jsffi
from pyscript import window as _window
def _held():
    _gc.collect()
    _, allocated, _, _, of_python, _, of_javascript = _jsffi.mem_info()
    return _json.dumps([allocated, of_python, of_javascript])
_window.bench_held = _held
"""

BYTES: Final = ", bytes"  # the end of the names of sizes

# How often it is looked, and the pause in between, in which the browser tells of what it collected.
LOOKS: Final = 20
PAUSE_MS: Final = 200

WAIT_MS: Final = 20  # between two looks whether the worker has answered the browser's tools
PATIENCE_MS: Final = 20_000


def open_ledger(context: BrowserContext, url: str) -> None:
    """Have the page at `url` show its books on both threads; before the page is opened."""

    def serve(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text() + HOOK)

    context.route(f"{url}main.py", serve)
    open_books(context, url)


class Ledger:
    """The books of a page that is ready; raises RuntimeError where there are none."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._books = Books(page)
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable")
        self._workers: list[str] = []
        self._answers: dict[int, dict[str, Any]] = {}
        self._asked = 0
        self._session.on(
            "Target.attachedToTarget", lambda event: self._workers.append(event["sessionId"])
        )
        self._session.on("Target.receivedMessageFromTarget", self._hear)
        self._session.send(
            "Target.setAutoAttach",
            {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False},
        )

    def entries(self) -> dict[str, int]:
        """Count what is held when everything is let go of that can be.

        The names of sizes end in BYTES, all else are numbers of things.
        """
        # What one language lets go of the other still holds until it has collected, too.
        least = self._look()
        for _ in range(LOOKS):
            self._page.wait_for_timeout(PAUSE_MS)
            now = self._look()
            if all(now[name] >= least[name] for name in now if not name.endswith(BYTES)):
                return now
            least = now
        raise RuntimeError(f"After {LOOKS} collections the page still lets go of things: {least}")

    def _look(self) -> dict[str, int]:
        allocated, of_python, of_javascript = json.loads(self._page.evaluate("bench_held()"))
        held = self._books.held()
        self._session.send("HeapProfiler.collectGarbage")
        self._ask_worker("HeapProfiler.collectGarbage")
        told = self._session.send("Performance.getMetrics")["metrics"]
        metrics = {each["name"]: int(each["value"]) for each in told}
        return {
            f"page: JavaScript's heap{BYTES}": _used(self._session.send("Runtime.getHeapUsage")),
            f"page: MicroPython's heap{BYTES}": allocated,
            "page: JavaScript's proxies of Python": of_python,
            "page: Python's proxies of JavaScript": of_javascript,
            "page: DOM nodes": metrics["Nodes"],
            "page: listeners": metrics["JSEventListeners"],
            "page: documents": metrics["Documents"],
            "page: workers": len(self._page.workers),
            f"worker: JavaScript's heap{BYTES}": _used(self._ask_worker("Runtime.getHeapUsage")),
            f"worker: Pyodide's memory{BYTES}": held.heap,
            "worker: Python's objects": held.objects,
            "worker: JavaScript's proxies of Python": held.from_python,
            "worker: Python's proxies of JavaScript": held.from_javascript,
            "worker: tensors": held.tensors,
        }

    def _hear(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self._answers[message["id"]] = message

    def _ask_worker(self, method: str) -> dict[str, Any]:
        """Ask the browser's tools of the worker that reads, the first that there was."""
        self._asked += 1
        message = json.dumps({"id": self._asked, "method": method})
        self._session.send(
            "Target.sendMessageToTarget", {"sessionId": self._workers[0], "message": message}
        )
        for _ in range(PATIENCE_MS // WAIT_MS):
            if self._asked in self._answers:
                result: dict[str, Any] = self._answers.pop(self._asked)["result"]
                return result
            self._page.wait_for_timeout(WAIT_MS)
        raise RuntimeError(f"The page's worker has not answered {method} in {PATIENCE_MS} ms.")


def _used(usage: dict[str, Any]) -> int:
    return int(usage["usedSize"])
