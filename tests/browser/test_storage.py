"""Cookies and storage are blocked: the page starts and reads, and says what cannot be kept."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from serve import SiteServer
from tests.browser import chromium
from tests.browser.outside import Outside
from tests.browser.visitor import Visitor, file
from tests.handwriting import encode, write

# Chromium's "block all cookies", as its settings write it down.
BLOCKED = {"profile": {"default_content_setting_values": {"cookies": 2}}}

REFUSED = """
async () => {
  const looks = [
    () => localStorage, () => caches.keys(), () => navigator.serviceWorker.getRegistration(),
    () => IDBFactory.prototype.databases.call(IDBFactory.prototype),
  ];
  const refused = looks.map(async (look) => { await look(); });
  return (await Promise.allSettled(refused)).map(({status}) => status);
}
"""


@pytest.fixture
def blocked(
    browser: Browser, server: SiteServer, outside: Outside, watched: list[Visitor], tmp_path: Path
) -> Iterator[Visitor]:
    """Someone whose browser stores nothing."""
    profile = tmp_path / "profile"
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text(json.dumps(BLOCKED), encoding="utf-8")
    with browser.browser_type.launch_persistent_context(
        profile,
        executable_path=chromium.executable(),
        args=[*chromium.arguments(), outside.argument],
    ) as context:
        visitor = Visitor(context, server.url)
        watched.append(visitor)
        yield visitor


def test_without_cookies_and_storage_the_page_reads_and_says_what_is_not_kept(blocked):
    blocked.open().until_ready()
    assert set(blocked.page.evaluate(REFUSED)) == {"rejected"}
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
    # A picture that is opened again has to be read as well, and so has the page.
    blocked.page.reload()
    blocked.until_ready()
    assert blocked.read(encode(write(5)))["text"] == "5"


def test_reset_starts_over_where_nothing_can_be_forgotten(blocked):
    blocked.url += "?reset"
    blocked.open().until_ready()
    assert blocked.page.url.endswith("/")
