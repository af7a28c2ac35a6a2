"""What the worker holds: Pyodide's heap, TensorFlow.js's tensors, and proxies between languages.

The page gives none of this away, so the benchmark adds three lines to engine.py on its way there.
The site's own file stays as it is.
"""

from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import BrowserContext, Page, Route, Worker

HOOK: Final = """
import js as _js, pyodide_js as _pyodide
from pyscript.js_modules import tf as _tf
_js.globalThis.bench = _js.Object.fromEntries([["pyodide", _pyodide], ["tf", _tf]])
"""

# It must be JavaScript: these are Pyodide's and TensorFlow.js's own books. A proxy that nothing
# holds any more is let go of by Python's collector, so that one comes first.
COUNT: Final = """
() => {
  const {pyodide, tf} = globalThis.bench;
  const objects = pyodide.runPython("import gc; gc.collect(); len(gc.get_objects())");
  return {
    objects,
    heap: pyodide._module.HEAPU8.length,
    tensors: tf.memory().numTensors,
    from_python: pyodide._module.pyproxy_alloc_map.size,
    from_javascript: pyodide._module._hiwire_num_refs(),
  };
}
"""


@dataclass(frozen=True)
class Held:
    """What the worker holds at one moment.

    `heap` is the size of Pyodide's WebAssembly memory in bytes, which only ever grows; `objects`
    counts what Python's collector knows of; `tensors` is TensorFlow.js's count; `from_python`
    counts live proxies of Python objects that were made since the watch began, `from_javascript`
    the JavaScript objects that Python holds.
    """

    heap: int
    objects: int
    tensors: int
    from_python: int
    from_javascript: int

    @property
    def counts(self) -> tuple[int, int, int]:
        """Tensors and proxies, which have to stay as they are."""
        return self.tensors, self.from_python, self.from_javascript


def open_books(context: BrowserContext, url: str) -> None:
    """Have the engine of the page at `url` show its books; before the page is opened."""

    def serve(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text() + HOOK)

    context.route(f"{url}engine.py", serve)


class Books:
    """The books of a page's worker; raises RuntimeError where there are none."""

    def __init__(self, page: Page) -> None:
        self._worker = _engine(page)
        self._worker.evaluate("bench.pyodide._module.enable_pyproxy_allocation_tracing()")

    def held(self) -> Held:
        """Count what is held now."""
        counts: dict[str, Any] = self._worker.evaluate(COUNT)
        return Held(**counts)


def _engine(page: Page) -> Worker:
    for worker in page.workers:
        if worker.evaluate("'bench' in globalThis"):
            return worker
    raise RuntimeError(
        f"None of the page's {len(page.workers)} workers ran the engine.py of the benchmark: has "
        "the engine's main file another name now?"
    )
