"""A large picture has its pixels while its card is near the window, and on paper."""

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.printing import printing
from tests.browser.visitor import READ_MS, file
from tests.handwriting import encode

COUNT = 16  # cards: some windows high
LARGE = (1800, 1350)
KEPT = [1600, 1200]
HELD = "(photo) => photo.width * photo.height"
SHARP = """
(photo) => {
  const wanted = Math.min(1600, Math.round(photo.clientWidth * devicePixelRatio));
  return photo.width === wanted && Math.abs(photo.width * 3 - photo.height * 4) <= 4;
}
"""
COLOUR = """
(photo) => {
  const {data} = photo.getContext("2d").getImageData(photo.width / 2, photo.height / 2, 1, 1);
  return [...data];
}
"""
TOP = "(element) => element.getBoundingClientRect().top + scrollY"


@pytest.fixture(scope="module")
def desk(_settled):
    """The shared page with large pictures, and the cards of the first and the last of them."""
    settled = _settled
    # Each has a colour of its own, or a printer would put them on paper as one.
    contents = [
        encode(Image.new("RGB", LARGE, (200, 180, 40 + 8 * each)), "JPEG") for each in range(COUNT)
    ]
    files = [
        file(f"sight-{number}.jpg", each, "image/jpeg") for number, each in enumerate(contents)
    ]
    settled.clear()
    settled.pick(*files)
    for each in range(COUNT):
        card = settled.card(f"sight-{each}.jpg").answered()
        picture = card.locator.locator(".picture")
        expect(picture).to_have_class(re.compile("shown"), timeout=READ_MS)
    # The newest lies on top.
    return settled, settled.card("sight-0.jpg"), settled.card(f"sight-{COUNT - 1}.jpg")


@pytest.fixture(autouse=True)
def _top(desk):
    desk[0].page.evaluate("scrollTo(0, 0)")


def until(visitor, card, code):
    """Wait until the code says so of the card's picture."""
    visitor.page.wait_for_function(code, arg=card.photo.element_handle(), timeout=READ_MS)


def test_a_card_far_away_holds_no_pixels_and_one_near_the_window_does(desk):
    visitor, far, near = desk
    until(visitor, near, SHARP)
    until(visitor, far, f"(photo) => !({HELD})(photo)")
    where = far.locator.evaluate(TOP)

    far.locator.scroll_into_view_if_needed()
    until(visitor, far, SHARP)
    until(visitor, near, f"(photo) => !({HELD})(photo)")
    red, green, blue, clear = far.photo.evaluate(COLOUR)
    assert abs(red - 200) + abs(green - 180) + abs(blue - 40) < 12
    assert clear == 255
    assert far.locator.evaluate(TOP) == pytest.approx(where, abs=1)  # nothing jumps
    assert far.photo.get_attribute("aria-label") == "Your picture sight-0.jpg"


def test_a_picture_is_drawn_again_when_its_card_is_resized(desk):
    visitor, _, near = desk
    until(visitor, near, SHARP)
    size = visitor.page.viewport_size
    before = near.photo.evaluate("(photo) => photo.width")
    visitor.page.set_viewport_size({"width": 360, "height": 720})
    try:
        until(visitor, near, SHARP)
        assert near.photo.evaluate("(photo) => photo.width") != before
    finally:
        visitor.page.set_viewport_size(size)


def test_all_pictures_are_there_on_paper_with_every_pixel(desk):
    visitor, far, near = desk
    with printing(visitor.page):
        for card in (far, near):
            size = card.photo.evaluate(
                "async (photo) => (await photo.decode(), [photo.naturalWidth, photo.naturalHeight])"
            )
            assert size == KEPT
            assert card.photo.get_attribute("alt").startswith("Your picture sight-")
    until(visitor, near, SHARP)
    until(visitor, far, f"(photo) => !({HELD})(photo)")


def test_the_browser_waits_for_the_pictures_that_it_prints(desk):
    visitor, _, _ = desk
    pdf = visitor.page.pdf(format="A4")
    assert len(re.findall(rb"/Subtype\s*/Image\s*/Width\s*1600\b", pdf)) >= COUNT
