"""What a run trains or is chosen on, however it was made."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.digits.mnist import Digits

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Pool:
    """Digits, the same digits redrawn, and non-digits; pictures uint8 [N, 28, 28].

    `like` uint8 [M] are the digits that the non-digits look like, NOT_A_DIGIT for none. `written`
    are digits of other hands, as trajectories and in pages: to validate on; what is trained on is
    among the digits.
    """

    digits: Digits
    redrawn: Pixels
    nondigits: Pixels
    like: NDArray[np.uint8]
    written: Digits
