"""A visit to a page: when it can take a picture, when its engine is ready, when a picture is read.

The stock page and the real one show the same signs: `#pick` is enabled, `<html data-engine>` says
ready, and a card of `#cards` says done. The page's own clock times them, from the start of the
navigation; a picture is given in the moment in which the page can take one.
"""

import base64
import json
import math
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Error, Page, Playwright, TimeoutError  # noqa: A004 Playwright's name

from bench.pictures import Drawn
from tests.browser import chromium

PATIENCE_MS: Final = (
    180_000  # that a visit, or what a page does after it, may take on a busy machine
)
POLL_MS: Final = 100  # how often this program asks; no time is taken by it

# After a visit, and after what the page itself does in idle time, the browser stores the code that
# it has compiled: 2 s after the last of it.
SETTLE_MS: Final = 5_000

SHOWN: Final = "7"  # the digit of the picture

# Timers before the first: the listeners of the page come first, so that no picture is lost.
WATCH: Final = """
(() => {
  const picture = %s;
  const seen = window.bench = {};
  let loaded = false;
  const note = (what) => { seen[what] ??= performance.now(); };
  const give = ({name, base64}) => {
    const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
    const files = new DataTransfer();
    files.items.add(new File([bytes], name, {type: "image/jpeg"}));
    const input = document.getElementById("file");
    input.files = files.files;
    input.dispatchEvent(new Event("change", {bubbles: true}));
  };
  const look = () => {
    const {engine} = document.documentElement?.dataset ?? {};
    const pick = document.getElementById("pick");
    if (loaded && pick && !pick.disabled && !seen.usable) {
      note("usable");
      if (picture) give(picture);
    }
    if (engine === "ready") note("ready");
    const card = document.querySelector("#cards > .card");
    if (card?.dataset.state === "done") note("read");
    if (engine === "failed" || card?.dataset.state === "failed") note("failed");
  };
  new MutationObserver(look).observe(document, {
    subtree: true, childList: true, attributeFilter: ["disabled", "data-engine", "data-state"],
  });
  addEventListener("DOMContentLoaded", () => setTimeout(() => { loaded = true; look(); }));
})();
"""

SEEN: Final = """
() => ({
  ...window.bench,
  origin: performance.timeOrigin,
  start: document.documentElement.dataset.start ?? null,
  text: document.querySelector("#cards > .card .digit")?.textContent ?? null,
  says: document.body.innerText.slice(0, 400),
})
"""

# A page that has registered a service worker becomes able to work offline, and one that says how
# its Python started has a snapshot to keep, or says that it keeps none.
REGISTERED: Final = "async () => Boolean(await navigator.serviceWorker.getRegistration())"
SETTLED: Final = """
(worker) => {
  const {offline, start, snapshot} = document.documentElement.dataset;
  return (!worker || offline === "ready") && (start === undefined || snapshot !== undefined);
}
"""

FORGET: Final = """
async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("inkling-snapshot"));
  await Promise.all(names.map((name) => caches.delete(name)));
  return names.length;
}
"""


@dataclass(frozen=True)
class Visit:
    """Seconds from the start of the navigation; those after the end of the visit are infinite.

    `done` is the time of day of the reading, in seconds of the epoch; `start` is what the page
    says of how its Python started, None where it says nothing.
    """

    usable: float
    ready: float
    read: float
    done: float
    start: str | None


@contextmanager
def newcomer(playwright: Playwright, picture: Drawn | None) -> Iterator[Page]:
    """A browser with an empty profile, whose pages are watched and given a picture at once."""
    given = picture and {
        "name": picture.file,
        "base64": base64.b64encode(picture.content).decode(),
    }
    with tempfile.TemporaryDirectory(prefix="inkling-profile-") as folder:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=chromium.executable(), args=chromium.arguments()
        )
        try:
            context.add_init_script(WATCH % json.dumps(given))
            yield context.pages[0]
        finally:
            context.close()


def come(page: Page, url: str, until: str = "read") -> Visit:
    """Come for the first time and stay `until` the page is ready or a picture is read."""
    return _visit(page, lambda: page.goto(url, wait_until="commit"), until)


def again(page: Page, until: str = "read") -> Visit:
    """Load the page again."""
    return _visit(page, lambda: page.reload(wait_until="commit"), until)


def alone(page: Page) -> Visit | None:
    """Load the page again while its server is gone; None where the browser has no page to show."""
    try:
        return again(page)
    except Error as error:
        if "ERR_CONNECTION_REFUSED" not in error.message:
            raise
        return None


def settle(page: Page) -> None:
    """Wait until the page has nothing more to do; raises RuntimeError where that never comes."""
    try:
        worker = page.evaluate(REGISTERED)
        page.wait_for_function(SETTLED, arg=worker, timeout=PATIENCE_MS, polling=POLL_MS)
    except TimeoutError as late:
        signs = page.evaluate("({...document.documentElement.dataset})")
        raise RuntimeError(
            f"{PATIENCE_MS / 1000:g} s after a reading the page says {signs}, and not that it can "
            "work offline and has kept a snapshot, or has none to keep"
        ) from late
    page.wait_for_timeout(SETTLE_MS)


def forget_snapshot(page: Page) -> int:
    """Delete the snapshots that the page has kept; gives how many there were."""
    count: int = page.evaluate(FORGET)
    return count


def _visit(page: Page, begin: Callable[[], Any], until: str) -> Visit:
    begin()
    try:
        page.wait_for_function(
            f"window.bench?.{until} || window.bench?.failed", timeout=PATIENCE_MS, polling=POLL_MS
        )
    except TimeoutError as late:
        raise RuntimeError(f"nothing after {PATIENCE_MS / 1000:g} s: {_seen(page)}") from late
    seen = _seen(page)
    if "failed" in seen or not {"usable", "ready", until} <= set(seen):
        raise RuntimeError(f"the page did not come as far as {until!r}: {seen}")
    if until == "read" and seen["text"].strip() != SHOWN:
        raise RuntimeError(f"the page read {seen['text']!r} where {SHOWN!r} was written")
    read = seen.get("read", math.inf)
    return Visit(
        usable=seen["usable"] / 1000,
        ready=seen["ready"] / 1000,
        read=read / 1000,
        done=(seen["origin"] + read) / 1000,
        start=seen["start"],
    )


def _seen(page: Page) -> dict[str, Any]:
    seen: dict[str, Any] = page.evaluate(SEEN)
    return seen
