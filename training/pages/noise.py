"""Smooth noise on every scale: the stuff of which papers, tables and stains are made."""

from collections.abc import Mapping
from typing import Final, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

Random = np.random.Generator
Field = NDArray[np.float32]  # [height, width]: one number a pixel
Ground = NDArray[np.float32]  # [height, width, 3]: RGB, 0 to 255

OCTAVE: Final = 2.5  # from one scale of a fractal to the next
LONGEST: Final = 8.0  # pixels a sample: warping reads between samples in steps of a 32nd of one

Kind = TypeVar("Kind")


def pick(random: Random, kinds: Mapping[Kind, float]) -> Kind:
    """Choose one of the kinds, as often as its weight says."""
    weights = np.cumsum(np.fromiter(kinds.values(), np.float64))
    return list(kinds)[int(np.searchsorted(weights, random.uniform(0, weights[-1]), "right"))]


def spread(random: Random, low: float, high: float) -> float:
    """Draw a number whose logarithm is uniform: as many near `low` as near `high`."""
    return float(np.exp(random.uniform(np.log(low), np.log(high))))


def field(
    random: Random, height: int, width: int, scale: float, across: float | None = None
) -> Field:
    """Give noise of mean 0 and a deviation of about 1 that is smooth over `scale` pixels.

    With `across`, that is the scale along the rows and `scale` the one along the columns.
    """
    rows, columns = int(height / scale) + 2, int(width / (across or scale)) + 2
    coarse = random.standard_normal((rows, columns), np.float32)
    return cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)


def fractal(
    random: Random,
    height: int,
    width: int,
    scales: tuple[float, float] = (2, 96),
    slope: float | None = None,
) -> Field:
    """Add noise of all scales from the finest to the coarsest, in pixels; deviation 1.

    A scale's share is its size to the power of `slope`: 0 is sand, 1 is clouds.
    """
    finest, scale = scales
    slope = random.uniform(0.2, 1.1) if slope is None else slope
    total = np.zeros((2, 2), np.float32)
    while scale >= finest:
        rows, columns = int(height / scale) + 2, int(width / scale) + 2
        total = cv2.resize(total, (columns, rows), interpolation=cv2.INTER_CUBIC)
        total += np.float32(scale**slope) * random.standard_normal((rows, columns), np.float32)
        scale /= OCTAVE
    return normal(cv2.resize(total, (width, height), interpolation=cv2.INTER_CUBIC))


def streaks(
    random: Random, height: int, width: int, thin: float, length: float, angle: float
) -> Field:
    """Give noise that is `thin` pixels across and `length` pixels along a direction, in radians."""
    side = float(np.hypot(height, width))
    step = min(length, LONGEST)
    coarse = random.standard_normal((int(side / thin) + 4, int(side / length) + 4), np.float32)
    rows, columns = coarse.shape[0], int(side / step) + 4
    coarse = cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_CUBIC)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    turn = np.diag([1 / step, 1 / thin]) @ turn
    shift = np.array([columns / 2, rows / 2]) - turn @ np.array([width / 2, height / 2])
    return cv2.warpAffine(
        coarse,
        np.column_stack([turn, shift]),
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REFLECT,
    )


def ridges(random: Random, height: int, width: int, scale: float) -> Field:
    """Give thin winding veins, 0 to 1, about `scale` pixels apart."""
    cloud = fractal(random, height, width, (scale / 6, scale), 1.0)
    return np.exp(-np.abs(cloud) * np.float32(random.uniform(6, 30)))


def cells(
    random: Random, height: int, width: int, scale: float
) -> tuple[NDArray[np.int32], Field, int]:
    """Part the plane among points thrown on it, about `scale` pixels apart.

    Returns whose point is nearest to each pixel (from 1), how far off it is in pixels, and how many
    points there are.
    """
    count = max(3, int(height * width / scale**2))
    seeds = np.full((height, width), 255, np.uint8)
    seeds[random.integers(height, size=count), random.integers(width, size=count)] = 0
    away, labels = cv2.distanceTransformWithLabels(
        seeds, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_CCOMP
    )
    return labels, away, int(labels.max())


def ramp(height: int, width: int, angle: float) -> Field:
    """Rise from 0 at one corner to 1 at the other, along a direction in radians."""
    down = np.linspace(0, float(height * np.sin(angle)), height, dtype=np.float32)
    across = np.linspace(0, float(width * np.cos(angle)), width, dtype=np.float32)
    way = np.add.outer(down - down.min(), across - across.min())
    return way / max(float(way[-1].max()), float(way[0].max()), 1e-6)


def turned(height: int, width: int, angle: float) -> tuple[Field, Field]:
    """Give the places of all pixels along a direction and across it, in pixels from the middle."""
    down = (np.arange(height, dtype=np.float32) - height / 2)[:, None]
    across = (np.arange(width, dtype=np.float32) - width / 2)[None]
    cosine, sine = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    return across * cosine + down * sine, down * cosine - across * sine


def normal(values: Field) -> Field:
    """Shift and scale to a mean of 0 and a deviation of 1."""
    mean, deviation = cv2.meanStdDev(values)
    return (values - np.float32(mean[0, 0])) * np.float32(1 / (deviation[0, 0] + 1e-6))


def soft(values: Field, sigma: float) -> Field:
    """Blur by a Gaussian of `sigma` pixels: a wide one at a coarser resolution, as well."""
    if sigma < 4:
        return cv2.GaussianBlur(values, (0, 0), max(sigma, 0.3))
    height, width = values.shape[:2]
    part = 2 / sigma
    size = (max(2, round(width * part)), max(2, round(height * part)))
    small = cv2.GaussianBlur(cv2.resize(values, size, interpolation=cv2.INTER_AREA), (0, 0), 2)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
