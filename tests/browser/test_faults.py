"""What goes wrong on the way costs no picture: network, file, worker, another tab, a bad host."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Worker, expect
from typing_extensions import Buffer

from serve import SITE, SiteHandler
from tests.browser import chromium
from tests.browser.visitor import START_MS, Visitor, file
from tests.handwriting import encode, write
from tests.pages import Page, page
from tests.serving import serving

# A page that takes a while to read: 200 digits.
CROWDED = Page(("31415 92653 58979 32384",) * 10, sheet=(2000, 1500))

FILES = [path for path in SITE.rglob("*") if path.is_file() and "licenses" not in path.parts]
SITE_BYTES = sum(path.stat().st_size for path in FILES)


class Line:
    """A line to the server that lets so many bytes through and is then dead, until it is mended."""

    def __init__(self, budget: float) -> None:
        self.left = budget
        self.cut = threading.Event()
        self._lock = threading.Lock()

    def pass_on(self, content: bytes) -> None:
        """Let bytes through; raises ConnectionError where the line is dead."""
        with self._lock:
            self.left -= len(content)
            if self.left < 0:
                self.cut.set()
        if self.left < 0:
            raise ConnectionError

    def mend(self) -> None:
        """Let everything through from now on."""
        self.left = float("inf")


@contextmanager
def on_a_line(budget: float) -> Iterator[tuple[str, Line]]:
    """Serve the site over a line."""
    line = Line(budget)

    class Handler(SiteHandler):
        def setup(self) -> None:
            super().setup()
            send = self.wfile.write

            def write(content: Buffer) -> int:
                line.pass_on(bytes(content))
                return send(content)

            self.wfile.write = write  # type: ignore[method-assign]

    with serving() as server:
        server.RequestHandlerClass = Handler
        yield server.url, line


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_a_first_visit_goes_on_when_the_network_is_back(visit_briefly, quarter):
    with on_a_line(SITE_BYTES * quarter / 4) as (url, line):
        visitor: Visitor = visit_briefly(url)
        visitor.tolerated = None  # the browser says of each file that it did not come
        visitor.open()
        visitor.pick(file("patient.png", encode(write(3))))
        assert line.cut.wait(timeout=START_MS / 1000)
        expect(visitor.page.locator("#engine")).to_have_text(
            "Waiting for the network…", timeout=START_MS
        )
        expect(visitor.page.locator("#failure")).to_be_hidden()
        line.mend()
        visitor.until_ready()
        assert visitor.card("patient.png").answered().digit == "3"


@contextmanager
def answering(path: str, how: str) -> Iterator[tuple[str, threading.Event]]:
    """Serve the site, but answer wrongly for one file until the event is set."""
    mended = threading.Event()

    class Handler(SiteHandler):
        def do_GET(self) -> None:  # noqa: N802 the base class's name
            if mended.is_set() or not self.path.endswith(path):
                super().do_GET()
            elif how.isdigit():
                self.send_error(int(how))
            else:
                content = (SITE / path).read_bytes()
                sent = b"<html>" * 100 if how == "garbage" else content[: len(content) // 2]
                length = len(sent) if how == "garbage" else len(content)
                self.send_response(200)
                self.send_header("Content-Type", "application/wasm")
                self.send_header("Content-Length", str(length))
                self.end_headers()
                self.wfile.write(sent)

    with serving() as server:
        server.RequestHandlerClass = Handler
        yield server.url, mended


@pytest.mark.parametrize("how", ["404", "500", "garbage", "half"])
@pytest.mark.parametrize(
    "path", ["vendor/pyodide/pyodide.asm.wasm", "vendor/pyodide/numpy.pack"], ids=["wasm", "pack"]
)
def test_a_file_that_the_server_spoils_is_named_and_trying_again_helps(visit_briefly, path, how):
    with answering(path, how) as (url, mended):
        visitor: Visitor = visit_briefly(url)
        visitor.tolerated = None
        visitor.open()
        expect(visitor.page.locator("html")).to_have_attribute(
            "data-engine", "failed", timeout=START_MS
        )
        assert Path(path).name in visitor.failure
        mended.set()
        visitor.page.locator("#retry").click()
        visitor.until_ready()
        assert visitor.read(encode(write(6)))["text"] == "6"


# Lets a test kill a worker in the middle of its work, where a message to it would wait for the end.
WITH_HANDLES = """
  window.started = [];
  window.Worker = class extends Worker {
    constructor(...given) { super(...given); window.started.push(this); }
  };
