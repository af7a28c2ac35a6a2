"""Dyes: what a pen leaves on a ground, darker than light ground and lighter than dark ground."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.pages.noise import Random
from training.pages.pen import Pen

Colour = NDArray[np.float32]

LUMINANCE: Final = np.array([0.299, 0.587, 0.114], np.float32)  # of RGB, as in JPEG
DARK: Final = 95.0  # grey levels: grounds darker than this are written on with something lighter
HINTED: Final = 0.6  # share of dark inks that have their pen's own colour
COVERING: Final = ("marker", "brush", "chalk")  # pens whose ink may hide what lies below
LEAST: Final = (10.0, 24.0)  # grey levels between ink and ground that nearly all writing has
GRAINS: Final = 2.2  # times the ground's own deviation that ink differs from it, at least
SPREAD: Final = 14.0  # grey levels by which the colours of two pens of one name differ

# RGB of full ink, and how often: what lies in drawers and on desks.
PENS: Final[tuple[tuple[float, tuple[int, int, int]], ...]] = (
    (0.24, (22, 22, 26)),  # black ballpoint, felt, print
    (0.17, (70, 70, 74)),  # pencil
    (0.19, (25, 40, 120)),  # blue ballpoint
    (0.08, (30, 60, 170)),  # blue felt
    (0.06, (18, 28, 62)),  # blue black
    (0.08, (185, 30, 40)),  # red
    (0.05, (20, 110, 60)),  # green
    (0.03, (80, 45, 25)),  # sepia, old iron ink
    (0.03, (110, 40, 130)),  # violet
    (0.03, (225, 110, 30)),  # orange felt
    (0.02, (20, 140, 150)),  # turquoise
    (0.02, (215, 60, 140)),  # pink
)
CHALKS: Final[tuple[tuple[float, tuple[int, int, int]], ...]] = (
    (0.6, (236, 236, 230)),
    (0.12, (245, 225, 110)),
    (0.08, (245, 160, 170)),
    (0.08, (150, 200, 250)),
    (0.06, (140, 235, 150)),
    (0.06, (255, 170, 70)),
)


@dataclass(frozen=True, eq=False)
class Dye:
    """`colour` float32 RGB [3] 0..255 of full ink, `strength` 0..1; `covers`: hides its ground."""

    colour: Colour
    strength: float
    covers: bool

    @property
    def level(self) -> float:
        """Luminance of full ink, 0..255."""
        return float(self.colour @ LUMINANCE)

    def contrast(self, ground: float) -> float:
        """Grey levels by which full strokes differ from a ground of this luminance."""
        there = self.level if self.covers else ground * self.level / 255
        return self.strength * abs(there - ground)

    def weaker(self, part: float) -> "Dye":
        """The same ink with less pressure: `part` 0..1 of its strength."""
        return replace(self, strength=self.strength * part)


def dye(random: Random, pen: Pen, ground: float, grain: float) -> Dye:
    """Choose what fills a pen, so that it can be seen on a ground.

    `ground` is its luminance 0..255, `grain` the deviation of that. Light ink on dark ground; the
    pen's strength rises until the ink differs enough.
    """
    light = ground < DARK
    colour = _drawn(random, CHALKS if light else PENS)
    if not light and random.random() < HINTED:
        colour = _shaken(random, pen.colour)
    covers = light or (pen.kind in COVERING and random.random() < 0.5) or random.random() < 0.08
    made = Dye(colour, 1.0, covers)
    least = max(random.uniform(*LEAST), min(GRAINS * grain, 90.0))
    if made.contrast(ground) < 1.4 * least:
        made = Dye(np.full(3, 250.0 if light else 12.0, np.float32), 1.0, covers=light)
    strength = max(pen.strength, least / max(made.contrast(ground), 1.0))
    return replace(made, strength=float(np.clip(strength, 0.0, 1.0)))


def _drawn(random: Random, names: tuple[tuple[float, tuple[int, int, int]], ...]) -> Colour:
    """Draw a colour by its share and shake it."""
    pick = random.random() * sum(share for share, _ in names)
    chosen = names[-1][1]
    for share, colour in names:
        pick -= share
        if pick < 0:
            chosen = colour
            break
    return _shaken(random, chosen)


def _shaken(random: Random, colour: tuple[int, int, int]) -> Colour:
    shaken = np.asarray(colour, np.float32) + random.normal(0, SPREAD, 3) + random.normal(0, SPREAD)
    return np.clip(shaken, 0, 255).astype(np.float32)
