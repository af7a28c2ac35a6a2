"""A sheet's outline in a picture: where its corners come to lie, and its points between them."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.pages import brush
from training.pages.noise import Field, Random, spread

TILT: Final = 0.28  # the most by which a half side seems longer or shorter for being nearer
FULL: Final = 0.07  # part of the frame that a sheet which nearly fills it leaves free at a side


@dataclass(frozen=True, eq=False)
class Outline:
    """A sheet's corners, float64 [4, 2], in pixels: its top left one and on clockwise."""

    corners: NDArray[np.float64]

    def at(self, points: brush.Points) -> brush.Points:
        """Place points of the sheet, [..., 2], 0 to 1 across and down, in the picture."""
        unit = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)
        matrix = cv2.getPerspectiveTransform(unit, self.corners.astype(np.float32))
        flat = np.asarray(points, np.float64).reshape(-1, 1, 2)
        return np.asarray(cv2.perspectiveTransform(flat, matrix)).reshape(np.shape(points))

    def side(self, number: int) -> float:
        """Measure a side in pixels: 0 is the upper one, 1 the right one."""
        first, second = self.corners[number % 4], self.corners[(number + 1) % 4]
        return float(np.hypot(*(second - first)))

    def along(self, number: int, places: NDArray[np.float64], depth: float) -> brush.Points:
        """Give points along a side, at parts 0 to 1 of it and `depth` pixels inside, [n, 2]."""
        inward = depth / max(self.side(number + 1), 1)
        level = np.full(len(places), inward)
        points = {
            0: (places, level),
            1: (1 - level, places),
            2: (1 - places, 1 - level),
            3: (level, 1 - places),
        }[number % 4]
        return self.at(np.stack(points, axis=1))

    def mask(self, height: int, width: int) -> Field:
        """Fill it: float32 [height, width], 0 to 1."""
        return brush.patch(height, width, self.corners)


def outline(random: Random, height: int, width: int) -> Outline:
    """Lay a sheet into a frame: nearly filling it, whole and smaller, or larger than it."""
    kind = random.random()
    if kind < 0.3:
        return _filling(random, height, width)
    if kind < 0.6:
        part = random.uniform(0.55, 0.98, 2)
        sides, centre = part * (width, height), random.uniform(0.42, 0.58, 2) * (width, height)
        angle = random.normal(0, 6) if random.random() < 0.7 else random.uniform(-40, 40)
        return tilted(random, sides, angle, centre)
    side = max(height, width)
    sides = np.array([spread(random, 0.6, 2.2), spread(random, 0.6, 2.2)]) * side
    angle = random.normal(0, 7) if random.random() < 0.6 else random.uniform(-45, 45)
    made = tilted(random, sides, angle, np.zeros(2))
    # Move it until the middle of one side lies within the frame, most of the sheet beyond it.
    number = int(random.integers(4))
    middle = (made.corners[number] + made.corners[(number + 1) % 4]) / 2
    outward = middle / max(np.hypot(*middle), 1e-6)
    edge = np.array([width, height]) / 2 + outward * random.uniform(0, 0.48) * np.abs(
        outward @ (width, height)
    )
    beside = np.array([-outward[1], outward[0]]) * random.normal(0, 0.2) * side
    return Outline(made.corners + edge + beside - middle)


def tilted(
    random: Random, sides: NDArray[np.float64], angle: float, centre: NDArray[np.float64]
) -> Outline:
    """Turn a sheet of two sides in pixels by an angle in degrees, and see it from one side."""
    tilt = random.normal(0, TILT / 3, 2).clip(-TILT, TILT)
    if random.random() < 0.25:
        tilt = random.uniform(-TILT, TILT, 2)
    unit = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], np.float64)
    turn = np.radians(angle)
    matrix = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    near = 1 + unit @ tilt
    return Outline((unit * sides / 2 / near[:, None]) @ matrix + centre)


def _filling(random: Random, height: int, width: int) -> Outline:
    """Let all four edges run near those of the frame; a corner or an edge may lie outside."""
    far = spread(random, 0.004, FULL) if random.random() < 0.5 else 0.14
    inward = random.uniform(-0.3 * far, far, (4, 2))
    unit = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float64)
    toward = np.where(unit == 0, 1, -1)
    return Outline((unit + toward * inward) * (width, height))
