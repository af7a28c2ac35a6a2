"""How a picture was read is shown to who asks.

What the page is told of a picture is made up here (`tests.browser.numbers.tell`); all that the page
makes of it is its own code in real Chromium.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.numbers import PAGE, show, stage
from tests.handwriting import Sheet, blank, encode

PICTURE = encode(blank())
LONG = encode(blank(Sheet(size=(24, 480))))  # a picture of 300 x 6,000 pixels as a stage
TITLES = ["The picture", "Ink found", "Centres and boxes", "Lines", "What the network saw"]

# Stages of which the point in the middle, where it is in the window, shows something else; and how
# many were looked at.
# What has been scrolled under the bar of ways in, at the window's upper edge, is out of sight.
COVERED = """
(card) => {
  const bar = document.querySelector(".ways").getBoundingClientRect();
  const seen = [...card.querySelectorAll(".stages img, .stages figcaption")].map((each) => {
    const {left, right, top, bottom} = each.getBoundingClientRect();
    return [each, (left + right) / 2, (top + bottom) / 2];
  }).filter(([, x, y]) => y > (x < bar.right ? bar.bottom : 0) && y < innerHeight);
  const covered = seen.filter(([each, x, y]) => document.elementFromPoint(x, y) !== each);
  return [covered.length, seen.length];
}
"""

IS_AHEAD = "(card) => card.getBoundingClientRect().bottom > 0"


@pytest.fixture
def wide(told):
    """The shared page in the window of a small laptop; it is as before when the test is over."""
    before = told.page.viewport_size
    told.page.set_viewport_size({"width": 1280, "height": 800})
    told.page.evaluate("document.querySelector('#notice .dismiss').click()")
    yield told
    told.page.set_viewport_size(before)


def opened(visitor, text, size, picture):
    """A card with its stages shown."""
    steps = [stage("step", title, picture) for title in TITLES]
    card = show(visitor, text, "steps.png", size, {"steps.png": steps})
    card.get_by_text("How it was read").click()
    expect(card.locator(".stages li")).to_have_count(len(TITLES))
    return card


def test_how_it_was_read_is_asked_for_once_and_shown(told):
    steps = [stage("ink", "Ink found", PICTURE), stage("boxes", "Digits found", PICTURE)]
    card = show(told, "47", "steps.png", traces={"steps.png": steps})
    assert told.page.evaluate("window.asked") == [["steps.png", False]]
    summary = card.get_by_text("How it was read")
    summary.click()
    expect(card.locator(".stages figcaption")).to_have_text(["Ink found", "Digits found"])
    for image in card.locator(".stages img").all():
        assert image.evaluate("async (image) => (await image.decode(), image.naturalWidth)") == 300
    expect(card.locator(".trace .note")).to_be_empty()
    summary.click()
    expect(card.locator(".stages")).to_be_hidden()
    summary.click()
    expect(card.locator(".stages")).to_be_visible()
    assert told.page.evaluate("window.asked") == [["steps.png", False], ["steps.png", True]]
    expect(card.locator(".stages li")).to_have_count(2)


def test_a_trace_that_cannot_be_had_says_why_and_can_be_asked_for_again(told):
    card = show(told, "47", "broken.png")
    told.page.evaluate(
        """() => {
          const read = window.inkling.read;
          window.inkling = {...window.inkling, read: async () => {
            window.inkling = {...window.inkling, read};
            throw Object.assign(new Error("It went wrong."), {code: "engine-failed"});
          }};
        }"""
    )
    summary = card.get_by_text("How it was read")
    summary.click()
    expect(card.locator(".trace .note")).to_have_text("It went wrong.")
    summary.click()
    summary.click()
    expect(card.locator(".trace .note")).to_have_text(
        "There are no steps to show for this picture."
    )


@pytest.mark.parametrize(
    ("text", "size"),
    [("7", (300, 300)), ("4712", (960, 720)), ("4712", (1600, 400)), (PAGE, (1200, 1600))],
    ids=["digit", "number", "wide", "page"],
)
def test_nothing_covers_a_stage_however_far_one_scrolls(wide, text, size):
    card = opened(wide, text, size, PICTURE)
    page = wide.page
    page.mouse.move(640, 400)
    looked_at = 0
    before = -1
    # To the card's end: other tests may have left hundreds of cards below it.
    while (at := page.evaluate("scrollY")) != before and card.evaluate(IS_AHEAD):
        covered, seen = card.evaluate(COVERED)
        assert not covered, f"scrolled to {at}"
        looked_at += seen
        before = at
        page.mouse.wheel(0, 100)
        # What is scrolled has moved by the second frame; at the end it stays.
        page.evaluate("new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")
    assert looked_at >= 2 * len(TITLES)


def test_a_long_picture_has_stages_that_fit_the_window_and_can_be_seen_large(wide):
    card = opened(wide, "1\n2\n3\n4", (300, 6000), LONG)
    image = card.locator(".stages img").first
    size = "(image) => [image.clientWidth, image.clientHeight]"
    for each in card.locator(".stages img").all():
        assert each.evaluate(size)[1] <= 0.6 * 800
        assert each.evaluate("(image) => getComputedStyle(image).objectFit") == "contain"
    small = image.evaluate(size)
    button = card.get_by_role("button", name="The picture, larger")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.focus()
    wide.page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    large = image.evaluate(size)
    assert large[0] > 2 * small[0]
    assert 2 * small[1] < large[1] <= 3 * 800
    button.click()
    assert image.evaluate(size) == small
