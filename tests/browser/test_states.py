"""Nothing keeps anybody from using the page, whatever it shows, as far as a program can tell."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessible import faults
from tests.browser.numbers import tell_no_more
from tests.browser.states import states
from tests.browser.test_start import held_back
from tests.serving import serving


@pytest.fixture
def calm(settled):
    """The shared page without motion; it is as before when the test is over."""
    page = settled.page
    before = page.viewport_size
    page.emulate_media(reduced_motion="reduce")
    yield settled
    tell_no_more(settled)
    page.evaluate("document.querySelectorAll('dialog[open]').forEach((each) => each.close())")
    page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="no-preference")
    page.set_viewport_size(before)


def test_nothing_keeps_anybody_from_using_a_page_that_is_ready(calm):
    found = {name: faults(calm.page) for name in states(calm)}
    assert len(found) > 10
    assert [f"{name}: {fault}" for name, all_of_it in found.items() for fault in all_of_it] == []


def test_nothing_keeps_anybody_from_using_a_page_that_loads_or_has_failed(visit_briefly):
    with serving() as server, held_back(server, "pyodide.asm.wasm") as release:
        visitor = visit_briefly(server.url, reduced_motion="reduce")
        visitor.tolerated = None
        visitor.page.route("**/model/finder/*.json", lambda route: route.abort())
        visitor.open()
        assert faults(visitor.page) == []
        assert visitor.engine == "loading"
        release.set()
        expect(visitor.page.locator("#failure")).to_be_visible(timeout=90_000)
        assert faults(visitor.page) == []
        visitor.page.close()  # before its server, which it would miss
