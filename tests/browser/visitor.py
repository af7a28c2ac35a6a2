"""Someone who uses the page: opens it, gives it pictures, and reads what it says."""

import base64
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    FilePayload,
    Locator,
    Page,
    Request,
    expect,
)

# The engine is Python with numpy and Pillow: a cold start on a busy machine takes its time.
START_MS = 90_000
READ_MS = 20_000

# How often, and after how many milliseconds, a file that is dragged moves over the page.
DRAGS = 100
DRAG_MS = 50
expect.set_options(timeout=READ_MS)

# MicroPython and PyScript mention once that the page is not cross-origin isolated; it need not be.
# And Playwright, that it keeps service workers away where it was told to.
EXPECTED_CONSOLE = re.compile("SharedArrayBuffer|Service Worker registration blocked")

READ = """
async ({name, type, base64, options}) => {
  const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
  const file = name === null ? new Blob([bytes], {type}) : new File([bytes], name, {type});
  try {
    return {reading: await window.inkling.read(file, options)};
  } catch (error) {
    return {code: error.code, message: error.message, isError: error instanceof Error};
  }
}
"""

PIXELS = """
async (element) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 28;
  const context = canvas.getContext("2d");
  context.drawImage(element, 0, 0);
  const {data} = context.getImageData(0, 0, 28, 28);
  return {
    size: [element.naturalWidth ?? element.width, element.naturalHeight ?? element.height],
    red: Array.from(data).filter((_, index) => index % 4 === 0),
  };
}
"""


