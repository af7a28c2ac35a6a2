"""A second look at another size: what it settles, and when it settles nothing."""

from dataclasses import replace

import numpy as np
import pytest

import reader.look
from reader.classify.answer import Answer
from reader.classify.mark import Mark
from reader.find.detection import Detection, detections
from reader.find.instance import Instance
from reader.find.scan import between
from reader.look import LOOKED_AT_AGAIN, look
from reader.second import SETTLED, settled
from reader.sight import Sight
from tests.finder import Mark as Drawn
from tests.finder import Told
from tests.made_up import always, networks

LOW = 0.1  # below it the finder has no doubt
SURE = 0.3  # from it on it is sure
LEFT = (20.0, 20.0, 40.0, 60.0)
RIGHT = (60.0, 20.0, 80.0, 60.0)
BOTH = (20.0, 20.0, 80.0, 60.0)
PIXELS = np.full((100, 100, 3), 240, np.uint8)
SIGN = Detection((45.0, 55.0, 50.0, 60.0), 0.9, 0, (0, 0.9), 0.0)


def seen(box, digit=1, confidence=0.9999, score=0.8):
    """A digit at a place, sure from a confidence of 0.999 on."""
    sure = confidence >= 0.999
    answer = Answer(
        digit, confidence, sure, np.eye(10)[digit], 1 - confidence,
        "digit" if sure else "unsure", None,
    )  # fmt: skip
    ink = Instance(np.full((4, 2), 255, np.uint8), np.ones((4, 2), np.bool_), box, 200.0)
    return Mark(Detection(box, score, 0, None, 0.0), ink, np.zeros((28, 28), np.uint8), answer)


def sight(*digits, doubts=(), signs=()):
    return Sight(tuple(digits), tuple(signs), tuple(doubts), (), (), PIXELS)


def told(found):
    return [(each.answer.digit, each.answer.sure) for each in found.digits]


def test_a_digit_in_doubt_is_sure_where_both_looks_name_it_and_stays_where_it_is():
    first = replace(sight(seen(LEFT, 7, 0.95)), turns=1)
    moved = tuple(side + 3 for side in LEFT)

    found = settled(first, sight(seen(moved, 7)), LOW, SURE)

    assert (told(found), found.turns, found.digits[0].box) == ([(7, True)], 1, LEFT)
    assert found.digits[0].answer.confidence == 0.9999


def test_a_digit_that_the_first_look_hardly_believes_stays_in_doubt():
    hardly = 2 * SETTLED - 0.9999 - 0.01

    assert told(settled(sight(seen(LEFT, 7, hardly)), sight(seen(LEFT, 7)), LOW, SURE)) == [
        (7, False)
    ]


@pytest.mark.parametrize(("confidence", "likelier"), [(0.95, 7), (0.99999, 9)])
def test_a_digit_that_the_looks_name_differently_is_in_doubt(confidence, likelier):
    first = sight(seen(LEFT, 9, confidence), seen(RIGHT, 4, 0.98))

    found = settled(first, sight(seen(RIGHT, 4), seen(LEFT, 7)), LOW, SURE)

    assert told(found) == [(likelier, False), (4, True)]


@pytest.mark.parametrize(
    "second",
    [
        sight(),
        sight(seen(LEFT), seen(RIGHT, confidence=0.9)),
        sight(seen(LEFT), seen(RIGHT), doubts=[seen((0.0, 80.0, 9.0, 99.0))]),
        sight(seen(RIGHT)),
        sight(seen(BOTH)),
        sight(seen(LEFT), seen((0.0, 70.0, 9.0, 99.0))),
        sight(seen(LEFT), seen(RIGHT), seen((44.0, 20.0, 54.0, 60.0))),
        sight(seen(LEFT), seen(RIGHT), signs=[SIGN]),
    ],
    ids=[
        "nothing", "unsure", "a doubt", "one lost", "two as one", "one elsewhere", "one more",
        "a sign more",
    ],
)  # fmt: skip
def test_a_second_look_that_is_in_doubt_or_sees_something_else_settles_nothing(second):
    first = sight(seen(LEFT, 1, 0.97), seen(RIGHT))

    assert settled(first, second, LOW, SURE) is first


def test_a_second_look_that_loses_a_sign_settles_nothing():
    first = sight(seen(LEFT, 1, 0.97), seen(RIGHT), signs=[SIGN])
    second = sight(seen(LEFT), seen(RIGHT))

    assert settled(first, second, LOW, SURE) is first
    assert told(settled(first, replace(second, signs=(SIGN,)), LOW, SURE)) == [(1, True), (1, True)]


@pytest.mark.parametrize(("belief", "stays"), [(2.5 * LOW, True), (1.5 * LOW, False)])
def test_a_doubt_goes_where_it_is_low_in_the_mean_of_both_looks(belief, stays):
    first = sight(seen(LEFT), doubts=[seen(RIGHT, score=belief)])

    assert bool(settled(first, sight(seen(LEFT)), LOW, SURE).doubts) == stays


@pytest.mark.parametrize(("score", "stays"), [(1.01 * SURE, True), (0.99 * SURE, False)])
def test_a_doubt_stays_where_the_finder_is_sure_and_only_the_classifier_contradicts(score, stays):
    first = sight(seen(LEFT), doubts=[seen(RIGHT, confidence=0.2, score=score)])

    assert bool(settled(first, sight(seen(LEFT)), LOW, SURE).doubts) == stays


@pytest.mark.parametrize(
    ("width", "logit", "again"),
    [(300, 6.0, True), (300, 20.0, False), (LOOKED_AT_AGAIN + 1, 6.0, False)],
    ids=["in doubt", "sure", "large"],
)
def test_a_picture_is_looked_at_again_where_a_digit_is_in_doubt(monkeypatch, width, logit, again):
    asked = []

    def noted(seen, find):
        asked.append(seen.shape)
        return between(seen, find)

    monkeypatch.setattr(reader.look, "between", noted)
    drawn = Drawn((60, 40, 90, 160), 0.9)
    pixels = np.full((200, width, 3), 240, np.uint8)
    pixels[40:160, 60:90] = 30

    (mark,) = look(pixels, networks(Told((width, 200), (drawn,)), always(1, logit)[0])).digits

    assert (mark.answer.sure, bool(asked)) == (logit == 20.0, again)


def test_levels_between_those_of_the_pyramid_place_digits_in_the_picture():
    """A picture seen at sizes between is the smaller one's levels, in pixels of the larger."""
    drawn = Drawn((50, 30, 90, 90), 0.9)
    size = (212, 141)  # what 300 x 200 is half an octave smaller
    pixels = np.full((200, 300, 3), 240, np.uint8)

    (found,) = {each.box for each in detections(between(pixels, Told(size, (drawn,))), 0.5, 0.5)}

    assert found == pytest.approx([side * 2**0.5 for side in drawn.box], abs=3)
