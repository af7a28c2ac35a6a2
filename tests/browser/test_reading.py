"""Someone gives the page pictures of digits, in every way there is, and reads the answers."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.visitor import file
from tests.handwriting import DIGITS, Sheet, encode, write

SENTENCE = re.compile(r"The digit in this image is (\d), (?:over )?(\d+)(?:\.\d)? % sure\.")
SEVEN = encode(write(7))


@pytest.mark.parametrize("digit", DIGITS)
def test_a_picture_that_is_picked_is_read(settled, digit):
    name = f"picked-{digit}.png"
    settled.pick(file(name, encode(write(digit, pen=0.12))))
    card = settled.card(name).answered()
    assert card.attribute("state") == "done"
    assert card.attribute("verdict") in ("digit", "unsure")
    assert card.digit == str(digit)
    assert str(digit) in card.sentence


def test_the_answer_is_one_sentence_with_the_digit_and_how_sure_it_is(settled):
    settled.pick(file("sentence.png", SEVEN))
    card = settled.card("sentence.png").answered()
    assert card.attribute("verdict") == "digit"
    said = SENTENCE.fullmatch(card.sentence.strip())
    assert said, card.sentence
    assert said[1] == "7"
    assert 90 < int(said[2]) <= 100


def test_a_card_shows_the_picture_the_probabilities_and_what_the_network_saw(settled):
    settled.pick(file("shown.png", SEVEN))
    card = settled.card("shown.png").answered()
    expect(card.photo).to_be_visible()
    assert card.photo.evaluate("(image) => image.naturalWidth ?? image.width") == 300
    bars = card.bars
    assert len(bars) == 10
    for digit, text in enumerate(bars):
        assert re.search(rf"\b{digit}\b", text), text
        assert re.search(r"\d %", text), text
    sure = [float(number) for text in bars for number in re.findall(r"([\d.]+) %", text)]
    assert len(sure) == 10
    assert sure.index(max(sure)) == 7
    reading = settled.read(SEVEN, "shown.png")
    pixels = np.array(reading["lines"][0]["digits"][0]["pixels"], np.uint8).reshape(28, 28)
    assert (card.network_input == pixels).all()
    assert pixels.max() == 255


def test_a_second_picture_is_read_without_loading_the_page_again(settled):
    settled.page.evaluate("window.stillHere = true")
    for digit in (3, 4):
        settled.pick(file("again.png", encode(write(digit))))
        assert settled.newest().answered().digit == str(digit)
    assert settled.page.evaluate("window.stillHere")


def test_the_same_file_can_be_picked_twice(settled):
    before = len(settled.names)
    for more in (1, 2):
        settled.pick(file("twice.png", SEVEN))
        expect(settled.page.locator("#cards > .card")).to_have_count(before + more)
        assert settled.newest().answered().digit == "7"
        # A browser tells of a choice only when it differs from what the input holds.
        assert settled.page.locator("#file").input_value() == ""


def test_several_pictures_are_read_one_after_the_other_and_the_newest_is_on_top(settled):
    names = [f"several-{digit}.png" for digit in (1, 2, 3)]
    settled.pick(*(file(name, encode(write(int(name[8])))) for name in names))
    for name in names:
        assert settled.card(name).answered().digit == name[8]
    assert settled.names[:3] == names[::-1]


def test_a_picture_that_is_dropped_anywhere_on_the_page_is_read(settled, tmp_path):
    path = tmp_path / "dropped.jpg"
    path.write_bytes(encode(write(2), "JPEG"))
    address = settled.page.url
    settled.drop(path)
    assert settled.card("dropped.jpg").answered().digit == "2"
    assert settled.page.url == address


def test_several_pictures_are_dropped_at_once(settled, tmp_path):
    for digit in (4, 9):
        (tmp_path / f"drop-{digit}.png").write_bytes(encode(write(digit)))
    settled.drop(tmp_path / "drop-4.png", tmp_path / "drop-9.png")
    for digit in (4, 9):
        assert settled.card(f"drop-{digit}.png").answered().digit == str(digit)
    assert settled.names[:2] == ["drop-9.png", "drop-4.png"]


def test_a_picture_that_is_pasted_is_read(settled):
    before = len(settled.names)
    settled.paste(encode(write(6)))
    expect(settled.page.locator("#cards > .card")).to_have_count(before + 1)
    assert settled.newest().answered().digit == "6"


def test_pasted_text_is_refused_and_costs_no_picture(settled):
    before = settled.names
    settled.page.evaluate(
        """() => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", "seven");
          document.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true}));
        }"""
    )
    assert settled.card("What you pasted").answered().attribute("code") == "not-an-image"
    settled.pick(file("after-text.png", SEVEN))
    settled.card("after-text.png").answered()
    assert settled.names == ["after-text.png", "What you pasted", *before]


def test_white_chalk_on_a_black_board_is_read(settled):
    board = Sheet(paper=(20, 24, 22), ink=(235, 238, 230))
    settled.pick(file("chalk.png", encode(write(3, board))))
    assert settled.card("chalk.png").answered().digit == "3"


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photograph_is_turned_as_its_camera_says(settled, orientation):
    image = write(4)
    back = {1: 0, 3: 180, 6: 90, 8: 270}[orientation]  # what undoes the turn of the viewer
    turned = image.rotate(back, expand=True)
    exif = turned.getexif()
    exif[0x0112] = orientation
    content = encode(turned, "JPEG", quality=95, exif=exif)
    assert settled.read(content)["text"] == "4"


def test_a_name_is_shown_as_text_whatever_it_holds(settled):
    name = "<img src=x onerror=document.title='broken'>&amp;.png"
    settled.pick(file(name, SEVEN))
    card = settled.newest().answered()
    assert card.attribute("name") == name
    assert settled.page.locator("#cards img[src=x]").count() == 0
    assert "broken" not in settled.page.title()
