"""Where the camera stands: which point of the written plane each pixel of the frame shows.

The plane is what somebody writes on, upright and undistorted, in pixels about as large as those of
the frame. It is just large enough that every pixel of the frame shows a point of it.
"""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.pages.noise import Random

Levels = NDArray[np.float32]
Matrix = NDArray[np.float64]

STEADY, TURNED = 0.72, 0.16  # shares of views turned by little, and by up to 25 degrees; rest: not
LITTLE: Final = 3.0  # degrees, deviation of a hand-held camera's angle
LARGEST: Final = 25.0  # degrees, of turn and of tilt
TILTED: Final = 0.45  # share of views that are not from straight above
BENT: Final = 0.3  # share of papers that are not flat
BEND: Final = 0.014  # of the frame's longer side: deviation of the shift by a bend
GROWTH: Final = 2.1  # times the frame's area that the plane has at most
CALMER: Final = 12  # times that angles and bend are made smaller by a third, at most
SHARE: Final = 0.04  # step of the grid that outlines what is seen, of the frame's side


@dataclass(frozen=True, eq=False)
class View:
    """`forward` [3, 3] takes plane to frame; `map` float32 [H, W, 2] has each pixel's x, y there.

    `frame` and `plane` are heights and widths in pixels; `shift` float32 [H, W, 2] the bend alone.
    """

    frame: tuple[int, int]
    plane: tuple[int, int]
    forward: Matrix
    map: Levels
    shift: Levels | None

    def to_frame(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where points [n, 2] of the plane are seen, without the bend."""
        return _project(self.forward, points)

    def scale(self, x: float, y: float) -> float:
        """Pixels of the frame's area for one of the plane's around a point."""
        near = self.to_frame(np.array([[x, y], [x + 1, y], [x, y + 1]], np.float64))
        along, down = near[1] - near[0], near[2] - near[0]
        return float(abs(along[0] * down[1] - along[1] * down[0]))


def flat(frame: tuple[int, int]) -> View:
    """Look straight down: plane and frame are one."""
    return _view(frame, np.eye(3), _outline(frame), None)


def handheld(random: Random, frame: tuple[int, int], calm: float = 1.0) -> View:
    """Turn and tilt the camera by chance; `calm` below 1 scales the angles."""
    turn, tilt, slope = _angles(random) * calm
    shift: Levels | None = bend(random, frame) if random.random() < BENT else None
    made = _view(frame, _homography(frame, turn, tilt, slope), _outline(frame), shift)
    for _ in range(CALMER):
        if made.plane[0] * made.plane[1] <= GROWTH * frame[0] * frame[1]:
            break
        turn, tilt, slope = turn * 0.7, tilt * 0.7, slope * 0.7
        shift = None if shift is None else shift * np.float32(0.7)
        made = _view(frame, _homography(frame, turn, tilt, slope), _outline(frame), shift)
    return made


def onto(random: Random, frame: tuple[int, int], corners: Levels, inside: Levels) -> View:
    """Look at a sheet whose four `corners` lie in, or outside of, the frame; writing is upright.

    `inside` [H, W] is above 0.5 where the frame shows the sheet; the rest is off the plane.
    """
    points: Matrix = np.asarray(corners, np.float64)
    if _handed(points) < 0:
        points = points[::-1]
    edges = np.roll(points, -1, axis=0) - points
    first = int(np.argmax(edges[:, 0] / np.hypot(edges[:, 0], edges[:, 1])))  # the upper edge
    points = np.roll(points, -first, axis=0)
    width = (np.hypot(*(points[1] - points[0])) + np.hypot(*(points[2] - points[3]))) / 2
    height = (np.hypot(*(points[3] - points[0])) + np.hypot(*(points[2] - points[1]))) / 2
    rectangle = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    forward = cv2.getPerspectiveTransform(rectangle, points.astype(np.float32))
    angle = np.degrees(np.arctan2(*(points[1] - points[0])[::-1]))
    if abs(angle) > LARGEST or random.random() < 0.3:  # written askew on the sheet
        wanted = float(np.clip(random.normal(0, 2 * LITTLE), -LARGEST, LARGEST))
        spin = wanted - angle if abs(angle) > LARGEST else random.normal(0, LITTLE)
        forward = forward @ _rotation(spin, width / 2, height / 2)
    rows, columns = np.nonzero(inside[::8, ::8] > 0.5)
    seen: Matrix = np.stack([columns, rows], axis=1).astype(np.float64) * 8.0
    if len(seen) < 4:
        return flat(frame)
    return _view(frame, forward, seen, None)


def bend(random: Random, frame: tuple[int, int]) -> Levels:
    """Curve the paper smoothly: how far each pixel's point lies beside, float32 [H, W, 2]."""
    size = BEND * max(frame) * random.uniform(0.1, 1.0)
    if random.random() < 0.5:  # a page that rises to its binding: lines curve alike
        across = np.linspace(-1, 1, frame[1], dtype=np.float32)
        curve = np.polynomial.polynomial.polyval(across, random.normal(0, 1, 4)).astype(np.float32)
        shift = np.zeros((*frame, 2), np.float32)
        shift[..., 1] = size * curve[None]
        return shift
    coarse = random.standard_normal((4, 4, 2), np.float32) * np.float32(size)
    return np.asarray(cv2.resize(coarse, frame[::-1], interpolation=cv2.INTER_CUBIC), np.float32)


def _angles(random: Random) -> NDArray[np.float64]:
    """Turn, tilt and direction-free slope in degrees."""
    pick = random.random()
    turn = 0.0
    if pick < STEADY:
        turn = random.normal(0, LITTLE)
    elif pick < STEADY + TURNED:
        turn = random.uniform(-LARGEST, LARGEST)
    tilt, slope = 0.0, 0.0
    if random.random() < TILTED:
        tilt, slope = np.clip(random.normal(0, LARGEST / 2.2, 2), -LARGEST, LARGEST)
    return np.array([turn, tilt, slope])


def _homography(frame: tuple[int, int], turn: float, tilt: float, slope: float) -> Matrix:
    """A pinhole camera over the plane, aimed at its centre from 1.3 longer sides away."""
    height, width = frame
    away = 1.3 * max(frame)
    a, b = np.radians(tilt), np.radians(slope)
    over = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    beside = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
    turned = over @ beside @ _rotation(turn, 0, 0)
    lens = np.array([[away, 0, 0], [0, away, 0], [0, 0, 1.0]])
    seen = lens @ np.column_stack([turned[:, 0], turned[:, 1], [0, 0, away]])
    there = np.array([[1, 0, width / 2], [0, 1, height / 2], [0, 0, 1.0]])
    return np.asarray(there @ seen, np.float64)


def _rotation(degrees: float, x: float, y: float) -> Matrix:
    """Rotate the plane about a point."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])
    there = np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]])
    back = np.array([[1, 0, -x], [0, 1, -y], [0, 0, 1.0]])
    return np.asarray(there @ turn @ back, np.float64)


def _outline(frame: tuple[int, int]) -> NDArray[np.float64]:
    """Points along the frame's edges, [n, 2]."""
    height, width = frame
    along = np.arange(0, 1 + SHARE, SHARE)
    x, y = along * width, along * height
    zero = np.zeros_like(along)
    sides = [(x, zero), (x, zero + height), (zero, y), (zero + width, y)]
    return np.concatenate([np.stack(side, axis=1) for side in sides])


def _view(
    frame: tuple[int, int], forward: Matrix, seen: NDArray[np.float64], shift: Levels | None
) -> View:
    """Cut the plane to what is `seen` of it, and look up each pixel's point."""
    height, width = frame
    back = np.linalg.inv(forward)
    margin = 2.0 + (0.0 if shift is None else 1.4 * float(np.abs(shift).max()))
    points = _project(np.asarray(back, np.float64), seen)
    low, high = points.min(axis=0) - margin, points.max(axis=0) + margin
    if np.array_equal(forward, np.eye(3)):
        low, high = np.zeros(2), np.array([width, height], np.float64)
    moved = np.array([[1, 0, low[0]], [0, 1, low[1]], [0, 0, 1.0]])
    size = np.ceil(high - low).astype(int)
    forward = forward @ moved
    back = np.linalg.inv(forward)
    across = np.arange(width, dtype=np.float32)[None]
    down = np.arange(height, dtype=np.float32)[:, None]
    if shift is not None:
        across, down = across + shift[..., 0], down + shift[..., 1]
    rows = (back / back[2, 2]).astype(np.float32)
    away = rows[2, 0] * across + rows[2, 1] * down + rows[2, 2]
    looked = np.empty((height, width, 2), np.float32)
    for axis in (0, 1):
        there = rows[axis, 0] * across + rows[axis, 1] * down + rows[axis, 2]
        np.divide(there, away, out=looked[..., axis])
    return View(frame, (int(size[1]), int(size[0])), forward, looked, shift)


def _project(matrix: Matrix, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Map points [n, 2] by a homography."""
    x, y = points[:, 0], points[:, 1]  # spelt out: threads of a BLAS cost more than they give
    rows = [row[0] * x + row[1] * y + row[2] for row in matrix]
    return np.stack([rows[0] / rows[2], rows[1] / rows[2]], axis=1)


def _handed(points: NDArray[np.float64]) -> float:
    """Twice the polygon's area: above 0 where it runs clockwise on the screen."""
    x, y = points[:, 0], points[:, 1]
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
