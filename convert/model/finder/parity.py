"""The proof that the page's finder is Keras's: the same logits, and the signs of full weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import keras
import numpy as np
from numpy.typing import NDArray

from convert.model.parity import ParityError

# The largest allowed difference, from the order of float32 sums, of a logit or of a coordinate in
# units of 16 pixels.
TOLERANCE: Final = 1e-3
LEAST_INPUTS: Final = 8  # levels, each of thousands of logits
LEAST_SAME: Final = 0.995  # of the pixels and cells: those that rounded weights see as full ones do

Outputs = dict[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Parity:
    """What the comparison gave over `inputs` levels; `same` is a part in 0..1."""

    inputs: int
    largest_ink_difference: float
    largest_maps_difference: float
    same: float


def compare(page: Sequence[Outputs], rounded: Sequence[Outputs], full: Sequence[Outputs]) -> Parity:
    """Compare the page's outputs with Keras's with float16-rounded and with full weights.

    Each is a list of batches, {"ink", "maps"}, float32 [N, ...]. Raises ParityError where a value
    differs by more than TOLERANCE, where rounding moves more than LEAST_SAME allows to the other
    side of a half, or where the levels are too few.
    """
    for ours, theirs in zip(page, rounded, strict=True):
        for name, values in theirs.items():
            if ours[name].shape != values.shape:
                raise ParityError(
                    f"The page gave {name} of shape {ours[name].shape}, Keras {values.shape}; "
                    "see whether the graph's outputs are named as the export expects."
                )
    differences = {
        name: max(
            float(np.abs(ours[name] - theirs[name]).max())
            for ours, theirs in zip(page, rounded, strict=True)
        )
        for name in ("ink", "maps")
    }
    alike = [
        ((ours[name] > 0) == (theirs[name] > 0)).ravel()
        for ours, theirs in zip(page, full, strict=True)
        for name in ("ink", "maps")
    ]
    parity = Parity(
        inputs=sum(len(batch["ink"]) for batch in page),
        largest_ink_difference=differences["ink"],
        largest_maps_difference=differences["maps"],
        same=float(np.concatenate(alike).mean()),
    )
    if parity.inputs < LEAST_INPUTS:
        raise ParityError(f"{parity.inputs} levels prove too little; {LEAST_INPUTS} are needed.")
    for name, difference in differences.items():
        if not difference <= TOLERANCE:
            raise ParityError(
                f"A value of {name} differs from Keras's by {difference:.2g}, more than "
                f"{TOLERANCE:g}; the conversion changed the network."
            )
    if parity.same < LEAST_SAME:
        raise ParityError(
            f"{1 - parity.same:.2%} of the outputs have another sign with float16 weights than "
            "with float32 ones; the network is not safe to round."
        )
    return parity


def keras_outputs(network: keras.Model, planes: NDArray[np.uint8]) -> Outputs:
    """Give Keras's ink and maps for levels, uint8 [N, H, W, 3]."""
    answered = [network(each[None].astype(np.float32)) for each in planes]
    return {
        name: np.concatenate([np.asarray(each[name]) for each in answered])
        for name in ("ink", "maps")
    }
