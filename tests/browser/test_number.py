"""A picture with several digits: its boxes, its text, the keys, and copying.

What the page is told of a picture is made up here (`tests.browser.numbers.tell`), so that every
digit, doubt and reason is known; all that the page makes of it is its own code in real Chromium.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.numbers import PAGE, TEXT, Numbers, doubt, show, tell
from tests.browser.test_appearance import CONTRAST, OVERFLOW
from tests.browser.visitor import file
from tests.handwriting import encode, write

# A card slides in while it arrives.
STILL = "(card) => Promise.all(card.getAnimations({subtree: true}).map((each) => each.finished))"
SELECTED = "document.getSelection().toString()"


def boxes(card):
    return card.get_by_role("listbox", name="Digits found").get_by_role("option")


def place(element):
    """Where an element is on the page."""
    box = element.bounding_box()
    assert box is not None, "it is not shown"
    return box


def chosen(card):
    """The names of the boxes that are marked as chosen."""
    marked = card.locator(".boxes [role=option][aria-selected=true]").all()
    return [each.get_attribute("aria-label") for each in marked]


def test_every_digit_has_a_box_where_it_is_in_the_picture(told):
    card = show(told, "1247")
    expect(boxes(card)).to_have_count(4)
    expect(card.locator(".picture.shown")).to_be_visible()
    card.evaluate(STILL)
    photo = place(card.locator(".photo"))
    scale = photo["width"] / 960
    reading = Numbers("1247", (960, 720)).reading("number.png")
    for box, digit in zip(boxes(card).all(), reading["lines"][0]["digits"], strict=True):
        seen = place(box)
        left, top, width, height = digit["box"]
        room = 0.06 * max(width, height)
        assert seen["x"] - photo["x"] == pytest.approx((left - room) * scale, abs=4)
        assert seen["y"] - photo["y"] == pytest.approx((top - room) * scale, abs=4)
        assert seen["width"] == pytest.approx((width + 2 * room) * scale, abs=6)


@pytest.mark.parametrize(("size", "thin"), [((960, 720), False), ((300, 6000), True)])
def test_the_boxes_of_a_picture_seen_small_have_thin_lines(told, size, thin):
    """Thick ones would hide the digits."""
    card = show(told, "12\n47", size=size)
    look = "(box) => parseFloat(getComputedStyle(box).strokeWidth)"
    assert (boxes(card).nth(1).evaluate(look) < 3) == thin


def test_a_box_says_what_it_holds_and_how_sure_that_is(told):
    card = show(told, doubts={2: doubt(1)})
    names = [box.get_attribute("aria-label") for box in boxes(card).all()]
    assert names[0] == "1, 99 % sure, digit 1 of 6"
    assert names[2] == "7, 62 % sure, in doubt, digit 3 of 6"


def test_doubt_is_a_colour_and_a_pattern_in_the_boxes_and_in_the_text(told):
    card = show(told, doubts={2: doubt(1)})
    look = "(box) => [getComputedStyle(box).stroke, getComputedStyle(box).strokeDasharray]"
    sure, doubtful = (boxes(card).nth(each).evaluate(look) for each in (1, 2))
    assert sure[0] != doubtful[0]
    assert sure[1] == "none"
    assert doubtful[1] != "none"
    digits = card.locator(".number span")
    look = "(digit) => [getComputedStyle(digit).color, getComputedStyle(digit).textDecorationLine]"
    sure, doubtful = (digits.nth(each).evaluate(look) for each in (1, 2))
    assert sure[0] != doubtful[0]
    assert (sure[1], doubtful[1]) == ("none", "underline")


def test_what_may_be_a_digit_has_a_box_with_a_question_mark_and_words(told):
    numbers = Numbers("47", (960, 720))
    reading = numbers.reading("doubts.png")
    reading["verdict"] = "unsure"
    reading["doubts"] = [{"box": [700, 500, 60, 90], "confidence": 0.3}]
    tell(told, reading)
    told.pick(file("doubts.png", numbers.picture()))
    card = told.newest().answered().locator
    mark = card.locator(".boxes .left-out")
    expect(mark).to_have_count(1)
    expect(mark.locator("text")).to_have_text("?")
    expect(mark.locator("title")).to_have_text("May be a digit, left out")
    look = "(box) => getComputedStyle(box).strokeDasharray"
    assert mark.locator("rect").evaluate(look) != "none"
    expect(card.locator(".more")).to_contain_text("Something else may be a digit")
    expect(boxes(card)).to_have_count(3)
    expect(boxes(card).and_(mark)).to_have_attribute("aria-label", "May be a digit, left out")


def test_where_nothing_is_read_what_may_be_a_digit_is_shown_all_the_same(told):
    numbers = Numbers("4", (960, 720))
    reading = numbers.reading("only.png")
    nothing = {"verdict": "nothing", "text": "", "reason": "not-a-digit", "lines": []}
    tell(told, {**reading, **nothing, "doubts": [{"box": [400, 300, 60, 90], "confidence": 0.3}]})
    told.pick(file("only.png", numbers.picture()))
    card = told.newest().answered().locator
    expect(card.locator(".boxes .left-out")).to_have_count(1)
    expect(card.locator(".more")).to_contain_text("Something else may be a digit")


def test_signs_are_in_the_text_and_not_among_the_digits_that_can_be_chosen(told):
    numbers = Numbers("350", (960, 720))
    reading = numbers.reading("amount.png")
    reading["text"] = reading["lines"][0]["text"] = "3,50"
    tell(told, reading)
    told.pick(file("amount.png", numbers.picture()))
    card = told.newest().answered().locator
    expect(card.locator(".number")).to_have_text("3,50")
    expect(card.locator(".number span")).to_have_text(["3", "5", "0"])
    expect(card.locator(".headline")).to_contain_text("3,50")


def test_a_click_on_a_box_shows_the_evidence_for_its_digit(told):
    card = show(told)
    boxes(card).nth(4).click()
    assert chosen(card) == ["9, 99 % sure, digit 5 of 6"]
    expect(card.locator(".which")).to_have_text("Digit 5 of 6: 9, 99 % sure.")
    expect(card.locator(".bars .best th")).to_have_text("9")
    expect(card.locator(".bars tr")).to_have_count(10)
    expect(card.locator(".number .chosen")).to_have_text("9")
    pixels = Numbers(TEXT).reading("")["lines"][1]["digits"][1]["pixels"]
    assert told.newest().network_input.ravel().tolist() == pixels


def test_a_click_beside_a_box_means_the_nearest_and_one_far_away_none(told):
    card = show(told)
    card.locator(".photo").scroll_into_view_if_needed()
    box = place(boxes(card).nth(3))
    told.page.mouse.click(box["x"] - 12, box["y"] + box["height"] / 2)
    assert chosen(card) == ["8, 99 % sure, digit 4 of 6"]
    photo = place(card.locator(".photo"))
    told.page.mouse.click(photo["x"] + 3, photo["y"] + 3)
    assert chosen(card) == ["8, 99 % sure, digit 4 of 6"]


def test_a_click_on_a_digit_of_the_text_chooses_it(told):
    card = show(told)
    card.locator(".number span").nth(2).click()
    assert chosen(card) == ["7, 99 % sure, digit 3 of 6"]


def test_the_arrow_keys_go_from_digit_to_digit(told):
    card = show(told)
    boxes(card).first.focus()
    for key, digit in (
        ("ArrowRight", 2), ("ArrowRight", 3), ("ArrowRight", 4), ("ArrowLeft", 3),
        ("ArrowDown", 6), ("ArrowUp", 3), ("Home", 1), ("ArrowLeft", 1), ("ArrowUp", 1),
        ("ArrowDown", 4), ("End", 6), ("ArrowRight", 6), ("ArrowDown", 6),
    ):  # fmt: skip
        told.page.keyboard.press(key)
        (name,) = chosen(card)
        assert name.endswith(f"digit {digit} of 6"), f"{key} went to {name}"
        assert told.page.evaluate("document.activeElement.getAttribute('aria-label')") == name


def test_the_boxes_are_one_stop_for_the_tab_key_and_show_the_focus(told):
    card = show(told)
    ring = card.locator(".boxes .ring")
    expect(ring).to_be_hidden()
    boxes(card).first.focus()
    told.page.keyboard.press("ArrowRight")
    expect(ring).to_be_visible()
    around, box = place(ring), place(boxes(card).nth(1))
    assert around["x"] < box["x"]
    assert around["x"] + around["width"] > box["x"] + box["width"]
    told.page.keyboard.press("Tab")
    expect(card.locator(".copy")).to_be_focused()
    told.page.keyboard.press("Shift+Tab")
    expect(boxes(card).nth(1)).to_be_focused()


def test_what_is_in_doubt_is_looked_at_first(told):
    card = show(told, doubts={4: doubt(4)})
    assert chosen(card) == ["9, 62 % sure, in doubt, digit 5 of 6"]
    expect(card.locator(".which")).to_have_text("Digit 5 of 6: probably 9, could be 4.")


def test_a_digit_that_was_read_again_says_how_often_that_agreed(told):
    card = show(told, doubts={2: doubt(1)})
    expect(card.locator(".again")).to_have_text("Read again in 8 other ways: 6 agreed.")
    boxes(card).first.click()
    expect(card.locator(".again")).to_be_empty()


def test_what_is_selected_in_the_text_is_the_text_to_the_character(told):
    card = show(told, doubts={2: doubt(1)})
    text = card.locator(".number")
    text.scroll_into_view_if_needed()
    first, last = (
        place(text.locator("span").first),
        place(text.locator("span").last),
    )
    told.page.mouse.move(first["x"] + 1, first["y"] + first["height"] / 2)
    told.page.mouse.down()
    told.page.mouse.move(last["x"] + last["width"] + 20, last["y"] + last["height"] / 2, steps=10)
    told.page.mouse.up()
    assert told.page.evaluate(SELECTED) == TEXT
    # The end of a selection chooses no digit.
    assert chosen(card) == ["7, 62 % sure, in doubt, digit 3 of 6"]
    told.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    told.page.keyboard.press("ControlOrMeta+c")
    assert told.page.evaluate("navigator.clipboard.readText()") == TEXT


def test_the_button_copies_the_text_and_says_so(told):
    told.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = show(told)
    button = card.locator(".copy")
    button.click()
    expect(button).to_have_text("Copied")
    expect(told.page.locator("#status")).to_have_text("Copied")
    assert told.page.evaluate("navigator.clipboard.readText()") == TEXT
    expect(button).to_have_text("Copy")


@pytest.mark.parametrize("clipboard", ["undefined", "{writeText: async () => { throw Error() }}"])
def test_where_the_clipboard_is_refused_the_text_is_selected(told, clipboard):
    card = show(told)
    told.page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', "
        f"{{configurable: true, get: () => ({clipboard})}})"
    )
    try:
        card.locator(".copy").click()
        expect(card.locator(".copying .note")).to_contain_text("The number is selected")
        expect(told.page.locator("#status")).to_contain_text("The number is selected")
        assert told.page.evaluate(SELECTED) == TEXT
    finally:
        told.page.evaluate("delete navigator.clipboard")


TICKS = """
() => {
  const told = window.inkling.read;
  window.turns = 0;
  window.tasks = [];
  new PerformanceObserver((list) => list.getEntries().forEach(({startTime, duration}) =>
    window.tasks.push([startTime, duration]))).observe({type: "longtask"});
  window.inkling = {...window.inkling, read: async (...given) => {
    const reading = await told(...given);
    const now = performance.now.bind(performance);
    window.begun = now();
    // The clock of a slow machine: each look at it is a slice of work later.
    let late = 0;
    performance.now = () => now() + (late += 20);
    const turn = () => {
      const {state} = document.querySelector("#cards > .card").dataset;
      if (state === "done") {
        performance.now = now;
        return;
      }
      window.turns += 1;
      setTimeout(turn, 0);
    };
    setTimeout(turn, 0);
    return reading;
  }};
}
"""


def test_a_page_of_200_digits_does_not_hold_up_the_page(told):
    """Others get their turn while boxes are drawn. Long tasks are printed: machines differ."""
    numbers = Numbers(PAGE, (1200, 1600))
    tell(told, numbers.reading("page.png"))
    told.page.evaluate(TICKS)
    told.pick(file("page.png", numbers.picture()))
    card = told.newest().answered().locator
    expect(boxes(card)).to_have_count(200)
    assert card.locator(".number").evaluate("(text) => text.textContent") == PAGE
    tasks = told.page.evaluate("window.tasks.filter(([start]) => start > window.begun)")
    print("tasks over 50 ms while 200 digits were shown:", [round(each[1]) for each in tasks])
    # Not once where all is done in one go.
    turns = told.page.evaluate("window.turns")
    print("turns of others meanwhile:", turns)
    assert turns >= 100


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_fit_on_a_telephone_and_can_be_read_on_it(told, scheme):
    page, before = told.page, told.page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    try:
        for text, doubts in (("1247", {}), (PAGE, {3: doubt(1)}), ("1" * 60, {3: doubt(7)})):
            card = show(told, text, doubts=doubts)
            page.wait_for_function("document.getAnimations().length === 0")
            assert page.evaluate(OVERFLOW) == 0
            photo = place(card.locator(".picture"))
            assert photo["width"] >= 300, "the picture has the card's full width"
            assert place(card.locator(".copy"))["height"] >= 44
            looked_at = card.locator(
                ".number, .number .doubtful, .number .chosen, .copy, .which, p"
            )
            for element in looked_at.all():
                if element.is_visible() and element.inner_text().strip():
                    assert element.evaluate(CONTRAST) >= 4.5, element.inner_text()
            size = card.locator(".number").evaluate("(text) => getComputedStyle(text).fontSize")
            assert (float(size[:-2]) > 60) == (text == "1247"), size
    finally:
        page.set_viewport_size(before)
        page.emulate_media(color_scheme="light", reduced_motion="no-preference")


def test_a_tall_picture_that_stays_in_view_covers_nothing_of_its_card(told):
    """However far one scrolls."""
    numbers = Numbers(PAGE, (1200, 1600))
    tell(told, numbers.reading("page.png"))
    told.pick(file("page.png", numbers.picture()))
    card = told.newest().answered().locator
    card.evaluate(STILL)
    below = [card.locator(each) for each in (".trace", ".details")]
    for scrolled in range(0, 4000, 200):
        told.page.evaluate(f"window.scrollTo(0, {scrolled})")
        photo = place(card.locator(".picture"))
        for other in map(place, below):
            assert (
                photo["y"] + photo["height"] <= other["y"]
                or photo["x"] + photo["width"] <= other["x"]
            ), scrolled
    told.page.evaluate("window.scrollTo(0, 0)")


def test_a_picture_that_the_browser_cannot_show_still_has_its_boxes(told):
    reading = Numbers("47").reading("scan.tiff")
    tell(told, reading)
    told.pick(file("scan.tiff", encode(write(4), "TIFF"), "image/tiff"))
    card = told.newest().answered().locator
    boxes(card).nth(1).click()
    assert chosen(card) == ["7, 99 % sure, digit 2 of 2"]
