"""What a training run of the finder left under runs/."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
from numpy.typing import NDArray

from convert.model.run import RunError

FILES: Final = ("network.keras", "results.json", "parity.npz")

THRESHOLDS: Final = "thresholds.json"  # chosen after the training, on its validation pages

# What the card is written from, as paths in results.json.
NEEDED: Final = (
    *("run", "commit", "data", "parameters", "validation"),
    *("settings.seed", "settings.steps", "settings.plan"),
    *("thresholds.digit", "thresholds.doubt", "thresholds.sure"),
    *("thresholds.sign", "thresholds.sure_sign"),
)


@dataclass(frozen=True)
class Run:
    """A finished run: its network in the shipped form, its results, and levels to check it on.

    `planes` are uint8 [N, H, W, 3], H and W multiples of 32.
    """

    network: keras.Model
    results: dict[str, Any]
    planes: NDArray[np.uint8]

    @classmethod
    def load(cls, folder: Path) -> "Run":
        """Read a run's folder; raises RunError."""
        for name in FILES:
            if not (folder / name).is_file():
                raise RunError(
                    f"{folder} has no {name}; give the folder of a finished run of the finder."
                )
        results = _results(folder)
        with np.load(folder / "parity.npz") as kept:
            planes = kept["planes"]
        if planes.dtype != np.uint8 or planes.ndim != 4 or any(n % 32 for n in planes.shape[1:3]):
            raise RunError(
                f"{folder / 'parity.npz'} has planes of {planes.dtype} {planes.shape}, but the "
                "finder takes uint8 [N, H, W, 3], H and W multiples of 32."
            )
        network = keras.saving.load_model(folder / "network.keras", compile=False)
        return cls(network, results, planes)


def _results(folder: Path) -> dict[str, Any]:
    results: dict[str, Any] = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    if "validation" in results.get("last", {}):
        results.setdefault("validation", results["last"]["validation"])
    if (folder / THRESHOLDS).is_file():
        results["thresholds"] = json.loads((folder / THRESHOLDS).read_text(encoding="utf-8"))
    for path in NEEDED:
        place = results
        for name in path.split("."):
            if name not in place:
                raise RunError(
                    f"{folder / 'results.json'} has no {path}. Finish the run; thresholds may "
                    f'stand in a {THRESHOLDS} beside it, as in {{"digit": 0.4, "doubt": 0.1, '
                    '"sure": 0.5, "sign": 0.4, "sure_sign": 0.8}.'
                )
            place = place[name]
    return results
