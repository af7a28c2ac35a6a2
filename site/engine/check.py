"""Does this device read as Keras does? Pictures with known answers, and how long each takes."""

import base64
import json
import zlib
from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError
from reader.classify.card import ClassifierCard

FILE: Final = "model/check.json"  # written by training.classifier.check

Classify = Callable[[NDArray[np.uint8]], NDArray[np.float32]]


def check(
    content: bytes, classify: Classify, card: ClassifierCard, now: Callable[[], float]
) -> dict[str, Any]:
    """Read the pictures of a check, one by one, with a classifier.

    `now` gives a moment in milliseconds. Tells, ready for JSON, how many `pictures` there are, how
    many were read `right` and `as_keras` reads them, the largest difference of a logit from
    Keras's, and the median, 95th percentile and mean of the milliseconds that each took. Raises
    EngineError where the check was made for another classifier.
    """
    kept = json.loads(content)
    if (kept["graph"], kept["weights"]) != (card.graph_sha256, card.weights_sha256):
        raise EngineError(
            f"{FILE} was made for the classifier {kept['weights'][:12]}, but this page has "
            f"{card.weights_sha256[:12]}; run `python -m training.classifier.check`."
        )
    raw = zlib.decompress(base64.b64decode(kept["pixels"]))
    pictures = np.frombuffer(raw, np.uint8).reshape(-1, 28, 28)
    answers, keras = np.array(kept["answers"]), np.array(kept["logits"])
    logits, milliseconds = [], []
    for picture in pictures:
        begun = now()
        logits.append(classify(picture[np.newaxis])[0])
        milliseconds.append(now() - begun)
    found = np.array(logits)
    said = found.argmax(axis=1)
    return {
        "pictures": len(pictures),
        "right": int((said == answers).sum()),
        "as_keras": int((said == keras.argmax(axis=1)).sum()),
        "largest_difference": float(np.abs(found - keras).max()),
        "milliseconds": {
            "median": round(float(np.median(milliseconds)), 3),
            "percentile_95": round(float(np.percentile(milliseconds, 95)), 3),
            "mean": round(float(np.mean(milliseconds)), 3),
        },
    }
