"""A lone digit that the finder doubts: read in doubt where all else says that it is one."""

from dataclasses import replace

import numpy as np
import pytest

from reader.find.maps import OTHER
from reader.look import look
from tests.finder import Mark, Told
from tests.made_up import FINDER, always, networks

SIZE = (300, 200)
DOUBTED = Mark((60, 40, 70, 80), 0.3)  # between the card's `doubt` and its `digit`


def paper(marks, ink=30, size=SIZE):
    """Paper of the level 240 with boxes of ink, uint8 [height, width, 3]."""
    pixels = np.full((size[1], size[0], 3), 240, np.uint8)
    for mark in marks:
        left, top, right, bottom = (round(side) for side in mark.inked)
        pixels[top:bottom, left:right] = ink
    return pixels


def looked(*marks, classify=None, ink=30, size=SIZE):
    """Look at such paper with a finder that sees these marks."""
    return look(paper(marks, ink, size), networks(Told(size, marks), classify or always(1)[0]))


def test_the_only_mark_is_read_in_doubt_however_sure_the_classifier_is():
    sight = looked(DOUBTED)

    (mark,) = sight.digits
    assert (mark.answer.digit, mark.answer.sure, mark.answer.verdict) == (1, False, "unsure")
    assert mark.belief == pytest.approx(0.3, abs=0.01)
    assert sight.doubts == ()


def test_it_is_in_doubt_though_the_finder_is_sure_of_the_peak():
    """The classifier's 0.04 of no digit leaves 0.39 of the peak's 0.41: too little to be read."""

    def classify(pixels):
        logits = np.zeros((len(pixels), 11), np.float32)
        logits[:, 1], logits[:, 10] = 20.0, 13.6  # at a temperature of 2
        return logits

    mark = Mark(DOUBTED.box, 0.41)
    made_up = networks(Told(SIZE, (mark,)), classify)
    finder = replace(FINDER, digit=0.4, sure=0.4)

    (read,) = look(paper((mark,)), replace(made_up, finder=finder)).digits

    assert read.detection.score >= finder.sure
    assert (read.belief < finder.digit, read.answer.sure) == (True, False)


@pytest.mark.parametrize(
    "other",
    [Mark((60, 120, 70, 160), 0.3), Mark((200, 100, 240, 104), 0.9, "dash")],
    ids=["doubt", "sign"],
)
def test_one_of_several_marks_is_not_alone(other):
    sight = looked(DOUBTED, other)

    assert sight.digits == ()
    assert DOUBTED.box[0] in [round(mark.box[0]) for mark in sight.doubts]


def test_one_beside_something_that_is_refused_is_not_alone():
    """The classifier knows no digit that wide."""

    def classify(pixels):
        wide = (pixels.max(axis=1) > 0).sum(axis=1) > 12
        logits = np.zeros((len(pixels), 11), np.float32)
        logits[~wide, 1] = logits[wide, 10] = 20.0
        return logits

    sight = looked(DOUBTED, Mark((150, 120, 190, 160), 0.3), classify=classify)

    assert (sight.digits, len(sight.doubts), len(sight.refused)) == ((), 1, 1)


def test_one_on_a_page_of_other_writing_is_nothing():
    """Letters look like digits, alone or not."""
    told = Told(SIZE, (DOUBTED,))

    def find(planes):
        ink, maps = told(planes)
        maps[..., OTHER] = 1.0  # a probability of 0.73
        return ink, maps

    sight = look(paper((DOUBTED,)), networks(find, always(1)[0]))

    assert (sight.digits, len(sight.doubts), sight.writing) == ((), 1, 1.0)


def test_what_the_finder_does_not_even_doubt_is_nothing():
    sight = looked(Mark(DOUBTED.box, 0.05))

    assert (sight.digits, sight.doubts) == ((), ())


@pytest.mark.parametrize(("logit", "digits"), [(20.0, 1), (7.0, 0)])
def test_the_classifier_is_confident(logit, digits):
    """At a temperature of 2 a logit of 7 above ten others is a probability of 0.77."""
    sight = looked(DOUBTED, classify=always(1, logit)[0])

    assert (len(sight.digits), len(sight.doubts)) == (digits, 1 - digits)


@pytest.mark.parametrize(("ink", "digits"), [(150, 1), (200, 0)])
def test_the_ink_is_strong(ink, digits):
    """In each of three channels it differs from the paper by 90 or by 40 grey levels."""
    sight = looked(DOUBTED, ink=ink)

    assert (len(sight.digits), len(sight.doubts)) == (digits, 1 - digits)


@pytest.mark.parametrize(("side", "digits"), [(300, 1), (500, 0)])
def test_it_is_no_speck_of_a_large_picture(side, digits):
    """It is 40 pixels high."""
    sight = looked(DOUBTED, size=(side, side))

    assert (len(sight.digits), len(sight.doubts)) == (digits, 1 - digits)
