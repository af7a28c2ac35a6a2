"""What a reader leaves beside a digit: a rule, a cell's border, another stroke, crumbs.

Everything is drawn into the digit's own field, so that the box that is cut afterwards holds it too,
as it does where a rule touches a digit on paper.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from training.digits.drawing import Stroke, line, smooth

THINNEST, WIDEST = 0.03, 0.1  # width of what is left, as a fraction of the digit's longer side

Ink = NDArray[np.uint8]
Random = np.random.Generator
Box = tuple[int, int, int, int]


def add(ink: Ink, random: Random) -> None:
    """Draw one mark, or two, into the field of a digit, uint8 [height, width], in place."""
    box = Image.fromarray(ink).getbbox()
    if box is None:
        return
    left, top, right, bottom = box
    size = max(right - left, bottom - top)
    for _ in range(2 if random.random() < 0.25 else 1):
        kind = KINDS[random.choice(len(KINDS), p=ODDS)]
        level = int(random.integers(90, 256))
        width = max(1, round(size * random.uniform(THINNEST, WIDEST)))
        image = Image.new("L", (ink.shape[1], ink.shape[0]))
        for path in kind(box, size, random):
            points = [(float(x), float(y)) for x, y in path]
            ImageDraw.Draw(image).line(points, fill=level, width=width, joint="curve")
        np.maximum(ink, np.asarray(image), out=ink)


def rule(box: Box, size: int, random: Random) -> list[Stroke]:
    """Run a rule across the digit or under it, often longer than the digit is wide."""
    left, top, right, bottom = box
    height, rise = random.uniform(top, bottom), random.normal(0, 0.08) * size
    before, behind = random.uniform(-0.25, 0.1, 2) * size
    return [line((left + before, height - rise), (right - behind, height + rise))]


def border(box: Box, size: int, random: Random) -> list[Stroke]:
    """Run an upright border beside the digit."""
    left, top, right, bottom = box
    gap, lean = random.uniform(0, 0.15) * size, random.normal(0, 0.05) * size
    beside = left - gap if random.random() < 0.5 else right + gap
    above, below = random.uniform(-0.1, 0.3, 2) * size
    return [line((beside - lean, top + above), (beside + lean, bottom - below))]


def stray(box: Box, size: int, random: Random) -> list[Stroke]:
    """Let a pen stray through the digit, from one side to the other."""
    left, top, right, bottom = box
    count, swing = int(random.integers(3, 9)), random.uniform(0.04, 0.25) * size
    across = np.linspace(left - 0.1 * size, right + 0.1 * size, count)
    down = random.uniform(top, bottom) + np.cumsum(random.normal(0, swing, count))
    return [smooth(np.stack([across, down], axis=1))]


def neighbour(box: Box, size: int, random: Random) -> list[Stroke]:
    """Let a bent stroke come from outside and end at the digit."""
    left, top, right, bottom = box
    middle = np.array([(left + right) / 2, (top + bottom) / 2])
    angle = random.uniform(0, 2 * np.pi)
    away = np.array([np.cos(angle), np.sin(angle)])
    bend = np.array([-away[1], away[0]]) * random.normal(0, 0.2) * size
    near, far = random.uniform(0.1, 0.4) * size, random.uniform(0.55, 0.75) * size
    points = (middle + away * near, middle + away * 0.5 * size + bend, middle + away * far)
    return [np.stack(points)]


def crumbs(box: Box, size: int, random: Random) -> list[Stroke]:
    """Scatter up to six short dabs on the digit and close around it."""
    left, top, right, bottom = box
    places = np.stack(
        [
            random.uniform(left - 0.12 * size, right + 0.12 * size, 6),
            random.uniform(top - 0.12 * size, bottom + 0.12 * size, 6),
        ],
        axis=1,
    )
    lengths = random.normal(0, 0.04 * size, (6, 2))
    return [np.stack([at, at + by]) for at, by in zip(places, lengths, strict=True)][
        : int(random.integers(1, 7))
    ]


KINDS: Final = (rule, border, stray, neighbour, crumbs)
ODDS: Final = (0.25, 0.12, 0.33, 0.13, 0.17)
