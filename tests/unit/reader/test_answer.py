"""From logits to an answer, against arithmetic done by hand."""

import math

import numpy as np
import pytest

from reader.answer import answer
from reader.card import Card
from reader.shape import Limits

CARD = Card(
    temperature=2.0,
    sure=0.8,
    not_a_digit=0.5,
    limits=Limits(least_ink=0.01, most_ink=0.6, pieces=2, holes=2),
    logits="logits",
    features="features",
    graph_file="model.json",
    graph_sha256="0" * 64,
    weights_file="group1-shard1of1.bin",
    weights_sha256="1" * 64,
)

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
