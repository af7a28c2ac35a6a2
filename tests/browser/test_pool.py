"""While many pictures wait, further workers read beside the first, and end when nothing waits."""

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Worker, expect

from serve import SiteHandler, SiteServer
from tests.browser.test_faults import WITH_HANDLES
from tests.browser.visitor import READ_MS, START_MS, Visitor, file
from tests.handwriting import encode, write
from tests.serving import serving

# A device of two cores, whatever this machine has.
DEVICE = """
  Object.defineProperty(navigator, "hardwareConcurrency", {value: 2});
  Object.defineProperty(navigator, "deviceMemory", {value: 8});
"""
MANY = 100_000  # so many pictures are worth a second worker, however slow this machine is
IDLE_MS = 5_000  # after which it ends

READ_ALL = """
(pictures) => Promise.all(pictures.map((each) => {
  const bytes = Uint8Array.from(atob(each), (character) => character.charCodeAt(0));
  return window.inkling.read(new Blob([bytes])).then(({text}) => text, ({code}) => code);
}))
"""
STATES = """
() => {
  const root = document.documentElement;
  window.states = [];
  new MutationObserver(() => states.push(root.dataset.engine))
    .observe(root, {attributeFilter: ["data-engine"]});
}
"""
# A worker that does nothing else from then on.
HANG = "() => { setTimeout(() => { for (;;); }, 0); }"


class Noted(SiteHandler):
    """Writes down what is asked of the server."""

    asked: list[str]

    def do_GET(self) -> None:  # noqa: N802 the base class's name
        """Send a file."""
        self.asked.append(self.path)
        super().do_GET()


@contextmanager
def noting() -> Iterator[tuple[SiteServer, list[str]]]:
    """Serve the site and give what is asked of it."""
    asked: list[str] = []
    with serving() as server:
        server.RequestHandlerClass = type("Handler", (Noted,), {"asked": asked})
        yield server, asked


@pytest.fixture(scope="module")
def asked_and_crew(browser: Browser, watched: list[Visitor]) -> Iterator[tuple[Visitor, list[str]]]:
    with noting() as (server, asked):
        context = browser.new_context()
        visitor = Visitor(context, server.url)
        watched.append(visitor)
        for script in (DEVICE, WITH_HANDLES):
            visitor.page.add_init_script(script)
        visitor.open().until_ready()
        read(visitor, 1, 2, 3, 4)
        visitor.until_offline().until_kept()
        yield visitor, asked
        context.close()


@pytest.fixture
def asked(asked_and_crew: tuple[Visitor, list[str]]) -> list[str]:
    """The addresses that the server has been asked for."""
    return asked_and_crew[1]


@pytest.fixture
def crew(asked_and_crew: tuple[Visitor, list[str]]) -> Iterator[Visitor]:
    """Someone at a page that can start a second worker, and has none."""
    visitor, _ = asked_and_crew
    assert workers(visitor) == "1"
    yield visitor
    visitor.page.evaluate("inkling.announce(0)")
    until_workers(visitor, 1)


def read(visitor: Visitor, *digits: int) -> list[str]:
    """Ask for all of them at once, by the contract."""
    encoded = [base64.b64encode(encode(write(digit))).decode() for digit in digits]
    told: list[str] = visitor.page.evaluate(READ_ALL, encoded)
    return told


def workers(visitor: Visitor) -> str | None:
    return visitor.page.locator("html").get_attribute("data-workers")


def until_workers(visitor: Visitor, count: int) -> None:
    html = visitor.page.locator("html")
    expect(html).to_have_attribute("data-workers", str(count), timeout=START_MS)


def with_two(visitor: Visitor) -> None:
    """Let the page know that many pictures will come, and wait for the second worker."""
    visitor.page.evaluate(f"inkling.announce({MANY})")
    until_workers(visitor, 2)


def engines(visitor: Visitor) -> list[Worker]:
    return [each for each in visitor.page.workers if each.url.startswith("blob:")]


def test_few_pictures_start_no_second_worker(crew):
    before = len(crew.page.workers)
    assert read(crew, 3, 1, 4, 1) == list("3141")
    assert crew.page.evaluate("inkling.workers") == 1
    assert len(crew.page.workers) == before


