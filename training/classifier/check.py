"""`python -m training.classifier.check`: draw the pictures by which the page checks a device.

Written to site/model/check.json: digits of the project's own stroke models, what they are, and the
logits that Keras gives for the committed classifier. To be run after every export.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's notes on its build

import base64
import json
import sys
import zlib
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
from numpy.typing import NDArray

from reader.classify.card import ClassifierCard
from training.classifier import network
from training.classifier.settings import DIGITS
from training.digits import numerals
from training.shipped import SHIPPED, fill

FILE: Final = SHIPPED / "check.json"
PICTURES: Final = 100  # five of each stroke model: a second's work for a slow telephone
SEED: Final = 20
DECIMALS: Final = 5  # of a logit: a tenth of what two ways of summing up in float32 differ by


def main() -> int:
    """Write the file and say what is in it; gives the exit status."""
    card = ClassifierCard.parse((SHIPPED / "classifier" / "card.json").read_text(encoding="utf-8"))
    pixels, answers = numerals.write(PICTURES, SEED)
    logits = keras_logits(rebuilt(SHIPPED / "classifier", card), pixels)
    if card.labels != DIGITS:  # they are strokes like others, and right is what Keras says
        answers = logits.argmax(axis=1).astype(np.uint8)
    FILE.write_text(json.dumps(contents(card, pixels, answers, logits)) + "\n", encoding="utf-8")
    right = int((logits.argmax(axis=1) == answers).sum())
    print(
        f"{FILE.name}: {FILE.stat().st_size:,} bytes, {len(pixels)} pictures for the classifier "
        f"{card.weights_sha256[:12]}, of which Keras reads {right} right"
    )
    return 0


def rebuilt(folder: Path, card: ClassifierCard) -> keras.Model:
    """Make Keras's network of the committed weights; raises CardError where they are damaged."""
    made = network.shipped()
    fill(made, folder, card)
    return made


def keras_logits(model: keras.Model, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Give Keras's logits, float32 [N, 11], for pictures, uint8 [N, 28, 28]."""
    return np.asarray(model(pixels[..., None].astype(np.float32))["logits"])


def contents(
    card: ClassifierCard,
    pixels: NDArray[np.uint8],
    answers: NDArray[np.uint8],
    logits: NDArray[np.float32],
) -> dict[str, Any]:
    """Give what `engine.check` reads, as JSON has it; `pixels` are deflated, in base 64."""
    return {
        "graph": card.graph_sha256,
        "weights": card.weights_sha256,
        "answers": answers.tolist(),
        "pixels": base64.b64encode(zlib.compress(pixels.tobytes(), 9)).decode("ascii"),
        "logits": [[round(float(value), DECIMALS) for value in row] for row in logits],
    }


if __name__ == "__main__":
    sys.exit(main())
