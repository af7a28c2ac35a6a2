"""The page counts the requests since the last picture was opened, and there are none."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.visitor import Visitor, file
from tests.handwriting import encode, write


def requests(visitor: Visitor) -> Locator:
    return visitor.page.locator("#requests")


def test_no_request_is_counted_since_a_picture_was_opened(settled):
    settled.pick(file("counted.png", encode(write(6))))
    settled.card("counted.png").answered()
    assert_that_none_is_counted(settled)


def test_none_is_counted_either_where_the_picture_has_waited_for_the_engine(visit_briefly):
    visitor = visit_briefly().open()
    visitor.pick(file("early.png", encode(write(6))))
    expect(requests(visitor)).not_to_be_visible()  # what is loaded now is Inkling
    visitor.until_ready()
    visitor.card("early.png").answered()
    assert_that_none_is_counted(visitor)


def assert_that_none_is_counted(visitor: Visitor) -> None:
    line = requests(visitor).locator("summary")
    expect(line).to_be_visible()
    visitor.page.wait_for_timeout(2500)  # until the engine has been asked, too
    assert requests(visitor).locator("li").all_text_contents() == []
    expect(line).to_have_text("Requests since the last picture: 0")


def test_a_request_of_the_page_is_counted_and_named_until_the_next_picture(settled):
    settled.pick(file("before.png", encode(write(6))))
    settled.card("before.png").answered()
    settled.page.evaluate("fetch('./style.css?leak')")
    count = requests(settled).locator(".count")
    expect(count).to_have_text("1")
    requests(settled).locator("summary").click()
    expect(requests(settled).locator("li")).to_have_text([re.compile(r"/style\.css\?leak$")])
    requests(settled).locator("summary").click()
    settled.pick(file("next.png", encode(write(7))))
    expect(count).to_have_text("0")


def test_a_request_of_the_engine_is_counted_and_named(settled):
    settled.pick(file("engine.png", encode(write(6))))
    settled.card("engine.png").answered()
    engine = settled.page.workers[0]
    engine.evaluate(f"fetch('{settled.url}style.css?leak-of-the-engine')")
    expect(requests(settled).locator(".count")).to_have_text("1")
    expect(requests(settled).locator("li")).to_have_text([re.compile("leak-of-the-engine$")])
    settled.pick(file("next.png", encode(write(7))))
    expect(requests(settled).locator(".count")).to_have_text("0")
