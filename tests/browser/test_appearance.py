"""The page fits every screen and every person: phone, dark, keyboard, screen reader, no motion."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import file
from tests.handwriting import encode, write

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
NARROW = {"viewport": {"width": 320, "height": 568}}

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


def with_cards(visitor):
    """A page with a result and an error."""
    visitor.open().until_ready()
    long = "a-file-whose-name-is-so-long-that-it-fits-on-no-line-of-any-telephone-in-the-world.png"
    visitor.pick(file("bad.pdf", b"%PDF-1.7"), file(long, encode(write(7))))
    for name in ("bad.pdf", long):
        visitor.card(name).answered()
    return visitor


@pytest.mark.parametrize("screen", [PHONE, NARROW], ids=["phone", "narrow"])
def test_nothing_is_wider_than_a_small_screen(visit, screen):
    visitor = with_cards(visit(**screen))
    assert visitor.page.evaluate(OVERFLOW) == 0
    button = visitor.page.locator("#pick").bounding_box()
    assert button is not None
    assert button["height"] >= 44, "too small for a finger"
    for part in (".sentence", ".digit", ".photo", ".bars", ".network-input"):
        box = visitor.newest().locator.locator(part).bounding_box()
        assert box is not None, f"{part} is not shown"
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= screen["viewport"]["width"]


def test_text_can_be_read_in_light_and_in_dark(visit):
    backgrounds = {}
    for scheme in ("light", "dark"):
        visitor = with_cards(visit(color_scheme=scheme))
        page = visitor.page
        backgrounds[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        looked_at = 0
        for part in ("h1", "p", "#pick", ".sentence", ".digit", ".bars *", "a", "#status"):
            for element in page.locator(part).all():
                if element.is_visible() and element.inner_text().strip():
                    contrast = element.evaluate(CONTRAST)
                    assert contrast >= 4.5, f"{part} in {scheme}: {element.inner_text()!r}"
                    looked_at += 1
        assert looked_at > 20
    assert backgrounds["light"] != backgrounds["dark"]


def test_everything_can_be_done_by_the_keyboard_alone(visit):
    visitor = visit().open().until_ready()
    page = visitor.page
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "pick":
            break
    assert page.evaluate("document.activeElement.id") == "pick", "Tab does not reach the button"
    for key in ("Enter", "Space"):
        with page.expect_file_chooser() as chooser:
            page.keyboard.press(key)
        chooser.value.set_files(file(f"{key}.png", encode(write(4))))
        assert visitor.card(f"{key}.png").answered().digit == "4"


def test_what_has_the_focus_is_seen(visit):
    visitor = visit().open().until_ready()
    page = visitor.page
    seen = set()
    for _ in range(20):
        page.keyboard.press("Tab")
        ring = page.evaluate(
            """() => {
              const element = document.activeElement;
              if (element === document.body) return null;
              const style = getComputedStyle(element);
              const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
              return [element.id || element.textContent.trim(), outline];
            }"""
        )
        if ring is None:
            break
        assert ring[1], f"no focus ring around {ring[0]!r}"
        seen.add(ring[0])
    assert "pick" in seen


def test_the_file_input_itself_is_no_second_stop_for_the_keyboard(visit):
    visitor = visit().open().until_ready()
    stops = []
    for _ in range(10):
        visitor.page.keyboard.press("Tab")
        stops.append(visitor.page.evaluate("document.activeElement.id"))
    assert "pick" in stops
    assert "file" not in stops


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


def test_nothing_moves_for_whom_motion_is_too_much(visit):
    visitor = with_cards(visit(reduced_motion="reduce"))
    moving = visitor.page.evaluate(
        """() => document.getAnimations().filter((each) => {
          const {duration, iterations} = each.effect.getComputedTiming();
          return each.playState === "running" && duration * iterations > 10;
        }).length"""
    )
    assert moving == 0
    durations = visitor.page.evaluate(
        """() => [...document.querySelectorAll("*")].flatMap((each) => {
          const style = getComputedStyle(each);
          return `${style.transitionDuration}, ${style.animationDuration}`.split(", ");
        }).map(parseFloat)"""
    )
    assert len(durations) > 50
    assert max(durations) <= 0.01


def test_the_page_zooms_and_reflows(visit):
    # 1280 pixels at 400 % are 320 (WCAG 1.4.10); and nobody is kept from zooming by hand.
    visitor = visit(viewport={"width": 320, "height": 256}).open()
    assert visitor.page.evaluate(OVERFLOW) == 0
    content = visitor.page.locator("meta[name=viewport]").get_attribute("content") or ""
    assert "width=device-width" in content
    assert "maximum-scale" not in content
    assert "user-scalable" not in content
