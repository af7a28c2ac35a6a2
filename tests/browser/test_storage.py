"""Cookies and storage are blocked: the page starts and reads, and says what cannot be kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from serve import SiteServer
from tests.browser.outside import Outside
from tests.browser.settings import ALL_BLOCKED, STORED, set_up
from tests.browser.visitor import Visitor, file
from tests.handwriting import encode, write


@pytest.fixture
def blocked(
    browser: Browser, server: SiteServer, outside: Outside, watched: list[Visitor], tmp_path: Path
) -> Iterator[Visitor]:
    """Someone whose browser stores nothing."""
    with set_up(browser, outside, tmp_path, ALL_BLOCKED) as context:
        visitor = Visitor(context, server.url)
        watched.append(visitor)
        yield visitor


def test_without_cookies_and_storage_the_page_reads_and_says_what_is_not_kept(blocked):
    blocked.open().until_ready()
    assert set(blocked.page.evaluate(STORED)) == {"rejected"}
    blocked.pick(file("unkept.png", encode(write(8))))
    assert blocked.card("unkept.png").answered().digit == "8"
    panel = blocked.page.locator("#device")
    panel.locator("summary").click()
    expect(panel.locator(".offline")).to_contain_text("cookies and storage are blocked")
    expect(panel.locator(".offline")).to_contain_text("reads all the same")
    expect(panel.locator(".sum")).to_have_text("Nothing of Inkling is stored on this device.")
    expect(panel.locator(".kept li:visible")).to_have_count(0)
    panel.locator("#forget").click()
    expect(panel.locator(".sum")).to_contain_text("Nothing of Inkling is stored on this device now")
    panel.locator(".lasting").click()
    expect(panel.locator(".keeping .note")).to_contain_text("This browser stores nothing for this")
    expect(panel.locator(".lasting input")).not_to_be_checked()
    panel.locator("#check .begin").click()
    expect(panel.locator("#check .found")).to_contain_text("100 of 100 digits right")
    # A picture that is opened again has to be read as well, and so has the page.
    blocked.page.reload()
    blocked.until_ready()
    assert blocked.read(encode(write(5)))["text"] == "5"


def test_reset_starts_over_where_nothing_can_be_forgotten(blocked):
    blocked.url += "?reset"
    blocked.open().until_ready()
    assert blocked.page.url.endswith("/")
