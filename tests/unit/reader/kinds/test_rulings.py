"""Ruled and squared papers, cells, boxes and underlines: what is printed is no digit."""

import numpy as np
import pytest

from tests.handwriting import DIGITS
from tests.network import seen
from tests.strokes import box, digit, drawn, line, on_paper, turned

SIZE = (640, 480)
MIDDLE = (320, 240)

WRITTEN = [
    stroke
    for place, number in enumerate((3, 8, 1, 7, 4, 2, 5, 0, 9, 6))
    for stroke in digit(
        number, 35 + 108 * (place % 5) + 45 * (place // 5), 95 + 170 * (place // 5), 100
    )
]


def rows(first, pitch, bend=0.0):
    """Ruled lines that go on beyond the frame."""
    return [
        stroke
        for y in range(first, 560, pitch)
        for stroke in line((-60, y), (700, y), bend=bend)
    ]  # fmt: skip


def columns(first, pitch):
    return [
        stroke
        for x in range(first, 700, pitch)
        for stroke in line((x, -60), (x, 540))
    ]  # fmt: skip


def cells(left, top, side, across, down):
    """A grid as of a puzzle, with paper around it."""
    end, bottom = left + across * side, top + down * side
    strokes = []
    for place in range(across + 1):
        strokes += line((left + place * side, top), (left + place * side, bottom))
    for place in range(down + 1):
        strokes += line((left, top + place * side), (end, top + place * side))
    return strokes


PAPERS = {
    "plain": [],
    "lines": rows(40, 85),
    "lines that a digit stands on": rows(195, 170),
    "lines close together": rows(12, 40),
    "squares": rows(30, 60) + columns(25, 60),
    "small squares": rows(15, 45) + columns(12, 45),
    "lines askew": turned(rows(-60, 85), 4, MIDDLE),
    "squares askew": turned(rows(-60, 60) + columns(-60, 60), -3, MIDDLE),
    "bent lines": rows(40, 85, bend=8),
    "cells": cells(40, 80, 110, 5, 3),
    "cells askew": turned(cells(40, 80, 110, 5, 3), 3, MIDDLE),
}


def read(written, rules, pen, thickness, size=SIZE):
    """What is read of writing on printed lines, without the spaces between numbers."""
    strength = np.maximum(drawn(written, size, pen), drawn(rules, size, thickness))
    return seen(on_paper(strength)).text.replace(" ", "")


@pytest.mark.parametrize("thickness", [2, 3])
@pytest.mark.parametrize("paper", PAPERS)
def test_numbers_are_read_on_any_paper(paper, thickness):
    assert read(WRITTEN, PAPERS[paper], 9, thickness) == "38174\n25096"


def test_ones_above_each_other_on_ruled_lines_are_ones():
    written = [stroke for row in range(3) for stroke in digit(1, 100, 40 + 100 * row, 80)]

    assert read(written, rows(118, 100), 8, 3) == "1\n1\n1"


@pytest.mark.parametrize("pen", [5, 8])
def test_a_one_between_two_ruled_lines_is_read(pen):
    assert read(digit(1, 250, 100, 100), rows(110, 85), pen, 2) == "1"


@pytest.mark.parametrize("bend", [12, 20])
def test_a_digit_is_read_on_lines_that_bend_far(bend):
    """Their paper is curled: half way they are so many pixels lower than at the frame."""
    assert read(digit(7, 20, 160, 60), rows(40, 110, bend), 9, 3) == "7"


@pytest.mark.parametrize("number", DIGITS)
@pytest.mark.parametrize("thickness", [3, 7])
def test_a_digit_is_read_in_a_box(number, thickness):
    written = digit(number, 90, 60, 150)

    assert read(written, box(40, 20, 290, 250), 12, thickness, (330, 280)) == str(number)


@pytest.mark.parametrize("number", DIGITS)
def test_a_digit_is_read_in_a_frame_drawn_with_its_pen(number):
    assert read(digit(number, 160, 90, 100), box(120, 60, 300, 240), 8, 8, (400, 300)) == str(
        number
    )


def test_a_digit_that_two_lines_cross_is_one_digit():
    assert read(digit(8, 220, 140, 200), rows(200, 100), 14, 3) == "8"


def test_two_digits_in_a_frame_are_read_and_it_is_none():
    strokes = [*digit(4, 80, 100, 60), *digit(7, 140, 100, 60)]

    assert read(strokes, box(60, 60, 240, 240), 6, 6, (300, 300)) == "47"


def test_a_digit_on_an_underline_is_read():
    assert read(digit(2, 120, 100, 100), line((60, 212), (330, 212)), 7, 7, (400, 300)) == "2"


def test_an_underline_below_one_digit_is_no_part_of_it():
    """It reaches below the other digit."""
    strokes = [*digit(3, 80, 100, 60), *digit(9, 130, 94, 66)]

    assert read(strokes, line((103, 168), (164, 168)), 6, 6, (300, 300)) == "39"
