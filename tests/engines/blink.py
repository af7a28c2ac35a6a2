"""Chromium, driven by Playwright as in tests/browser, but behind the face of the other engines."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Page, sync_playwright

from tests.browser import chromium
from tests.engines.driven import NoEngineError

PACKAGES = ("chromium",)

Given = TypeVar("Given")


def find() -> str:
    """Where Chromium is; raises NoEngineError."""
    try:
        return chromium.executable()
    except chromium.NoChromiumError as why:
        raise NoEngineError(str(why)) from why


@contextmanager
def start(home: Path) -> Iterator["Chromium"]:
    """Run Chromium with a new profile, which it keeps in the folder; raises NoEngineError."""
    path = find()

    # Playwright is one to a thread, and that of tests/browser is in the thread of the tests.
    def launch() -> tuple[Page, Callable[[], None]]:
        manager = sync_playwright()
        context = manager.start().chromium.launch_persistent_context(
            home, executable_path=path, args=chromium.arguments(), reduced_motion="reduce"
        )

        def end() -> None:
            context.close()
            manager.__exit__()

        return context.pages[0], end

    with ThreadPoolExecutor(max_workers=1) as thread:
        page, end = thread.submit(launch).result()
        try:
            yield Chromium(thread, page)
        finally:
            thread.submit(end).result()


class Chromium:
    """A page of Playwright's, which lives in a thread of its own."""

    def __init__(self, thread: ThreadPoolExecutor, page: Page) -> None:
        self._thread = thread
        self._page = page

    def open(self, url: str) -> None:
        """Go to an address and wait until its document is loaded."""
        self._do(lambda: self._page.goto(url))

    def reload(self) -> None:
        """Load the page again and wait until its document is loaded."""
        self._do(self._page.reload)

    def ask(self, script: str, *given: Any) -> Any:
        """Run the body of an async function in the page; what it returns comes as plain data."""
        body = f"(given) => (async function () {{ {script} }}).apply(null, given)"
        return self._do(lambda: self._page.evaluate(body, list(given)))

    def pick(self, path: Path) -> None:
        """Choose a file in the page's input."""
        self._do(lambda: self._page.locator("#file").set_input_files(path))

    def picture(self) -> bytes:
        """What the window shows, as a PNG."""
        return self._do(self._page.screenshot)

    def _do(self, act: Callable[[], Given]) -> Given:
        return self._thread.submit(act).result()
