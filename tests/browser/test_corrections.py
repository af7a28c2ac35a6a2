"""A reading is corrected by keys, in its text, and by a box around what was missed.

What the page is told of a picture is made up (`tests.browser.numbers.tell`), but for the last test.
"""

import csv
import io
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.numbers import TEXT, Numbers, doubt, show, tell, unseen
from tests.browser.test_appearance import CONTRAST, OVERFLOW, PHONE
from tests.browser.test_number import STILL, boxes, chosen, place
from tests.browser.visitor import file
from tests.handwriting import Sheet, encode, write

FOCUSED = "document.activeElement.getAttribute('aria-label')"


def press(visitor, *keys):
    for key in keys:
        visitor.page.keyboard.press(key)


def shown(visitor, text=TEXT, name="number.png", doubts=None):
    """The newest card of this name, whatever else comes."""
    show(visitor, text, name, doubts=doubts)
    return visitor.card(name).locator


def number(card):
    return card.locator(".number").evaluate("(text) => text.textContent")


def open_panel(card):
    """The panel of a card, opened."""
    card.get_by_role("button", name="Correct", exact=True).click()
    panel = card.get_by_role("group", name="Corrections")
    expect(panel).to_be_visible()
    return panel


def test_digits_are_corrected_by_keys_alone(told):
    """From the top of the page to the last doubt, as somebody does who has no mouse."""
    card = shown(told, doubts={2: doubt(1), 4: doubt(4)})
    page = told.page
    press(told, "n")
    assert chosen(card) == ["7, 62 % sure, in doubt, digit 3 of 6"]
    assert page.evaluate(FOCUSED) == chosen(card)[0]
    press(told, "1")
    assert number(card) == "12 1\n895"
    name = "1, corrected; read as 7, 62 % sure"
    assert chosen(card) == [name], "the next digit is chosen by who wants it"
    expect(page.locator("#status")).to_have_text(f"{name}.")
    expect(card.locator(".which")).to_have_text(f"Digit 3 of 6: {name}.")
    expect(card.locator(".headline")).to_have_text("Probably 12, 1 and 895.")
    expect(card.locator(".more")).to_have_text("You corrected 1 digit. 1 is in doubt still.")
    # By shape and by word, not by colour alone.
    expect(card.locator(".boxes .said")).to_have_text("1")
    corrected = card.locator(".number .corrected")
    expect(corrected).to_have_attribute("title", name)
    look = "(digit) => getComputedStyle(digit).textDecorationStyle"
    assert corrected.evaluate(look) == "double"
    press(told, "ArrowRight", "Delete")
    assert number(card) == "12 1\n95"
    assert chosen(card) == ["No digit; read as 8, 99 % sure"]
    expect(card.locator(".boxes .cross")).to_be_visible()
    press(told, "Backspace", "8", "n")
    assert chosen(card) == ["9, 62 % sure, in doubt, digit 5 of 6"]
    press(told, "Enter")
    assert chosen(card) == ["9, accepted; read as 9, 62 % sure"]
    expect(card.locator(".headline")).to_have_text("The numbers are 12, 1 and 895.")
    expect(card.locator(".more")).to_have_text("You corrected 1 digit.")
    expect(card).to_have_attribute("data-corrected", "")
    press(told, "n")
    expect(page.locator("#notice")).to_contain_text("Nothing is in doubt.")
    press(told, "Control+z", "Control+z", "Control+z", "Control+z", "Control+z")
    assert number(card) == TEXT
    assert card.get_attribute("data-corrected") is None
    expect(card.locator(".more")).to_have_text("2 of 6 digits are in doubt.")
    expect(card.locator(".boxes .said, .boxes .cross")).to_have_count(0)


