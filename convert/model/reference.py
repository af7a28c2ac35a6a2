"""Inputs and Keras's answers for them, from which the page's own tests check that both agree."""

import base64
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


def write(
    path: Path, weights_sha256: str, pixels: NDArray[np.uint8], logits: NDArray[np.float32]
) -> None:
    """Write pictures drawn by the project, uint8 [N, 28, 28], and Keras's logits, float32 [N, 11].

    The logits are those of float16-rounded weights. `weights` says which model they belong to.
    """
    reference = {
        "weights": weights_sha256,
        "inputs": [base64.b64encode(picture.tobytes()).decode("ascii") for picture in pixels],
        "logits": [[round(float(value), 5) for value in row] for row in logits],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(reference, indent=0) + "\n", encoding="utf-8")
