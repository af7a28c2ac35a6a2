"""Pictures that are given before any Python is there: shown at once, in order, and none is lost."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import expect

from tests.browser.copies import whole_site
from tests.browser.test_start import held_back
from tests.browser.visitor import START_MS, Visitor, file
from tests.handwriting import encode, write
from tests.serving import serving

HAND_OVER = """
([kind, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const given = {bubbles: true, cancelable: true};
  document.body.dispatchEvent(kind === "drop"
    ? new DragEvent("drop", {...given, dataTransfer: data})
    : new ClipboardEvent("paste", {...given, clipboardData: data}));
}
"""


@contextmanager
def before_python(visit) -> Iterator[tuple[Visitor, threading.Event]]:
    """Someone at a page to which MicroPython has not come yet, and the event that lets it come."""
    with serving() as server, held_back(server, "micropython.wasm") as release:
        visitor: Visitor = visit(server.url).open()
        yield visitor, release
        visitor.page.close()


def test_pictures_show_at_once_in_order_however_they_come_and_all_are_read(visit_briefly, tmp_path):
    dropped = tmp_path / "dropped 3.png"
    dropped.write_bytes(encode(write(3)))
    with before_python(visit_briefly) as (visitor, release):
        visitor.pick(file("picked 1.png", encode(write(1))))
        visitor.pick(file("picked 2.png", encode(write(2))))
        visitor.drop(dropped)
        visitor.paste(encode(write(4)))
        expect(visitor.page.locator("#cards > .card")).to_have_count(4)
        names = [str(each) for each in visitor.names]
        assert names[1:] == ["dropped 3.png", "picked 2.png", "picked 1.png"]
        for name in names:
            expect(visitor.card(name).locator).to_have_attribute("data-state", "waiting")
            expect(visitor.card(name).locator.locator(".headline")).to_have_text("Waiting")
            expect(visitor.card(name).locator.locator(".picture")).to_have_class("picture shown")
            expect(visitor.card(name).photo).to_be_visible()
        visitor.page.evaluate(HAND_OVER, ["drop", "https://example.org/seven.png"])
        visitor.page.evaluate(HAND_OVER, ["paste", "seven"])
        for name in ("What you dropped", "What you pasted"):
            card = visitor.card(name).answered()
            assert (card.attribute("state"), card.attribute("code")) == ("failed", "not-an-image")
            assert "no file" in card.sentence
        names = [str(each) for each in visitor.names]
        assert visitor.page.evaluate("typeof window.inkling.connect") == "function"
        release.set()
        visitor.until_ready()
        for name, digit in zip(reversed(names[2:]), "1234", strict=True):
            assert visitor.card(name).answered().digit == digit
        assert visitor.names == names


def test_what_waits_for_a_python_that_never_comes_is_told_so(visit_briefly, tmp_path):
    root = whole_site(tmp_path)
    with serving(root) as server, held_back(server, "micropython.wasm") as release:
        visitor: Visitor = visit_briefly(server.url)
        visitor.tolerated = None
        visitor.open()
        visitor.pick(file("hopeful.png", encode(write(1))))
        (root / "vendor" / "micropython" / "micropython.wasm").unlink()
        release.set()
        card = visitor.card("hopeful.png")
        expect(card.locator).to_have_attribute("data-state", "failed", timeout=START_MS)
        assert card.attribute("code") == "engine-failed"
        assert "micropython.wasm" in card.sentence
        visitor.page.close()
