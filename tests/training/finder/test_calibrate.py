"""The choice of thresholds from beliefs and confidences that are known to be right or wrong."""

import numpy as np
import pytest

from training.finder.calibrate import GRID, NOTICED, SURE_PRECISION, Seen


def seen(beliefs=(), sure=(), signs=()):
    return Seen(
        pages=1,
        beliefs=[*beliefs] or [(0.9, True)],
        sure=[*sure] or [(0.9, True)],
        signs=[*signs] or [(0.9, True, 0.9, True)],
    )


def ramp(count, least):
    """Beliefs spread over 0..1, of which those from `least` on are in digits."""
    return [(float(value), bool(value >= least)) for value in np.linspace(0, 1, count)]


@pytest.mark.parametrize("least", [0.3, 0.55])
def test_the_least_belief_loses_and_invents_the_fewest_digits(least):
    chosen = seen(ramp(200, least)).thresholds()

    assert chosen["digit"] == pytest.approx(least, abs=0.02)
    assert chosen["doubt"] == pytest.approx(NOTICED * chosen["digit"], abs=1e-3)


def test_a_lost_digit_counts_as_much_as_two_false_ones():
    """Three digits and five others at 0.305: to read them all is the lesser fault."""
    mixed = [(0.305, True)] * 3 + [(0.305, False)] * 5 + [(0.1, False)] * 9

    assert seen(mixed).thresholds()["digit"] <= 0.305
    assert seen([*mixed, *[(0.305, False)] * 2]).thresholds()["digit"] > 0.305


def test_sure_digits_are_as_precise_as_asked():
    wrong = [(0.505, False)] * 9 + [(0.705, False)] * 5
    right = [(0.505, True)] * 50 + [(0.725, True)] * 150

    chosen = seen(sure=[*wrong, *right]).thresholds()["sure"]

    assert 0.505 < chosen < 0.52
    peaks = np.array([value for value, _ in (*wrong, *right)])
    there = np.array([is_one for _, is_one in (*wrong, *right)])
    assert there[peaks >= chosen].mean() >= SURE_PRECISION


def test_what_nothing_makes_precise_has_the_highest_threshold():
    chosen = seen(sure=[(0.95, False)] * 9, signs=[(0.95, False, 0.95, False)] * 9).thresholds()

    assert chosen["sure"] == chosen["sure_sign"] == pytest.approx(GRID[-1], abs=1e-3)


def test_a_sign_whose_kind_is_sure_is_no_less_than_a_sign():
    signs = [(0.6, True, 0.5, True)] * 30 + [(0.405, False, 0.3, False)] * 60

    chosen = seen(signs=signs).thresholds()

    assert 0.4 < chosen["sign"] <= 0.6
    assert chosen["sure_sign"] >= chosen["sign"]
