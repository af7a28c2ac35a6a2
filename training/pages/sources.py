"""What writers write from, read from disk once: MNIST, UNIPEN and fonts of one part."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.digits import mnist
from training.pages import tooth
from training.pages.alphabet import Alphabet, alphabet
from training.pages.skeletons import Skeletons
from training.pages.trajectories import Part, Trajectories
from training.pages.typeface import HANDS, PRINTS

SPLIT: Final = 55_000  # of MNIST's 60,000 training digits the first so many are for training
KEPT: Final = {"train": 8_000, "validation": 2_000}  # digits thinned: 1 ms each when loading
SEED: Final = 3  # of the choice among them


@dataclass(frozen=True, eq=False)
class Sources:
    """Handwriting of one part; no digit, writer or font is in both parts."""

    part: Part
    skeletons: Skeletons
    trajectories: Trajectories
    hands: tuple[str, ...]
    prints: tuple[str, ...]
    greek: Alphabet
    tiles: tooth.Tiles

    @classmethod
    def load(cls, data: Path, part: Part, held: NDArray[np.integer] | None = None) -> "Sources":
        """Read the folder that holds mnist/ and strokes/; takes some seconds.

        `held` are the numbers of MNIST's training digits to write like, where it is not the usual
        split. Raises DataError where a file is missing.
        """
        digits = mnist.read_pair(data / "mnist", *mnist.TRAIN)
        if held is None:
            held = np.arange(SPLIT) if part == "train" else np.arange(SPLIT, len(digits))
        kept = np.random.default_rng(SEED).permutation(held)[: KEPT[part]]
        return cls(
            part,
            Skeletons.of(digits.take(kept)),
            Trajectories.load(data / "strokes" / "unipen.npz", part),
            HANDS[part],
            PRINTS[part],
            alphabet((*HANDS[part], *PRINTS[part])),
            tooth.tiles(),
        )
