"""A committed network as a finished run, in the form that is trained."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.run.atomic import atomic, write_json


def normalisation(
    given: NDArray[np.float32], bias: NDArray[np.float32], epsilon: float
) -> list[NDArray[Any]]:
    """Give factor, shift, mean and variance by which a normalisation does what a bias did.

    `given` is what the folded convolution gives, [..., C], with the `bias`, [C]; `epsilon` is what
    the normalisation adds to the variance.
    """
    own = given.astype(np.float64).reshape(-1, given.shape[-1])
    mean, variance = own.mean(axis=0), own.var(axis=0)
    return [np.sqrt(variance + epsilon), mean, mean - bias, variance]


def write(folder: Path, plan: str, weights: str, folded: Any, trained: Any) -> None:
    """Write a run's folder: Keras's network of a named plan, in both forms.

    `weights` is the SHA-256 of the file that it comes from.
    """
    story = {"settings": {"plan": plan}, "history": [], "weights": weights}
    arrays = {f"averaged/{place}": value for place, value in enumerate(trained.get_weights())}
    folder.mkdir(parents=True, exist_ok=True)
    with atomic(folder / "state.npz") as partial, partial.open("wb") as file:
        np.savez(file, story=np.array(json.dumps(story)), **dict[str, Any](arrays))
    with atomic(folder / "network.keras") as partial:
        folded.save(partial)
    write_json(folder / "results.json", story)  # a run's last file: there is no more to train
