"""Hypotheses: which marks are read again, what is shown of them, and what comes of it."""

import numpy as np
import pytest

from reader.classify.hypothesis import MOST, hypotheses, reconsidered
from reader.classify.mark import classified
from tests.made_up import CARD, always
from tests.unit.reader.classify.test_mark import detection, instance

VIEWS = 4  # turned to both sides, thinner, thicker


def marks(logit, count=1):
    classify, _ = always(3, logit)
    return classified([(detection(), instance()) for _ in range(count)], classify, CARD)


def test_a_sure_digit_is_not_read_again():
    classify, shown = always(5)
    before = marks(20.0)

    assert reconsidered(before, classify, CARD) == before
    assert shown == []


def test_a_digit_in_doubt_is_read_again_in_one_batch_and_stays_in_doubt():
    classify, shown = always(5)
    doubtful, sure = marks(3.0)[0], marks(20.0)[0]

    first, second = reconsidered([doubtful, sure], classify, CARD)

    assert second is sure
    assert [each.shape for each in shown] == [(VIEWS, 28, 28)]
    # Four views say 5 without doubt, and the digit itself hardly says 3.
    assert first.answer.digit == 5
    assert (first.answer.sure, first.answer.verdict) == (False, "unsure")
    assert first.hypotheses == (VIEWS, VIEWS)


def test_what_no_view_takes_for_a_digit_is_nothing():
    (mark,) = reconsidered(marks(3.0), always(10)[0], CARD)

    assert mark.answer.verdict == "nothing"


def test_only_so_many_are_read_again_the_least_sure_first():
    classify, shown = always(5)
    many = marks(3.0, MOST) + marks(2.0, 3)

    read = reconsidered(many, classify, CARD)

    assert len(shown[0]) == VIEWS * MOST
    assert [mark.hypotheses is not None for mark in read] == [True] * (MOST - 3) + [False] * 3 + [
        True
    ] * 3


def test_views_are_pictures_as_the_network_takes_them():
    views = hypotheses(marks(3.0)[0])

    assert [(view.shape, view.dtype.name) for view in views] == [((28, 28), "uint8")] * VIEWS
    turned, back, thin, thick = (int(view.sum()) for view in views)
    first = int(marks(3.0)[0].pixels.sum())
    assert thin < first < thick
    assert turned == pytest.approx(back, rel=0.1)
    assert not np.array_equal(views[0], views[1])
