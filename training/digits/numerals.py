"""The ten digits as stroke models, in the shapes that differ between countries and schools."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.digits.drawing import Stroke, arc, draw, frame, line
from training.digits.hand import shaken

NUMERALS: Final[tuple[tuple[int, tuple[Stroke, ...]], ...]] = (
    (0, (arc(0.5, 0.5, 0.38, 0.5, -90, 270),)),
    (0, (arc(0.5, 0.5, 0.3, 0.5, -60, 315),)),
    (1, (line((0.5, 0), (0.5, 1)),)),
    (1, (line((0.2, 0.3), (0.55, 0), (0.55, 1)),)),
    (1, (line((0.25, 0.25), (0.55, 0), (0.55, 1)), line((0.25, 1), (0.85, 1)))),
    (2, (np.concatenate([arc(0.5, 0.28, 0.36, 0.28, -170, 35), line((0.12, 1), (0.9, 1))]),)),
    (
        2,
        (
            np.concatenate(
                [
                    arc(0.5, 0.28, 0.33, 0.28, -160, 40),
                    arc(0.28, 0.88, 0.13, 0.1, 60, 330),
                    line((0.92, 1)),
                ]
            ),
        ),
    ),
    (
        3,
        (
            np.concatenate(
                [arc(0.45, 0.26, 0.34, 0.26, -150, 80), arc(0.45, 0.75, 0.38, 0.25, -80, 150)]
            ),
        ),
    ),
    (
        3,
        (
            np.concatenate(
                [line((0.12, 0), (0.82, 0), (0.42, 0.4)), arc(0.42, 0.7, 0.4, 0.3, -80, 150)]
            ),
        ),
    ),
    (4, (line((0.6, 0), (0.08, 0.66), (0.95, 0.66)), line((0.68, 0.35), (0.68, 1)))),
    (4, (line((0.15, 0), (0.12, 0.52), (0.85, 0.52)), line((0.75, 0), (0.72, 1)))),
    (4, (line((0.72, 1), (0.72, 0), (0.08, 0.68), (0.95, 0.68)),)),
    (
        5,
        (
            np.concatenate(
                [line((0.85, 0), (0.25, 0), (0.2, 0.45)), arc(0.45, 0.68, 0.38, 0.32, -110, 150)]
            ),
        ),
    ),
    (
        6,
        (
            np.concatenate(
                [
                    line((0.7, 0)),
                    arc(0.75, 0.62, 0.62, 0.6, -120, -180),
                    arc(0.48, 0.7, 0.35, 0.3, 180, -175),
                ]
            ),
        ),
    ),
    (7, (line((0.1, 0), (0.88, 0), (0.4, 1)),)),
    (7, (line((0.1, 0), (0.88, 0), (0.45, 1)), line((0.3, 0.5), (0.85, 0.5)))),
    (7, (line((0.12, 0.15), (0.12, 0), (0.88, 0), (0.5, 1)),)),
    (8, (arc(0.5, 0.25, 0.3, 0.25, 90, 450), arc(0.5, 0.74, 0.38, 0.26, -90, 270))),
    (9, (np.concatenate([arc(0.48, 0.3, 0.34, 0.3, 0, 360), line((0.82, 1))]),)),
    (
        9,
        (np.concatenate([arc(0.48, 0.3, 0.34, 0.3, 0, 360), arc(0.45, 0.62, 0.37, 0.38, 0, 130)]),),
    ),
)


def write(count: int, seed: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Write `count` digits, each stroke model in turn: uint8 [count, 28, 28], and their labels."""
    random = np.random.default_rng([seed, 13])
    made = np.zeros((count, 28, 28), dtype=np.uint8)
    labels = np.zeros(count, dtype=np.uint8)
    for place in range(count):
        label, strokes = NUMERALS[place % len(NUMERALS)]
        made[place] = frame(draw(shaken(strokes, random, turn=8), float(random.uniform(0.08, 0.2))))
        labels[place] = label
    return made, labels
