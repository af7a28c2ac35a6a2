"""Geometry of pen strokes: polylines float [n, 2] of (x, y), y downwards."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.digits.hand import Random

Path = NDArray[np.floating]
Strokes = list[Path]

WAVES: Final = 2  # sine waves that bend a figure, each way


def even(path: Path, step: float) -> Path:
    """Give a path points at equal distances of about `step`; at least two."""
    pieces = np.diff(path, axis=0)
    lengths = np.sqrt((pieces * pieces).sum(1))
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    total = float(along[-1])
    if total < 1e-6:
        return np.repeat(path[:1], 2, axis=0)
    places = np.linspace(0, total, int(total / step) + 2)
    return np.stack(
        [np.interp(places, along, path[:, 0]), np.interp(places, along, path[:, 1])], axis=1
    ).astype(np.float32)


def softened(path: Path, sigma: float) -> Path:
    """Smooth a path by a Gaussian of `sigma` points; its ends stay."""
    reach = min(int(2.5 * sigma + 0.5), len(path) - 1)
    if reach < 1:
        return path
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    weights /= weights.sum()
    before = 2 * path[0] - path[reach:0:-1]
    after = 2 * path[-1] - path[-2 : -reach - 2 : -1]
    padded = np.concatenate([before, path, after])
    return np.stack(
        [np.convolve(padded[:, axis], weights, mode="valid") for axis in (0, 1)], axis=1
    ).astype(np.float32)


def together(strokes: Sequence[Path]) -> tuple[Path, list[int]]:
    """Give all points in one array, and where each stroke but the first begins."""
    return np.concatenate(strokes), list(np.cumsum([len(path) for path in strokes])[:-1])


def apart(points: Path, starts: list[int]) -> Strokes:
    """Undo `together`."""
    bounds = [0, *starts, len(points)]
    return [points[a:b] for a, b in pairwise(bounds)]


def box(strokes: Sequence[Path]) -> tuple[float, float, float, float]:
    """Give the box around strokes: left, top, right, bottom."""
    points = np.concatenate(strokes)
    (left, top), (right, bottom) = points.min(0).tolist(), points.max(0).tolist()
    return left, top, right, bottom


def tall(strokes: Sequence[Path], height: float = 1, widest: float = np.inf) -> Strokes:
    """Scale strokes to a height, or to `widest` times it in width; top left goes to (0, 0)."""
    points, starts = together(strokes)
    low = points.min(0)
    width, long = (points.max(0) - low).tolist()
    scale = height / max(long, width / widest, 1e-6)
    return apart((points - low) * np.float32(scale), starts)


def placed(
    strokes: Sequence[Path], left: float, top: float, width: float, height: float
) -> Strokes:
    """Stretch strokes into a box; a side of theirs that is nothing stays in the box's middle."""
    points, starts = together(strokes)
    low, high = points.min(0), points.max(0)
    size = high - low
    scale = np.where(size > 1e-3, (width, height) / np.maximum(size, 1e-3), 0)
    middle = np.array([left + width / 2, top + height / 2])
    return apart(((points - (low + high) / 2) * scale + middle).astype(np.float32), starts)


def sheared(strokes: Sequence[Path], stretch: float, slant: float, degrees: float) -> Strokes:
    """Stretch across, slant to the right by `slant` of the height, then turn clockwise."""
    angle = np.radians(degrees)
    cosine, sine = np.cos(angle), np.sin(angle)
    shape = np.array([[stretch, 0], [-slant, 1]])
    matrix = shape @ np.array([[cosine, sine], [-sine, cosine]])
    points, starts = together(strokes)
    return apart(points @ matrix.astype(np.float32), starts)


def bent(strokes: Sequence[Path], amount: float, random: Random) -> Strokes:
    """Displace points of a figure of height 1 smoothly, by about `amount`."""
    points, starts = together(strokes)
    moved = points.copy()
    waves = random.normal(0, 2.6, (WAVES, 2, 2)).astype(np.float32)  # radians a unit
    phases = random.uniform(0, 2 * np.pi, (WAVES, 2)).astype(np.float32)
    for wave, phase in zip(waves, phases, strict=True):
        moved += np.float32(amount) * np.sin(points @ wave + phase)
    return apart(moved, starts)


def broken(strokes: Sequence[Path], random: Random, gap: float) -> Strokes:
    """Lift the pen for about `gap` somewhere on the longest stroke, and set it down a bit aside."""
    paths = list(strokes)
    longest = int(np.argmax([len(path) for path in paths]))
    path = paths[longest]
    if len(path) < 12:
        return paths
    length = float(np.sqrt((np.diff(path, axis=0) ** 2).sum(1)).sum())
    cut = int(random.integers(len(path) // 5, len(path) - len(path) // 5))
    half = max(1, round(gap / max(length, 1e-6) * len(path) / 2))
    first, second = path[: max(2, cut - half)], path[min(len(path) - 2, cut + half) :]
    aside = random.normal(0, 0.015, 2).astype(np.float32)
    paths[longest : longest + 1] = [first, second + aside]
    return paths
