"""The proof that the page's model is Keras's: the same logits, and the class of full weights."""

from dataclasses import dataclass
from typing import Final

import keras
import numpy as np
from numpy.typing import NDArray

TOLERANCE: Final = 1e-3  # the largest allowed difference of a logit, from the order of float32 sums
LEAST_INPUTS: Final = 200

Logits = NDArray[np.float32]


class ParityError(Exception):
    """The converted model does not say what Keras says; the message has the figures."""


@dataclass(frozen=True)
class Parity:
    """What the comparison gave over `inputs` pictures."""

    inputs: int
    largest_logit_difference: float
    same_class: int


def compare(page: Logits, rounded: Logits, full: Logits) -> Parity:
    """Compare the page's logits with Keras's with float16-rounded and with full weights.

    All are float32 [N, 11]. Raises ParityError where a logit differs by more than TOLERANCE, a
    class differs, or the pictures are fewer than LEAST_INPUTS.
    """
    if not page.shape == rounded.shape == full.shape:
        raise ParityError(
            f"The page gave logits of shape {page.shape}, Keras {rounded.shape} and {full.shape}; "
            "look at the outputs named in the card."
        )
    parity = Parity(
        inputs=len(page),
        largest_logit_difference=float(np.abs(page.astype(np.float64) - rounded).max()),
        same_class=int((page.argmax(axis=1) == full.argmax(axis=1)).sum()),
    )
    if parity.inputs < LEAST_INPUTS:
        raise ParityError(f"{parity.inputs} pictures prove too little; {LEAST_INPUTS} are needed.")
    if not parity.largest_logit_difference <= TOLERANCE:
        raise ParityError(
            f"A logit differs from Keras's by {parity.largest_logit_difference:.2g}, more than "
            f"{TOLERANCE:g}; the conversion changed the network."
        )
    if parity.same_class != parity.inputs:
        raise ParityError(
            f"{parity.inputs - parity.same_class} of {parity.inputs} pictures get another class "
            "from float16 weights than from float32 ones; the network is not safe to round."
        )
    return parity


def keras_logits(network: keras.Model, pixels: NDArray[np.uint8]) -> Logits:
    """Give Keras's logits, float32 [N, 11], for pictures, uint8 [N, 28, 28]."""
    return np.asarray(network(pixels[..., None].astype(np.float32))["logits"])


def rounded(network: keras.Model) -> keras.Model:
    """Copy a network with its weights rounded to float16, as the shard keeps them."""
    copy = keras.models.clone_model(network)
    copy.set_weights(
        [weights.astype(np.float16).astype(np.float32) for weights in network.get_weights()]
    )
    return copy
