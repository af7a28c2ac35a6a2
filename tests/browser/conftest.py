"""Real Chromium at the project's own server; nothing leaves the origin, the console is quiet."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from serve import SiteServer
from tests.browser import chromium
from tests.browser.numbers import tell_no_more
from tests.browser.outside import Outside, nothing_outside
from tests.browser.visitor import Visitor
from tests.serving import serving

Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def server() -> Iterator[SiteServer]:
    """The site as it is."""
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def outside() -> Iterator[Outside]:
    """The world that nothing may reach."""
    with nothing_outside() as outside:
        yield outside


@pytest.fixture(scope="session")
def chromiums(outside: Outside) -> Iterator[Callable[..., Browser]]:
    """Start Chromium with these arguments besides: one for all tests."""
    with sync_playwright() as playwright, ExitStack() as stack:

        def launch(*arguments: str) -> Browser:
            browser = playwright.chromium.launch(
                executable_path=chromium.executable(),
                args=[*chromium.arguments(), *arguments, outside.argument],
            )
            stack.callback(browser.close)
            return browser

        yield launch


@pytest.fixture(scope="session")
def browser(chromiums: Callable[..., Browser]) -> Browser:
    """One Chromium for all tests that start a page of their own, which is quick at that."""
    return chromiums(chromium.QUICK)


@pytest.fixture(scope="session")
def shared(chromiums: Callable[..., Browser]) -> Browser:
    """One Chromium, as visitors have it, for the page that tests share: it reads a lot."""
    return chromiums()


@pytest.fixture(scope="session")
def watched() -> list[Visitor]:
    """All visitors of this test, and those who stay for the next."""
    return []


@pytest.fixture(autouse=True)
def guard(watched: list[Visitor], outside: Outside) -> Iterator[None]:
    """Fail a test in which anything left the origin, or the console complained."""
    yield
    asked, outside.asked[:] = list(outside.asked), []
    notes = [visitor.take_notes() for visitor in watched]
    watched[:] = [visitor for visitor in watched if not visitor.page.is_closed()]
    assert not asked, "left this machine"
    assert not [each for left, _ in notes for each in left], "left the origin"
    assert not [each for _, console in notes for each in console], "complained on the console"


@pytest.fixture(scope="session")
def _settled(shared: Browser, server: SiteServer, watched: list[Visitor]) -> Iterator[Visitor]:
    context = shared.new_context()
    visitor = Visitor(context, server.url)
    watched.append(visitor)
    visitor.open().as_cards()
    visitor.until_ready().until_offline()  # what is fetched for that is no test's business
    yield visitor
    context.close()


@pytest.fixture
def settled(_settled: Visitor) -> Visitor:
    """Someone at a page that is ready, which tests share: starting it is what takes time."""
    assert _settled.engine == "ready", "an earlier test has broken the shared page"
    _settled.clear()
    return _settled


@pytest.fixture
def told(settled: Visitor) -> Iterator[Visitor]:
    """The shared page, which reads what a test tells it, and by itself again afterwards."""
    yield settled
    tell_no_more(settled)


@pytest.fixture
def visit(browser: Browser, server: SiteServer, watched: list[Visitor]) -> Iterator[Visit]:
    """Come as a new visitor: `visit(url=..., **options of the browser's context)`."""
    with _coming(browser, server, watched) as come:
        yield come


@pytest.fixture
def visit_briefly(browser: Browser, server: SiteServer, watched: list[Visitor]) -> Iterator[Visit]:
    """Come as `visit` does, with a browser that has no service workers.

    Nothing is kept there, neither the page nor, for its first seconds, a snapshot: to keep both is
    twice the work of a start, and no business of most tests.
    """
    with _coming(browser, server, watched, service_workers="block") as come:
        yield come


@contextmanager
def _coming(
    browser: Browser, server: SiteServer, watched: list[Visitor], **always: Any
) -> Iterator[Visit]:
    """Bring visitors to pages, and take them away at the end."""
    with ExitStack() as stack:

        def come(url: str = server.url, **options: Any) -> Visitor:
            context = browser.new_context(**always, **options)
            stack.callback(context.close)
            visitor = Visitor(context, url)
            watched.append(visitor)
            return visitor

        yield come
