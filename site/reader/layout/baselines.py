"""Baselines: how the lines of a page run, and the page as it is once they are level.

At x the line of level t is at y = t + x (slope + fan t) + x^2 bend: a page seen from the side fans
its lines out, and one that does not lie flat bends them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

# How far a figure's middle lies from the middle of its line, in its height: hands wobble so much.
WOBBLE: Final = 0.12

# How far slope, fan and bend of pages are from 0; x, y and t are in widths of the page.
SPREAD: Final = (0.25, 0.25, 0.12)

# How much smaller or larger the distance of two lines is at a side of the page than in its middle.
LEAST: Final = 0.4
MOST: Final = 2.5

ROUNDS: Final = 2  # of weighing down again what lies far off its line

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Baselines:
    """The run of a page's lines; the page's `middle` and `width` are in pixels."""

    middle: tuple[float, float]
    width: float
    slope: float = 0.0
    fan: float = 0.0
    bend: float = 0.0

    @classmethod
    def level(cls, boxes: Floats, slope: float = 0.0) -> "Baselines":
        """Straight lines of one slope. Boxes are [N, 4], in pixels, N > 0."""
        low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
        middle = (low + high) / 2
        width = float((high - low).max())
        return cls((float(middle[0]), float(middle[1])), width, slope)

    @classmethod
    def fitted(cls, boxes: Floats, lines: Sequence[Sequence[int]]) -> "Baselines":
        """Fit them to lines, or pieces of lines, by the places of their boxes."""
        start = cls.level(boxes)
        long = [np.asarray(line) for line in lines if len(line) > 1]
        if not long:
            return start
        places = np.concatenate(long)
        owner = np.repeat(np.arange(len(long)), [len(line) for line in long])
        x, y, tall = start._normal(boxes[places])
        weight = trust = 1 / (WOBBLE * tall) ** 2
        found = start
        for _ in range(ROUNDS):
            total = np.bincount(owner, trust)
            mean = (np.bincount(owner, trust * found._levels(x, y)) / total)[owner]
            columns = np.stack([x, x * mean, x**2, y])
            shift = [np.bincount(owner, trust * column) / total for column in columns]
            columns -= np.stack(shift)[:, owner]
            design, aim = columns[:3], columns[3]
            normal = (design * trust) @ design.T + np.diag(1 / np.square(SPREAD))
            terms = np.linalg.solve(normal, (design * trust) @ aim)
            slope, fan, bend = terms.tolist()
            found = cls(start.middle, start.width, slope, fan, bend)
            trust = weight / (1 + weight * (aim - terms @ design) ** 2 / 4)
        return found

    def levelled(self, boxes: Floats) -> Floats:
        """Give boxes, [N, 4] in pixels, as they stand once the lines are level; x stays."""
        x, y, tall = self._normal(boxes)
        level = self._levels(x, y) * self.width
        half = tall / self._grown(x) * self.width / 2
        return np.stack([boxes[:, 0], level - half, boxes[:, 2], level + half], axis=1)

    def _normal(self, boxes: Floats) -> tuple[Floats, Floats, Floats]:
        """The middles of boxes and their heights, in widths of the page from its middle."""
        x = ((boxes[:, 0] + boxes[:, 2]) / 2 - self.middle[0]) / self.width
        y = ((boxes[:, 1] + boxes[:, 3]) / 2 - self.middle[1]) / self.width
        return x, y, (boxes[:, 3] - boxes[:, 1]) / self.width

    def _grown(self, x: Floats) -> Floats:
        return np.clip(1 + x * self.fan, LEAST, MOST)

    def _levels(self, x: Floats, y: Floats) -> Floats:
        return (y - x * self.slope - x**2 * self.bend) / self._grown(x)
