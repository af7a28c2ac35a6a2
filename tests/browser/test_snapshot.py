"""Python starts from a snapshot that this device keeps, and without one wherever that fails."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from serve import SiteServer
from tests.browser.visitor import START_MS, Visitor, file
from tests.handwriting import encode, write

SNAPSHOT = "inkling-snapshot"

# Turns one byte in the middle of the snapshot that is kept, and leaves its address and its seal.
DAMAGE = """
async (name) => {
  const cache = await caches.open(name);
  const [request] = await cache.keys();
  const response = await cache.match(request);
  const bytes = new Uint8Array(await response.arrayBuffer());
  bytes[bytes.length >> 1] ^= 255;
  await cache.put(request, new Response(bytes, {headers: response.headers}));
}
"""
# A snapshot of another build: the bytes are whole, but no Python of this one can have them.
FOREIGN = """
async (name) => {
  const cache = await caches.open(name);
  const [request] = await cache.keys();
  const bytes = crypto.getRandomValues(new Uint8Array(4096));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const seal = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  await cache.put(request, new Response(bytes, {headers: {"X-SHA-256": seal}}));
}
"""
CUT = """
async (name) => {
  const cache = await caches.open(name);
  const [request] = await cache.keys();
  const response = await cache.match(request);
  const bytes = new Uint8Array(await response.arrayBuffer());
  await cache.put(request, new Response(bytes.slice(0, 100), {headers: response.headers}));
}
"""


def read_seven(visitor: Visitor) -> None:
    visitor.pick(file("seven.png", encode(write(7))))
    assert visitor.card("seven.png").answered().digit == "7"


@pytest.fixture(scope="module")
def kept(browser: Browser, server: SiteServer, watched: list[Visitor]) -> Iterator[Visitor]:
    """Someone who came, read, and stayed until the snapshot was kept; each test leaves one."""
    context = browser.new_context()
    visitor = Visitor(context, server.url)
    watched.append(visitor)
    visitor.open().until_ready()
    assert visitor.start == "normal"
    read_seven(visitor)
    yield visitor.until_kept()
    context.close()


def again(visitor: Visitor) -> None:
    visitor.page.reload()
    visitor.until_ready()


def test_the_second_visit_starts_from_a_snapshot_and_reads_the_same(kept):
    before = kept.read(encode(write(4)))
    again(kept)
    assert kept.start == "snapshot"
    after = kept.read(encode(write(4)))
    assert {**after, "timings_ms": None} == {**before, "timings_ms": None}


def test_no_snapshot_is_made_before_a_picture_was_read(visit):
    visitor = visit().open().until_ready()
    visitor.page.wait_for_timeout(1500)
    assert visitor.page.evaluate("caches.has('inkling-snapshot')") is False
    assert visitor.page.locator("html").get_attribute("data-snapshot") is None


def test_neither_random_numbers_nor_memory_are_those_of_the_snapshot(kept):
    drawn = []
    tolerated, kept.tolerated = kept.tolerated, None  # a page without a policy or an icon
    for _ in range(2):
        kept.page.goto(kept.url + "style.css")
        drawn.append(
            kept.page.evaluate(
                """async () => {
                  const {find} = await import("/runtime/snapshot.js");
                  const {startPython} = await import("/runtime/python.js");
                  const snapshot = await find();
                  const python = await startPython({snapshot});
                  const drawn = python.runPython("import random; random.random()");
                  return [drawn, snapshot.bytes.buffer.byteLength];
                }"""
            )
        )
    (first, held), (second, _) = drawn
    assert first != second
    assert held == 0, "the snapshot's bytes lie in memory as long as Python runs"
    kept.open().until_ready()
    kept.tolerated = tolerated


@pytest.mark.parametrize("harm", [DAMAGE, CUT, FOREIGN], ids=["damaged", "cut", "foreign"])
def test_a_snapshot_that_will_not_do_is_dropped_and_costs_no_reading(kept, harm):
    kept.page.evaluate(harm, SNAPSHOT)
    again(kept)
    assert kept.start == "normal"
    assert kept.page.evaluate("caches.has('inkling-snapshot')") is False
    read_seven(kept)
    kept.until_kept()


def test_one_of_another_version_is_not_found_and_goes(kept):
    kept.page.evaluate(
        """async (name) => {
          const cache = await caches.open(name);
          const [request] = await cache.keys();
          await cache.put(request.url.replace(/[0-9a-f]{16}$/, "0123456789abcdef"),
                          await cache.match(request));
          await cache.delete(request);
        }""",
        SNAPSHOT,
    )
    again(kept)
    assert kept.start == "normal"
    read_seven(kept)
    kept.until_kept()
    keys = kept.page.evaluate(
        "caches.open('inkling-snapshot').then((c) => c.keys()).then((k) => k.map((r) => r.url))"
    )
    assert len(keys) == 1
    assert not keys[0].endswith("0123456789abcdef")
    # One that was made after all that will do.
    again(kept)
    assert kept.start == "snapshot"


def test_without_room_for_a_snapshot_the_page_goes_on_without_one(visit):
    visitor = visit().open().until_ready()
    session = visitor.page.context.new_cdp_session(visitor.page)
    quota = {"origin": visitor.origin, "quotaSize": 1_000_000}  # bytes; a snapshot has 31 million
    session.send("Storage.overrideQuotaForOrigin", quota)
    read_seven(visitor)
    expect(visitor.page.locator("html")).to_have_attribute(
        "data-snapshot", "none", timeout=START_MS
    )
    again(visitor)
    assert visitor.start == "normal"
    read_seven(visitor)
