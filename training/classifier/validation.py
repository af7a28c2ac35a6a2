"""A look at the validation pictures, and a network's answers in numbers."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.classifier.calibration import NOT_A_DIGIT, likelihood_loss
from training.classifier.network import CLASSES
from training.classifier.pool import Pool

Network = Callable[..., Any]  # a Keras model, or what answers as one: pictures in, "logits" out


def validate(network: Network, pool: Pool) -> dict[str, float]:
    """Give loss and accuracy on validation digits, on redrawn ones and on non-digits."""
    labels = pool.digits.labels.astype(np.int64)
    logits = predict(network, pool.digits.pixels)
    redrawn = predict(network, pool.redrawn)
    written = predict(network, pool.written.pixels)
    nondigits = predict(network, pool.nondigits[pool.like == NOT_A_DIGIT])
    none = np.full(len(nondigits), NOT_A_DIGIT)
    return {
        "validation_loss": likelihood_loss(logits, labels),
        "validation_accuracy": float((logits.argmax(axis=1) == labels).mean()),
        "validation_accuracy_of_ten": float(
            (logits[:, :NOT_A_DIGIT].argmax(axis=1) == labels).mean()
        ),
        "redrawn_loss": likelihood_loss(redrawn, labels),
        "redrawn_accuracy": float((redrawn.argmax(axis=1) == labels).mean()),
        **_of_written(written, pool.written.labels.astype(np.int64)),
        "nondigit_loss": likelihood_loss(nondigits, none),
        "nondigit_accuracy": float((nondigits.argmax(axis=1) == NOT_A_DIGIT).mean()),
    }


def _of_written(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> dict[str, float]:
    if not len(labels):
        return {"written_loss": 0.0, "written_accuracy": 0.0}  # a run without other hands
    return {
        "written_loss": likelihood_loss(logits, labels),
        "written_accuracy": float((logits.argmax(axis=1) == labels).mean()),
    }


def predict(network: Network, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Give the logits, float32 [N, 11], of pictures, uint8 [N, 28, 28]."""
    parts = [
        np.asarray(network(pixels[start : start + 500, :, :, None].astype(np.float32))["logits"])
        for start in range(0, len(pixels), 500)  # 500 at a time keep the memory small
    ]
    return np.concatenate(parts) if parts else np.zeros((0, CLASSES), np.float32)
