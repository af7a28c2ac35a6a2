"""What was read can be copied, one digit too."""

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import file
from tests.handwriting import blank, encode, write


def read(visitor, name, image):
    """The card of a picture that the page itself has read."""
    visitor.pick(file(name, encode(image)))
    return visitor.card(name).answered().locator


def test_a_single_digit_is_copied(settled):
    settled.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = read(settled, "copied.png", write(7))
    button = card.locator(".copy")
    expect(button).to_have_text("Copy")
    button.click()
    expect(button).to_have_text("Copied")
    expect(settled.page.locator("#status")).to_have_text("Copied")
    assert settled.page.evaluate("navigator.clipboard.readText()") == "7"
    expect(button).to_have_text("Copy")


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_its_button_stands_below_the_answer_and_covers_nothing(settled, width):
    page, before = settled.page, settled.page.viewport_size
    card = read(settled, "placed.png", write(7))
    page.set_viewport_size({"width": width, "height": 844})
    try:
        button, sentence, evidence = (
            card.locator(each).bounding_box() for each in (".copy", ".sentence", ".evidence")
        )
        assert round(button["height"], 1) >= 44, "too small for a finger"
        assert button["y"] >= sentence["y"] + sentence["height"]
        assert (
            button["y"] + button["height"] <= evidence["y"]
            or button["x"] + button["width"] <= evidence["x"]
        )
    finally:
        page.set_viewport_size(before)


def test_where_the_clipboard_is_refused_the_digit_is_selected(settled):
    card = read(settled, "selected.png", write(7))
    settled.page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', {configurable: true, get: () => undefined})"
    )
    try:
        card.locator(".copy").click()
        expect(card.locator(".copying .note")).to_contain_text("The digit is selected")
        assert settled.page.evaluate("document.getSelection().toString()") == "7"
    finally:
        settled.page.evaluate("delete navigator.clipboard")


def test_where_nothing_was_read_there_is_nothing_to_copy(settled):
    card = read(settled, "blank.png", blank())
    expect(card.locator(".copy")).to_be_hidden()
