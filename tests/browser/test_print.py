"""On paper the page is black on white, whole cards, and without what works on a screen alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.numbers import show, stage
from tests.browser.test_appearance import CONTRAST
from tests.handwriting import blank, encode

CONTROLS = "#pick, #requests, #forget, #notice, .copying, .trace summary, #progress, #engine"
LOOK = "(element) => getComputedStyle(element)"


@pytest.fixture(params=["light", "dark"])
def printed(told, request):
    """The shared page with a number and its stages, as a printer is given it."""
    steps = [stage("step", title, encode(blank())) for title in ("The picture", "Ink found")]
    card = show(told, "4712", "printed.png", traces={"printed.png": steps})
    card.get_by_text("How it was read").click()
    expect(card.locator(".stages li")).to_have_count(2)
    told.page.emulate_media(media="print", color_scheme=request.param, reduced_motion="reduce")
    yield told, card
    told.page.emulate_media(media="null", color_scheme="light", reduced_motion="no-preference")


def test_it_is_black_on_white_whatever_the_scheme(printed):
    visitor, card = printed
    for element in (visitor.page.locator("body"), card):
        assert element.evaluate(f"{LOOK}.backgroundColor") == "rgb(255, 255, 255)"
    for part in (".headline", ".which"):
        assert card.locator(part).evaluate(f"{LOOK}.color") == "rgb(0, 0, 0)"
    for element in card.locator("p, th, td, figcaption, .number span").all():
        if element.is_visible() and element.inner_text().strip():
            assert element.evaluate(CONTRAST) >= 4.5, element.inner_text()


def test_bars_boxes_and_stages_are_printed(printed):
    _, card = printed
    for part in (".best .fill", ".boxes", ".network-input", ".picture"):
        assert card.locator(part).evaluate(f"{LOOK}.printColorAdjust") == "exact", part
    for part in (".photo", ".boxes [role=option]", ".best .fill", ".stages img", ".number"):
        expect(card.locator(part).first).to_be_visible()


def test_no_card_is_cut_in_two(told):
    """Chromium prints five cards of a bit more than half a page: cut, they would fit on four."""
    count = 5
    told.clear()
    for number in range(count):
        show(told, "4712", f"page-{number}.png")
    others = f"document.querySelectorAll('#cards > .card:nth-child(n + {count + 1})')"
    told.page.evaluate(f"{others}.forEach((each) => {{ each.hidden = true }})")
    pdf = told.page.pdf(format="A4")
    told.page.evaluate(f"{others}.forEach((each) => {{ each.hidden = false }})")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == count


def test_what_does_nothing_on_paper_is_not_there(printed):
    visitor, _ = printed
    for element in visitor.page.locator(CONTROLS).all():
        expect(element).to_be_hidden()
    buttons = visitor.page.locator("button:not(.stages button)")
    assert buttons.count()
    for button in buttons.all():
        expect(button).to_be_hidden()