def test_n_goes_over_the_whole_desk_and_around_and_leaves_letters_alone(told):
    first = shown(told, "12\n3", name="below.png", doubts={1: doubt(1)})
    second = shown(told, "47", name="above.png", doubts={0: doubt(1), 1: doubt(1)})
    told.page.locator("#pick").focus()
    places = []
    for _ in range(3):
        press(told, "n")
        places.append((chosen(first), chosen(second)))
    two, four, seven = (
        f"{digit}, 62 % sure, in doubt, digit {at} of {count}"
        for digit, at, count in ((2, 2, 3), (4, 1, 2), (7, 2, 2))
    )
    assert [(a, b)[at] for (a, b), at in zip(places, (1, 1, 0), strict=True)] == [
        [four], [seven], [two],
    ]  # fmt: skip
    field = open_panel(second).get_by_label("Text")
    field.focus()
    press(told, "End", "n")
    expect(field).to_have_text("47n")
    press(told, "Backspace", "Escape")
    expect(second.locator(".correct")).to_be_focused()
    first.locator(".boxes [tabindex='0']").focus()
    press(told, "Enter")
    second.locator(".boxes [tabindex='0']").focus()
    press(told, "Enter")


def test_what_is_typed_into_the_text_wins(told):
    card = shown(told, doubts={2: doubt(1)})
    panel = open_panel(card)
    field = panel.get_by_label("Text")
    expect(field).to_have_text(TEXT)
    field.focus()
    # The second line goes before the first, whose numbers are joined.
    press(told, "Control+a")
    told.page.keyboard.type("8")
    expect(card.locator(".number")).to_have_text("8")  # somebody rests, and goes on
    told.page.keyboard.type("95\n127")
    expect(card.locator(".headline")).to_have_text("Probably 895 and 127.")
    expect(card.locator(".more")).to_have_text("You changed the text. 1 is in doubt still.")
    assert number(card) == "895\n127"
    press(told, "Escape")
    # Its digits have their boxes still.
    card.locator(".number span").nth(5).click()
    assert chosen(card) == ["7, 62 % sure, in doubt, digit 3 of 6"]
    press(told, "1")
    assert number(card) == "895\n121"
    told.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card.locator(".copy").click()
    expect(card.locator(".copy")).to_have_text("Copied")
    assert told.page.evaluate("navigator.clipboard.readText()") == "895\n121"
    panel = open_panel(card)
    panel.get_by_role("button", name="As it was read").click()
    assert number(card) == TEXT
    panel.get_by_role("button", name="Undo").click()
    assert number(card) == "895\n121"


def test_one_digit_is_corrected_as_well_and_can_become_a_number(told):
    card = shown(told, "7", name="one.png", doubts={0: doubt(1)})
    digit = card.locator(".digit")
    told.page.locator("#pick").focus()
    press(told, "n", "1")
    expect(digit).to_have_text("1")
    expect(digit).to_have_class("digit corrected")
    expect(card.locator(".headline")).to_have_text("The digit is 1.")
    press(told, "Delete")
    expect(digit).to_be_empty()
    expect(card.locator(".headline")).to_have_text("No digit is left.")
    expect(card.locator(".copy")).to_be_hidden()
    press(told, "7")
    expect(digit).to_have_text("7")
    expect(card.locator(".more")).to_have_text("You have accepted it.")
    panel = open_panel(card)
    panel.get_by_role("button", name="3", exact=True).click()
    expect(digit).to_have_text("3")
    panel.get_by_label("Text").fill("34\n5")
    expect(card.locator(".number")).to_have_text("34\n5")
    expect(digit).to_be_hidden()


def test_a_picture_that_is_not_seen_yet_is_corrected_by_keys(told):
    with unseen(told.page):
        card = shown(told, "7", name="unseen.png", doubts={0: doubt(1)})
    drawn = card.locator(".boxes")
    expect(card.locator(".picture")).not_to_have_class("picture shown")
    expect(drawn).to_have_css("opacity", "0")
    told.page.locator("#pick").focus()
    press(told, "n")
    expect(drawn).to_have_css("opacity", "1")
    press(told, "1")
    expect(card.locator(".digit")).to_have_text("1")


