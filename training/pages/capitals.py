"""Block letters: capitals of straight strokes, each for itself, as forms and labels ask for them.

What a pen writes so looks much more like digits than a word in one's own hand does: an F is nearly
a 7, and the halves of a K, an R or an A are like a 1, a 4 or a 7.
"""

from typing import Final

import numpy as np

from training.digits.hand import Random
from training.pages.strokes import Path, Strokes, softened

# Corners of strokes in the unit square, y down. I, O, S, Z, B, G and Q are left out: alone they
# are digits.
_MODELS: Final[dict[str, tuple[tuple[tuple[float, float], ...], ...]]] = {
    "A": (((0, 1), (0.5, 0), (1, 1)), ((0.2, 0.62), (0.8, 0.62))),
    "C": (((0.95, 0.15), (0.55, 0), (0.1, 0.25), (0.1, 0.75), (0.55, 1), (0.95, 0.85)),),
    "D": (((0, 0), (0, 1)), ((0, 0), (0.6, 0.05), (1, 0.5), (0.6, 0.95), (0, 1))),
    "E": (((0, 0), (0, 1)), ((0, 0), (1, 0)), ((0, 0.5), (0.8, 0.5)), ((0, 1), (1, 1))),
    "F": (((1, 0), (0, 0), (0, 1)), ((0, 0.48), (0.8, 0.48))),
    "H": (((0, 0), (0, 1)), ((1, 0), (1, 1)), ((0, 0.5), (1, 0.5))),
    "J": (((0.4, 0), (1, 0)), ((0.75, 0), (0.75, 0.8), (0.4, 1), (0, 0.8))),
    "K": (((0, 0), (0, 1)), ((0.95, 0), (0, 0.58)), ((0.3, 0.42), (1, 1))),
    "L": (((0, 0), (0, 1), (1, 1)),),
    "M": (((0, 1), (0.1, 0), (0.5, 0.7), (0.9, 0), (1, 1)),),
    "N": (((0, 1), (0, 0), (1, 1), (1, 0)),),
    "P": (((0, 1), (0, 0), (0.75, 0.03), (1, 0.25), (0.75, 0.5), (0, 0.52)),),
    "R": (((0, 1), (0, 0), (0.75, 0.03), (1, 0.25), (0.75, 0.48), (0, 0.5)), ((0.35, 0.5), (1, 1))),
    "T": (((0, 0), (1, 0)), ((0.5, 0), (0.5, 1))),
    "U": (((0, 0), (0, 0.75), (0.3, 1), (0.7, 1), (1, 0.75), (1, 0)),),
    "V": (((0, 0), (0.5, 1), (1, 0)),),
    "W": (((0, 0), (0.25, 1), (0.5, 0.25), (0.75, 1), (1, 0)),),
    "Y": (((0, 0), (0.5, 0.5)), ((1, 0), (0.5, 0.5), (0.5, 1))),
}
LETTERS: Final = "".join(_MODELS)
VOWELS: Final = "AAEEU"
LENGTHS: Final = (1, 9)  # letters of a word
VOICED: Final = 0.4  # share of letters that are vowels, so that a word looks like one
WIDE: Final = (0.4, 0.95)  # of its height, how wide a word's letters are
WIDER: Final = 1.35  # times as wide as the others: an M or a W
SPACE: Final = (0.08, 0.75)  # of the height, between letters: often as wide as one of them
SHAKEN: Final = 0.035  # of the height: deviation of a stroke's corners
ROUNDED: Final = 0.4  # share of words whose corners are soft
SOFT: Final = 1.6  # points of a path, the deviation by which they are softened
DENSE: Final = 24  # points along a stroke


def spelt(random: Random) -> str:
    """Choose a word of block letters."""
    count = int(random.integers(*LENGTHS))
    return "".join(
        str(random.choice(list(VOWELS if random.random() < VOICED else LETTERS)))
        for _ in range(count)
    )


def drawn(word: str, random: Random) -> Strokes:
    """Draw a word in units of its letters' height, the baseline at 1."""
    wide, space = random.uniform(*WIDE), random.uniform(*SPACE)
    soft = SOFT if random.random() < ROUNDED else 0.0
    x, line = 0.0, list[Path]()
    for letter in word:
        width = wide * random.uniform(0.85, 1.15) * (WIDER if letter in "MW" else 1.0)
        for corners in _MODELS[letter]:
            moved = np.array(corners) * (width, 1) + np.array([x, 0.0])
            shaken = moved + random.normal(0, SHAKEN, (len(corners), 2))
            path = _dense(shaken)
            line.append(softened(path, soft) if soft else path)
        x += width + space * random.uniform(0.8, 1.2)
    return line


def _dense(corners: np.ndarray) -> Path:
    """Give the points along the straight ways from corner to corner, float32 [n, 2]."""
    places = np.arange(len(corners))
    along = np.linspace(0, len(corners) - 1, DENSE)
    ways = [np.interp(along, places, corners[:, axis]) for axis in (0, 1)]
    return np.stack(ways, axis=1).astype(np.float32)
