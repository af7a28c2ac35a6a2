"""Someone at the page, in any of the engines."""

import base64
import time
from pathlib import Path
from typing import Any

from tests.engines.driven import ANSWER_SECONDS, Browser

POLL_SECONDS = 0.1

# What the card of a file says, or null.
CARD = """
  const named = (card) => card.dataset.name === arguments[0];
  const card = [...document.querySelectorAll("#cards > .card")].find(named);
  return card ? {...card.dataset, digit: card.querySelector(".digit").innerText.trim(),
    sentence: card.querySelector(".sentence").innerText.trim()} : null;
"""
READ = """
  const bytes = Uint8Array.from(atob(arguments[0]), (each) => each.charCodeAt(0));
  return await window.inkling.read(new Blob([bytes], {type: "image/png"}));
"""
ROOT = "return {...document.documentElement.dataset};"
FAILURE = "return document.getElementById('failure').innerText;"
REQUESTS = """
  const notes = document.getElementById("requests");
  const addresses = [...notes.querySelectorAll("li")].map((each) => each.textContent);
  return [notes.querySelector(".count").textContent, addresses];
"""
OFFLINE = "return document.querySelector('#device .offline').textContent;"
# How much is kept in the Cache API, by the names of the caches.
KEPT = """
  const names = await caches.keys();
  const count = async (name) => [name, (await (await caches.open(name)).keys()).length];
  return Object.fromEntries(await Promise.all(names.map(count)));
"""
# Whether what a worker has kept is gone when the worker is, although the page goes on.
FORGETS = """
  const keep = `caches.open("inkling-trial").then((cache) =>
    cache.put(self.origin + "/trial", new Response("kept"))).then(() => postMessage("kept"))`;
  const worker = new Worker(URL.createObjectURL(new Blob([keep], {type: "text/javascript"})));
  await new Promise((done, fail) => Object.assign(worker, {onmessage: done, onerror: fail}));
  worker.terminate();
  await new Promise((done) => setTimeout(done, 1000));
  const found = await caches.match(location.origin + "/trial");
  await caches.delete("inkling-trial");
  return found === undefined;
"""


class Guest:
    """A person at one page."""

    def __init__(self, browser: Browser, files: Path) -> None:
        """`files` is the folder for the pictures that are picked."""
        self.browser = browser
        self.files = files

    def open(self, url: str) -> "Guest":
        """Go to the page; it need not be ready yet."""
        self.browser.open(url)
        return self

    def reload(self) -> "Guest":
        """Load the page again; it need not be ready yet."""
        self.browser.reload()
        return self

    def until_ready(self) -> "Guest":
        """Wait until the page can read."""
        self.until("engine", "ready", "failed")
        assert self.page["engine"] == "ready", self.browser.ask(FAILURE)
        return self

    def until(self, name: str, *values: str, seconds: float = ANSWER_SECONDS) -> None:
        """Wait until a sign of the page, one of the data attributes of <html>, has a value."""
        end = time.monotonic() + seconds
        while (value := self.page.get(name)) not in values:
            assert time.monotonic() < end, f"data-{name} is {value!r} after {seconds} s"
            time.sleep(POLL_SECONDS)

    def pick(self, name: str, content: bytes) -> dict[str, str]:
        """Choose a file, wait for its answer, and give what its card says.

        That is its `state`, `verdict`, `code`, `digit` and `sentence`, as far as it has them.
        """
        path = self.files / name
        path.write_bytes(content)
        self.browser.pick(path)
        end = time.monotonic() + ANSWER_SECONDS
        while (card := self.browser.ask(CARD, name) or {}).get("state") not in ("done", "failed"):
            assert time.monotonic() < end, f"{name} is not read after {ANSWER_SECONDS} s: {card}"
            time.sleep(POLL_SECONDS)
        return dict(card)

    def read(self, content: bytes) -> dict[str, Any]:
        """Ask `window.inkling.read`, as an embedding page does."""
        return dict(self.browser.ask(READ, base64.b64encode(content).decode()))

    @property
    def page(self) -> dict[str, str]:
        """The signs of the page: the data attributes of <html>."""
        return dict(self.browser.ask(ROOT))

    @property
    def kept(self) -> dict[str, int]:
        """How many entries each cache of the page's origin has."""
        return dict(self.browser.ask(KEPT))

    @property
    def requests(self) -> tuple[str, list[str]]:
        """The requests since the last picture was opened: their number, as shown, and addresses."""
        count, addresses = self.browser.ask(REQUESTS)
        return count, addresses

    @property
    def about_offline(self) -> str:
        """What the page says of working without a network, which is why where it does not."""
        return str(self.browser.ask(OFFLINE))

    @property
    def forgets(self) -> bool:
        """Whether the browser empties a cache as soon as the worker that filled it is gone."""
        return bool(self.browser.ask(FORGETS))