def test_a_mark_that_was_left_out_is_said_to_be_a_digit_by_a_key(told):
    numbers = Numbers("47", (960, 720))
    reading = numbers.reading("out.png")
    reading["verdict"] = "unsure"
    reading["doubts"] = [{"box": [850, 300, 60, 90], "confidence": 0.3}]
    tell(told, reading)
    told.pick(file("out.png", numbers.picture()))
    card = told.card("out.png").answered().locator
    told.page.locator("#pick").focus()
    press(told, "n")
    assert chosen(card) == ["May be a digit, left out"]
    expect(card.locator(".which")).to_contain_text("type 0 to 9, or Delete")
    expect(card.locator(".bars")).to_be_hidden()
    press(told, "5")
    expect(card.locator(".number")).to_have_text("475")
    expect(card.locator(".left-out")).to_have_count(0)
    press(told, "ArrowLeft")
    assert chosen(card) == ["7, 99 % sure, digit 2 of 2"]
    expect(card.locator(".bars")).to_be_visible()


def drag(visitor, card, left, top, right, bottom):
    """Drag a box over a part of the picture, in pixels of one that is 960 by 720."""
    card.evaluate(STILL)
    card.locator(".photo").scroll_into_view_if_needed()
    photo = place(card.locator(".photo"))
    scale = photo["width"] / 960
    mouse = visitor.page.mouse
    mouse.move(photo["x"] + left * scale, photo["y"] + top * scale)
    mouse.down()
    mouse.move(photo["x"] + right * scale, photo["y"] + bottom * scale, steps=5)
    mouse.up()


def test_a_digit_that_was_missed_is_read_in_a_box_that_is_drawn(settled):
    """By the engine: the page forgets a digit that it has read, and the visitor finds it again."""
    numbers = Numbers("4723", (960, 720))
    whole = numbers.reading("missed.png")
    less = json.loads(json.dumps(whole))
    seven = less["lines"][0]["digits"].pop(1)
    less["text"] = less["lines"][0]["text"] = "423"
    settled.page.evaluate(
        """(reading) => {
          window.inklingItself ??= window.inkling;
          const read = async (file) =>
            file.name === "missed.png" ? reading : window.inklingItself.read(file);
          window.inkling = {...window.inklingItself, read};
        }""",
        less,
    )
    try:
        settled.pick(file("missed.png", numbers.picture()))
        card = settled.card("missed.png").answered().locator
        left, top, width, height = seven["box"]
        drag(settled, card, left - 10, top - 10, left + width + 10, top + height + 10)
        expect(card.locator(".number")).to_have_text("4723")
        (name,) = chosen(card)
        assert name.startswith("7, added; read as 7, ")
        expect(card.locator(".which")).to_contain_text("7, added")
        expect(card.locator(".bars .best th")).to_have_text("7")
        expect(card.locator(".boxes .marquee")).to_have_count(0)
        assert settled.page.evaluate(FOCUSED) == name
        # Where nothing is, the visitor says what it is, or that it is nothing.
        drag(settled, card, 5, 5, 105, 105)
        expect(card.locator(".copying .note")).to_contain_text("No digit was read there")
        press(settled, "9")
        expect(card.locator(".number")).to_have_text("9\n4723")
        press(settled, "Delete")
        expect(card.locator(".number")).to_have_text("4723")
        expect(boxes(card)).to_have_count(4)
    finally:
        settled.page.evaluate("window.inkling = window.inklingItself")


def saved(visitor, name):
    """A file that the visitor saves from the bar above the cards: its name and bytes."""
    with visitor.page.expect_download() as download:
        visitor.page.locator("#results").get_by_role("button", name=name).click()
    path = download.value.path()
    return download.value.suggested_filename, Path(path).read_bytes()


