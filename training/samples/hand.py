"""A hand that writes numbers and words from this project's stroke models, with one pen."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from training.digits.hand import Random
from training.digits.numerals import NUMERALS
from training.pages import tooth
from training.pages.glyph import Ink
from training.pages.pen import Pen
from training.pages.strokes import Strokes, bent, box, even, sheared, softened, tall

STEP: Final = 0.012  # of the height, between points of a stroke
ROUND: Final = 0.035  # of the height: how far corners are rounded
WIDEST: Final = 0.9  # times its height, the widest digit

TILES: Final = tooth.tiles()


@dataclass(eq=False)
class Hand:
    """One person with one pen.

    `forms` says which of the models of a digit this person has learnt, counted from 0; `narrow` is
    how wide digits are beside the models', `slant` how far they lean to the right, as a part of
    their height, and `loose` how far they are bent, as another.
    """

    random: Random
    pen: Pen
    forms: dict[int, int] = field(default_factory=dict)
    narrow: float = 0.8
    slant: float = 0.1
    loose: float = 0.02

    def digit(self, label: int, height: float) -> Ink:
        """Write a digit `height` pixels high, its top left near (0, 0)."""
        models = [strokes for number, strokes in NUMERALS if number == label]
        form = models[self.forms.get(label, 0)]
        return self.strokes([np.asarray(path, np.float32) for path in form], height)

    def strokes(self, figure: Strokes, height: float) -> Ink:
        """Write any figure, strokes of height 1, as this hand would."""
        random = self.random
        smooth = [softened(even(path, STEP), ROUND / STEP) for path in figure]
        slant = self.slant + random.normal(0, self.loose)
        turn = random.normal(0, 60 * self.loose)
        leaning = sheared(bent(smooth, self.loose, random), self.narrow, slant, turn)
        wide = self.pen.pixels(height)
        size = height * float(np.exp(random.normal(0, self.loose)))
        return self.pen.draw(tall(leaning, size - wide, WIDEST), height, random, TILES)

    def number(self, text: str, height: float, gap: float = 0.16) -> list[tuple[Ink, float]]:
        """Write digits in a row, each with its left edge in pixels; a space is as wide as high.

        `gap` is what is left between two digits, as a part of their height.
        """
        row, x = list[tuple[Ink, float]](), 0.0
        for letter in text:
            if letter == " ":
                x += 0.9 * height
                continue
            ink = self.digit(int(letter), height)
            row.append((ink, x))
            x += ink.alpha.shape[1] + height * gap * float(self.random.uniform(0.8, 1.2))
        return row

    def curve(self, *points: tuple[float, float]) -> Ink:
        """Draw one stroke along points in pixels; the ink's own place tells where it lies."""
        path = np.asarray(points, np.float32)
        left, top, right, bottom = box([path])
        size = max(right - left, bottom - top)
        smooth = softened(even(path, 2.0), 6.0)
        return self.pen.draw([smooth], size, self.random, TILES)
