"""From logits to an honest answer: which digit, how sure, or nothing and why."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.classify.card import ClassifierCard
from reader.classify.shape import shapes
from reader.reading import Verdict

NOT_A_DIGIT = 10  # the place of "not a digit" among the network's eleven outputs
LIKELY = 0.5  # probability from which on an answer is likelier than all others together


@dataclass(frozen=True)
class Answer:
    """What the network says of one mark.

    `probabilities` are the calibrated ones of the ten digits, float64 [10], and `not_a_digit` that
    of none; together they sum to 1. `confidence` is the probability of `digit`.
    """

    digit: int
    confidence: float
    sure: bool
    probabilities: NDArray[np.float64]
    not_a_digit: float
    verdict: Verdict
    reason: str | None


def answers(
    logits: NDArray[np.float32], pixels: NDArray[np.uint8], card: ClassifierCard
) -> list[Answer]:
    """Answer for marks from their logits, float32 [N, 11], and pictures, uint8 [N, 28, 28].

    Probabilities are the softmax of the logits divided by the card's temperature (Guo et al., "On
    Calibration of Modern Neural Networks", 2017); thresholds and limits are the card's, too. Ink
    whose shape no digit has is never sure, and where no digit is likely either it is nothing.
    """
    return [
        _answer(softened(each, card), card, allowed=card.limits.allow(shape))
        for each, shape in zip(logits, shapes(pixels), strict=True)
    ]


def answer(logits: NDArray[np.float32], pixels: NDArray[np.uint8], card: ClassifierCard) -> Answer:
    """Answer for one mark from its logits, float32 [11], and its picture, uint8 [28, 28]."""
    return answers(logits[np.newaxis], pixels[np.newaxis], card)[0]


def _answer(probabilities: NDArray[np.float64], card: ClassifierCard, *, allowed: bool) -> Answer:
    digits = probabilities[:NOT_A_DIGIT]
    digit = int(digits.argmax())
    confidence = float(digits[digit])
    not_a_digit = float(probabilities[NOT_A_DIGIT])
    unlikely = confidence < LIKELY and not allowed
    refused = not_a_digit >= card.not_a_digit or unlikely
    sure = confidence >= card.sure and allowed and not refused
    return Answer(
        digit=digit,
        confidence=confidence,
        sure=sure,
        probabilities=digits,
        not_a_digit=not_a_digit,
        verdict="nothing" if refused else "digit" if sure else "unsure",
        reason="not-a-digit" if refused else None,
    )


def weigh(first: Answer, others: NDArray[np.float32], card: ClassifierCard) -> tuple[Answer, int]:
    """Weigh an answer in doubt with the logits of other views of its mark, float32 [N, 11].

    Gives the answer of the mean probabilities, still in doubt or nothing, and how many of the N
    name its digit.
    """
    views = np.array([softened(logits, card) for logits in others]).reshape(-1, NOT_A_DIGIT + 1)
    mean = np.vstack([np.append(first.probabilities, first.not_a_digit), views]).mean(axis=0)
    digit = int(mean[:NOT_A_DIGIT].argmax())
    refused = mean[NOT_A_DIGIT] >= card.not_a_digit
    weighed = Answer(
        digit=digit,
        confidence=float(mean[digit]),
        sure=False,
        probabilities=mean[:NOT_A_DIGIT],
        not_a_digit=float(mean[NOT_A_DIGIT]),
        verdict="nothing" if refused else "unsure",
        reason="not-a-digit" if refused else None,
    )
    return weighed, int((views[:, :NOT_A_DIGIT].argmax(axis=1) == digit).sum())


def softened(logits: NDArray[np.float32], card: ClassifierCard) -> NDArray[np.float64]:
    """Give the calibrated probabilities of eleven logits: float64 [11], their sum 1."""
    scaled = logits.astype(np.float64) / card.temperature
    powers = np.exp(scaled - scaled.max())
    return np.asarray(powers / powers.sum(), dtype=np.float64)
