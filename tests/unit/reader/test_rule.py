"""Rules: lines of known course are followed from end to end, digits are not."""

import numpy as np
import pytest

from reader.rule import follow
from tests.handwriting import DIGITS
from tests.strokes import digit, drawn, ink, line

SIZE = (600, 400)


def mask_of(strokes, pen, size=SIZE):
    return ink(drawn(strokes, size, pen)).mask


def the_rule(mask):
    rules, _ = follow(mask)
    assert len(rules) == 1, [(rule.left, rule.right) for rule in rules]
    return rules[0]


@pytest.mark.parametrize("pen", [1.5, 3, 8])
@pytest.mark.parametrize("rise", [-40, 0, 15, 60])
def test_a_line_is_followed_from_end_to_end(pen, rise):
    rule = the_rule(mask_of(line((20, 200), (580, 200 + rise)), pen))

    columns = np.arange(25, 575)
    assert (rule.left, rule.right) == (pytest.approx(20, abs=pen), pytest.approx(580, abs=pen))
    assert rule.length == rule.right - rule.left
    course = 200 + rise * (columns - 20) / 560
    assert np.abs(rule.at(columns) + 0.5 - course).max() <= 1.5
    assert rule.thickness == pytest.approx(pen, abs=1)


@pytest.mark.parametrize("bend", [-12, 9])
def test_a_line_that_bends_with_the_paper_is_one_rule(bend):
    rule = the_rule(mask_of(line((0, 150), (600, 170), bend=bend), 2.5))

    columns = np.arange(5, 595)
    course = 150 + 20 * columns / 600 + bend * np.sin(np.pi * columns / 600)
    assert (rule.left, rule.right) == (0, 600)
    assert np.abs(rule.at(columns) + 0.5 - course).max() <= 3


def test_a_line_goes_on_behind_the_strokes_that_cross_it():
    """Each as wide as three of its own widths."""
    strokes = line((0, 200), (600, 210))
    for place in (90, 230, 400, 431, 520):
        strokes += line((place, 120), (place + 20, 300))

    rule = the_rule(mask_of(strokes, 5))

    assert (rule.left, rule.right) == (0, 600)


@pytest.mark.parametrize("gaps", [[(0.3, 0.33)], [(0.1, 0.12), (0.5, 0.53), (0.8, 0.84)]])
def test_a_line_with_gaps_is_one_rule(gaps):
    rule = the_rule(mask_of(line((0, 200), (600, 215), gaps=gaps), 4))

    assert (rule.left, rule.right) == (0, 600)


def test_a_line_behind_a_long_gap_is_the_same_rule_only_where_it_is_in_line():
    within = line((10, 200), (590, 230), gaps=[(0.4, 0.6)])
    beside = line((10, 200), (240, 200)) + line((360, 240), (590, 240))

    assert the_rule(mask_of(within, 3)).length == pytest.approx(580, abs=4)
    assert len(follow(mask_of(beside, 3))[0]) == 2


def test_beyond_its_ends_a_rule_goes_on_as_it_ended():
    rule = the_rule(mask_of(line((200, 200), (400, 220)), 3))

    assert rule.at(100) + 0.5 == pytest.approx(190, abs=3)
    assert rule.at(500) + 0.5 == pytest.approx(230, abs=3)


@pytest.mark.parametrize("number", DIGITS)
@pytest.mark.parametrize("pen", [0.07, 0.1, 0.16])
@pytest.mark.parametrize("slant", [0, 20])
def test_a_digit_s_own_strokes_are_no_rules(number, pen, slant):
    mask = mask_of(digit(number, 60, 30, 200, slant), 200 * pen, (320, 260))

    assert follow(mask)[0] == []
    assert follow(mask.T)[0] == []


def test_a_page_of_digits_has_no_rules():
    strokes = []
    for place in range(30):
        strokes += digit(place % 10, 20 + 56 * (place % 10), 30 + 120 * (place // 10), 50)
    mask = mask_of(strokes, 4)

    assert follow(mask)[0] == []
    assert follow(mask.T)[0] == []


def test_a_line_that_leans_more_than_a_camera_held_askew_is_none():
    mask = mask_of(line((100, 20), (500, 380)), 3)

    assert follow(mask)[0] == []
    assert follow(mask.T)[0] == []


def test_the_runs_are_those_down_the_columns():
    mask = np.zeros((9, 4), np.bool_)
    mask[2:5, 1], mask[7, 1], mask[0, 3] = True, True, True

    assert follow(mask)[1].tolist() == [[1, 2, 5], [1, 7, 8], [3, 0, 1]]


@pytest.mark.parametrize("shape", [(1, 1), (30, 40), (0, 0)])
def test_where_there_is_no_ink_there_are_no_rules(shape):
    rules, runs = follow(np.zeros(shape, np.bool_))

    assert rules == []
    assert runs.shape == (0, 3)
