"""Where patches lie on a plane: slices and bounds, in pixels."""

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


def overlap(
    plane: tuple[int, int], patch: tuple[int, ...], x: int, y: int
) -> tuple[tuple[slice, slice], tuple[slice, slice]] | None:
    """Slices of the plane and of the patch where they meet, the patch's top left at x, y."""
    top, left = max(0, y), max(0, x)
    bottom, right = min(plane[0], y + patch[0]), min(plane[1], x + patch[1])
    if bottom <= top or right <= left:
        return None
    target = (slice(top, bottom), slice(left, right))
    return target, (slice(top - y, bottom - y), slice(left - x, right - x))


def bounds(good: Mask, plane: tuple[int, int], step: int) -> tuple[int, int, int, int]:
    """x0, y0, x1, y1 of the part of a plane where rows and columns are mostly good.

    `good` has a value for every `step` pixels of the plane.
    """
    rows = np.flatnonzero(good.mean(axis=1) > 0.5 * good.mean(axis=1).max())
    columns = np.flatnonzero(good.mean(axis=0) > 0.5 * good.mean(axis=0).max())
    if not len(rows) or not len(columns):
        return 0, 0, plane[1], plane[0]
    return (
        int(columns[0]) * step, int(rows[0]) * step,
        min(int(columns[-1] + 1) * step, plane[1]), min(int(rows[-1] + 1) * step, plane[0]),
    )  # fmt: skip
