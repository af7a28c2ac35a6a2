"""The converted model in a real Chromium, on TensorFlow.js's wasm backend as the page uses it."""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Error, Page, Playwright, sync_playwright

HERE: Final = Path(__file__).resolve().parent
TENSORFLOW: Final = HERE.parent.parent / "site" / "vendor" / "tensorflow"
SYSTEM_CHROMIUM: Final = Path(
    "/usr/bin/chromium"
)  # Debian's, where Playwright's own is not installed
TYPES: Final = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
}
START: Final = 30_000  # milliseconds that TensorFlow.js may take to start on a busy machine
TIMED: Final = 200  # predictions of one digit that the median time is taken over


class BrowserError(Exception):
    """The browser could not run the model; the message says what came and what to do."""


@dataclass(frozen=True)
class Browser:
    """An open page with the model's backend ready, and the version of its Chromium."""

    page: Page
    version: str

    def predict(self, given: NDArray[np.uint8], names: list[str]) -> list[NDArray[np.float32]]:
        """Give outputs of the graph, float32 each, for an input of the graph's own shape."""
        result = self.page.evaluate(
            "([given, shape, names]) => window.predict(given, shape, names)",
            [_encoded(given), list(given.shape), names],
        )
        if result["backend"] != "wasm":
            raise BrowserError(
                f"TensorFlow.js ran on its {result['backend']} backend, but the page uses wasm; "
                "see whether site/vendor/tensorflow has its .wasm files."
            )
        return [
            np.frombuffer(base64.b64decode(answer["values"]), np.float32).reshape(answer["shape"])
            for answer in result["answers"]
        ]

    def milliseconds(
        self, given: NDArray[np.uint8], names: list[str], rounds: int = TIMED
    ) -> float:
        """Give the median time of one input of the graph's own shape, in milliseconds."""
        return float(
            self.page.evaluate(
                "([given, shape, names, rounds]) => window.time(given, shape, names, rounds)",
                [_encoded(given), list(given.shape), names, rounds],
            )
        )


def _encoded(given: NDArray[np.uint8]) -> str:
    return base64.b64encode(np.ascontiguousarray(given).tobytes()).decode("ascii")


@contextmanager
def open_browser(model: Path, tensorflow: Path = TENSORFLOW) -> Iterator[Browser]:
    """Open a page that serves the graph model in `model`; raises BrowserError."""
    if not (tensorflow / "tf.js").is_file():
        raise BrowserError(
            f"{tensorflow} has no tf.js, so the model cannot be proved; run `make vendor` first."
        )
    try:
        with (
            _served({"model": model, "tensorflow": tensorflow, "parity": HERE}) as address,
            sync_playwright() as playwright,
            _chromium(playwright) as chromium,
        ):
            yield Browser(_opened(chromium, f"{address}/parity/parity.html"), chromium.version)
    except Error as cause:
        raise BrowserError(f"Chromium could not run the model: {cause}") from cause


@contextmanager
def _chromium(playwright: Playwright) -> Iterator[Chromium]:
    path = SYSTEM_CHROMIUM if SYSTEM_CHROMIUM.exists() else None
    chromium = playwright.chromium.launch(executable_path=path)
    try:
        yield chromium
    finally:
        chromium.close()


def _opened(chromium: Chromium, address: str) -> Page:
    page = chromium.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    try:
        page.wait_for_function("window.time !== undefined", timeout=START)
    except Error as cause:
        raise BrowserError(
            f"TensorFlow.js did not start in Chromium: {'; '.join(problems) or cause}"
        ) from cause
    return page


@contextmanager
def _served(folders: dict[str, Path]) -> Iterator[str]:
    """Serve folders under their names on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, folders))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, folders: dict[str, Path], *rest: Any) -> None:
        self.folders = folders
        super().__init__(*rest)

    def translate_path(self, path: str) -> str:
        """Find the file of an address /folder/name; anything else is a path that does not exist."""
        parts = path.split("?", maxsplit=1)[0].strip("/").split("/")
        if len(parts) == 2 and parts[0] in self.folders and parts[1] not in ("", "..", "."):
            return str(self.folders[parts[0]] / parts[1])
        return str(HERE / "no-such-file")

    def guess_type(self, path: Any) -> str:
        """Give the type that browsers demand of modules and WebAssembly."""
        return TYPES.get(Path(path).suffix, "application/octet-stream")

    def log_message(self, *_: Any) -> None:
        """Keep quiet: what fails is reported by the page."""
