"""From logits to an answer, against arithmetic done by hand."""

import math

import numpy as np
import pytest

from reader.classify.answer import answer, answers, weigh
from tests.made_up import CARD

STROKE = np.zeros((28, 28), np.uint8)  # a shape that the card's limits allow
STROKE[5:24, 13:16] = 255
SOLID = np.zeros((28, 28), np.uint8)  # and one that they do not: too much ink
SOLID[4:24, 4:24] = 255


def logits_of(**probabilities):
    """Logits that the card's temperature turns into these probabilities; the rest share equally."""
    named = {int(name[1:]): value for name, value in probabilities.items()}
    rest = (1 - sum(named.values())) / (11 - len(named))
    values = [named.get(place, rest) for place in range(11)]
    return np.array([2.0 * math.log(value) + 7 for value in values], np.float32)


def test_a_clear_digit_is_sure():
    found = answer(logits_of(_7=0.9), STROKE, CARD)

    assert (found.digit, found.verdict, found.sure, found.reason) == (7, "digit", True, None)
    assert found.confidence == pytest.approx(0.9, abs=1e-6)
    assert found.not_a_digit == pytest.approx(0.01, abs=1e-6)


def test_a_doubtful_digit_is_unsure():
    found = answer(logits_of(_7=0.6, _1=0.3), STROKE, CARD)

    assert (found.digit, found.verdict, found.sure) == (7, "unsure", False)


def test_ink_that_is_no_digit_is_nothing_with_a_reason():
    found = answer(logits_of(_10=0.7, _3=0.2), STROKE, CARD)

    assert (found.verdict, found.reason) == ("nothing", "not-a-digit")


def test_a_shape_that_no_digit_has_is_never_sure():
    found = answer(logits_of(_7=0.9), SOLID, CARD)

    assert (found.digit, found.verdict, found.sure, found.reason) == (7, "unsure", False, None)


def test_a_shape_that_no_digit_has_is_nothing_where_no_digit_is_likely_either():
    doubtful, unlikely = logits_of(_7=0.6, _1=0.3), logits_of(_7=0.45, _1=0.4)

    assert answer(doubtful, SOLID, CARD).verdict == "unsure"
    assert answer(unlikely, STROKE, CARD).verdict == "unsure"
    found = answer(unlikely, SOLID, CARD)
    assert (found.verdict, found.sure, found.reason) == ("nothing", False, "not-a-digit")


def test_the_eleven_probabilities_sum_to_one():
    found = answer(np.linspace(-3, 4, 11).astype(np.float32), STROKE, CARD)

    assert found.probabilities.sum() + found.not_a_digit == pytest.approx(1)
    assert found.confidence == found.probabilities[found.digit] == found.probabilities.max()


def test_temperature_divides_the_logits():
    logits = np.zeros(11, np.float32)
    logits[4] = 2 * math.log(10)  # ten times as likely as each other one at a temperature of 2

    assert answer(logits, STROKE, CARD).confidence == pytest.approx(10 / 20)


def test_very_large_logits_do_not_overflow():
    logits = np.full(11, -3e4, np.float32)
    logits[2] = 3e4

    assert answer(logits, STROKE, CARD).confidence == 1.0


def test_many_answers_are_those_of_each_alone():
    logits = np.stack([logits_of(_7=0.9), logits_of(_10=0.7), logits_of(_2=0.6), logits_of(_7=0.9)])
    pixels = np.stack([STROKE, STROKE, STROKE, SOLID])

    together = answers(logits, pixels, CARD)

    assert [each.verdict for each in together] == ["digit", "nothing", "unsure", "unsure"]
    for found, each, picture in zip(together, logits, pixels, strict=True):
        expected = answer(each, picture, CARD)
        assert (found.digit, found.confidence, found.sure, found.reason) == (
            expected.digit, expected.confidence, expected.sure, expected.reason,
        )  # fmt: skip


def test_no_marks_have_no_answers():
    assert answers(np.zeros((0, 11), np.float32), np.zeros((0, 28, 28), np.uint8), CARD) == []


def weighed(first, *others):
    """Weigh an answer with other views, each given as probabilities; gives how many agree, too."""
    views = np.array([logits_of(**each) for each in others]).reshape(-1, 11)
    return weigh(answer(logits_of(**first), STROKE, CARD), views, CARD)


def test_views_that_agree_make_the_digit_likelier_but_never_sure():
    found, agreed = weighed({"_4": 0.6, "_9": 0.3}, {"_4": 0.99}, {"_4": 0.99}, {"_4": 0.98})

    assert (found.digit, found.sure, found.verdict, found.reason) == (4, False, "unsure", None)
    assert found.confidence == pytest.approx((0.6 + 0.99 + 0.99 + 0.98) / 4, abs=1e-5)
    assert agreed == 3


def test_views_that_agree_on_another_digit_win():
    found, agreed = weighed({"_4": 0.5, "_9": 0.4}, {"_9": 0.9}, {"_9": 0.8}, {"_4": 0.6})

    assert (found.digit, agreed) == (9, 2)
    assert found.confidence == found.probabilities[9] == found.probabilities.max()


def test_the_first_look_counts_as_much_as_each_other():
    found, _ = weighed({"_4": 0.7, "_9": 0.2}, {"_9": 0.6, "_4": 0.3})

    assert found.digit == 4
    assert found.probabilities[4] == pytest.approx(0.5, abs=1e-5)
    assert found.probabilities[9] == pytest.approx(0.4, abs=1e-5)


def test_weighed_probabilities_sum_to_one():
    found, _ = weighed({"_4": 0.7}, {"_9": 0.6}, {"_10": 0.4})

    assert found.probabilities.sum() + found.not_a_digit == pytest.approx(1)


def test_views_that_see_no_digit_make_it_nothing():
    found, agreed = weighed({"_4": 0.7}, {"_10": 0.9}, {"_10": 0.9}, {"_10": 0.8})

    assert (found.verdict, found.reason, found.digit) == ("nothing", "not-a-digit", 4)
    assert found.not_a_digit == pytest.approx((0.03 + 0.9 + 0.9 + 0.8) / 4, abs=1e-5)
    assert 0 <= agreed <= 3


def test_a_view_that_sees_no_digit_still_has_a_digit_that_it_agrees_with():
    """Of the ten it would be a 4, if it were one."""
    found, agreed = weighed({"_4": 0.7}, {"_10": 0.6, "_4": 0.3}, {"_4": 0.6})

    assert (found.verdict, agreed) == ("unsure", 2)


def test_without_other_views_an_answer_in_doubt_stays_as_it_is():
    found, agreed = weighed({"_4": 0.6, "_9": 0.3})

    assert (found.digit, found.verdict, agreed) == (4, "unsure", 0)
    assert found.confidence == pytest.approx(0.6, abs=1e-5)
