"""What a card says: a number, a page of digits, one digit, or nothing and why.

What the page is told of a picture is made up here (`tests.browser.numbers.tell`); all that the page
makes of it is its own code in real Chromium.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.numbers import PAGE, Numbers, doubt, show, tell
from tests.browser.visitor import file
from tests.handwriting import blank, encode

REASONS = ["blank", "too-faint", "too-small", "not-a-digit", "letters", "not-writing"]
PICTURE = encode(blank())


def test_a_short_number_is_said_and_a_page_of_digits_is_counted(told):
    card = show(told, "1247")
    expect(card.locator(".headline")).to_have_text(
        "The number in this image is 1247, at least 99 % sure of each digit."
    )
    card = show(told, PAGE, size=(1200, 1600), doubts={5: doubt(1), 77: doubt(3)})
    expect(card.locator(".headline")).to_have_text("200 digits on 10 lines, 2 of them in doubt.")
    expect(told.page.locator("#status")).to_contain_text("200 digits")
    assert len(told.status) < 150, "a page of digits is nothing to listen to"


@pytest.mark.parametrize("reason", REASONS)
def test_nothing_is_said_with_its_reason_and_what_would_help(told, reason):
    reading = Numbers("1").reading("nothing.png")
    tell(told, {**reading, "verdict": "nothing", "text": "", "reason": reason, "lines": []})
    told.pick(file("nothing.png", PICTURE))
    card = told.newest().answered()
    assert card.attribute("verdict") == "nothing"
    assert card.sentence.startswith("No digit I can read here.")
    assert len(re.findall(r"[.]", card.sentence)) >= 3, "an answer, a reason and a remedy"
    for part in (".evidence", ".copy", ".number", ".digit"):
        expect(card.locator.locator(part)).to_be_hidden()


def test_one_digit_keeps_its_simple_card(told):
    card = show(told, "8", "eight.png")
    expect(card.locator(".digit")).to_have_text("8")
    for part in (".number", ".which"):
        expect(card.locator(part).locator("visible=true")).to_have_count(0)
    expect(card.locator("[role=option]")).to_have_count(1)  # it can be corrected


def test_ink_that_is_rather_no_digit_is_shown_with_a_question_mark(told):
    unlikely = {**doubt(3, 0.3), "not_a_digit": 0.6}
    card = show(told, "8", "blot.png", doubts={0: unlikely})
    expect(card.locator(".headline")).to_have_text("Probably no digit. If it is one, it is 8.")
    mark = "(digit) => getComputedStyle(digit, '::after').content"
    assert card.locator(".digit").evaluate(mark) == '"?"'
    card = show(told, "8", "eight.png", doubts={0: doubt(3)})
    assert card.locator(".digit").evaluate(mark) == "none"
