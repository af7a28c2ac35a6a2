"""The paper under the ink: a plane of light for each square and channel, fitted to bare pixels."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

# Pixels along a side of the squares that digits are measured in.
SIDE: Final = 80

# Of a square's rows and columns every so many are fitted to: light changes more slowly than that.
STEP: Final = 2
FEW: Final = -(-SIDE // STEP)

# Deviations of the paper from its own plane beyond which a pixel is left out: other ink, a rule.
OUTSIDE: Final = 1.5

# What keeps a plane level where hardly any pixel is paper: added to its normal equations.
LEVEL: Final = np.diag([2.5e-4, 2.5e-2, 2.5e-2])

# The middles of a square's pixels along a side, from -0.5 to 0.5, and of each pixel the terms of a
# plane: 1, x and y, float32 [SIDE * SIDE, 3].
AXIS: Final = ((np.arange(SIDE) + 0.5) / SIDE - 0.5).astype(np.float32)
TERMS: Final = np.stack(
    [np.ones(SIDE * SIDE, np.float32), np.tile(AXIS, SIDE), np.repeat(AXIS, SIDE)], axis=1
)

# The same of the rows and columns that are fitted to.
_AXIS: Final = AXIS[::STEP]
_TERMS: Final = np.ascontiguousarray(TERMS.reshape(SIDE, SIDE, 3)[::STEP, ::STEP].reshape(-1, 3))

Floats = NDArray[np.float32]


def fitted(flat: Floats, paper: NDArray[np.bool_]) -> Floats:
    """Fit planes to some of the paper's pixels, and again without those that are off them.

    `flat` is [N, 3, pixels], `paper` [N, pixels]; gives the factors of TERMS, float32 [N, 3, 3].
    """
    count = len(flat)
    flat = flat.reshape(count, 3, SIDE, SIDE)[..., ::STEP, ::STEP].reshape(count, 3, -1)
    paper = paper.reshape(count, SIDE, SIDE)[:, ::STEP, ::STEP].reshape(count, -1)
    weight = paper.astype(np.float32)
    # Sums over columns first, and then of a few numbers a row.
    powers = np.stack([_AXIS**0, _AXIS, _AXIS**2], axis=1)
    sums = powers.T @ (weight.reshape(count, FEW, FEW) @ powers)
    normal = sums.astype(np.float64)[
        :, [[0, 0, 1], [0, 0, 1], [1, 1, 2]], [[0, 1, 0], [1, 2, 1], [0, 1, 0]]
    ]
    rows = (flat * weight[:, None]).reshape(count, 3, FEW, FEW) @ powers[:, :2]
    moment = np.concatenate([rows.sum(axis=2), _AXIS @ rows[..., :1]], axis=2).astype(np.float64)
    planes = _solved(normal, moment)
    off = _off(planes, flat)
    spread = np.einsum("np,np->n", weight, off) / np.maximum(normal[:, 0, 0], 1)
    of, where = np.nonzero(paper & (off > (OUTSIDE**2 * spread).astype(np.float32)[:, None]))
    terms, colours = _TERMS[where], flat.transpose(0, 2, 1)[of, where]
    for one in range(3):
        for other in range(3):
            normal[:, one, other] -= np.bincount(of, terms[:, one] * terms[:, other], count)
            moment[:, one, other] -= np.bincount(of, colours[:, one] * terms[:, other], count)
    return _solved(normal, moment)


def _solved(normal: NDArray[np.float64], moment: NDArray[np.float64]) -> Floats:
    """Solve the normal equations of planes: [N, 3, 3] and, channel by channel, [N, 3, 3]."""
    solved = np.linalg.solve(normal + LEVEL, moment.transpose(0, 2, 1))
    return solved.transpose(0, 2, 1).astype(np.float32)


def _off(planes: Floats, flat: Floats) -> Floats:
    """Give how far each pixel is off the planes, squared, in the channel where that is most."""
    away = planes @ _TERMS.T
    away -= flat
    away *= away
    most: Floats = np.maximum(np.maximum(away[:, 0], away[:, 1]), away[:, 2])
    return most
