"""Digits and other characters as UNIPEN's writers wrote them, drawn with pens of every kind.

In MNIST's geometry, for the classifier to learn from. Each picture has a writer, a pen and habits
of its own: slashed noughts, crossed sevens, flagged ones are among them.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from reader.classify import stroke
from reader.classify.geometry import normalise
from training.classifier.calibration import NOT_A_DIGIT
from training.digits.characters import LOOKALIKES
from training.digits.hand import Random
from training.digits.mnist import Digits
from training.pages.glyph import Glyph
from training.pages.noise import spread
from training.pages.sources import Sources
from training.pages.writer import Writer

HEIGHT: Final = (24.0, 130.0)  # pixels of what is drawn
HALF: Final = 127  # level of ink that counts for the stroke's width
TRIES: Final = 4  # for a picture that has ink

Pixels = NDArray[np.uint8]


def digits(count: int, sources: Sources, seed: int) -> Digits:
    """Write `count` digits, all labels alike often; writers are drawn, not characters."""
    random = np.random.default_rng([seed, 16])
    labels = np.arange(count) % 10
    made = [
        _picture(sources, random, str(label))
        for label in tqdm(labels.tolist(), desc="handwritten digits", disable=None)
    ]
    return Digits(np.stack(made), labels.astype(np.uint8))


def others(count: int, sources: Sources, seed: int) -> tuple[Pixels, NDArray[np.uint8]]:
    """Write `count` letters and signs, all characters alike often: uint8 [count, 28, 28].

    And uint8 [count], the digits that they look like, NOT_A_DIGIT for none.
    """
    random = np.random.default_rng([seed, 17])
    known = sorted(each for each in sources.trajectories.all_of if not each.isdigit())
    texts = random.permutation(np.arange(count) % len(known)).tolist()
    made = [
        _picture(sources, random, known[text])
        for text in tqdm(texts, desc="handwritten letters", disable=None)
    ]
    like = [LOOKALIKES.get(known[text], NOT_A_DIGIT) for text in texts]
    return np.stack(made), np.array(like, np.uint8)


def _picture(sources: Sources, random: Random, text: str) -> Pixels:
    for _ in range(TRIES):
        writer = Writer(random, sources, "unipen")
        height = spread(random, *HEIGHT)
        glyph = (
            writer.digit(height, int(text)) if text.isdigit() else writer.character(height, text)
        )
        if glyph.alpha.any():
            return in_mnist_geometry(glyph)
    raise ValueError(f"{TRIES} pens left no ink of {text!r}; the pens are too weak.")


def in_mnist_geometry(glyph: Glyph) -> Pixels:
    """Bring a glyph's ink to MNIST's geometry and width of strokes, as the reader does."""
    rows, columns = (np.flatnonzero((glyph.alpha > 0).any(axis=axis)) for axis in (1, 0))
    ink = glyph.alpha[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return normalise(stroke.thicken(ink, stroke.width(ink > HALF)))
