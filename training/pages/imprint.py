"""The ink of printing: sharp, faded, bled or rough, and its strength."""

from training.digits.hand import Random
from training.pages.pen import Pen
from training.pages.stationery import BLACKS, BLUES, GREYS, REDS


def imprint(random: Random) -> Pen:
    """Choose how a typeface was printed; `width` only sets how far a rough edge reaches."""
    colours = BLACKS if random.random() < 0.75 else BLUES + REDS + GREYS
    worn = random.random()
    return Pen(
        "print",
        width=0.12,
        strength=float(random.uniform(0.35, 1)),
        colour=colours[int(random.integers(len(colours)))],
        ragged=float(random.uniform(0, 0.4)) if worn < 0.25 else 0,
        grain=float(random.uniform(0.05, 0.45)) if worn > 0.75 else 0,
        residue=float(random.uniform(0, 0.6)),
        tile=int(random.integers(0, 3)),
        soft=float(random.uniform(0, 1.5)) if random.random() < 0.3 else 0,
    )