def test_a_second_worker_comes_from_this_device_shares_the_queue_and_ends(crew, asked):
    before = len(crew.page.workers)
    crew.pick(file("first.png", encode(write(1))))
    crew.card("first.png").answered()
    del asked[:]
    with_two(crew)
    assert crew.page.evaluate("inkling.workers") == 2
    digits = [number * number % 10 for number in range(24)]
    assert read(crew, *digits) == [str(digit) for digit in digits]
    crew.page.wait_for_timeout(2500)  # until the workers have been asked, too
    expect(crew.page.locator("#requests .count")).to_have_text("0")
    assert asked == []
    crew.page.evaluate("inkling.announce(0)")
    assert workers(crew) == "2"  # for a short while
    expect(crew.page.locator("html")).to_have_attribute(
        "data-workers", "1", timeout=IDLE_MS + READ_MS
    )
    assert len(crew.page.workers) == before
    assert read(crew, 7) == ["7"]


def test_a_request_of_the_second_worker_is_counted(crew):
    crew.pick(file("private.png", encode(write(1))))
    crew.card("private.png").answered()
    with_two(crew)
    read(crew, 5)
    url = f"{crew.url}style.css?leak-of-the-second"
    engines(crew)[-1].evaluate(f"fetch('{url}')")
    expect(crew.page.locator("#requests li")).to_have_text([re.compile("leak-of-the-second$")])


def test_the_desk_reads_with_both_and_one_that_dies_costs_its_picture_and_no_more(crew):
    crew.tolerated = None  # that a card failed is on the console
    crew.clear()
    with_two(crew)
    crew.page.evaluate(STATES)
    engines(crew)[0].evaluate(HANG)
    names = [f"{number}.png" for number in range(7)]  # from eight on they are a list
    crew.pick(*(file(name, encode(write(int(name[0])))) for name in names))
    # One picture is with the worker that hangs; the other worker has read all others.
    cards = crew.page.locator("#cards > .card")
    waiting = [f'[data-name="{name}"]:not([data-state=done])' for name in names]
    left = cards.and_(crew.page.locator(", ".join(waiting)))
    expect(left).to_have_count(1, timeout=START_MS)
    expect(left).to_have_attribute("data-state", "reading")
    lost = left.get_attribute("data-name")
    crew.page.evaluate("started[0].terminate()")
    assert lost
    assert crew.card(lost).answered().attribute("code") == "engine-failed"
    for name in names:
        assert name == lost or crew.card(name).answered().digit == name[0]
    assert crew.names[:8] == names[::-1]
    until_workers(crew, 1)
    with_two(crew)  # another takes its place
    assert read(crew, 4, 5, 6) == list("456")
    assert crew.page.evaluate("states") == []  # the page could read all the while


def test_where_no_further_worker_can_start_the_first_one_reads_all(crew):
    crew.page.evaluate(
        """async () => {
          for (const name of await caches.keys()) {
            if (name.startsWith("inkling-site-")) await caches.delete(name);
          }
        }"""
    )
    before = len(crew.page.workers)
    crew.page.evaluate(f"inkling.announce({MANY})")
    for _ in range(2):
        assert read(crew, 2, 7, 1, 8) == list("2718")
    assert len(crew.page.workers) == before
    assert workers(crew) == "1"


@pytest.mark.parametrize(
    ("cores", "gigabytes", "count"),
    [
        *((1, 8, 1), (2, 8, 2), (3, 8, 2), (4, 8, 3), (5, 8, 4), (64, 8, 4)),
        *((2, 0.5, 1), (8, 1, 1), (8, 2, 2), (8, None, 2), (None, None, 1)),
    ],
)
def test_cores_and_memory_say_how_many_there_may_be(settled, cores, gigabytes, count):
    told = settled.page.evaluate(
        """async ([cores, gigabytes]) => {
          const {most} = await import("/runtime/pool.js");
          return most(cores ?? undefined, gigabytes ?? undefined);
        }""",
        [cores, gigabytes],
    )
    assert told == count