def test_everything_is_taken_along_as_text_table_and_json(visit_briefly):
    visitor = visit_briefly().open().until_ready()
    page, bar = visitor.page, visitor.page.locator("#results")
    expect(bar).to_be_hidden()
    card = shown(visitor, name="=1+1.png", doubts={2: doubt(1)})
    below = place(card)["y"]
    visitor.pick(file("empty.png", b""))
    code = visitor.card("empty.png").answered().attribute("code")
    expect(bar).to_be_visible()
    assert below >= place(bar)["y"] + place(bar)["height"]
    card.locator(".number span").nth(2).click()
    press(visitor, "1")
    name, content = saved(visitor, "CSV")
    assert name.startswith("inkling-20")
    assert name.endswith(".csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [
        (row["file"], row["text as read"], row["text as corrected"], row["in doubt"])
        for row in rows
    ] == [
        ("'=1+1.png", "12", "12", "no"), ("'=1+1.png", "7", "1", "no"),
        ("'=1+1.png", "895", "895", "no"), ("empty.png", "", "", ""),
    ]  # fmt: skip
    assert rows[3]["reason"] == code
    name, content = saved(visitor, "JSON")
    assert name.endswith(".json")
    reading, failed = json.loads(content)
    corrected = reading.pop("corrected")
    assert reading == Numbers(TEXT, (960, 720)).reading("=1+1.png", {2: doubt(1)})
    assert corrected["text"] == "12 1\n895"
    assert failed == {"source": {"name": "empty.png"}, "error": {"code": code}}
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copy = bar.get_by_role("button", name="Copy all")
    copy.click()
    expect(bar.locator(".copy")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "12 1\n895"
    expect(copy).to_be_visible()
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {get: () => undefined})")
    copy.click()
    expect(bar.locator(".field")).to_have_text("12 1\n895")
    expect(bar.locator(".note")).to_contain_text("The text is selected")


@pytest.mark.parametrize("options", [PHONE, {}], ids=["phone", "desk"])
def test_all_of_it_fits_can_be_read_and_is_large_enough_for_a_finger(visit_briefly, options):
    visitor = visit_briefly(**options).open().until_ready()
    page = visitor.page
    card = shown(visitor, "4712\n895", doubts={2: doubt(1)})
    panel = open_panel(card)
    card.locator(".number span").nth(2).click()
    panel.get_by_role("button", name="7", exact=True).click()
    if options:
        page.set_viewport_size({"width": 320, "height": 568})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert page.evaluate(OVERFLOW) == 0
        for button in page.locator("#results button, .correct, .correcting button").all():
            box = place(button)
            assert min(box["width"], box["height"]) >= 43.9, button.inner_text()
            assert button.evaluate(CONTRAST) >= 4.5
        for part in (".keys", ".correcting .label", ".number .corrected", ".more"):
            assert card.locator(part).evaluate(CONTRAST) >= 4.5, part


def test_a_finger_draws_a_box_only_where_it_is_told_to(visit_briefly):
    """Else it scrolls the page."""
    visitor = visit_briefly(**PHONE).open().until_ready()
    card = shown(visitor, "47")
    panel = open_panel(card)
    look = "(element) => getComputedStyle(element).touchAction"
    assert card.locator(".boxes").evaluate(look) == "auto"
    missed = panel.get_by_role("button", name="Mark a missed digit")
    missed.click()
    expect(missed).to_have_attribute("aria-pressed", "true")
    assert card.locator(".boxes").evaluate(look) == "none"


def test_a_single_digit_of_the_engine_is_corrected(settled):
    settled.pick(file("real.png", encode(write(7, Sheet()))))
    card = settled.card("real.png").answered().locator
    box = card.get_by_role("option")
    box.focus()
    press(settled, "1")
    expect(card.locator(".digit")).to_have_text("1")
    expect(card.locator(".which")).to_contain_text("1, corrected; read as 7")
