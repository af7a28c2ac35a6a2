"""Pages on their side or upside down are read, and the boxes lie in the picture as it came."""

import numpy as np
import pytest
from PIL import Image

from tests.hand import Hand
from tests.letters import letter
from tests.network import is_sure, looked, seen
from tests.pages import Page, picture
from tests.strokes import corners, drawn, on_paper

# The transposition by which a picture comes, and the quarter turns that undo it.
TURNED = {
    Image.Transpose.ROTATE_90: 3,
    Image.Transpose.ROTATE_180: 2,
    Image.Transpose.ROTATE_270: 1,
}


def number(written, seed):
    return picture(Page((written,), seed=seed, hand=Hand(height=48, gap=0.4)))


@pytest.mark.parametrize(
    ("turn", "turns"), [(Image.Transpose.ROTATE_90, 3), (Image.Transpose.ROTATE_270, 1)]
)
def test_a_number_on_its_side_is_read_and_its_boxes_lie_in_the_picture_as_it_came(turn, turns):
    written = "04090"
    image = number(written, 23).transpose(turn)

    reading = seen(image)
    assert (reading.text, looked(image).turns, is_sure(reading)) == (written, turns, True)

    boxes = [digit.box for digit in reading.lines[0].digits]
    assert (reading.source.width, reading.source.height) == image.size
    dark = np.asarray(image.convert("L")) < 130
    assert dark.any()
    for box in boxes:  # each box holds a digit's ink up to its edges, and together they hold all
        inside = dark[box.y : box.y + box.height, box.x : box.x + box.width].copy()
        assert inside[:2].any()
        assert inside[-2:].any()
        assert inside[:, :2].any()
        assert inside[:, -2:].any()
        dark[box.y - 1 : box.y + box.height + 1, box.x - 1 : box.x + box.width + 1] = False
    assert not dark.any()
    middles = [box.y + box.height / 2 for box in boxes]
    assert middles == sorted(middles, reverse=turns == 3)


@pytest.mark.parametrize("written", ["808456", "30471", "1265"])
def test_any_number_on_its_side_is_read(written):
    assert seen(number(written, 3).transpose(Image.Transpose.ROTATE_90)).text == written


@pytest.mark.parametrize("turn", TURNED)
@pytest.mark.parametrize(
    "page",
    [
        Page(("30471", "2753 4"), seed=5),
        Page(("3141 592", "653 584", "79 323", "847 264"), seed=3, hand=Hand(height=40)),
        Page(("4732", "5143"), seed=6, ruling="lines"),
    ],
    ids=["two lines", "four lines", "ruled"],
)
def test_a_page_is_read_whichever_way_up_it_comes(page, turn):
    """Among its digits are 2, 3, 4, 5 and 7, which are no other digits upside down."""
    image = picture(page).transpose(turn)

    assert looked(image).turns == TURNED[turn]
    assert seen(image).text == page.text


def test_an_upside_down_number_s_boxes_lie_in_the_picture_as_it_came():
    upright = number("34275", 23)
    image = upright.transpose(Image.Transpose.ROTATE_180)

    digits = seen(image).lines[0].digits

    assert [digit.digit for digit in digits] == [3, 4, 2, 7, 5]
    lefts = [digit.box.x for digit in digits]
    assert lefts == sorted(lefts, reverse=True)
    for digit, other in zip(digits, seen(upright).lines[0].digits, strict=True):
        left, top, right, bottom = corners(other.box)
        turned = (
            image.width - right,
            image.height - bottom,
            image.width - left,
            image.height - top,
        )
        assert np.abs(np.subtract(corners(digit.box), turned)).max() <= 2


def test_a_column_of_digits_that_stand_upright_is_not_turned():
    image = picture(Page(("3", "7", "2", "5"), seed=4))

    assert (seen(image).text, looked(image).turns) == ("3\n7\n2\n5", 0)


@pytest.mark.parametrize("name", ["H", "K"])
def test_a_letter_between_dashes_is_not_a_number_on_its_side(name):
    dashes = [[(60.0, y), (120.0, y)] for y in (20.0, 200.0)]
    image = on_paper(drawn(letter(name, 60, 80, 60) + dashes, (180, 220), 6))

    assert not is_sure(seen(image))
