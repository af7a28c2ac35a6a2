"""Samples on the empty page: each is read through the page, and the answer is known."""

import json

import pytest
from playwright.sync_api import expect

from serve import SITE
from tests.browser.test_appearance import PHONE
from tests.browser.test_early import before_python

SAMPLES = json.loads((SITE / "samples" / "samples.json").read_text(encoding="utf-8"))
NAMES = [each["name"] for each in SAMPLES]

# What on the page has been moved, without being asked, by what came later, and how far in all.
SHIFTS = """
() => new Promise((done) => {
  const moved = [];
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const {value, sources} of list.getEntries()) {
      sum += value;
      moved.push(...sources.map(({node}) => node?.id || node?.className || node?.nodeName));
    }
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done([sum, moved]), 200);
})
"""
SHOWN = "document.querySelectorAll('#samples img[src^=\"blob:\"]').length === 8"
READ = """
async (name) => {
  const got = await fetch(`./samples/${name}.jpg`);
  const {text, verdict} = await inkling.read(await got.blob());
  return {text, verdict};
}
"""
MOVED = 0.01  # of what Chromium calls a layout shift's score; 0.1 is what a visitor notices


@pytest.mark.parametrize("sample", SAMPLES, ids=NAMES)
def test_a_sample_is_read_as_its_list_says(settled, sample):
    expected = {"text": sample["text"], "verdict": sample["verdict"]}
    assert settled.page.evaluate(READ, sample["name"]) == expected


def test_a_sample_that_is_pressed_goes_the_way_of_a_file_and_asks_nothing_of_the_server(visit):
    visitor = visit().open()
    page = visitor.page
    page.wait_for_function(SHOWN)
    shift, moved = page.evaluate(SHIFTS)
    assert shift < MOVED, moved
    visitor.until_ready().until_offline()
    buttons = page.locator(".sample")
    for button, sample in zip(buttons.all(), SAMPLES, strict=True):
        expect(button).to_contain_text(sample["caption"])
        expect(button.get_by_role("img")).to_have_accessible_name(sample["alternative"])
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    buttons.first.focus()
    page.keyboard.press("Tab")
    expect(buttons.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    card = visitor.card("pencil.jpg").answered()
    assert card.locator.locator(".number").inner_text() == "374"
    expect(page.locator(".samples")).to_be_hidden()
    expect(page.locator("#pick")).to_be_focused()
    assert not [url for url in asked if "/samples/" in url]
    expect(page.locator("#requests .count")).to_have_text("0")


def test_a_sample_can_be_pressed_before_python_is_there_and_an_address_opens_one(visit_briefly):
    with before_python(visit_briefly) as (visitor, release):
        page = visitor.page
        page.locator(".sample", has_text="A marker").click()
        expect(visitor.card("marker.jpg").locator).to_have_attribute("data-state", "waiting")
        page.goto(f"{visitor.url}?sample=chalk")
        expect(visitor.card("chalk.jpg").locator).to_have_attribute("data-state", "waiting")
        assert page.url == visitor.url
        release.set()
        visitor.until_ready()
        assert visitor.card("chalk.jpg").answered().attribute("verdict") == "number"
        assert visitor.names == ["chalk.jpg"]
        page.goto(f"{visitor.url}?sample=<i>mona")
        expect(page.locator("#notice p")).to_contain_text("There is no sample “<i>mona”")
        expect(page.locator(".sample").first).to_be_visible()
        assert visitor.names == []


def test_the_strip_scrolls_sideways_on_a_phone_and_the_page_does_not(visit_briefly):
    page = visit_briefly(**PHONE).open().page
    page.wait_for_function(SHOWN)
    last = page.locator(".sample").last
    expect(last).not_to_be_in_viewport()
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=1)
    box = last.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]


def test_where_samples_cannot_be_fetched_there_is_no_strip_and_a_press_says_so(visit_briefly):
    visitor = visit_briefly()
    visitor.tolerated = None  # the browser tells of what it did not get
    page = visitor.page
    page.context.route("**/samples/*.jpg", lambda route: route.fulfill(status=404))
    visitor.open()
    page.locator(".sample").first.click()
    card = visitor.card("marker.jpg").answered()
    assert card.attribute("code") == "unreadable-file"
    assert "network" in card.sentence
    page.context.route("**/samples/samples.json", lambda route: route.fulfill(status=404))
    page.reload()
    expect(page.locator(".samples")).to_be_hidden()
    visitor.take_notes()
