"""Temperature and thresholds: what makes the network's percentages mean what they say.

All of it is fitted on validation pictures and travels in the model's card. `reader` divides the
eleven logits by the temperature, takes the softmax, and compares with the thresholds.
"""

from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.classify.shape import Limits, shape

NOT_A_DIGIT: Final = 10  # the place among the eleven outputs
RIGHT_WHEN_SURE: Final = 0.9993  # the least part of the answers without doubt that must be right
RIGHT_OF_REDRAWN: Final = 0.995  # the same for redrawn digits, of which some nobody could read
RIGHT_OF_WRITTEN: Final = 0.997  # the same for digits of other hands and in pages
SURE_NONDIGITS: Final = 0.02  # the largest part of non-digits that may be answered without doubt
REFUSED_DIGITS: Final = 0.001  # the largest part of real digits that may be refused
LEAST_REFUSED, MOST_REFUSED = 0.85, 0.95  # bounds of the probability from which on none is read
UNUSUAL: Final = 0.0005  # the part of real digits that may be beyond each limit of their shapes

Logits = NDArray[np.float32]
Labels = NDArray[np.integer]
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Calibration:
    """What the card states: `temperature` above 0, `sure` and `not_a_digit` in 0..1, limits."""

    temperature: float
    sure: float
    not_a_digit: float
    least_ink: float
    most_ink: float
    pieces: int
    holes: int


@dataclass(frozen=True)
class Answers:
    """Logits, float32 [N, 11], for pictures, uint8 [N, 28, 28], and their labels in 0..10."""

    logits: Logits
    pixels: Pixels
    labels: Labels


def calibrate(
    digits: Answers, redrawn: Answers, nondigits: Answers, written: Answers | None = None
) -> Calibration:
    """Fit all on validation pictures: real digits, redrawn ones, and non-digits (label 10).

    `written` are digits of other hands and in pages. The percentage is fitted on real digits and on
    those, so that it means what it says for them. To be
    without doubt an answer must be as likely as keeps errors rare on digits and on redrawn ones,
    and answers to non-digits as well. Source of the temperature, but not of the way it is fitted:
    Guo et al., "On Calibration of Modern Neural Networks" (2017).
    """
    hands = [digits] if written is None or not len(written.labels) else [digits, written]
    temperature = fit_temperature(
        np.concatenate([each.logits for each in hands]),
        np.concatenate([each.labels for each in hands]),
    )
    limits = fit_limits(digits.pixels)
    refusal = not_a_digit_threshold(softmax(digits.logits / temperature)[:, NOT_A_DIGIT])

    def answered(some: Answers) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Give the confidence of what is answered at all, and whether it is right."""
        probabilities = softmax(some.logits / temperature)
        allowed = np.array([limits.allow(shape(picture)) for picture in some.pixels])
        kept = allowed & (probabilities[:, NOT_A_DIGIT] < refusal)
        best = probabilities[kept, :NOT_A_DIGIT]
        return best.max(axis=1), best.argmax(axis=1) == some.labels[kept]

    sure = max(
        sure_threshold(*answered(digits), RIGHT_WHEN_SURE),
        sure_threshold(*answered(redrawn), RIGHT_OF_REDRAWN),
        *(sure_threshold(*answered(each), RIGHT_OF_WRITTEN) for each in hands[1:]),
        rarely_reached(answered(nondigits)[0], int(SURE_NONDIGITS * len(nondigits.labels))),
    )
    return Calibration(temperature, sure, refusal, **asdict(limits))


def fit_limits(pixels: Pixels) -> Limits:
    """Give the limits that all but a few in ten thousand of these digits' shapes keep to."""
    shapes = [shape(picture) for picture in pixels]
    ink = np.quantile([each.ink for each in shapes], [UNUSUAL, 1 - UNUSUAL])
    pieces, holes = (
        int(np.quantile([getattr(each, name) for each in shapes], 1 - UNUSUAL, method="higher"))
        for name in ("pieces", "holes")
    )
    # A thinner pen and a wider one than MNIST's writers had are no reason to doubt.
    return Limits(round(float(ink[0]) / 2, 4), round(float(ink[1]) * 1.25, 4), pieces, holes)


def fit_temperature(logits: Logits, labels: Labels) -> float:
    """Find the temperature in 0.2..5 at which answers are as confident as right, on average.

    The confidence falls with the temperature, so halving the interval finds it, to three digits.
    The likelihood, which is fitted usually, follows the few digits with a wrong label, which it
    punishes without bound, and leaves all others too modest.
    """
    right = float((logits[:, :NOT_A_DIGIT].argmax(axis=1) == labels).mean())
    low, high = np.log(0.2), np.log(5.0)
    while high - low > 1e-4:
        middle = (low + high) / 2
        confidence = softmax(logits / np.exp(middle))[:, :NOT_A_DIGIT].max(axis=1)
        if float(confidence.mean()) > right:
            low = middle
        else:
            high = middle
    return round(float(np.exp((low + high) / 2)), 3)


def not_a_digit_threshold(of_digits: NDArray[np.float64]) -> float:
    """Give the probability of "not a digit" that at most REFUSED_DIGITS of real digits reach.

    At least LEAST_REFUSED: an answer with a doubt serves better than none. At most MOST_REFUSED:
    what is that likely to be no digit is not given as one.
    """
    allowed = int(REFUSED_DIGITS * len(of_digits))
    highest = np.sort(of_digits)[::-1]
    return round(float(np.clip(highest[allowed] + 1e-4, LEAST_REFUSED, MOST_REFUSED)), 4)


def sure_threshold(
    confidence: NDArray[np.float64], right: NDArray[np.bool_], enough: float
) -> float:
    """Give the confidence in 0.5..0.999 from which on this part of the answers is right."""
    order = np.argsort(-confidence, kind="stable")
    parts = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    reached = np.nonzero(parts >= enough)[0]
    if len(reached) == 0:
        return 0.999
    return round(float(np.clip(confidence[order[reached[-1]]], 0.5, 0.999)), 4)


def rarely_reached(confidence: NDArray[np.float64], count: int) -> float:
    """Give the confidence in 0.5..0.999 that at most `count` answers reach."""
    highest = np.sort(confidence)[::-1]
    if len(highest) <= count:
        return 0.5
    return round(float(np.clip(highest[count] + 1e-4, 0.5, 0.999)), 4)


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
