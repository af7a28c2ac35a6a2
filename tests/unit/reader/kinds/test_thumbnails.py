"""Thumbnails: pictures as small as those of data sets, where a stroke breaks by itself."""

import numpy as np
import pytest
from PIL import Image

from tests.network import is_sure, seen
from tests.strokes import digit, drawn, on_black


def without(strength, *boxes):
    """Lose the ink in boxes of left, top, right, bottom."""
    lost = strength.copy()
    for left, top, right, bottom in boxes:
        lost[top:bottom, left:right] = 0
    return lost


@pytest.mark.parametrize(
    ("number", "pen", "lost"),
    [
        (0, 2, [(10, 0, 12, 28), (16, 0, 18, 28)]),
        (2, 2, [(0, 17, 28, 19)]),
        (3, 2, [(0, 17, 28, 19)]),
        (5, 2, [(13, 0, 15, 28)]),
        (6, 3, [(10, 0, 12, 28), (16, 0, 18, 28)]),
        (7, 3, [(10, 0, 12, 28), (16, 0, 18, 28)]),
    ],
)
def test_a_digit_that_lost_two_pixels_of_its_strokes_is_read_whole(number, pen, lost):
    reading = seen(on_black(without(drawn(digit(number, 4, 4, 20), (28, 28), pen), *lost)))

    assert (reading.text, is_sure(reading)) == (str(number), True)


@pytest.mark.parametrize(("first", "second"), [(4, 2), (7, 5), (3, 9)])
def test_two_digits_stay_two(first, second):
    strokes = [*digit(first, 2, 8, 16), *digit(second, 20, 8, 16)]

    assert seen(on_black(drawn(strokes, (40, 32), 2))).text == f"{first}{second}"


@pytest.mark.parametrize("number", range(10))
@pytest.mark.parametrize("side", [28, 40])
def test_a_whole_digit_is_read_in_both_polarities(side, number):
    strength = drawn(digit(number, side / 2 - 10, side / 2 - 10, 20), (side, side), 2.5)

    assert seen(on_black(strength)).text == str(number)
    assert seen(Image.fromarray(255 - strength)).text == str(number)


@pytest.mark.parametrize("size", [(1, 1), (2, 9), (9, 2), (3, 3), (1, 40), (40, 1), (9, 9)])
def test_the_smallest_pictures_pass(size):
    rng = np.random.default_rng(0)
    for pixels in (np.zeros((*size, 3), np.uint8), rng.integers(0, 256, (*size, 3), np.uint8)):
        reading = seen(Image.fromarray(pixels))
        assert reading.verdict == "nothing"
        assert reading.reason == "too-small" or min(size) >= 8
