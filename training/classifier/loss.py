"""What is right for a picture and how far an answer is from it, whichever backend Keras has."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from keras import ops
from numpy.typing import NDArray

from training.classifier.calibration import NOT_A_DIGIT
from training.classifier.network import CLASSES
from training.classifier.pool import Pool
from training.classifier.settings import Settings

Tensor = Any  # of the backend, which has no types of its own for mypy
Material = dict[str, Any]  # arrays or tensors, see `material`


def material(pool: Pool) -> Material:
    """Give what batches are taken from: pictures uint8 [N, 28, 28], labels int32, answers [N, 11].

    The `digits` are those of the pool and then the same redrawn, so that `labels` come twice.
    """
    return {
        "digits": np.concatenate([pool.digits.pixels, pool.redrawn]),
        "labels": np.tile(pool.digits.labels.astype(np.int32), 2),
        "nondigits": pool.nondigits,
        "answers": np.eye(CLASSES, dtype=np.float32),
        "doubtful": halves(pool.like),
    }


def halves(like: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Give the answers, float32 [M, 11], that are right for non-digits.

    What looks `like` a digit and is none is either to the same degree: nobody could tell.
    """
    one = np.eye(CLASSES, dtype=np.float32)
    return (one[like] + one[NOT_A_DIGIT]) / 2


def pictures(of: Material, place: Tensor, other: Tensor) -> Tensor:
    """Give the digits at these places and then the non-digits, float32 [N, 28, 28, 1] in 0..255."""
    taken = [ops.take(of["digits"], place, axis=0), ops.take(of["nondigits"], other, axis=0)]
    return ops.cast(ops.concatenate(taken, axis=0), "float32")[..., None]


def answers(of: Material, place: Tensor, other: Tensor) -> Tensor:
    """Give what is right for those pictures, float32 [N, 11]."""
    sure = ops.take(of["answers"], ops.take(of["labels"], place, axis=0), axis=0)
    return ops.concatenate([sure, ops.take(of["doubtful"], other, axis=0)], axis=0)


def mean_loss(target: Tensor, logits: Tensor, told: Sequence[Tensor], settings: Settings) -> Tensor:
    """Give a batch's loss: to what is right and to what teachers `told`, all logits [N, 11]."""
    losses = ops.categorical_crossentropy(target, logits, from_logits=True)
    if told:
        mean = sum(told[1:], told[0]) / len(told)
        agreed = ops.argmax(mean, axis=1) == ops.argmax(target, axis=1)
        # Where the teachers err the label alone is learnt, and where there is no one label.
        agreed = ops.cast(agreed & (ops.max(target, axis=1) == 1), "float32")
        apart = distance(mean, logits, settings.softness)
        losses += settings.trust * agreed * (apart - losses)
    return ops.mean(losses)


def distance(teacher: Tensor, student: Tensor, softness: float) -> Tensor:
    """Give the cross entropy of softened answers, logits [N, 11] each: float32 [N].

    Source: Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network" (2015); the
    square of the temperature keeps the gradients as large as those of the labels.
    """
    told = ops.softmax(teacher / softness)
    return softness**2 * ops.categorical_crossentropy(told, student / softness, from_logits=True)


def momentum(step: Tensor, averaging: float) -> Tensor:
    """Give what a step leaves of the running mean: little at first, to forget how it began."""
    return ops.minimum(averaging, (1.0 + step) / (10.0 + step))
