"""The page fits every screen and every person: phone, dark, keyboard, screen reader, no motion."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import file
from tests.handwriting import encode, write

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
NARROW = {"width": 320, "height": 568}
WIDE = {"width": 2560, "height": 1440}
SCROLL_BAR = 16  # pixels

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

# WCAG 2.2: relative luminance and contrast ratio of an element's text against what is behind it.
CONTRAST = """
(element) => {
  const parse = (text) => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((each) => each / 255);
  };
  const luminance = (colour) => {
    const [red, green, blue] = colour.slice(0, 3).map((each) =>
      each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  let behind = element;
  while (parse(getComputedStyle(behind).backgroundColor)[3] < 1) {
    if (behind === document.documentElement) throw new Error("nothing opaque behind the text");
    behind = behind.parentElement;
  }
  const text = luminance(parse(getComputedStyle(element).color));
  const paper = luminance(parse(getComputedStyle(behind).backgroundColor));
  return (Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05);
}
"""


LONG = "a-file-whose-name-is-so-long-that-it-fits-on-no-line-of-any-telephone-in-the-world.png"


def with_cards(visitor):
    """A page with a result and an error, the result on top."""
    visitor.pick(file("bad.pdf", b"%PDF-1.7"), file(LONG, encode(write(7))))
    for name in ("bad.pdf", LONG):
        visitor.card(name).answered()
    return visitor


@pytest.fixture
def shown(settled):
    """The shared page with a result and an error; it is as before when the test is over."""
    before = settled.page.viewport_size
    yield with_cards(settled)
    settled.page.set_viewport_size(before)
    settled.page.emulate_media(color_scheme="light", reduced_motion="no-preference")


def assert_that_everything_fits(visitor, width):
    assert visitor.page.evaluate(OVERFLOW) == 0
    button = visitor.page.locator("#pick").bounding_box()
    assert button is not None
    assert button["height"] >= 44, "too small for a finger"
    for part in (".sentence", ".digit", ".photo", ".bars", ".network-input"):
        box = visitor.newest().locator.locator(part).bounding_box()
        assert box is not None, f"{part} is not shown"
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_everything_fits_on_a_telephone(visit_briefly):
    visitor = visit_briefly(**PHONE).open()
    assert visitor.page.evaluate(OVERFLOW) == 0
    with_cards(visitor.until_ready())
    assert_that_everything_fits(visitor, PHONE["viewport"]["width"])


def test_everything_fits_at_400_percent(shown):
    """1280 pixels at 400 % are 320, and nothing may need a second scroll bar (WCAG 1.4.10)."""
    shown.page.set_viewport_size(NARROW)
    assert_that_everything_fits(shown, NARROW["width"])


def test_a_wide_screen_is_no_reason_for_long_lines(shown):
    shown.page.set_viewport_size(WIDE)
    assert_that_everything_fits(shown, WIDE["width"])
    for part in ("header", "main", "#cards"):
        box = shown.page.locator(part).bounding_box()
        assert box is not None
        assert box["width"] < WIDE["width"] * 0.7, part
        apart = box["x"] - (WIDE["width"] - box["x"] - box["width"])
        assert abs(apart) <= 2 * SCROLL_BAR, f"{part} stands aside"


def test_nobody_is_kept_from_zooming(settled):
    content = settled.page.locator("meta[name=viewport]").get_attribute("content") or ""
    assert "width=device-width" in content
    assert "maximum-scale" not in content
    assert "user-scalable" not in content


def test_text_can_be_read_in_light_and_in_dark(shown):
    backgrounds = {}
    page = shown.page
    # Nothing may be looked at on its way from one colour to the other: it jumps.
    page.emulate_media(reduced_motion="reduce")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function("document.getAnimations().length === 0")
        backgrounds[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        looked_at = 0
        card, error = shown.card(LONG).locator, shown.card("bad.pdf").locator
        places = [page.locator("header"), page.locator("main > section").first, card, error]
        for place in places:
            for part in ("h1", "h2", "p", "#pick", ".sentence", ".digit", "th", "td", "a"):
                for element in place.locator(part).all():
                    if element.is_visible() and element.inner_text().strip():
                        contrast = element.evaluate(CONTRAST)
                        assert contrast >= 4.5, f"{part} in {scheme}: {element.inner_text()!r}"
                        looked_at += 1
        assert looked_at > 25
    assert backgrounds["light"] != backgrounds["dark"]


def test_everything_can_be_done_by_the_keyboard_alone(visit_briefly):
    """Tab goes past what can be used and shows where it is; Enter and Space open the dialog."""
    visitor = visit_briefly().open().until_ready()
    page = visitor.page
    stops = []
    for _ in range(20):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => {
              const element = document.activeElement;
              const style = getComputedStyle(element);
              const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
              return element === document.body ? null : [element.id || element.tagName, ring];
            }"""
        )
        if here is None:
            break
        assert here[1], f"no focus ring around {here[0]!r}"
        stops.append(here[0])
    assert "pick" in stops
    assert "file" not in stops, "the file input behind the button is a second, unseen stop"
    # Playwright takes the dialog over while anyone listens. Someone always does here: to begin and
    # end with each key would race with the key itself.
    page.on("filechooser", lambda _: None)
    page.locator("#pick").focus()
    for key in ("Enter", "Space"):
        with page.expect_file_chooser() as chooser:
            page.keyboard.press(key)
        chooser.value.set_files(file(f"{key}.png", encode(write(4))))
        assert visitor.card(f"{key}.png").answered().digit == "4"


def test_a_screen_reader_hears_the_answer_and_the_error(settled):
    status = settled.page.locator("#status")
    expect(status).to_have_attribute("role", "status")
    settled.pick(file("heard.png", encode(write(3))))
    expect(status).to_contain_text("The digit in this image is 3")
    settled.pick(file("heard.pdf", b"%PDF-1.7"))
    expect(status).to_contain_text("PDF")
    expect(settled.page.locator("#failure")).to_have_attribute("role", "alert")


def test_pictures_and_controls_have_names_and_the_page_a_language(settled):
    settled.pick(file("named.png", encode(write(3))))
    card = settled.card("named.png").answered()
    assert settled.page.locator("html").get_attribute("lang") == "en"
    assert settled.page.locator("h1").count() == 1
    assert settled.page.title()
    for element in card.locator.locator("img, canvas, [role=img]").all():
        label = element.get_attribute("alt") or element.get_attribute("aria-label")
        assert label, f"no text instead of {element.evaluate('(each) => each.outerHTML')}"
    assert (
        settled.page.get_by_role("button", name=re.compile("picture|photo", re.IGNORECASE)).count()
        >= 1
    )


def test_nothing_moves_for_whom_motion_is_too_much(shown):
    assert max(durations(shown)) > 0.01, "nothing moves at all, so that nothing is tested"
    shown.page.emulate_media(reduced_motion="reduce")
    assert max(durations(shown)) <= 0.01


def durations(visitor):
    """The seconds of all transitions and animations that the page's style asks for."""
    found = visitor.page.evaluate(
        """() => [...document.querySelectorAll("*")].flatMap((each) => {
          const style = getComputedStyle(each);
          return `${style.transitionDuration}, ${style.animationDuration}`.split(", ");
        }).map(parseFloat)"""
    )
    assert len(found) > 50
    return found
