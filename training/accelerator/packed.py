"""The pictures of a run in one file, to train on where neither fonts nor trajectories are."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.accelerator import grey
from training.classifier.pool import Pixels, Pool
from training.digits.mnist import Digits
from training.run.atomic import atomic


@dataclass(frozen=True)
class Packed:
    """The pool to train on, the one to validate on, and the settings that they were made with."""

    pool: Pool
    aside: Pool
    settings: dict[str, Any]


def pack(packed: Packed, path: Path) -> None:
    """Write both pools, in few levels of grey; the names are `train/digits/0` and so on."""
    arrays: dict[str, Any] = {"settings": np.array(json.dumps(packed.settings))}
    for part, pool in (("train", packed.pool), ("validation", packed.aside)):
        # Digits of other hands are not redrawn: from there on the redrawn are the digits again.
        differing = np.flatnonzero((pool.redrawn != pool.digits.pixels).any(axis=(1, 2)))
        pictures = {
            "digits": pool.digits.pixels,
            "redrawn": pool.redrawn[: differing.max(initial=-1) + 1],
            "nondigits": pool.nondigits,
        }
        arrays |= {f"{part}/labels": pool.digits.labels, f"{part}/like": pool.like}
        if part == "validation":  # what is trained on of other hands is among the digits
            pictures["written"] = pool.written.pixels
            arrays[f"{part}/written_labels"] = pool.written.labels
        for name, pixels in pictures.items():
            for place, block in enumerate(grey.squeeze(pixels)):
                arrays[f"{part}/{name}/{place}"] = block
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic(path) as partial, partial.open("wb") as file:
        np.savez(file, **arrays)


def load(path: Path) -> Packed:
    """Read what `pack` wrote."""
    with np.load(path) as file:
        arrays = dict(file)
    settings = json.loads(str(arrays["settings"]))
    return Packed(_pool(arrays, "train"), _pool(arrays, "validation"), settings)


def _pool(arrays: dict[str, NDArray[Any]], part: str) -> Pool:
    digits = Digits(_pictures(arrays, f"{part}/digits"), arrays[f"{part}/labels"])
    redrawn = _pictures(arrays, f"{part}/redrawn")
    written = digits.take(np.arange(0))
    if part == "validation":
        written = Digits(_pictures(arrays, f"{part}/written"), arrays[f"{part}/written_labels"])
    return Pool(
        digits,
        np.concatenate([redrawn, digits.pixels[len(redrawn) :]]),
        _pictures(arrays, f"{part}/nondigits"),
        arrays[f"{part}/like"],
        written,
    )


def _pictures(arrays: dict[str, NDArray[Any]], name: str) -> Pixels:
    count = sum(key.startswith(f"{name}/") for key in arrays)
    return grey.restore([arrays[f"{name}/{place}"] for place in range(count)])
