"""One picture's way through the reader: decode, find, normalise, classify, answer."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from reader.card import Card
from reader.reading import Reading

Classify = Callable[[NDArray[np.uint8]], NDArray[np.float32]]


def read(data: bytes, name: str | None, classify: Classify, card: Card) -> Reading:
    """Read the digit in a picture."""
    raise NotImplementedError
