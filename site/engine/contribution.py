"""What each place of the last field adds to each logit: exact, for the rest is a sum.

The gathered channels go through a rectifier. For one picture a channel is passed on or it is
silent, and what is passed on is linear in the field: so each logit is the sum of what the places
add to it, and of a constant that no place gives.
"""

import numpy as np
from numpy.typing import NDArray

from engine.anatomy import Anatomy

Doubles = NDArray[np.float64]


def contributions(field: NDArray[np.float32], anatomy: Anatomy) -> tuple[Doubles, Doubles]:
    """Split the logits of one picture, given its last field, float32 [rows, columns, channels].

    Gives what the places add, float64 [rows, columns, classes], and the constants, float64
    [classes]; summed up over the places, with the constants, they are the logits.
    """
    weighed = field.astype(np.float64) * anatomy.gathering
    bias = anatomy.gathering_bias.astype(np.float64)
    passed = weighed.sum(axis=(0, 1)) + bias > 0
    dense = anatomy.dense.astype(np.float64)
    places = np.einsum("yxc,ck->yxk", weighed * passed, dense)
    return places, (bias * passed) @ dense + anatomy.dense_bias
