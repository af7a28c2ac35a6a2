"""The first picture after loading: an engine that has nothing else to read prepares for it."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.copies import take_inventory, whole_site
from tests.browser.test_start import held_back
from tests.browser.visitor import Visitor, file
from tests.handwriting import encode, write
from tests.serving import serving

IDLE_MS = 4_000  # twice as long as the page waits at most until it has nothing to do


@pytest.fixture(scope="module")
def telling(tmp_path_factory):
    """A copy of the site whose engine says on the console that it reads a picture of its own."""
    root = whole_site(tmp_path_factory.mktemp("telling"))
    session = root / "engine" / "session.py"
    source = session.read_text(encoding="utf-8")
    told, count = re.subn(r"(    def warm.*\n.*\n)", r'\1        console.info("warmed")\n', source)
    assert count == 1
    session.write_text(told, encoding="utf-8")
    take_inventory(root)
    return root


@contextmanager
def come(root, visit) -> Iterator[tuple[Visitor, list[str], threading.Event]]:
    """Someone at that page, what its console says, and the event that lets the engine start."""
    with serving(root) as server, held_back(server, "pyodide.asm.wasm") as release:
        visitor: Visitor = visit(server.url)
        said: list[str] = []
        visitor.page.on("console", lambda message: said.append(message.text))
        visitor.open()
        yield visitor, said, release
        visitor.page.close()


def test_an_engine_without_a_picture_reads_one_of_its_own(telling, visit_briefly):
    with come(telling, visit_briefly) as (visitor, said, release):
        release.set()
        visitor.until_ready()
        visitor.page.wait_for_timeout(IDLE_MS)
        assert said.count("warmed") == 1


def test_a_picture_that_waits_is_answered_before_any_of_the_engine_s_own(telling, visit_briefly):
    with come(telling, visit_briefly) as (visitor, said, release):
        visitor.pick(file("waiting.png", encode(write(7))))
        expect(visitor.card("waiting.png").locator).to_have_attribute("data-state", "waiting")
        release.set()
        visitor.until_ready()
        assert visitor.card("waiting.png").answered().digit == "7"
        visitor.page.wait_for_timeout(IDLE_MS)
        assert "warmed" not in said
