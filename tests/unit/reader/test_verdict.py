"""The verdict is sure only where nothing is in doubt: digits, signs among them, marks left out."""

import pytest

from reader.answer.verdict import verdict
from reader.reading import Box, Digit, Doubt, Line, Sign

BOX = Box(1, 2, 3, 4)
DOUBT = Doubt(BOX, 0.3)


def digit(*, sure=True):
    return Digit(7, 0.9, sure, BOX, (0.1,) * 10, 0.01, (0,) * 784)


def sign(text, place, *, sure=True):
    return Sign(text, sure, 0.9, BOX, place)


def line(*signs, digits=3, sure=True):
    return Line((*(digit() for _ in range(digits - 1)), digit(sure=sure)), (), signs)


def test_one_sure_digit_is_a_digit_and_several_are_a_number():
    assert verdict([line(digits=1)]) == "digit"
    assert verdict([line(digits=2)]) == "number"
    assert verdict([line(digits=1), line(digits=1)]) == "number"


@pytest.mark.parametrize("doubts", [(), (DOUBT,)])
def test_no_digits_are_nothing(doubts):
    assert verdict([], doubts) == "nothing"


@pytest.mark.parametrize("digits", [1, 3])
def test_a_digit_in_doubt_or_a_mark_that_may_be_one_leaves_nothing_sure(digits):
    assert verdict([line(digits=digits, sure=False)]) == "unsure"
    assert verdict([line(digits=digits)], [DOUBT]) == "unsure"


@pytest.mark.parametrize("text", list(".,-/:"))
def test_a_sure_sign_between_digits_is_part_of_a_number(text):
    assert verdict([line(sign(text, 1))]) == "number"


@pytest.mark.parametrize(
    "between", [sign(",", 1, sure=False), sign(None, 1), sign("+", 2), sign(None, 2, sure=False)]
)
def test_a_sign_between_digits_that_is_not_read_leaves_the_number_in_doubt(between):
    assert verdict([line(between)]) == "unsure"
    assert verdict([line(digits=1), line(sign(".", 1), between)]) == "unsure"


@pytest.mark.parametrize("place", [0, 3])
def test_a_sign_at_the_end_of_a_line_leaves_its_digits_as_they_are(place):
    assert verdict([line(sign(None, place, sure=False))]) == "number"
    assert verdict([line(sign("-", min(place, 1), sure=False), digits=1)]) == "digit"
