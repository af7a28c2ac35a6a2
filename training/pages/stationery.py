"""What lies in the drawer: kinds of pens, their usual widths, faults and colours."""

from typing import Final

import numpy as np

from training.digits.hand import Random

RGB = tuple[int, int, int]

# Odds of a kind of pen, and its narrowest and widest stroke as a fraction of the digit's height.
KINDS: Final[dict[str, tuple[float, float, float]]] = {
    "round": (0.26, 0.015, 0.17),  # gel pens, fine liners
    "ballpoint": (0.22, 0.018, 0.09),
    "pencil": (0.13, 0.02, 0.1),
    "felt": (0.12, 0.07, 0.2),
    "marker": (0.06, 0.13, 0.26),
    "nib": (0.06, 0.06, 0.19),
    "brush": (0.05, 0.06, 0.22),
    "chalk": (0.05, 0.05, 0.18),
    "mouse": (0.03, 0.012, 0.08),
    "hollow": (0.02, 0.1, 0.24),
}
BLACKS: Final = ((12, 12, 14), (28, 28, 32), (40, 38, 42), (20, 22, 40), (50, 40, 34))
BLUES: Final = ((20, 40, 130), (30, 60, 170), (45, 80, 190), (70, 110, 200), (24, 30, 90))
REDS: Final = ((190, 30, 35), (210, 60, 50), (150, 20, 40), (220, 90, 110))
GREENS: Final = ((20, 110, 60), (40, 140, 90), (90, 160, 60), (0, 120, 130))
OTHERS: Final = ((230, 120, 20), (120, 50, 140), (90, 60, 40), (200, 60, 150), (220, 190, 30))
GREYS: Final = ((60, 60, 64), (85, 85, 90), (110, 110, 114), (75, 72, 70))
CHALKS: Final = ((245, 245, 240), (250, 240, 190), (240, 200, 210), (200, 220, 245))


def traits(kind: str, random: Random) -> dict[str, float]:
    """Choose what is special to a kind of pen: fields of Pen, by their name."""
    one, two, three, four = random.random(4).tolist()
    found: dict[str, float] = {}
    if kind == "ballpoint":
        found = {"gaps": 3 * one**3, "grain": 0.25 * two**2, "residue": 0.5, "tile": 0}
    elif kind == "pencil":
        found = {"grain": 0.1 + 0.5 * one, "residue": 0.5 * two, "ragged": 0.3 * three}
        found["pressure"] = 0.3 * four
    elif kind == "nib":
        found = {"angle": 0.3 + 0.9 * one, "ragged": 0.2 * two}
    elif kind == "brush":
        found = {"pressure": 0.25 + 0.4 * one, "taper": 0.4 + 0.6 * two}
        found |= {"grain": 0.3 * three**2, "ragged": 0.3 * four}
    elif kind == "chalk":
        found = {"grain": 0.15 + 0.5 * one, "residue": 0.3 * two, "ragged": 0.2 + 0.6 * three}
        found["tile"] = 1 + int(3 * four)
    elif kind in ("felt", "marker"):
        found = {"ragged": 0.25 * one**2, "grain": 0.3 * two if three < 0.25 else 0}
    elif kind == "hollow":
        found = {"pressure": 0}
    elif one < 0.2:
        found = {"taper": two}
    return found


def strength(random: Random) -> float:
    """Choose how dark a pen writes: mostly dark, some very faint."""
    draw = random.random()
    if draw < 0.68:
        return float(random.uniform(0.6, 1))
    if draw < 0.9:
        return float(random.uniform(0.3, 0.6))
    return float(np.exp(random.uniform(np.log(0.07), np.log(0.3))))


def colour(kind: str, random: Random) -> RGB:
    """Choose the colour of its ink."""
    sets: tuple[tuple[RGB, ...], ...]
    odds: tuple[float, ...]
    if kind == "chalk":
        sets, odds = (CHALKS,), (1.0,)
    elif kind == "pencil":
        sets, odds = (GREYS, REDS, BLUES), (0.86, 0.07, 0.07)
    else:
        sets, odds = (BLACKS, BLUES, REDS, GREENS, OTHERS), (0.46, 0.34, 0.1, 0.05, 0.05)
    colours = sets[int(random.choice(len(sets), p=odds))]
    return colours[int(random.integers(len(colours)))]
