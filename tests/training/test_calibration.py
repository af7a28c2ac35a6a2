"""Temperature and thresholds on synthetic logits whose answers are known."""

import numpy as np
import pytest

from training.calibration import (
    calibrate,
    calibration_error,
    fit_temperature,
    not_a_digit_threshold,
    softmax,
    sure_threshold,
)


def honest(count, seed=1, sharpness=4.0):
    """Logits whose softmax is the true probability of the labels drawn from it."""
    random = np.random.default_rng(seed)
    logits = random.normal(0, sharpness, (count, 11)).astype(np.float32)
    chances = softmax(logits).cumsum(axis=1)
    labels = (random.random((count, 1)) > chances).sum(axis=1)
    return logits, np.minimum(labels, 10)


@pytest.mark.parametrize("factor", [0.5, 1.0, 2.5])
def test_the_temperature_undoes_a_scaling_of_honest_logits(factor):
    logits, labels = honest(20_000)
    assert fit_temperature(logits * factor, labels) == pytest.approx(factor, rel=0.03)


def test_honest_logits_are_calibrated_and_scaled_ones_are_not():
    logits, labels = honest(20_000)

    def error(scale):
        chances = softmax(logits * scale)
        return calibration_error(chances.max(axis=1), chances.argmax(axis=1) == labels)

    assert error(1) < 0.012
    assert error(4) > 0.03


def test_the_calibration_error_of_a_hand_computed_case():
    """Two bins: 0.6 said and half right, 0.9 said and all right."""
    confidence = np.array([0.6, 0.6, 0.9, 0.9])
    right = np.array([True, False, True, True])
    assert calibration_error(confidence, right, bins=2) == pytest.approx((0.1 + 0.1) / 2)


def test_the_refusal_threshold_spares_all_but_two_in_a_thousand():
    chances = np.linspace(0, 0.9, 1000)
    threshold = not_a_digit_threshold(chances)
    assert (chances >= threshold).sum() == 2


def test_the_refusal_threshold_is_never_below_a_half():
    assert not_a_digit_threshold(np.full(1000, 0.01)) == 0.5


def test_the_sure_threshold_keeps_mistakes_out():
    """Of 10,000 answers the 100 least confident are half wrong, the others right."""
    confidence = np.linspace(1, 0.5, 10_000)
    right = np.ones(10_000, np.bool_)
    right[9_900::2] = False
    threshold = sure_threshold(confidence, right)
    assert right[confidence >= threshold].mean() >= 0.999
    assert 0.5 < threshold < confidence[9_890]


def test_a_network_that_is_always_wrong_is_never_sure():
    assert sure_threshold(np.full(10, 0.9), np.zeros(10, np.bool_)) == 0.999


def test_calibrating_puts_the_facts_together():
    """Honest logits, doubled: the temperature finds out, and few digits are refused."""
    logits, labels = honest(20_000)
    fitted = calibrate(logits * 2, labels)
    chances = softmax(logits * 2 / fitted.temperature)
    of_digits = chances[labels != 10]
    assert fitted.temperature == pytest.approx(2, rel=0.1)
    assert (of_digits[:, 10] >= fitted.not_a_digit).mean() <= 0.002
    answered = chances[:, 10] < fitted.not_a_digit
    sure = answered & (chances[:, :10].max(axis=1) >= fitted.sure)
    assert sure.any()
    assert (chances[sure, :10].argmax(axis=1) == labels[sure]).mean() >= 0.998
