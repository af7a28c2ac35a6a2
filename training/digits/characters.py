"""Characters of pen trajectories in MNIST's geometry, drawn with round pens: for measuring.

Format: shared/data/strokes/README.md. What the networks learn from has other pens: `handwriting`.
"""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from reader.classify import stroke
from reader.classify.geometry import normalise_all
from training.errors import DataError

HEIGHT: Final = 100  # pixels of the longer side that is drawn
ROUND: Final = (0.06, 0.14)  # widths of the pens, in the longer side
EDGE: Final = 12  # pixels of room around it, for the pen
FINE: Final = 4  # bits of a pixel's part in OpenCV's coordinates

# Characters that alone look like a digit, and the digit: which they are, nobody could tell.
LOOKALIKES: Final[dict[str, int]] = {
    **dict.fromkeys("Oo", 0),
    **dict.fromkeys("lI|/\\',", 1),
    **dict.fromkeys("Zz", 2),
    **dict.fromkeys("Ss", 5),
    "b": 6,
    **dict.fromkeys("gq", 9),
    "B": 8,
}


@dataclass(frozen=True, eq=False)
class Characters:
    """Some characters as pictures: uint8 [N, 28, 28], their `labels` [N], a character each.

    `slashed` bool [N] is True for noughts with a slash or a dot.
    """

    pixels: NDArray[np.uint8]
    labels: NDArray[np.str_]
    slashed: NDArray[np.bool_]

    @classmethod
    def load(cls, file: Path, seed: int, split: str | None = None, kind: str = "digit") -> Self:
        """Draw a file's characters of a kind and a split, or of both, each with a pen of its own.

        Raises DataError where the file is missing.
        """
        if not file.is_file():
            raise DataError(f"There is no {file}: the shared data's strokes are needed.")
        with np.load(file) as arrays:
            data = {name: arrays[name] for name in arrays.files}
        chosen = (data["kind"] == "digit") == (kind == "digit")
        if split is not None:
            chosen &= data["split"] == split
        random = np.random.default_rng([seed, 15])
        numbers = np.flatnonzero(chosen)
        return cls(
            drawn([paths(data, number) for number in numbers.tolist()], random),
            data["label"][numbers],
            data.get("slashed", np.zeros(len(chosen), np.bool_))[numbers],
        )

    def take(self, chosen: NDArray[np.bool_]) -> "Characters":
        """Give some of them."""
        return Characters(self.pixels[chosen], self.labels[chosen], self.slashed[chosen])


def paths(data: dict[str, Any], number: int) -> list[NDArray[np.float64]]:
    """Give a character's strokes, the longer side 1: float64 [n, 2] of (x, y) each, y down."""
    first = int(data["character_ends"][number - 1]) if number else 0
    ends = data["stroke_ends"][first : data["character_ends"][number]].tolist()
    bounds = [int(data["stroke_ends"][first - 1]) if first else 0, *ends]
    return [data["points"][low:high] / 1000 for low, high in pairwise(bounds)]


def drawn(
    characters: list[list[NDArray[np.float64]]], random: np.random.Generator
) -> NDArray[np.uint8]:
    """Draw characters with round pens, and bring them to MNIST's geometry: uint8 [N, 28, 28]."""
    side = HEIGHT + 2 * EDGE
    inks = []
    for strokes in characters:
        width = HEIGHT * random.uniform(*ROUND)
        field = np.zeros((side, side), np.uint8)
        for path in strokes:
            points = np.rint((path * HEIGHT + EDGE) * (1 << FINE)).astype(np.int32)
            # A single point is a dot: a line from it to itself.
            points = np.concatenate([points, points[-1:]])
            cv2.polylines(
                field, [points], isClosed=False, color=255, thickness=round(width),
                lineType=cv2.LINE_AA, shift=FINE,
            )  # fmt: skip
        left, top, across, down = cv2.boundingRect(field)
        ink = field[top : top + down, left : left + across]
        inks.append(stroke.thicken(ink, stroke.width(ink > 127)))
    return normalise_all(inks)
