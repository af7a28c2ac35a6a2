"""Lines with signs, on pages and readings made up by hand: right, in doubt, lost, surely wrong."""

from typing import Any

import numpy as np
import pytest

from reader.find.maps import SIGNS, TEXT
from reader.reading import Box, Digit, Doubt, Line, Reading, Sign, Source
from training.evaluate.signs import LEGIBLE, Signs, lines
from training.pages.page import Page

SIDE = 20  # pixels, of each mark
KINDS = dict(zip(TEXT, range(len(SIGNS)), strict=True))


def page(*rows, **changes):
    """A page of rows of characters, each in a square of its own."""
    digits: list[Any] = []
    signs: list[Any] = []
    for line, row in enumerate(rows):
        for place, text in enumerate(row):
            left, top = place * 2 * SIDE, line * 2 * SIDE
            box = (left, top, left + SIDE, top + SIDE)
            (digits if text.isdigit() else signs).append((box, text, line, place))
    count = len(digits)
    none = np.zeros((1, 1), np.uint16)
    facts: dict[str, Any] = {
        "picture": np.zeros((1, 1, 3), np.uint8), "instances": none, "signs": none,
        "other": none.astype(np.uint8),
        "boxes": np.array([each[0] for each in digits], np.int16).reshape(-1, 4),
        "labels": np.array([int(each[1]) for each in digits], np.uint8),
        "heights": np.full(count, SIDE, np.float32), "whole": np.ones(count, bool),
        "contrast": np.full(count, 90, np.float32), "printed": np.zeros(count, bool),
        "line": np.array([each[2] for each in digits], np.int16),
        "place": np.array([each[3] for each in digits], np.int16),
        "sign_boxes": np.array([each[0] for each in signs], np.int16).reshape(-1, 4),
        "sign_kinds": np.array([KINDS[each[1]] for each in signs], np.uint8),
        "sign_line": np.array([each[2] for each in signs], np.int16),
        "sign_place": np.array([each[3] for each in signs], np.int16),
        "scene": "amounts",
    }  # fmt: skip
    return Page(**facts | changes)


def said(row, line, *, sure=True, doubted=()):
    """A line of a reading, each mark in the square where the page has it; " " leaves one out."""
    digits, signs = [], []
    for place, text in enumerate(row):
        box = Box(place * 2 * SIDE, line * 2 * SIDE, SIDE, SIDE)
        if text.isdigit():
            digits.append(Digit(int(text), 0.99, sure, box, (0.1,) * 10, 0.0, (0,) * 784))
        elif text != " ":
            signs.append(Sign(text, text not in doubted, 0.9, box, len(digits)))
    return Line(tuple(digits), (), tuple(signs))


def reading(*rows, doubts=()):
    told = tuple(Doubt(Box(x, y, SIDE, SIDE), 0.2) for x, y in doubts)
    source = Source(None, 400, 400, "PNG")
    return Reading(source, "number", None, rows, {}, "model", None, told)


def counted(made, told):
    signs = Signs("some", "by hand")
    signs.count(made, told)
    return signs


@pytest.mark.parametrize(
    ("row", "text", "gaps"),
    [
        ("3,50", "3,50", False), ("24.12.1998", "24.12.1998", False), ("3/4", "3/4", False),
        ("07:30", "07:30", False), ("1+2=3", "123", True), ("5.", "5", False),
        ("7\u00d78", "78", True),
        ("(5", "5", False), ("-5", "5", False), ("3,-", "3", False), ("1,2(3", "1,23", True),
    ],
)  # fmt: skip
def test_a_line_is_its_digits_and_the_signs_between_two_of_them(row, text, gaps):
    (line,) = lines(page(row))
    assert (line.text, line.gaps) == (text, gaps)
    assert line.digits == frozenset(range(sum(each.isdigit() for each in row)))


def test_a_line_without_signs_or_with_a_digit_that_nobody_can_read_is_not_asked_for():
    assert len(lines(page("12", "3,4", "5.6"))) == 2
    assert not lines(page("3,4", whole=np.array([True, False])))
    assert not lines(page("3,4", contrast=np.array([90, 2], np.float32)))
    assert not lines(page("3,4", heights=np.array([90, LEGIBLE - 1], np.float32)))
    assert not lines(page(",", "12"))


@pytest.mark.parametrize(
    ("told", "right", "unsure", "lost", "sure"),
    [
        (said("3,50", 0), 1, 0, 0, 1),
        (said("3 50", 0), 0, 0, 0, 1),  # a sure 350
        (said("3.50", 0), 0, 0, 0, 1),
        (said("3,50", 0, doubted=","), 0, 1, 0, 0),  # a gap, and a doubt
        (said("3 50", 0, sure=False), 0, 1, 0, 0),
        (said("3,50", 0, sure=False), 1, 0, 0, 0),
        (said("3,51", 0), 0, 0, 0, 1),
        (said("3,5", 0), 0, 0, 0, 1),
        (said("12", 3), 0, 0, 1, 0),  # elsewhere
    ],
)
def test_an_amount_is_right_or_in_doubt_or_lost_or_surely_wrong(told, right, unsure, lost, sure):
    signs = counted(page("3,50"), reading(told))
    assert (signs.n, signs.right, signs.unsure, signs.lost, signs.sure) == (
        1, right, unsure, lost, sure,
    )  # fmt: skip
    assert signs.sure_and_right == (right and sure)
    assert signs.held == right + unsure


def test_a_sign_that_no_text_has_must_leave_a_doubt():
    assert counted(page("1+2"), reading(said("1+2", 0))).right == 1
    vanished = counted(page("1+2"), reading(said("1 2", 0)))
    assert (vanished.right, vanished.unsure, vanished.sure) == (0, 0, 1)


def test_a_doubtful_mark_counts_on_its_own_line_alone():
    made = page("3,50", "4,60")
    told = [said("3,5", 0), said("4,6", 1)]
    signs = counted(made, reading(*told, doubts=[(6 * SIDE - 1, 0)]))
    assert (signs.unsure, signs.sure) == (1, 1)
    assert counted(made, reading(doubts=[(0, 2 * SIDE)])).unsure == 1


def test_a_torn_line_is_put_together_and_a_joined_one_is_wrong():
    torn = reading(said("3,", 0), said("  50", 0))
    assert counted(page("350."), torn).n == 1
    assert counted(page("350."), torn).right == 1
    first, second = said("3,50", 0), said("4,60", 1)
    signs = tuple(
        Sign(sign.text, sign.sure, sign.confidence, sign.box, place)
        for sign, place in ((first.signs[0], 1), (second.signs[0], 4))
    )
    joined = reading(Line(first.digits + second.digits, (), signs))
    assert counted(page("3,50", "4,60"), joined).sure == 2
    assert counted(page("3,50", "4,60"), joined).right == 0


def test_counts_are_ready_for_json():
    signs = counted(page("3,50", "1"), reading(said("3,50", 0)))
    assert signs.as_dict() == {
        "set": "some", "pages": 1, "n": 1, "right": 1, "unsure": 0, "lost": 0, "sure": 1,
        "sure_and_right": 1, "conditions": "by hand",
    }  # fmt: skip
