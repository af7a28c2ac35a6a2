"""MNIST's digits as strokes: thinned once, when the sources are loaded.

Zhang and Suen, "A Fast Parallel Algorithm for Thinning Digital Patterns", 1984.
"""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.digits.mnist import Digits
from training.pages.glyph import VISIBLE
from training.pages.strokes import Strokes, tall
from training.pages.trace import traced

ENLARGED: Final = 3  # pixels of the skeleton's field for each of MNIST's
MARGIN: Final = 2  # pixels around a digit, so that neighbours in the stack do not touch
SIDE: Final = 28 * ENLARGED + 2 * MARGIN
INKED: Final = 110  # level in 0..255 above which an enlarged pixel belongs to the digit

CHUNK: Final = 100  # digits at a time, so that they stay in the processor's cache
THICK: Final = 11.5  # pixels of a stroke's mean width: thicker, and thinning changes the form
FLAT: Final = 1.5  # times its height: a wider digit is squashed
BLOT: Final = 2.1  # times the mean width of a stroke: wider, and ink has filled a loop
LOOPS: Final = {0: 1, 6: 1, 8: 2}  # holes without which a digit would be read as another
HOLE: Final = 6  # pixels of a hole that counts

# The eight neighbours P2 to P9 of the paper, clockwise from the one above, by their bit.
_WEIGHTS: Final = np.array([[128, 1, 2], [64, 0, 4], [32, 16, 8]], dtype=np.float32)


@dataclass(frozen=True, eq=False)
class Skeletons:
    """MNIST digits: `pixels` uint8 [N, 28, 28], `strokes` of height 1, their `slants`.

    `slants` float32 [N] is how far a digit leans to the right, as a fraction of its height;
    `places` holds for each label the digits that have it.
    """

    pixels: NDArray[np.uint8]
    strokes: list[Strokes]
    slants: NDArray[np.float32]
    places: tuple[NDArray[np.int64], ...]

    @classmethod
    def of(cls, digits: Digits) -> "Skeletons":
        """Thin digits and follow their lines, without those whose loops ink has filled."""
        masks = enlarged(digits.pixels)
        lines = thinned(masks)
        kept = np.flatnonzero(
            [
                clear(mask, line, int(label))
                for mask, line, label in zip(masks, lines, digits.labels, strict=True)
            ]
        )
        digits = digits.take(kept)
        strokes = [tall(traced(line), 1, 2) for line in lines[kept]]
        return cls(
            digits.pixels,
            strokes,
            _slants(digits.pixels),
            tuple(np.flatnonzero(digits.labels == label) for label in range(10)),
        )

    def gray(self, at: int, height: float) -> NDArray[np.uint8]:
        """Enlarge a digit as it is to a height in pixels: uint8 [height, w]."""
        digit = self.pixels[at]
        seen = digit > VISIBLE
        rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
        ink = digit[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        scale = height / len(ink)
        return cv2.resize(np.pad(ink, 1), None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)


def clear(mask: NDArray[np.uint8], line: NDArray[np.bool_], label: int) -> bool:
    """Say whether a digit's skeleton keeps its form: not too thick, its loops open."""
    width = float(mask.sum()) / max(1.0, float(line.sum()))
    widest = 2 * float(cv2.distanceTransform(mask, cv2.DIST_L2, 3).max())
    _, _, across, down = cv2.boundingRect(mask)
    if widest > BLOT * width or width > THICK or across > FLAT * down:
        return False
    _, _, regions, _ = cv2.connectedComponentsWithStats(1 - mask, connectivity=4)
    holes = np.count_nonzero(regions[1:, cv2.CC_STAT_AREA] >= HOLE) - 1
    return bool(holes >= LOOPS.get(label, 0))


def enlarged(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Enlarge digits smoothly to masks of their ink, uint8 [N, SIDE, SIDE] of 0 and 1."""
    masks = np.zeros((len(pixels), SIDE, SIDE), dtype=np.uint8)
    inner = slice(MARGIN, SIDE - MARGIN)
    size = (28 * ENLARGED, 28 * ENLARGED)
    for mask, digit in zip(masks, pixels, strict=True):
        mask[inner, inner] = cv2.resize(digit, size, interpolation=cv2.INTER_CUBIC) > INKED
    return masks


def thinned(masks: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Thin masks, uint8 [N, SIDE, SIDE] of 0 and 1 with an empty rim, to lines one pixel wide."""
    lines = np.zeros(masks.shape, dtype=np.bool_)
    for start in range(0, len(masks), CHUNK):
        part = masks[start : start + CHUNK]
        thin, before = part.reshape(-1, masks.shape[2]), -1
        while (count := cv2.countNonZero(thin)) != before:
            before = count
            for table in _TABLES:
                code = cv2.filter2D(thin, cv2.CV_8U, _WEIGHTS, borderType=cv2.BORDER_CONSTANT)
                thin = thin & cv2.LUT(code, table)
        lines[start : start + CHUNK] = thin.reshape(part.shape)
    return lines


def _kept(*, second: bool) -> NDArray[np.uint8]:
    """Tabulate a step of the paper: 1 where a pixel with these neighbours stays."""
    table = np.ones(256, dtype=np.uint8)
    for code in range(256):
        around = [code >> bit & 1 for bit in range(8)]
        rises = sum(around[bit - 1] < around[bit] for bit in range(8))
        up, right, down, left = around[0], around[2], around[4], around[6]
        if second:
            edge = not (up and right and left) and not (up and down and left)
        else:
            edge = not (up and right and down) and not (right and down and left)
        if 2 <= sum(around) <= 6 and rises == 1 and edge:
            table[code] = 0
    return table


_TABLES: Final = (_kept(second=False), _kept(second=True))


def _slants(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Measure by moments how far each digit leans to the right."""
    ink = pixels.astype(np.float32)
    mass = np.maximum(ink.sum((1, 2)), 1)
    places = np.arange(28, dtype=np.float32)
    across = places - (ink.sum(1) @ places / mass)[:, None]
    down = places - (ink.sum(2) @ places / mass)[:, None]
    mixed = np.einsum("nyx,ny,nx->n", ink, down, across)
    spread = np.einsum("nyx,ny,ny->n", ink, down, down)
    return np.clip(-mixed / np.maximum(spread, 1), -0.6, 0.6).astype(np.float32)
