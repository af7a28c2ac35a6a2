"""The visitor sees what is stored on the device, can delete it, and sees if it works offline."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.copies import take_inventory, whole_site
from tests.browser.host import hosting
from tests.browser.test_appearance import CONTRAST, NARROW, OVERFLOW
from tests.browser.visitor import START_MS, Visitor, file
from tests.handwriting import encode, write

# How far anything has moved by itself, as browsers measure it; what a visitor's hand moved is not
# counted.
WATCH_SHIFTS = """
() => {
  window.shifts = [];
  const note = (list) => window.shifts.push(...list.getEntries()
    .filter(({hadRecentInput}) => !hadRecentInput).map(({value}) => value));
  new PerformanceObserver(note).observe({type: "layout-shift"});
}
"""
WATCH_NOTICE = """
() => {
  window.said = [];
  const notice = document.querySelector("#notice");
  new MutationObserver(() => said.push(notice.innerText)).observe(
    notice, {childList: true, subtree: true});
}
"""
LATE_SNAPSHOT = """
async () => {
  await (await caches.open("inkling-snapshot")).put("snapshot", new Response("12345"));
  document.documentElement.dataset.snapshot = "kept";
}
"""
SHARED = """
async (size) => {
  const cache = await caches.open("inkling-shared");
  await cache.put("shared/1/a.png", new Response(new Uint8Array(size)));
}
"""

STILL = "!document.getAnimations().some(({playState}) => playState === 'running')"


def until_kept(visitor: Visitor) -> Visitor:
    """Wait until the whole site is kept."""
    html = visitor.until_ready().page.locator("html")
    expect(html).to_have_attribute("data-offline", "ready", timeout=START_MS)
    return visitor


def notice(visitor: Visitor) -> Locator:
    """What floats above the page; its sentence is there for the ear when nothing is shown."""
    return visitor.page.locator("#notice")


def opened(visitor: Visitor) -> Locator:
    """The panel, opened by the keyboard."""
    panel = visitor.page.locator("#device")
    panel.locator("summary").focus()
    visitor.page.keyboard.press("Enter")
    expect(panel.locator("li:not([hidden]), .sum:not(:empty)").first).to_be_visible()
    return panel


def row(panel: Locator, what: str) -> Locator:
    return panel.locator("li").filter(has_text=what)


def caches(visitor: Visitor) -> list[str]:
    return list(visitor.page.evaluate("caches.keys()"))


@pytest.fixture
def panel(settled):
    """The panel of the shared page, open; closed again and left as it was when the test is over."""
    before = settled.page.viewport_size
    yield opened(settled)
    settled.page.evaluate("caches.delete('inkling-shared')")
    settled.page.evaluate("document.getElementById('device').open = false")
    settled.page.set_viewport_size(before)
    settled.page.emulate_media(color_scheme="light", reduced_motion="no-preference")


def test_offline_is_said_once_and_all_that_is_stored_is_told_and_forgotten(visit, tmp_path):
    with hosting(whole_site(tmp_path), "/inkling/") as host:
        visitor = visit(host.url).open().until_ready()
        visitor.page.evaluate(WATCH_SHIFTS)
        said = notice(visitor)
        assert said.evaluate("(each) => getComputedStyle(each).opacity") == "0"
        expect(said.get_by_role("status")).to_have_text("Ready to work offline.", timeout=START_MS)
        expect(said).to_have_css("opacity", "1")
        assert visitor.page.evaluate("shifts") == [], "the notice moved the page"
        close = said.get_by_role("button", name="Close")
        words, cross = said.get_by_role("status").bounding_box(), close.bounding_box()
        assert words is not None
        assert cross is not None
        assert words["y"] < cross["y"] + cross["height"] / 2 < words["y"] + words["height"]
        close.click()
        expect(said).to_have_css("opacity", "0")
        expect(said.get_by_role("button")).to_have_count(0)

        visitor.page.reload()
        visitor.page.evaluate(WATCH_NOTICE)
        until_kept(visitor)
        panel = opened(visitor)
        expect(panel).to_contain_text("Ready to work offline.")
        assert visitor.page.evaluate("said") == [], "it had been said"

        # As much as the browser itself finds there.
        expect(row(panel, "Inkling itself")).to_contain_text(f"{megabytes(visitor)} MB")
        expect(panel).to_contain_text("No cookie is set.")
        assert visitor.page.evaluate("document.cookie") == ""
        assert visitor.page.context.cookies() == []

        panel.get_by_role("button", name="Forget everything").press("Enter")
        expect(panel.get_by_role("status")).to_contain_text("Nothing of Inkling is stored")
        expect(panel.get_by_role("status")).to_contain_text("Reload to start afresh")
        expect(row(panel, "Inkling itself")).to_be_hidden()
        expect(panel).not_to_contain_text("Ready to work offline")
        assert caches(visitor) == []
        assert visitor.page.evaluate("navigator.serviceWorker.getRegistrations()") == []
        assert visitor.page.evaluate("localStorage.length + sessionStorage.length") == 0
        # What is open goes on, and keeps nothing more: a snapshot is due after a reading.
        expect(visitor.page.locator("html")).to_have_attribute("data-snapshot", "none")
        visitor.pick(file("after.png", encode(write(4))))
        assert visitor.card("after.png").answered().digit == "4"
        assert caches(visitor) == []
        # One that was in the making comes too late.
        visitor.page.evaluate(LATE_SNAPSHOT)
        visitor.page.wait_for_function("caches.keys().then((names) => names.length === 0)")


def megabytes(visitor: Visitor) -> int:
    """How much is in the cache, counted here."""
    count: int = visitor.page.evaluate(
        """async () => {
          const [name] = (await caches.keys()).filter((each) => each.startsWith("inkling-site-"));
          const cache = await caches.open(name);
          let bytes = 0;
          for (const response of await cache.matchAll()) {
            bytes += (await response.arrayBuffer()).byteLength;
          }
          return bytes;
        }"""
    )
    assert count > 10_000_000
    return round(count / 1_000_000)


def test_a_new_version_is_offered_and_taken_only_when_the_visitor_wants_it(visit, tmp_path):
    root = whole_site(tmp_path)
    with hosting(root) as host:
        visitor = until_kept(visit(host.url).open())
        new_version(root)
        visitor.page.reload()
        said = notice(visitor.until_ready())
        expect(said.get_by_role("status")).to_have_text("A new version is ready.", timeout=START_MS)
        visitor.page.evaluate("window.here = true")
        said.get_by_role("button", name="Close").press("Enter")
        assert visitor.page.evaluate("document.activeElement.id") == "pick"
        expect(said).to_have_css("opacity", "0")
        panel = opened(visitor)
        expect(panel).to_contain_text("A new version is ready. It is used when")
        assert visitor.page.evaluate("window.here"), "it was loaded though nobody wanted it"

        # Asked again, and beside another page, whose pictures a reload would take.
        visitor.page.reload()
        visitor.until_ready()
        other = visitor.page.context.new_page()
        other.goto(host.url)
        expect(said.get_by_role("status")).to_have_text("A new version is ready.", timeout=START_MS)
        said.get_by_role("button", name="Reload").click()
        expect(said.get_by_role("status")).to_contain_text("open in another tab")
        other.close()
        with visitor.page.expect_navigation():
            said.get_by_role("button", name="Reload").click()
        visitor.until_ready()
        assert visitor.page.evaluate(
            "getComputedStyle(document.documentElement).getPropertyValue('--newer')"
        )


def new_version(root: Path) -> None:
    """Publish a version of which one can see that it is another one."""
    with (root / "style.css").open("a", encoding="utf-8") as style:
        style.write(":root { --newer: yes }\n")
    take_inventory(root)


def test_where_offline_is_not_to_be_had_the_panel_says_why(visit, tmp_path):
    root = whole_site(tmp_path)
    (root / "sw.js").unlink()
    with hosting(root) as host:
        visitor = visit(host.url)
        visitor.tolerated = None  # a file is missing
        visitor.open().until_ready()
        visitor.page.locator("#device summary").click()
        expect(visitor.page.locator("#device .offline")).to_have_text(
            re.compile("^Not ready to work offline: this browser refused: .+[.]$")
        )
        expect(notice(visitor).get_by_role("status")).to_be_empty()
        expect(visitor.page.locator("#failure")).to_be_hidden()
        visitor.pick(file("all-the-same.png", encode(write(2))))
        assert visitor.card("all-the-same.png").answered().digit == "2"


def test_one_thing_can_be_deleted_by_itself(settled, panel):
    waiting = row(panel, "Pictures sent here")
    expect(waiting).to_be_hidden()
    settled.page.evaluate(SHARED, 3_140_000)
    panel.locator("summary").press("Enter")
    panel.locator("summary").press("Enter")
    expect(waiting).to_contain_text("3.1 MB")
    waiting.get_by_role("button", name="Delete: Pictures sent here").press("Enter")
    expect(waiting).to_be_hidden()
    assert "inkling-shared" not in caches(settled)
    assert settled.page.evaluate("document.activeElement.id") == "forget", "the focus is lost"
    expect(panel.get_by_role("button", name="Delete: Inkling itself")).to_have_count(0)


def test_the_panel_fits_and_can_be_read(settled, panel):
    page = settled.page
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size(NARROW)
    assert page.evaluate(OVERFLOW) == 0
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(STILL)
        shown = [
            each
            for each in panel.locator("summary, p, span, button").all()
            if each.is_visible() and each.inner_text().strip()
        ]
        assert len(shown) > 5
        for each in shown:
            assert each.evaluate(CONTRAST) >= 4.5, f"{each.inner_text()!r} in {scheme}"


def test_the_line_of_progress_is_there_while_something_loads_and_keeps_its_place(visit):
    visitor = visit().open()
    line = visitor.page.locator("#progress")
    expect(line).to_be_visible()
    before = visitor.page.locator("main").bounding_box()
    visitor.until_ready()
    expect(line).to_be_hidden()
    assert visitor.page.locator("main").bounding_box() == before