class Refused(Exception):
    """What `window.inkling.read` rejected with."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


def file(name: str, content: bytes, kind: str = "image/png") -> FilePayload:
    """A file as someone picks it."""
    return {"name": name, "mimeType": kind, "buffer": content}


class Card:
    """The answer to one picture, as it stands on the page."""

    def __init__(self, locator: Locator) -> None:
        self.locator = locator

    def answered(self) -> "Card":
        """Wait until the picture is read, or refused."""
        expect(self.locator).to_have_attribute(
            "data-state", re.compile("^(done|failed)$"), timeout=READ_MS
        )
        return self

    def attribute(self, name: str) -> str | None:
        """One of `state`, `verdict`, `code` and `name`; None where it is absent."""
        return self.locator.get_attribute(f"data-{name}")

    @property
    def sentence(self) -> str:
        """The one sentence that answers, or says what is wrong."""
        return self.locator.locator(".sentence").inner_text()

    @property
    def digit(self) -> str:
        """The large digit."""
        return self.locator.locator(".digit").inner_text().strip()

    @property
    def bars(self) -> list[str]:
        """The rows of the ten probabilities, as text."""
        bars = self.locator.locator(".bars")
        rows = bars.locator("li, tr, [role=row], .bar")
        return [" ".join(text.split()) for text in rows.all_inner_texts()]

    @property
    def network_input(self) -> NDArray[np.uint8]:
        """The picture that the network saw, uint8 [28, 28]."""
        seen = self.locator.locator(".network-input").evaluate(PIXELS)
        assert seen["size"] == [28, 28]
        return np.array(seen["red"], dtype=np.uint8).reshape(28, 28)

    @property
    def photo(self) -> Locator:
        """The picture that was given."""
        return self.locator.locator(".photo")


class Visitor:
    """A person at one page of one server, and a watch on what the page does meanwhile."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.url = url
        self.origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        self.others: set[str] = set()  # origins of which a test has a page, too
        self.left_the_origin: list[str] = []
        self.console: list[str] = []
        # What the console may say; None lets everything pass, on a site that a test has broken.
        self.tolerated: re.Pattern[str] | None = EXPECTED_CONSOLE
        context.on("request", self._note_request)
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self._complain(f"uncaught: {error.error}"))
        self.page: Page = context.new_page()

    # What a person does.

    def open(self) -> "Visitor":
        """Go to the page; it need not be ready yet."""
        self.page.goto(self.url)
        return self

    def as_cards(self) -> "Visitor":
        """Want cards, however many pictures there will be; said before the first of them."""
        self.page.evaluate("document.documentElement.dataset.view = 'cards'")
        return self

    def until_ready(self) -> "Visitor":
        """Wait until the page can read."""
        html = self.page.locator("html")
        expect(html).to_have_attribute(
            "data-engine", re.compile("^(ready|failed)$"), timeout=START_MS
        )
        assert self.engine == "ready", self.failure
        return self

    def until_kept(self) -> "Visitor":
        """Wait until a snapshot of Python is kept; it is made in idle time after a reading."""
        expect(self.page.locator("html")).to_have_attribute(
            "data-snapshot", "kept", timeout=START_MS
        )
        return self

    def until_offline(self) -> "Visitor":
        """Wait until everything is kept that a reload without a network needs."""
        expect(self.page.locator("html")).to_have_attribute(
            "data-offline", "ready", timeout=START_MS
        )
        return self

    def pick(self, *files: FilePayload | Path) -> None:
        """Choose files in the dialog of the button."""
        paths = [each for each in files if isinstance(each, Path)]
        payloads = [each for each in files if not isinstance(each, Path)]
        self.page.locator("#file").set_input_files(paths or payloads)

    def drop(self, *paths: Path) -> None:
        """Drag files or folders from the desktop and let them go over the page."""
        session = self.page.context.new_cdp_session(self.page)
        data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}

        def drag(kind: str) -> None:
            event = {"type": kind, "x": 200, "y": 300, "data": data}
            session.send("Input.dispatchDragEvent", event)

        # A hand is over the page for a while: what it lets go before the page has said that it
        # takes files is lost, and a busy page says so late.
        self.page.evaluate("""() => {
          window.isOver = false;
          addEventListener("dragover", () => setTimeout(() => { isOver = true; }), {once: true});
        }""")
        drag("dragEnter")
        for _ in range(DRAGS):
            drag("dragOver")
            if self.page.evaluate("isOver"):
                break
            self.page.wait_for_timeout(DRAG_MS)
        drag("dragOver")
        drag("drop")
        session.detach()

    def clear(self) -> None:
        """Take all pictures off the desk, cards or rows."""
        page = self.page
        if not page.locator("html[data-pictures]").count():
            return
        clear = page.locator("#desk [data-act=clear]")
        one = page.locator("#cards > .card > .remove, .row > .remove").first
        # By the document: a dialog that is open lies over the button.
        (clear if clear.is_visible() else one).evaluate("button => button.click()")
        expect(page.locator("html[data-pictures]")).to_have_count(0)
        expect(page.locator("#cards > .card, .row")).to_have_count(0)
        page.locator("#notice .dismiss").evaluate("button => button.click()")

    def paste(self, png: bytes) -> None:
        """Copy a picture elsewhere and paste it here by the keyboard."""
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page.evaluate(
            """async (base64) => {
              const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
              const item = new ClipboardItem({"image/png": new Blob([bytes], {type: "image/png"})});
              await navigator.clipboard.write([item]);
            }""",
            base64.b64encode(png).decode(),
        )
        self.page.keyboard.press("ControlOrMeta+v")

    def read(
        self, content: bytes, name: str | None = None, kind: str = "", **options: Any
    ) -> dict[str, Any]:
        """Ask `window.inkling.read`, as an embedding page does; raises Refused."""
        encoded = base64.b64encode(content).decode()
        given = {"name": name, "type": kind, "base64": encoded, "options": options or None}
        answer = self.page.evaluate(READ, given)
        if "reading" not in answer:
            assert answer["isError"], f"rejected with {answer}, which is no Error"
            raise Refused(answer["code"], answer["message"])
        # As JSON and back: what is no plain data does not survive it.
        return dict(json.loads(json.dumps(answer["reading"])))

    # What a person sees.

    @property
    def engine(self) -> str | None:
        """The state of the engine: loading, ready or failed."""
        return self.page.locator("html").get_attribute("data-engine")

    @property
    def start(self) -> str | None:
        """How Python started: "normal" or "snapshot"."""
        return self.page.locator("html").get_attribute("data-start")

    @property
    def failure(self) -> str:
        """What the page says when it cannot start."""
        return self.page.locator("#failure").inner_text()

    @property
    def status(self) -> str:
        """What a screen reader is told."""
        return self.page.locator("#status").inner_text()

    @property
    def names(self) -> list[str | None]:
        """The names on the cards from top to bottom."""
        return [
            card.get_attribute("data-name") for card in self.page.locator("#cards > .card").all()
        ]

    def card(self, name: str) -> Card:
        """The newest card of a file."""
        return Card(self.page.locator(f'#cards > .card[data-name="{name}"]').first)

    def newest(self) -> Card:
        """The card at the top."""
        return Card(self.page.locator("#cards > .card").first)

    # The watch.

    def take_notes(self) -> tuple[list[str], list[str]]:
        """Hand over what left the origin and what the console complained of since the last time."""
        notes = self.left_the_origin, self.console
        self.left_the_origin, self.console = [], []
        return notes

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("blob", "data", "about"):
            return
        if f"{parts.scheme}://{parts.netloc}" not in (self.origin, *self.others):
            self.left_the_origin.append(request.url)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._complain(f"{message.type}: {message.text}")

    def _complain(self, text: str) -> None:
        if self.tolerated is not None and not self.tolerated.search(text):
            self.console.append(text)
