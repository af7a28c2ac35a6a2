"""Temperature and thresholds: what makes the network's percentages mean what they say.

All of it is fitted on validation pictures and travels in the model's card. `reader` divides the
eleven logits by the temperature, takes the softmax, and compares with the thresholds.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

NOT_A_DIGIT: Final = 10  # the place among the eleven outputs
RIGHT_WHEN_SURE: Final = 0.999  # the least part of the answers without doubt that must be right
REFUSED_DIGITS: Final = 0.002  # the largest part of real digits that may be refused

Logits = NDArray[np.float32]
Labels = NDArray[np.integer]


@dataclass(frozen=True)
class Calibration:
    """What the card states: `temperature` above 0, `sure` and `not_a_digit` in 0..1."""

    temperature: float
    sure: float
    not_a_digit: float


def calibrate(logits: Logits, labels: Labels) -> Calibration:
    """Fit temperature and thresholds on validation pictures, non-digits among them (label 10).

    `logits` are float32 [N, 11]. Source of the temperature: Guo et al., "On Calibration of Modern
    Neural Networks" (2017).
    """
    digits = labels != NOT_A_DIGIT
    temperature = fit_temperature(logits[digits], labels[digits])
    probabilities = softmax(logits / temperature)
    refusal = not_a_digit_threshold(probabilities[digits, NOT_A_DIGIT])
    answered = probabilities[:, NOT_A_DIGIT] < refusal
    best = probabilities[:, :NOT_A_DIGIT]
    sure = sure_threshold(best.max(axis=1)[answered], (best.argmax(axis=1) == labels)[answered])
    return Calibration(temperature, sure, refusal)


def fit_temperature(logits: Logits, labels: Labels) -> float:
    """Find the temperature in 0.2..5 with the least negative log likelihood, to three digits.

    The loss has one minimum along the temperature, so a golden section finds it.
    """
    low, high = np.log(0.2), np.log(5.0)
    golden = (5**0.5 - 1) / 2
    while high - low > 1e-4:
        third, fourth = high - golden * (high - low), low + golden * (high - low)
        if likelihood_loss(logits / np.exp(third), labels) < likelihood_loss(
            logits / np.exp(fourth), labels
        ):
            high = fourth
        else:
            low = third
    return round(float(np.exp((low + high) / 2)), 3)


def not_a_digit_threshold(of_digits: NDArray[np.float64]) -> float:
    """Give the probability of "not a digit" that at most REFUSED_DIGITS of real digits reach.

    At least 0.5: below that another answer may be the likelier one.
    """
    allowed = int(REFUSED_DIGITS * len(of_digits))
    highest = np.sort(of_digits)[::-1]
    return round(float(np.clip(highest[allowed] + 1e-4, 0.5, 0.99)), 4)


def sure_threshold(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Give the confidence, 0.5 or more, from which on RIGHT_WHEN_SURE of the answers are right."""
    order = np.argsort(-confidence, kind="stable")
    parts = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.nonzero(parts >= RIGHT_WHEN_SURE)[0]
    if len(enough) == 0:
        return 0.999
    return round(float(np.clip(confidence[order[enough[-1]]], 0.5, 0.999)), 4)


def softmax(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    """Give the softmax along the last axis, float64."""
    powers = np.exp(logits.astype(np.float64) - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def likelihood_loss(logits: NDArray[np.floating], labels: Labels) -> float:
    """Give the mean negative log likelihood of the labels, in nats."""
    shifted = logits.astype(np.float64) - logits.max(axis=1, keepdims=True)
    totals = np.log(np.exp(shifted).sum(axis=1))
    return float((totals - shifted[np.arange(len(labels)), labels]).mean())


def calibration_error(
    confidence: NDArray[np.float64], right: NDArray[np.bool_], bins: int = 15
) -> float:
    """Give the expected calibration error in 0..1, over `bins` bins of equal mass."""
    order = np.argsort(confidence, kind="stable")
    gaps = [
        abs(float(confidence[part].mean()) - float(right[part].mean())) * len(part)
        for part in np.array_split(order, bins)
        if len(part)
    ]
    return sum(gaps) / len(confidence)
