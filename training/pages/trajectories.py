"""Pen trajectories of UNIPEN, by writer: digits, letters, signs and real runs of digits.

Format: shared/data/strokes/README.md.
"""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path as File
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from training.digits.hand import Random
from training.errors import DataError
from training.pages.strokes import Strokes

Part = Literal["train", "validation"]

COARSE: Final = 14  # steps of the tablet along the longer side: fewer, and a curve has corners
LABELS: Final = 5  # different digits that a writer must have written to be one of ours
TRIES: Final = 5  # for a character that is not cut short
OVERLAP: Final = 0.4  # of the narrower digit: more, and one is written over the other
UNSCALED: Final = "ibm"  # contributor whose places on the page are not reliable


@dataclass(frozen=True, eq=False)
class Trajectories:
    """Characters of one part's writers.

    `of` maps (writer, character) to the numbers of that writer's characters, `all_of` a
    character to those of anybody. `writers` wrote digits, `runs` are real (first, length) runs.
    """

    points: NDArray[np.int16]
    stroke_ends: NDArray[np.int32]
    character_ends: NDArray[np.int32]
    labels: NDArray[np.str_]
    places: NDArray[np.float32]
    owners: NDArray[np.int32]
    of: dict[tuple[int, str], NDArray[np.int64]]
    all_of: dict[str, NDArray[np.int64]]
    writers: tuple[int, ...]
    runs: dict[int, list[tuple[int, int]]]

    @classmethod
    def load(cls, file: File, part: Part) -> "Trajectories":
        """Read unipen.npz; raises DataError where it is missing."""
        if not file.is_file():
            raise DataError(f"There is no {file}: the shared data's strokes/unipen.npz is needed.")
        with np.load(file) as held:
            data = {name: held[name] for name in held.files}
        usable = (data["split"] == part) & (data["resolution"] >= COARSE)
        of: dict[tuple[int, str], list[int]] = {}
        everyone: dict[str, list[int]] = {}
        for at in np.flatnonzero(usable).tolist():
            label = str(data["label"][at])
            of.setdefault((int(data["writer"][at]), label), []).append(at)
            everyone.setdefault(label, []).append(at)
        digits = {str(label) for label in range(10)}
        known: dict[int, int] = {}
        for writer, label in of:
            known[writer] = known.get(writer, 0) + (label in digits)
        runs: dict[int, list[tuple[int, int]]] = {}
        for first, length in zip(data["string_first"], data["string_length"], strict=True):
            span = slice(int(first), int(first) + int(length))
            apart = _apart(data["place"][span].astype(np.float64))
            if usable[span].all() and apart and data["source"][first] != UNSCALED:
                runs.setdefault(int(data["writer"][first]), []).append((int(first), int(length)))
        return cls(
            points=data["points"],
            stroke_ends=data["stroke_ends"],
            character_ends=data["character_ends"],
            labels=data["label"],
            places=data["place"],
            owners=data["writer"],
            of={key: np.array(found) for key, found in of.items()},
            all_of={key: np.array(found) for key, found in everyone.items()},
            writers=tuple(sorted(w for w, count in known.items() if count >= LABELS)),
            runs=runs,
        )

    def strokes(self, number: int) -> Strokes:
        """Give a character's strokes, its longer side 1."""
        first = self.character_ends[number - 1] if number else 0
        ends = self.stroke_ends[first : self.character_ends[number]].tolist()
        start = int(self.stroke_ends[first - 1]) if first else 0
        bounds = [start, *ends]
        points = self.points[start : bounds[-1]].astype(np.float32) / 1000
        return [points[a - start : b - start] for a, b in pairwise(bounds)]

    def pick(self, writer: int, character: str, random: Random) -> int:
        """Choose a character by this writer, or by another who wrote it, writers being equal."""
        own = self.of.get((writer, character))
        if own is None:
            anybody = self.all_of[character]
            owners = np.unique(self.owners[anybody])
            own = self.of[int(owners[random.integers(len(owners))]), character]
        return int(own[random.integers(len(own))])

    def whole(self, writer: int, character: str, count: int, random: Random) -> Strokes | None:
        """Give a character of so many strokes, or None where a few tries find none."""
        if character not in self.all_of:
            return None
        tries = (self.strokes(self.pick(writer, character, random)) for _ in range(TRIES))
        return next((strokes for strokes in tries if len(strokes) == count), None)


def _apart(boxes: NDArray[np.float64]) -> bool:
    """Say whether no two neighbours, float64 [n, 4] of x0 y0 x1 y1, lie on each other."""
    before, after = boxes[:-1], boxes[1:]
    common = np.minimum(before[:, 2], after[:, 2]) - np.maximum(before[:, 0], after[:, 0])
    widths = boxes[:, 2] - boxes[:, 0]
    narrower = np.maximum(np.minimum(widths[:-1], widths[1:]), 1e-3)
    return bool((common < OVERLAP * narrower).all())
