"""A plate on which strokes are drawn larger than they will be, so that their edges are soft."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.pages.strokes import Path, Strokes, box

SHIFT: Final = 4  # binary places of a coordinate: a sixteenth of a drawn pixel
UNIT: Final = 1 << SHIFT
HARD: Final = 3  # scale from which on lines need no soft edges of their own
SOFT: Final = 0.45  # drawn pixels that a soft edge adds to a line
LARGEST: Final = 1400  # drawn pixels along the longer side: above, the scale gives way

Widths = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Plate:
    """A field of uint8 [H * scale, W * scale] whose top left lies at (x, y) of the picture."""

    field: NDArray[np.uint8]
    x: int
    y: int
    scale: int

    @classmethod
    def around(cls, strokes: Strokes, reach: float, scale: int) -> "Plate":
        """Make an empty plate for strokes in pixels, with room of `reach` pixels around."""
        left, top, right, bottom = box(strokes)
        x, y = int(np.floor(left - reach)) - 1, int(np.floor(top - reach)) - 1
        width = int(np.ceil(right + reach)) + 1 - x
        height = int(np.ceil(bottom + reach)) + 1 - y
        scale = max(1, min(scale, LARGEST // max(width, height)))
        return cls(np.zeros((height * scale, width * scale), dtype=np.uint8), x, y, scale)

    def copy(self) -> "Plate":
        """Give the same plate, to be drawn on by itself."""
        return Plate(self.field.copy(), self.x, self.y, self.scale)

    def line(self, path: Path, widths: Widths | float, level: int = 255) -> None:
        """Draw a path with a round pen, `widths` pixels wide, one for all or one a point."""
        points = self._points(path)
        kind = cv2.LINE_AA if self.scale < HARD else cv2.LINE_8
        if isinstance(widths, float):
            wide = int(self._thickness(np.array(widths)))
            cv2.polylines(self.field, [points], False, level, wide, kind, SHIFT)  # noqa: FBT003
            return
        steps = self._thickness(widths)
        changes = (np.flatnonzero(np.diff(steps)) + 1).tolist()
        starts, ends = [0, *changes], [*changes, len(points) - 1]
        runs: dict[int, list[NDArray[np.int32]]] = {}
        for start, end in zip(starts, ends, strict=True):
            runs.setdefault(int(steps[start]), []).append(points[start : end + 1])
        for wide, pieces in runs.items():
            cv2.polylines(self.field, pieces, False, level, wide, kind, SHIFT)  # noqa: FBT003

    def sweep(self, path: Path, edge: tuple[float, float], level: int = 255) -> None:
        """Draw a path with a broad nib: a straight edge of this size in pixels, moved along."""
        points = self._points(path)
        half = np.rint(np.array(edge) * self.scale * UNIT / 2).astype(np.int32)
        corners = np.stack(
            [points[:-1] - half, points[1:] - half, points[1:] + half, points[:-1] + half], axis=1
        )
        for corner in corners:
            cv2.fillConvexPoly(self.field, corner, level, cv2.LINE_8, SHIFT)

    def dot(self, x: float, y: float, radius: float) -> None:
        """Draw a filled disc."""
        place = self._points(np.array([[x, y]], dtype=np.float32))[0].tolist()
        size = max(1, round(radius * self.scale * UNIT))
        cv2.circle(self.field, place, size, 255, -1, cv2.LINE_AA, SHIFT)

    def reduced(self) -> NDArray[np.uint8]:
        """Give the plate at the picture's scale: uint8 [H, W]."""
        if self.scale == 1:
            return self.field
        height, width = self.field.shape
        size = (width // self.scale, height // self.scale)
        return cv2.resize(self.field, size, interpolation=cv2.INTER_AREA)

    def _thickness(self, widths: NDArray[np.floating]) -> NDArray[np.int32]:
        """Give what OpenCV calls the thickness: it draws 1 as 1, and 2 k or 2 k + 1 wider by 1.

        Soft lines are wider by SOFT more. Measured, as OpenCV does not say so.
        """
        drawn = widths * self.scale - 1 - (SOFT if self.scale < HARD else 0)
        return np.maximum(1, 2 * np.rint(drawn / 2)).astype(np.int32)

    def _points(self, path: Path) -> NDArray[np.int32]:
        """Give pixels of the picture in sixteenths of the plate's, whose centres are whole."""
        drawn = (path - np.array([self.x, self.y], dtype=np.float32)) * self.scale - 0.5
        return np.rint(drawn * UNIT).astype(np.int32)


def lengths(strokes: Sequence[Path]) -> NDArray[np.float64]:
    """Measure strokes along their way."""
    return np.array([np.sqrt((np.diff(path, axis=0) ** 2).sum(1)).sum() for path in strokes])
