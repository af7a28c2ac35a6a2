"""Circled digits are those in the circle, and hollow ones are one digit each."""

import math

import numpy as np
import pytest

from tests.handwriting import DIGITS
from tests.network import seen
from tests.strokes import FULL, digit, drawn, line, on_paper, turned


def oval(x, y, width, height, turn=2 * math.pi):
    """A pen's way around a point; sizes in pixels, from side to side."""
    steps = np.linspace(0, turn, 60).tolist()
    return [[(x + width / 2 * math.cos(at), y + height / 2 * math.sin(at)) for at in steps]]


def arc(start):
    """A bow around (150, 150) that is open on one side, from this angle on."""
    return turned(oval(150, 150, 220, 220, 1.3 * math.pi), math.degrees(start), (150, 150))


def circled(number, left=110, top=100, height=100):
    return [*digit(number, left, top, height), *oval(left + 50, top + 50, 200, 190)]


def hollow(strokes, size, width, pen=4):
    """The outlines of thick strokes, as strength of ink."""
    thick = drawn(strokes, size, width) > FULL // 2
    thin = drawn(strokes, size, width - 2 * pen) > FULL // 2
    return (thick & ~thin).astype(np.uint8) * FULL


def read(strength):
    return seen(on_paper(strength))


@pytest.mark.parametrize("number", DIGITS)
def test_a_circled_digit_is_the_one_in_the_circle(number):
    """The circle itself may be in doubt: a side of it is as upright as a 1."""
    reading = read(drawn(circled(number), (320, 300), 8))

    assert reading.text == str(number)
    box = reading.lines[0].digits[0].box
    assert number == 0 or max(box.width, box.height) < 130  # of the circle's 200


def test_a_number_in_one_circle_is_a_number():
    strokes = [*digit(4, 120, 100, 80), *digit(2, 190, 100, 80), *oval(195, 140, 280, 220)]

    assert read(drawn(strokes, (400, 300), 8)).text == "42"


def test_circled_digits_beside_each_other_are_one_line():
    strokes = [
        stroke
        for place, number in enumerate((3, 1, 7))
        for stroke in circled(number, 110 + 260 * place)
    ]

    # Whether digits in circles of their own are one number, the circles do not say.
    assert read(drawn(strokes, (850, 300), 8)).text.replace(" ", "") == "317"


def test_a_nought_drawn_around_twice_is_one_nought():
    strokes = [*oval(150, 150, 150, 210), *oval(150, 150, 112, 172)]

    assert read(drawn(strokes, (300, 300), 8)).text == "0"


@pytest.mark.parametrize("number", [0, 6, 8, 9])
def test_a_hollow_digit_is_one_digit_and_its_holes_are_none(number):
    assert read(hollow(digit(number, 90, 60, 240), (420, 360), 34)).text == str(number)


def test_a_crumb_beside_the_circle_is_no_digit():
    strokes = [*circled(5), *oval(245, 235, 14, 14)]

    assert read(drawn(strokes, (320, 300), 8)).text == "5"


def test_the_dot_of_a_nought_is_no_digit_inside_it():
    strokes = [*oval(150, 150, 140, 200), *line((150, 138), (150, 162))]

    assert read(drawn(strokes, (300, 300), 10)).text == "0"


def test_a_digit_in_a_bow_is_a_digit_of_its_own():
    reading = read(drawn([*arc(math.pi / 2), *digit(7, 85, 80, 145)], (300, 300), 8))

    assert "7" in reading.text
