"""What a training run left under runs/: the only place where conversion meets training."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


class RunError(Exception):
    """A run's folder that cannot be exported; the message names what is missing."""


@dataclass(frozen=True)
class Run:
    """A finished run: its network in the shipped form, its results, and pictures to check it on.

    `seeds` is what all seeds gave, where one was chosen among several.
    The pictures are uint8 [N, 28, 28]: real `digits`, generated `nondigits`, and ones `drawn` by
    the project alone, which may be published with the reference.
    """

    network: keras.Model
    results: dict[str, Any]
    seeds: list[dict[str, Any]]
    digits: Pixels
    nondigits: Pixels
    drawn: Pixels

    @classmethod
    def load(cls, folder: Path) -> "Run":
        """Read a run's folder; raises RunError."""
        for name in ("network.keras", "results.json", "parity.npz"):
            if not (folder / name).is_file():
                raise RunError(
                    f"{folder} has no {name}; give the folder of a run that "
                    "`python -m training.classifier.train` has finished."
                )
        seeds = folder / "seeds.json"
        with np.load(folder / "parity.npz") as pictures:
            return cls(
                seeds=json.loads(seeds.read_text(encoding="utf-8")) if seeds.is_file() else [],
                network=keras.saving.load_model(folder / "network.keras", compile=False),
                results=json.loads((folder / "results.json").read_text(encoding="utf-8")),
                digits=pictures["digits"],
                nondigits=pictures["nondigits"],
                drawn=pictures["drawn"],
            )
