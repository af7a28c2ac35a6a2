"""Levels drawn here and Keras's answers for them, from which tests check every runtime."""

import base64
import json
import zlib
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from convert.model.finder.parity import Outputs

SEED: Final = 11
COUNT: Final = 4
SIZE: Final = (64, 96)  # rows and columns
EVERY: Final = 7  # of all values in a row one is kept: no shape here is a multiple of it
MIDDLE: Final = 128  # the level of a plane of contrast that says "as its surroundings"


def levels() -> NDArray[np.uint8]:
    """Draw levels, uint8 [COUNT, *SIZE, 3]: dark and light strokes on grey, and their contrasts."""
    random = np.random.default_rng(SEED)
    drawn = []
    for ground in random.integers(60, 200, COUNT).tolist():
        sheet = Image.new("L", SIZE[::-1], ground)
        pen = ImageDraw.Draw(sheet)
        for width in (1, 1, 2, 3, 5):
            points = [tuple(random.integers(0, SIZE[::-1]).tolist()) for _ in range(3)]
            pen.line(points, fill=int(random.integers(0, 256)), width=width)
        grey = np.asarray(sheet).astype(np.int64)
        dark, light = (MIDDLE + np.maximum(each, 0) // 2 for each in (ground - grey, grey - ground))
        drawn.append(np.stack([grey, dark, light], axis=-1).astype(np.uint8))
    return np.stack(drawn)


def write(path: Path, weights_sha256: str, planes: NDArray[np.uint8], outputs: Outputs) -> None:
    """Write levels and every EVERYth of Keras's values for them, with float16-rounded weights.

    `weights` says which model they belong to.
    """
    reference: dict[str, Any] = {
        "weights": weights_sha256,
        "shape": planes.shape,
        "planes": _text(zlib.compress(planes.tobytes(), 9)),
        "every": EVERY,
        **{name: _text(values.ravel()[::EVERY].tobytes()) for name, values in outputs.items()},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(reference, indent=0) + "\n", encoding="utf-8")


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
