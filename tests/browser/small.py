"""A site as small as can be around the real service worker, and someone at it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from serve import SITE
from tests.browser.copies import add_form, take_inventory
from tests.browser.host import Host
from tests.browser.visitor import EXPECTED_CONSOLE, Visitor

# All that the service worker needs of a page: it says when it is ready, and watches.
PAGE = """<!doctype html>
<html lang="en" data-made="{made}">
<title>Small</title>
<link rel="icon" href="./icons/small.svg">
<script src="./runtime/small.js"></script>
<p>Made {made}.</p>
</html>
"""
SCRIPT = """
window.made = "{made}";
window.told = [];
window.inkling = {{ready: Promise.resolve()}};
window.offline = import("./offline.js");
const starting = new URLSearchParams(location.search).has("reset");
offline.then(({{watch, reset}}) => starting ? reset() : watch((each) => told.push(each)));
"""
CONSTANT = "model/constant.bin"  # no version of the small site changes it
CHANGING = "engine.py"  # and each of them this one

# A browser that cannot reach a server says so itself, on the console.
UNREACHABLE = re.compile(
    f"{EXPECTED_CONSOLE.pattern}|ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|"
    "An unknown error occurred when fetching the script"
)

KEPT = "navigator.serviceWorker.controller && document.documentElement.dataset.offline === 'ready'"
# What Playwright waits for may be no promise.
ACTIVE = "navigator.serviceWorker.ready.then(() => { window.active = true; }), window.active"
FILES = """
async (name) => (await (await caches.open(name)).keys()).map(({url}) => url)
"""


def small_site(to: Path, made: str = "first") -> Path:
    """A site with the real worker and hardly anything else."""
    for folder in ("runtime", "icons", "model"):
        (to / folder).mkdir(parents=True)
    for name in ("sw.js", "runtime/offline.js", "runtime/records.js"):
        shutil.copy(SITE / name, to / name)
    (to / "icons" / "small.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (to / CONSTANT).write_bytes(bytes(200_000))
    add_form(to)
    publish(to, made)
    return to


def publish(root: Path, made: str) -> str:
    """Put a version of the small site in place of the one that is there; give its cache's name."""
    (root / "index.html").write_text(PAGE.format(made=made), encoding="utf-8")
    (root / "runtime" / "small.js").write_text(SCRIPT.format(made=made), encoding="utf-8")
    (root / CHANGING).write_text(f"made = {made!r}\n", encoding="utf-8")
    return f"inkling-site-{take_inventory(root)}"


class Small:
    """Someone at the small site, whose browser may well not reach the server."""

    def __init__(self, visit: Callable[..., Visitor], host: Host, path: str = "") -> None:
        self.visitor = visit(host.url + path)
        self.visitor.tolerated = UNREACHABLE
        self.page = self.visitor.open().page

    def beside(self) -> Page:
        """Open the same address in one tab more."""
        page = self.page.context.new_page()
        page.goto(self.visitor.url)
        return page

    @property
    def made(self) -> str:
        """Which version the page is of."""
        return str(self.page.evaluate("window.made"))

    @property
    def sign(self) -> str | None:
        """The sign that a reload without a network will do: "ready" or None."""
        return self.page.locator("html").get_attribute("data-offline")

    def told(self, kind: str) -> dict[str, Any]:
        """Wait until the page has been told of something, and give the first time."""
        found = self.page.wait_for_function(
            "(kind) => window.told?.find((each) => each.kind === kind)", arg=kind
        )
        return dict(found.json_value())

    def until_kept(self) -> "Small":
        """Wait until everything is kept."""
        self.page.wait_for_function(KEPT)
        return self

    def update(self) -> None:
        """Take the version that waits, and wait until all of it is there."""
        self.told("update")
        with self.page.expect_navigation():
            self.offline("update()")
        self.until_kept()

    def offline(self, call: str) -> Any:
        """Call something of runtime/offline.js."""
        return self.page.evaluate(f"window.offline.then((offline) => offline.{call})")

    def caches(self) -> list[str]:
        """The names of the caches, sorted."""
        return sorted(self.page.evaluate("caches.keys()"))

    def files(self) -> set[str]:
        """The addresses in the only cache."""
        (name,) = self.caches()
        return set(self.page.evaluate(FILES, name))

    def fetch(self, path: str) -> str | None:
        """The text of a file as the page gets it, or None where it gets none."""
        text = self.page.evaluate(
            "(path) => fetch(path).then((got) => got.text()).catch(() => null)", path
        )
        return None if text is None else str(text)
