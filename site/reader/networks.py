"""The two networks of a reading, and what their answers have to be like."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reader.classify.card import LABELS, ClassifierCard
from reader.find.card import FinderCard
from reader.find.maps import CHANNELS, STRIDE, Find
from reader.find.pyramid import DARK, LIGHT
from reader.options import Ink

# Takes pictures in MNIST's geometry, uint8 [N, 28, 28], ink bright; gives logits, float32 [N, 11].
Classify = Callable[[NDArray[np.uint8]], NDArray[np.float32]]


class NetworkError(Exception):
    """A network whose answer cannot be used; the message says what came and the remedy."""


@dataclass(frozen=True)
class Networks:
    """What finds digits and what reads one, each with its card; `ink` is what they look for."""

    find: Find
    finder: FinderCard
    classify: Classify
    classifier: ClassifierCard
    ink: Ink = "either"

    @classmethod
    def checked(
        cls, find: Find, finder: FinderCard, classify: Classify, classifier: ClassifierCard
    ) -> Self:
        """Put both together; they raise NetworkError instead of giving what is no answer."""

        def find_checked(
            planes: NDArray[np.uint8],
        ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
            ink, maps = find(planes)
            count, height, width, _ = planes.shape
            check("finder", "ink", ink, (count, height // 2, width // 2, 4))
            check("finder", "maps", maps, (count, height // STRIDE, width // STRIDE, CHANNELS))
            return ink, maps

        def classify_checked(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
            logits = classify(pixels)
            check("classifier", "logits", logits, (len(pixels), len(LABELS)))
            return logits

        return cls(find_checked, finder, classify_checked, classifier)

    def seeing(self, ink: Ink) -> "Networks":
        """Give the same for ink that is dark, or light: the finder sees no contrast of the other.

        It goes on seeing the other in the grey plane, so marks are told apart by their ink, too.
        """
        if ink == "either":
            return self
        hidden = LIGHT if ink == "dark" else DARK

        def find(planes: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
            planes = planes.copy()
            planes[..., hidden] = 0
            return self.find(planes)

        return replace(self, find=find, ink=ink)


def check(network: str, name: str, values: NDArray[np.float32], shape: tuple[int, ...]) -> None:
    """Raise NetworkError where an output has another shape, or where not all of it are numbers."""
    remedy = f"restore site/model/{network} from one release, or export the {network} again."
    if values.shape != shape:
        raise NetworkError(
            f"The {network} gave {name} of the shape {values.shape}, but this reader needs "
            f"{shape}; {remedy}"
        )
    with np.errstate(over="ignore", invalid="ignore"):
        total = np.sum(values)  # one value that is no number leaves none
    if not np.isfinite(total):
        raise NetworkError(f"The {network} gave {name} that are no numbers; {remedy}")
