"""Networks that tests make up, with their cards: a classifier that sees what it was told to."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.classify.card import ClassifierCard
from reader.classify.shape import Limits
from reader.find.card import FinderCard
from reader.find.maps import Find
from reader.networks import Classify, Networks
from tests.finder import Patches

CARD: Final = ClassifierCard(
    temperature=2.0,
    sure=0.8,
    not_a_digit=0.5,
    limits=Limits(least_ink=0.01, most_ink=0.6, pieces=2, holes=2),
    logits="logits",
    features="features",
    graph_file="model.json",
    graph_sha256="0" * 64,
    weights_file="group1-shard1of1.bin",
    weights_sha256="1" * 64,
)

FINDER: Final = FinderCard(
    digit=0.4,
    doubt=0.1,
    sign=0.3,
    sure=0.5,
    sure_sign=0.8,
    ink="Identity:0",
    maps="Identity_1:0",
    graph_file="model.json",
    graph_sha256="2" * 64,
    weights_file="group1-shard1of1.bin",
    weights_sha256="3" * 64,
)

# Columns of a 28x28 picture from which on its ink is no bar.
WIDE: Final = 12


def always(digit: int, logit: float = 20.0) -> tuple[Classify, list[NDArray[np.uint8]]]:
    """Give a classifier that sees the same in everything, and the list of what it was shown."""
    shown: list[NDArray[np.uint8]] = []

    def classify(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        shown.append(pixels)
        logits = np.zeros((len(pixels), 11), np.float32)
        logits[:, digit] = logit
        return logits

    return classify, shown


def by_width(narrow: tuple[int, float], wide: tuple[int, float]) -> Classify:
    """Give a classifier that tells bars from what is wider, each as a digit and its logit."""

    def classify(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        is_wide = (pixels.max(axis=1) > 0).sum(axis=1) > WIDE
        logits = np.zeros((len(pixels), 11), np.float32)
        for mask, (digit, logit) in ((~is_wide, narrow), (is_wide, wide)):
            logits[mask, digit] = logit
        return logits

    return classify


def networks(find: Find | None = None, classify: Classify | None = None) -> Networks:
    """Put made-up networks together: every patch of ink is a digit, and every digit a 7."""
    return Networks.checked(find or Patches(), FINDER, classify or always(7)[0], CARD)