"""


def engine_of(visitor: Visitor) -> Worker:
    """The worker that reads; others make snapshots."""
    return [each for each in visitor.page.workers if each.url.startswith("blob:")][-1]


def test_a_worker_that_dies_while_it_reads_costs_one_card_and_the_queue_goes_on(visit_briefly):
    visitor: Visitor = visit_briefly()
    visitor.page.add_init_script(WITH_HANDLES)
    visitor.open().until_ready()
    visitor.tolerated = None  # a card's error is on the console, too
    content, _ = page(CROWDED)
    visitor.pick(file("page.jpg", content, "image/jpeg"), file("after.png", encode(write(2))))
    expect(visitor.card("page.jpg").locator).to_have_attribute("data-state", "reading")
    visitor.page.evaluate("started[0].terminate()")
    card = visitor.card("page.jpg").answered()
    assert card.attribute("state") == "failed"
    assert card.attribute("code") == "engine-failed"
    after = visitor.card("after.png")  # waits until another engine has started
    expect(after.locator).to_have_attribute("data-state", "done", timeout=START_MS)
    assert after.digit == "2"
    assert visitor.engine == "ready"


def test_workers_that_die_in_a_row_end_in_a_clear_word(visit_briefly):
    visitor: Visitor = visit_briefly().open().until_ready()
    visitor.tolerated = None
    for _ in range(3):
        visitor.until_ready()
        engine_of(visitor).evaluate("self.close()")
        expect(visitor.page.locator("html")).not_to_have_attribute("data-engine", "ready")
    expect(visitor.page.locator("#failure")).to_contain_text("3 times in a row")
    expect(visitor.page.locator("#retry")).to_be_visible()


def test_twenty_reloads_in_a_row_leave_a_page_that_reads(visit):
    visitor: Visitor = visit().open().until_ready()
    for _ in range(20):
        # At "commit" a busy Chromium may still be changing pages, and refuses the next reload.
        visitor.page.reload(wait_until="domcontentloaded")
    visitor.until_ready()
    assert visitor.read(encode(write(9)))["text"] == "9"


def test_two_tabs_start_and_read_at_once(visit):
    visitor: Visitor = visit()
    other = visitor.page.context.new_page()
    visitor.open()
    other.goto(visitor.url)
    for tab in (visitor.page, other):
        expect(tab.locator("html")).to_have_attribute("data-engine", "ready", timeout=START_MS)
        tab.locator("#file").set_input_files([file("both.png", encode(write(5)))])
    for tab in (visitor.page, other):
        expect(tab.locator("#cards > .card .digit")).to_have_text("5", timeout=START_MS)


def test_without_a_secure_context_the_page_reads_and_keeps_nothing(browser):
    """Plain http on another host name: no service worker, no caches, no locks, no hashes."""
    rules = "--host-resolver-rules=MAP inkling.test 127.0.0.1"
    insecure = browser.browser_type.launch(
        executable_path=chromium.executable(), args=[*chromium.arguments(), chromium.QUICK, rules]
    )
    try:
        with serving() as server:
            url = server.url.replace("127.0.0.1", "inkling.test")
            visitor = Visitor(insecure.new_context(), url).open().until_ready()
            assert visitor.page.evaluate("isSecureContext") is False
            visitor.pick(file("plain.png", encode(write(8))))
            assert visitor.card("plain.png").answered().digit == "8"
            expect(visitor.page.locator("html")).to_have_attribute(
                "data-snapshot", "none", timeout=START_MS
            )
            assert visitor.take_notes() == ([], [])
    finally:
        insecure.close()
