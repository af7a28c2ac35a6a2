"""Reduction: averages of whole pixels while a picture is decoded, row by row."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

# Levels that nobody measured: sums of larger ones would overflow.
BEYOND: Final = 1e30


class Reduction:
    """Averages squares of `factor` x `factor` pixels in rows that come from top to bottom.

    So a scan never lies in memory whole as numbers. `least` and `greatest` are of all finite values
    that came, which averages do not show.
    """

    def __init__(self, factor: int) -> None:
        self._factor = factor
        self._left: NDArray[Any] | None = None
        self._done: list[NDArray[Any]] = []
        self.least = np.inf
        self.greatest = -np.inf

    def add(self, rows: NDArray[Any]) -> None:
        """Take the next rows, [rows, width, samples] of any numbers; holes count as 0."""
        if rows.dtype.kind == "f":
            rows = np.nan_to_num(rows, posinf=0.0, neginf=0.0).astype(np.float64)
            rows = rows.clip(-BEYOND, BEYOND, out=rows)
        if rows.size:
            self.least = min(self.least, float(rows.min()))
            self.greatest = max(self.greatest, float(rows.max()))
        if self._factor == 1:
            self._done.append(rows if rows.dtype.itemsize < 4 else rows.astype(np.float64))
            return
        if self._left is not None:
            rows = np.concatenate((self._left, rows))
        whole = len(rows) // self._factor * self._factor
        self._left = rows[whole:].copy()
        self._average(rows[:whole])

    def result(self) -> NDArray[Any]:
        """Give the averages, float32 or float64, or the values themselves at a factor of 1."""
        if self._left is not None:
            self._average(self._left)
            self._left = None
        return np.concatenate(self._done)

    def _average(self, rows: NDArray[Any]) -> None:
        """Average along both axes; squares at the right and at the bottom may have fewer pixels."""
        if not len(rows):
            return
        exact = np.float32 if rows.dtype.itemsize < 4 else np.float64
        for axis in (0, 1):
            starts = np.arange(0, rows.shape[axis], self._factor)
            counts = np.diff(starts, append=rows.shape[axis])
            sums = np.add.reduceat(rows, starts, axis=axis, dtype=exact)
            rows = sums / counts.reshape(-1, *[1] * (2 - axis)).astype(exact)
        self._done.append(rows)
