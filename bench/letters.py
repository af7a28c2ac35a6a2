"""Words as a hand writes them, for a page on which there is no digit: joined small letters."""

import math
import random
from collections.abc import Sequence
from typing import Final

from tests.handwriting import Point

Stroke = list[Point]

# Parts of a letter's height, from the top of an l to the line that it stands on.
SPACE: Final = 0.55  # between words
GAP: Final = 0.12  # between letters
UNREST: Final = 0.02  # how far the points of a stroke stray
SLANT: Final = 0.18  # to the right for each part upwards


def _ring(start: float, end: float) -> Stroke:
    """A part of a round letter, from `start` to `end` degrees; 0 points right, 90 down."""
    steps = range(13)
    turns = [math.radians(start + (end - start) * step / 12) for step in steps]
    return [(0.2 + 0.2 * math.cos(turn), 0.75 + 0.25 * math.sin(turn)) for turn in turns]


_STEM: Final[Stroke] = [(0.05, 0.5), (0.05, 1.0)]
_ARCH: Final[Stroke] = [(0.05, 0.65), (0.2, 0.5), (0.35, 0.62), (0.35, 1.0)]

# Strokes of each letter: the unit is its height, x to the right and y down; the last one ends where
# the pen goes on to the next letter.
LETTERS: Final[dict[str, list[Stroke]]] = {
    "a": [_ring(0, -360), [(0.4, 0.5), (0.4, 1.0)]],
    "c": [_ring(-50, -310)],
    "d": [_ring(0, -360), [(0.4, 0.0), (0.4, 1.0)]],
    "e": [[(0.02, 0.76), (0.38, 0.72), *_ring(-10, -310)]],
    "h": [[(0.05, 0.0), (0.05, 1.0)], _ARCH],
    "i": [[(0.1, 0.28), (0.11, 0.3)], [(0.1, 0.5), (0.1, 1.0)]],
    "l": [[(0.1, 0.0), (0.1, 1.0)]],
    "m": [_STEM, _ARCH, [(x + 0.3, y) for x, y in _ARCH]],
    "n": [_STEM, _ARCH],
    "o": [_ring(-90, -450)],
    "r": [_STEM, [(0.05, 0.68), (0.2, 0.5), (0.3, 0.55)]],
    "s": [[(0.32, 0.55), (0.15, 0.5), (0.05, 0.6), (0.28, 0.82), (0.22, 0.98), (0.02, 0.95)]],
    "t": [[(0.0, 0.5), (0.32, 0.5)], [(0.15, 0.15), (0.15, 1.0)]],
    "u": [[(0.05, 0.5), (0.05, 0.9), (0.2, 1.0), (0.35, 0.9)], [(0.35, 0.5), (0.35, 1.0)]],
    "w": [[(0.0, 0.5), (0.12, 1.0), (0.25, 0.6), (0.38, 1.0), (0.5, 0.5)]],
}


def words(
    size: tuple[int, int], height: float, leading: float, top: float, seed: int
) -> list[Stroke]:
    """Fill a sheet of this width and height with lines of words; strokes in pixels.

    `height` is a letter's, `leading` from line to line and `top` above the first line, in pixels.
    """
    pick = random.Random(seed)  # noqa: S311 seeded letters need no cryptography
    margin = 2 * height
    strokes: list[Stroke] = []
    for line in range(int((size[1] - margin - top) / leading)):
        x = margin * pick.uniform(0.9, 1.1)
        while x < size[0] - 2 * margin:
            letters = pick.choices(sorted(LETTERS), k=pick.randint(2, 9))
            x = _word(strokes, letters, x, top + line * leading, height, pick) + SPACE * height
    return strokes


def _word(
    strokes: list[Stroke],
    letters: Sequence[str],
    x: float,
    y: float,
    height: float,
    pick: random.Random,
) -> float:
    """Add a word that begins at `x`, its letters joined where the pen stays down."""
    for place, letter in enumerate(letters):
        written = [
            [
                (
                    x + (px + SLANT * (1 - py) + pick.gauss(0, UNREST)) * height,
                    y + (py + pick.gauss(0, UNREST)) * height,
                )
                for px, py in stroke
            ]
            for stroke in LETTERS[letter]
        ]
        if place:
            written[0] = [strokes[-1][-1], *written[0]]
        strokes += written
        x += (max(px for stroke in LETTERS[letter] for px, _ in stroke) + GAP) * height
    return x
