"""Levels and the finder's answers in Keras, as the export wrote them down."""

import base64
import json
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FINDER = Path(__file__).parent / "browser" / "finder.json"


@dataclass(frozen=True, eq=False)
class Reference:
    """Planes, uint8 [N, H, W, 3], and every `every`th value of `ink` and `maps`, float32.

    `weights` is the SHA-256 of the weights that they belong to, rounded to float16.
    """

    weights: str
    planes: NDArray[np.uint8]
    every: int
    ink: NDArray[np.float32]
    maps: NDArray[np.float32]

    def kept(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Those of an output's values that the reference has."""
        return values.ravel()[:: self.every]


def finder_reference() -> Reference:
    """Read what `python -m convert.model.finder` has written."""
    told = json.loads(FINDER.read_text(encoding="utf-8"))
    planes = zlib.decompress(base64.b64decode(told["planes"]))
    return Reference(
        told["weights"],
        np.frombuffer(planes, np.uint8).reshape(told["shape"]),
        told["every"],
        *(np.frombuffer(base64.b64decode(told[name]), np.float32) for name in ("ink", "maps")),
    )
