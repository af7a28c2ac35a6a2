"""Digits beside each other: close, touching, much larger, or with a gap across one of them."""

import numpy as np
import pytest

from tests.network import seen
from tests.strokes import corners, digit, drawn, on_paper

HEIGHT = 100


def text(strength):
    return seen(on_paper(strength)).text


def reach(number, slant=0.0):
    """The left and right edge of a digit's strokes, without the pen, in a square of HEIGHT."""
    places = [x for stroke in digit(number, 0, 0, HEIGHT, slant) for x, _ in stroke]
    return min(places), max(places)


def beside(numbers, gap, pen=9, slant=0.0):
    """Digits with so many pixels of paper between them; fewer than none where they touch."""
    left, strokes = 60.0, []
    for number in numbers:
        start, end = reach(number, slant)
        strokes += digit(number, left - start, 30, HEIGHT, slant)
        left += end - start + pen + gap
    return drawn(strokes, (round(left) + 60, 160), pen)


@pytest.mark.parametrize("first", [1, 2, 8])
@pytest.mark.parametrize("second", [1, 4, 7])
@pytest.mark.parametrize("gap", [3, 40])
def test_two_digits_are_two_however_close(first, second, gap):
    assert text(beside((first, second), gap)) == f"{first}{second}"


@pytest.mark.parametrize("slant", [0, 15, 25])
@pytest.mark.parametrize("pair", [(8, 4), (2, 7), (3, 5), (7, 2), (5, 7), (4, 9), (0, 0)])
def test_two_digits_that_touch_are_two(pair, slant):
    assert text(beside(pair, -2, slant=slant)) == "{}{}".format(*pair)


@pytest.mark.parametrize("numbers", [(7, 2, 9), (9, 4, 0, 3), (3, 5, 2)])
def test_a_run_of_digits_that_touch_is_read(numbers):
    assert text(beside(numbers, -2)) == "".join(map(str, numbers))


@pytest.mark.parametrize("middle", [5, 2, 3])
def test_a_digit_in_two_halves_among_others_is_one_digit(middle):
    """A fold of the paper or a dry pen left a gap across it."""
    strokes = digit(4, 40, 40, 140) + digit(middle, 180, 40, 140) + digit(7, 320, 40, 140)
    strength = drawn(strokes, (500, 220), 13)
    strength[100:110, 180:320] = 0

    assert text(strength) == f"4{middle}7"


def test_a_small_digit_beside_a_large_one_is_read():
    strokes = digit(3, 20, 20, 60) + digit(3, 120, 20, 200)
    dash = drawn([[(30, 200), (35, 200)]], (400, 300), 2)
    reading = seen(on_paper(np.maximum(drawn(strokes, (400, 300), 4), dash)))

    digits = [each for row in reading.lines for each in row.digits]
    assert [each.digit for each in digits] == [3, 3]
    sides = sorted(corners(each.box) for each in digits)
    assert sides[0][3] < 90
    assert sides[1][3] > 200


@pytest.mark.parametrize("count", [3, 12])
def test_a_row_of_equal_digits_is_read(count):
    strokes = [each for place in range(count) for each in digit(3, 40 + 70 * place, 40, 60)]

    assert text(drawn(strokes, (80 + 70 * count, 140), 7)) == "3" * count
