"""Temperature and thresholds on synthetic logits whose answers are known."""

import numpy as np
import pytest

from training.classifier.calibration import (
    Answers,
    calibrate,
    calibration_error,
    fit_limits,
    fit_temperature,
    not_a_digit_threshold,
    rarely_reached,
    softmax,
    sure_threshold,
)


def honest(count, seed=1, sharpness=4.0, none=0.0):
    """Logits whose softmax is the true probability of the labels drawn from it.

    `none` is added to the logit of "not a digit".
    """
    random = np.random.default_rng(seed)
    logits = random.normal(0, sharpness, (count, 11)).astype(np.float32)
    logits[:, 10] += none
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


def test_the_refusal_threshold_spares_all_but_one_in_a_thousand():
    chances = np.linspace(0, 0.92, 2000)
    threshold = not_a_digit_threshold(chances)
    assert (chances >= threshold).sum() == 2


def test_the_refusal_threshold_is_never_low():
    assert not_a_digit_threshold(np.full(1000, 0.01)) == 0.85


def test_what_is_surely_no_digit_is_refused_whatever_the_digits_look_like():
    assert not_a_digit_threshold(np.linspace(0.96, 1, 1000)) == 0.95


def test_the_sure_threshold_keeps_mistakes_out():
    """Of 10,000 answers the 100 least confident are half wrong, the others right."""
    confidence = np.linspace(1, 0.5, 10_000)
    right = np.ones(10_000, np.bool_)
    right[9_900::2] = False
    threshold = sure_threshold(confidence, right, 0.999)
    assert right[confidence >= threshold].mean() >= 0.999
    assert 0.5 < threshold < confidence[9_890]


def test_a_network_that_is_always_wrong_is_never_sure():
    assert sure_threshold(np.full(10, 0.9), np.zeros(10, np.bool_), 0.999) == 0.999


def strokes(count):
    """Pictures of one upright stroke each, 4 to 19 pixels high and three wide."""
    pixels = np.zeros((count, 28, 28), np.uint8)
    for place, picture in enumerate(pixels):
        picture[4 : 8 + place % 16, 13:16] = 255
    return pixels


def test_limits_hold_what_was_seen_and_leave_room_for_other_pens():
    limits = fit_limits(strokes(1000))
    assert limits.least_ink == pytest.approx(12 / 400 / 2, abs=1e-4)
    assert limits.most_ink == pytest.approx(57 / 400 * 1.25, abs=1e-4)
    assert (limits.pieces, limits.holes) == (1, 0)


def test_one_odd_digit_in_ten_thousand_moves_no_limit():
    pixels = strokes(10_000)
    pixels[77] = 0
    pixels[77, ::2, ::2] = 255  # 196 pieces
    assert fit_limits(pixels).pieces == 1


def test_a_threshold_is_reached_by_no_more_than_it_may():
    confidence = np.linspace(0.2, 0.9, 701)
    threshold = rarely_reached(confidence, 7)
    assert (confidence >= threshold).sum() == 7
    assert rarely_reached(confidence[:5], 7) == 0.5
    assert rarely_reached(np.full(9, 0.1), 0) == 0.5
    assert rarely_reached(np.full(9, 1.0), 0) == 0.999


def answers(logits, labels):
    return Answers(logits.astype(np.float32), strokes(len(labels)), labels)


def sure_logits(count, label, others=0.0):
    """Logits for `label` that grow from picture to picture, so that each has its own confidence."""
    logits = np.full((count, 11), others)
    logits[:, label] = np.linspace(2, 9, count)
    return logits


def honest_threes(count):
    """Such logits for 3, and labels that are 3 as often as their softmax says, so that T is 1."""
    logits = sure_logits(count, 3)
    chances = softmax(logits)[:, 3]
    return logits, np.where(np.random.default_rng(1).random(count) < chances, 3, 4)


def test_calibrating_puts_the_facts_together():
    """Honest logits, doubled: the temperature finds out, and few digits are refused."""
    logits, labels = honest(20_000, none=-60)
    real = answers(logits * 2, labels)
    none, _ = honest(2000, none=60)
    fitted = calibrate(real, real, answers(none * 2, np.full(2000, 10)))
    chances = softmax(real.logits / fitted.temperature)
    assert fitted.temperature == pytest.approx(2, rel=0.1)
    assert (chances[:, 10] >= fitted.not_a_digit).mean() <= 0.001
    sure = chances[:, :10].max(axis=1) >= fitted.sure
    assert sure.any()
    assert (chances[sure, :10].argmax(axis=1) == real.labels[sure]).mean() >= 0.999


def test_each_kind_of_picture_can_raise_what_it_takes_to_be_sure():
    """Digits are mostly right; redrawn ones, then non-digits, look like a sure 3 and are none."""
    count = 2000
    real = answers(*honest_threes(count))
    harmless = answers(sure_logits(count, 10, others=-9.0), np.full(count, 10))
    low = calibrate(real, real, harmless).sure
    mixed = np.where(np.arange(count) < 0.9 * count, 4, 3)
    redrawn = calibrate(real, answers(sure_logits(count, 3), mixed), harmless).sure
    lookalikes = answers(sure_logits(count, 3), np.full(count, 10))
    nondigits = calibrate(real, real, lookalikes).sure
    assert low < redrawn < nondigits


def test_a_shape_that_digits_do_not_have_is_held_back_without_a_threshold():
    """Non-digits that look like a sure 3 but are in pieces need no higher threshold."""
    count = 2000
    real = answers(*honest_threes(count))
    lookalikes = answers(sure_logits(count, 3), np.full(count, 10))
    before = calibrate(real, real, lookalikes).sure
    lookalikes.pixels[:, 26, 2] = 255
    assert calibrate(real, real, lookalikes).sure < before
