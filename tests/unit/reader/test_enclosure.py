"""Enclosures: circled digits, hollow ones, and what only lies beside or inside a stroke."""

import math

import numpy as np
import pytest

from reader.components import components
from reader.enclosure import enclosure
from reader.figure import find_figures
from reader.sight import look
from tests.handwriting import DIGITS
from tests.network import shipped
from tests.strokes import FULL, box, digit, drawn, ink, line, turned


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
    page = np.repeat((250 - strength)[..., np.newaxis], 3, axis=2)
    sight = look(page, shipped().classify, shipped().card)
    lines = ["".join(str(found.answer.digit) for found in row.digits) for row in sight.rows]
    return lines, sight


@pytest.mark.parametrize("number", DIGITS)
def test_a_circled_digit_is_the_one_in_the_circle(number):
    lines, sight = read(drawn(circled(number), (320, 300), 8))

    assert (lines, sight.sure) == ([str(number)], True)
    left, top, right, bottom = sight.digits[0].box
    assert number == 0 or max(right - left, bottom - top) < 130  # of the circle's 200


def test_a_number_in_one_circle_is_a_number():
    strokes = [*digit(4, 120, 100, 80), *digit(2, 190, 100, 80), *oval(195, 140, 280, 220)]

    assert read(drawn(strokes, (400, 300), 8))[0] == ["42"]


def test_circled_digits_beside_each_other_are_one_line():
    strokes = [
        stroke
        for place, number in enumerate((3, 1, 7))
        for stroke in circled(number, 110 + 260 * place)
    ]

    assert read(drawn(strokes, (850, 300), 8))[0] == ["317"]


def test_a_nought_drawn_around_twice_is_one_nought():
    strokes = [*oval(150, 150, 150, 210), *oval(150, 150, 112, 172)]

    assert read(drawn(strokes, (300, 300), 8))[0] == ["0"]


@pytest.mark.parametrize("number", [0, 6, 8, 9])
def test_a_hollow_digit_is_one_digit_and_its_holes_are_none(number):
    strength = hollow(digit(number, 90, 60, 240), (420, 360), 34)
    (found,) = find_figures(ink(strength))
    assert enclosure(found) is not None

    assert read(strength)[0] == [str(number)]


def test_what_an_outline_surrounds_is_parted_from_it_with_its_pieces():
    strokes = [*circled(5), *oval(245, 235, 14, 14)]  # a crumb beside the circle
    (found, *_) = find_figures(ink(drawn(strokes, (320, 300), 8)))

    held = enclosure(found)

    assert held is not None
    (inside,) = held.inside
    assert (inside.left >= 110, inside.right <= 215) == (True, True)
    assert held.outline.width > 180


def test_the_dot_of_a_nought_is_no_figure_inside_it():
    strokes = [*oval(150, 150, 140, 200), *line((150, 138), (150, 162))]
    (found,) = find_figures(ink(drawn(strokes, (300, 300), 10)))
    assert len(found.parts) == 2

    assert enclosure(found) is None
    assert read(drawn(strokes, (300, 300), 10))[0] == ["0"]


def test_a_stroke_surrounds_what_it_goes_around_and_nothing_in_its_bay():
    def parts(*strokes):
        strength = drawn([each for group in strokes for each in group], (300, 300), 8)
        return sorted(components(ink(strength).mask), key=lambda part: -part.size)

    ring, inner = parts(oval(150, 150, 200, 200), box(130, 130, 170, 170))
    assert ring.surrounds(inner)
    assert not inner.surrounds(ring)
    for start in (0.0, math.pi / 2, math.pi):
        bay, piece = parts(arc(start), box(130, 140, 165, 160))
        assert not bay.surrounds(piece)
    frame, beside = parts(box(20, 20, 200, 200), line((240, 60), (240, 160)))
    assert not frame.surrounds(beside)


def test_a_digit_in_a_bow_is_a_figure_of_its_own():
    strokes = [*arc(math.pi / 2), *digit(7, 85, 80, 145)]

    assert len(find_figures(ink(drawn(strokes, (300, 300), 8)))) == 2
