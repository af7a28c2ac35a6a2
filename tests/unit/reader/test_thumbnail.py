"""Thumbnails: pictures as small as those of data sets, where a stroke breaks by itself."""

import numpy as np
import pytest

from reader.sight import look
from reader.thumbnail import SIDE, is_thumbnail, whole
from tests.network import shipped
from tests.strokes import FULL, digit, drawn, ink


def read(strength):
    """Read light ink on black, as data sets have it."""
    page = np.repeat(strength[..., np.newaxis], 3, axis=2)
    sight = look(page, shipped().classify, shipped().card)
    lines = ["".join(str(found.answer.digit) for found in row.digits) for row in sight.rows]
    return lines, sight.sure


def without(strength, *boxes):
    """Lose the ink in boxes of left, top, right, bottom."""
    lost = strength.copy()
    for left, top, right, bottom in boxes:
        lost[top:bottom, left:right] = 0
    return lost


@pytest.mark.parametrize(
    ("height", "width", "small"), [(28, 28, True), (SIDE, SIDE, True), (28, SIDE + 1, False)]
)
def test_a_thumbnail_is_told_by_its_longer_side(height, width, small):
    assert is_thumbnail(ink(np.zeros((height, width), np.uint8))) is small
    assert is_thumbnail(ink(np.zeros((width, height), np.uint8))) is small


def test_all_ink_is_one_mark_in_its_place():
    strength = np.zeros((28, 30), np.uint8)
    strength[4:10, 6:9] = strength[20:22, 12:25] = FULL

    mark = whole(ink(strength))

    assert mark is not None
    assert (mark.left, mark.top, mark.right, mark.bottom) == (6, 4, 25, 22)
    assert mark.mask.sum() == 6 * 3 + 2 * 13
    assert whole(ink(np.zeros((28, 28), np.uint8))) is None


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
    broken = without(drawn(digit(number, 4, 4, 20), (28, 28), pen), *lost)

    assert read(broken) == ([str(number)], True)


@pytest.mark.parametrize(("first", "second"), [(4, 2), (7, 5), (3, 9)])
def test_two_digits_stay_two(first, second):
    strokes = [*digit(first, 2, 8, 16), *digit(second, 20, 8, 16)]

    assert read(drawn(strokes, (SIDE, 32), 2))[0] == [f"{first}{second}"]


@pytest.mark.parametrize(
    ("bar_logit", "logit", "answer"),
    [
        (30, 3.4, "0"),  # believed clearly
        (30, 2, "1"),
        (1.8, 2.4, "0"),
        (1.8, 1.4, "1"),
    ],
)
def test_a_digit_that_leaves_out_ink_is_in_doubt_and_the_likelier_is_given(
    bar_logit, logit, answer
):
    """A network that takes a bar for a 1, and the bar and the crumb beside it for a 0."""

    def classify(pixels):
        wide = np.array([np.ptp(np.flatnonzero(each.any(axis=0))) > 12 for each in pixels])
        logits = np.zeros((len(pixels), 11), np.float32)
        logits[~wide, 1], logits[wide, 0] = bar_logit, logit
        return logits

    strength = np.zeros((28, 28), np.uint8)
    strength[4:24, 6:9] = FULL
    bar, both = strength.copy(), strength
    both[11:17, 20:23] = FULL

    for given, said in ((bar, "1"), (both, answer)):
        page = np.repeat(given[..., np.newaxis], 3, axis=2)
        sight = look(page, classify, shipped().card)
        (found,) = sight.digits
        sure = given is bar and bar_logit == 30
        assert (str(found.answer.digit), found.answer.sure) == (said, sure)


@pytest.mark.parametrize(("margin", "lines"), [(4, ["4"]), (40, [])])
def test_a_thumbnail_that_is_no_digit_is_seen_in_other_ways_once(margin, lines):
    """A network that sees no digit in a mark alone, and a 4 in all other views of it."""
    batches = []

    def classify(pixels):
        batches.append(len(pixels))
        logits = np.zeros((len(pixels), 11), np.float32)
        logits[:, 10 if len(pixels) == 1 else 4] = 30
        return logits

    strength = drawn(digit(1, margin, margin, 20), (20 + 2 * margin, 20 + 2 * margin), 2)
    page = np.repeat(strength[..., np.newaxis], 3, axis=2)
    sight = look(page, classify, shipped().card)

    said = ["".join(str(found.answer.digit) for found in row.digits) for row in sight.rows]
    assert (said, sight.sure) == (lines, False)
    assert sight.reason == (None if lines else "not-a-digit")
    assert sum(count > 1 for count in batches) == len(lines)
