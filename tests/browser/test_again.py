"""A picture is read again as the visitor tells, by mouse, finger and keys, and back as it was."""

import base64

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.visitor import Refused, file
from tests.hand import Hand
from tests.handwriting import Sheet, blank, encode, write
from tests.pages import Page, picture

ODD = """
async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
  const ask = (options) => inkling.read(new Blob([bytes]), options).then(
    ({options}) => options, ({code, message}) => [code, message]);
  const loop = {};
  loop.region = loop;
  const late = {turn: 90};
  const answers = [
    ask({turn: NaN}), ask({turn: 90n}), ask({ink: Symbol("dark")}), ask({expect: () => 1}),
    ask({region: loop}), ask({region: new DOMRect(10, 20, 900, 900), turn: undefined}), ask(null),
    ask(late),
  ];
  late.turn = 45; // what is asked for is what stood there when it was asked
  return Promise.all(answers);
}
"""


@pytest.fixture(scope="module")
def page() -> Image.Image:
    """Two numbers below each other, upside down."""
    lines = Page(("3041", "2753"), seed=23, hand=Hand(height=48, gap=0.4))
    return picture(lines).transpose(Image.Transpose.ROTATE_180)


def laid(visitor, name, content):
    """The card of a picture that was read."""
    visitor.pick(file(name, content))
    return visitor.card(name).answered().locator


def opened(visitor, card):
    """The dialog of a card."""
    card.locator(".reread").click()
    dialog = visitor.page.locator("#again")
    expect(dialog).to_be_visible()
    return dialog


def read(card, dialog):
    """Have the card's picture read as the dialog says."""
    dialog.get_by_role("button", name="Read again").click()
    expect(dialog).to_be_hidden()
    expect(card).to_have_attribute("data-state", "done")
    expect(card.locator(".asked")).not_to_be_empty()


def test_a_part_that_is_dragged_is_read_turned_as_told_and_back(settled, page):
    card = laid(settled, "upside-down.png", encode(page))
    first = card.locator(".number").inner_text()
    dialog = opened(settled, card)
    expect(dialog.locator(".up")).to_have_text("Found by itself")
    for way in ("Turned right", "Upside down"):
        dialog.get_by_role("button", name="Turn right").click()
        expect(dialog.locator(".up")).to_have_text(way)
    area = dialog.locator(".frame").bounding_box()
    mouse = settled.page.mouse
    mouse.move(area["x"] + 4, area["y"] + 4)
    mouse.down()
    mouse.move(area["x"] + area["width"] / 2, area["y"] + 9, steps=3)
    mouse.move(area["x"] + area["width"] - 4, area["y"] + area["height"] * 0.53, steps=3)
    mouse.up()
    expect(dialog.locator(".part")).to_be_visible()
    dialog.get_by_text("Numbers").click()
    dialog.get_by_text("Dark").click()
    read(card, dialog)

    expect(card.locator(".number")).to_have_text("3041")  # once: what was there is gone
    expect(card.locator(".asked")).to_have_text(
        "Read again: this part only, upside down, dark ink, as numbers."
    )
    expect(card.locator(".bars tbody tr")).to_have_count(10)
    expect(card.locator(".boxes [role=option]")).to_have_count(4)
    # Upside down, the upper line is the lower one of the picture as it is shown.
    assert float(card.locator(".boxes .region").get_attribute("y")) > 0.4 * page.height
    assert float(card.locator(".sure").first.get_attribute("y")) > 0.4 * page.height
    expect(card.locator(".reread")).to_be_focused()
    expect(settled.page.locator("#status")).to_contain_text("3041")
    card.locator(".trace summary").click()
    expect(card.locator(".stages figcaption").first).to_have_text(
        "The part of the picture, turned by 180°"
    )

    dialog = opened(settled, card)  # with what was told last
    expect(dialog.locator(".up")).to_have_text("Upside down")
    expect(dialog.locator(".part")).to_be_visible()
    expect(dialog.get_by_label("Dark")).to_be_checked()
    settled.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()

    card.get_by_role("button", name="Back to the first reading").click()
    expect(card.locator(".number")).to_have_text(first)
    expect(card.locator(".asked")).to_be_empty()
    expect(card.locator(".first")).to_be_hidden()
    expect(card.locator(".region")).to_have_count(0)


def test_by_the_keys_alone(settled, page):
    card = laid(settled, "keys.png", encode(page.rotate(180)))
    keyboard = settled.page.keyboard
    card.locator(".reread").focus()
    keyboard.press("Enter")
    dialog = settled.page.locator("#again")
    dialog.locator("[data-act=part]").focus()
    keyboard.press("Enter")
    part = dialog.locator(".part")
    expect(part).to_be_focused()
    place = "(part) => ['left', 'top', 'width', 'height'].map((side) => part.style[side])"
    assert part.evaluate(place) == ["25%", "25%", "50%", "50%"]
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowLeft", "Shift+ArrowDown"):
        keyboard.press(key)
    assert part.evaluate(place) == ["27%", "27%", "48%", "52%"]
    dialog.get_by_role("button", name="Turn left").press("Enter")
    assert part.evaluate(place) == ["27%", "25%", "52%", "48%"]
    part.press("Delete")
    expect(part).to_be_hidden()
    expect(dialog.locator("[data-act=part]")).to_be_focused()
    dialog.get_by_role("button", name="Turn right").press("Enter")
    expect(dialog.locator(".up")).to_have_text("As shown")
    dialog.get_by_label("Anything").press("ArrowRight")
    expect(dialog.get_by_label("One digit")).to_be_checked()
    dialog.locator(".read").press("Enter")
    expect(card.locator(".asked")).to_have_text("Read again: as shown, as one digit.")
    assert card.get_attribute("data-many") is None


def test_a_picture_in_which_nothing_was_read_can_be_read_again(settled):
    card = laid(settled, "nothing.png", encode(blank()))
    expect(card.locator(".copy")).to_be_hidden()
    dialog = opened(settled, card)
    dialog.get_by_text("Light", exact=True).click()
    read(card, dialog)
    expect(card).to_have_attribute("data-verdict", "nothing")


def test_what_is_asked_for_stands_in_the_reading(settled):
    content = encode(write(7, Sheet(size=(300, 400))).rotate(90, expand=True))
    asked = {
        "turn": 90, "ink": "dark", "expect": "numbers",
        "region": {"x": 0, "y": 0, "width": 400, "height": 300},
    }  # fmt: skip
    reading = settled.read(content, **asked)
    assert (reading["text"], reading["options"], reading["schema"]) == ("7", asked, 2)
    assert reading["source"]["width"] == 400
    assert settled.read(content, **{**asked, "turn": 270})["text"] != "7"
    with pytest.raises(Refused, match="pass 0, 90, 180 or 270") as refused:
        settled.read(content, turn=45)
    assert refused.value.code == "bad-option"


def test_whatever_is_passed_as_an_option_is_answered(settled):
    encoded = base64.b64encode(encode(write(7, Sheet(size=(300, 300))))).decode()
    *refused, rectangle, nothing, late = settled.page.evaluate(ODD, encoded)
    assert [code for code, _ in refused] == ["bad-option"] * 5
    assert ["NaN" in refused[0][1], "90" in refused[1][1]] == [True, True]
    assert rectangle == {"region": {"x": 10, "y": 20, "width": 290, "height": 280}}
    assert (nothing, late) == (None, {"turn": 90})
