"""The paper under the ink: a plane of light for each square and channel, fitted to bare pixels."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

# Pixels along a side of the squares that digits are measured in.
SIDE: Final = 80

# Of a square's rows one in so many is fitted to: light changes more slowly than that.
STEP: Final = 2
ROWS: Final = np.s_[STEP // 2 :: STEP]

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

# The same of the rows that are fitted to, and the powers of the places down and across.
_TERMS: Final = TERMS.reshape(SIDE, SIDE, 3)[ROWS].reshape(-1, 3)
_DOWN, _ACROSS = (np.stack([axis**0, axis, axis**2], axis=1) for axis in (AXIS[ROWS], AXIS))

Floats = NDArray[np.float32]


def fitted(flat: Floats, paper: NDArray[np.bool_]) -> Floats:
    """Fit planes to the paper in some rows, and again without those pixels that are off them.

    `flat` is [N, 3, pixels], `paper` [N, pixels]; gives the factors of TERMS, float32 [N, 3, 3].
    """
    count = len(flat)
    squares = flat.reshape(count, 3, SIDE, SIDE)[:, :, ROWS]
    weights = paper.reshape(count, SIDE, SIDE)[:, ROWS].astype(np.float32)
    # Sums over columns first, and then of a few numbers a row.
    sums = _DOWN.T @ (weights @ _ACROSS)
    normal = sums.astype(np.float64)[
        :, [[0, 0, 1], [0, 0, 1], [1, 1, 2]], [[0, 1, 0], [1, 2, 1], [0, 1, 0]]
    ]
    rows = (squares * weights[:, None]) @ _ACROSS[:, :2]
    moment = np.concatenate(
        [rows.sum(axis=2), _DOWN[:, 1] @ rows[..., :1]], axis=2, dtype=np.float64
    )
    flat, weight = squares.reshape(count, 3, -1), weights.reshape(count, -1)
    planes = _solved(normal, moment)
    off = _off(planes, flat)
    spread = np.einsum("np,np->n", weight, off) / np.maximum(normal[:, 0, 0], 1)
    of, where = np.nonzero((weight > 0) & (off > (OUTSIDE**2 * spread).astype(np.float32)[:, None]))
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
