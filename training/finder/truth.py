"""The truth of a page at one level of its pyramid, and of a window of it."""

from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from reader.find.pyramid import Level, pyramid
from training.pages.page import Page

# Sides of a sign over the height of the digits that it stands among, where it stands alone.
ALONE: Final = 2.0

# Part of a digit's box that a window must hold for its digit to be asked for.
HELD: Final = 0.9

Numbers = TypeVar("Numbers", bound=np.integer[Any])


@dataclass(frozen=True, eq=False)
class Truth:
    """What is where in a picture or a window, in pixels of the level.

    `instances` uint16 [h, w], the number of the digit whose ink a pixel is, 0 for none; `other`
    uint8 [h, w]. Of each digit: `numbers` (as in `instances`), `boxes` float32 [N, 4], `sizes`
    float32, `whole` bool, `contrast` float32; of each sign: `sign_boxes`, `sign_sizes` (of the
    digits it stands among), `sign_kinds`.
    """

    instances: NDArray[np.uint16]
    other: NDArray[np.uint8]
    numbers: NDArray[np.intp]
    boxes: NDArray[np.float32]
    sizes: NDArray[np.float32]
    whole: NDArray[np.bool_]
    contrast: NDArray[np.float32]
    sign_boxes: NDArray[np.float32]
    sign_sizes: NDArray[np.float32]
    sign_kinds: NDArray[np.int32]


def levels_of(page: Page) -> list[tuple[Level, Truth]]:
    """Give a page's pyramid with the truth of each level."""
    instances, other = page.instances, page.other
    made = []
    for number, level in enumerate(pyramid(page.picture)):
        if number or level.scale > 1:
            instances = _resized(instances, level)
            other = _resized(other, level)
        made.append((level, _scaled(page, level.scale, instances, other)))
    return made


def _scaled(
    page: Page, scale: float, instances: NDArray[np.uint16], other: NDArray[np.uint8]
) -> Truth:
    return Truth(
        instances=instances,
        other=other,
        numbers=np.arange(1, len(page.boxes) + 1),
        boxes=page.boxes.astype(np.float32) * np.float32(scale),
        sizes=page.heights.astype(np.float32) * np.float32(scale),
        whole=page.whole,
        contrast=page.contrast,
        sign_boxes=page.sign_boxes.astype(np.float32).reshape(-1, 4) * np.float32(scale),
        sign_sizes=_sign_sizes(page) * np.float32(scale),
        sign_kinds=page.sign_kinds.astype(np.int32),
    )


def _sign_sizes(page: Page) -> NDArray[np.float32]:
    """Give the median size of the digits on each sign's line."""
    sizes = np.zeros(len(page.sign_kinds), np.float32)
    for place, line in enumerate(page.sign_line):
        along = page.heights[page.line == line]
        left, top, right, bottom = page.sign_boxes[place]
        alone = ALONE * max(right - left, bottom - top)
        sizes[place] = float(np.median(along)) if len(along) else alone
    return sizes


def _resized(levels: NDArray[Numbers], level: Level) -> NDArray[Numbers]:
    """Halve (or double) an array of numbers: the largest of 2x2, as ink wins over paper."""
    height, width = level.planes.shape[:2]
    if level.scale > 1:
        return np.repeat(np.repeat(levels, 2, axis=0), 2, axis=1)
    even = np.pad(levels, [(0, side % 2) for side in levels.shape], mode="edge")
    return even.reshape(height, 2, width, 2).max(axis=(1, 3))


def window(
    level: Level, truth: Truth, left: int, top: int, side: int
) -> tuple[NDArray[np.uint8], Truth]:
    """Cut a square out of a level; beyond the picture its edge goes on and nothing is there.

    Gives the planes, uint8 [side, side, 3], and the truth in the window's pixels.
    """
    height, width = truth.instances.shape
    rows, columns = np.arange(top, top + side), np.arange(left, left + side)
    planes = level.planes[rows.clip(0, height - 1)][:, columns.clip(0, width - 1)]
    shift = np.array([left, top, left, top], np.float32)
    boxes, sign_boxes = truth.boxes - shift, truth.sign_boxes - shift
    signs = _held(sign_boxes, side) > HELD
    return planes, Truth(
        instances=_cut(truth.instances, left, top, side),
        other=_cut(truth.other, left, top, side),
        numbers=truth.numbers,
        boxes=boxes,
        sizes=truth.sizes,
        whole=truth.whole & (_held(boxes, side) > HELD),
        contrast=truth.contrast,
        sign_boxes=sign_boxes[signs],
        sign_sizes=truth.sign_sizes[signs],
        sign_kinds=truth.sign_kinds[signs],
    )


def _cut(levels: NDArray[Numbers], left: int, top: int, side: int) -> NDArray[Numbers]:
    height, width = levels.shape
    made = np.zeros((side, side), levels.dtype)
    x0, y0, x1, y1 = max(0, left), max(0, top), min(width, left + side), min(height, top + side)
    if x0 < x1 and y0 < y1:
        made[y0 - top : y1 - top, x0 - left : x1 - left] = levels[y0:y1, x0:x1]
    return made


def _held(boxes: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    """Give the part of each box, 0..1, that lies in a window of this side."""
    inside = boxes.clip(0, side)
    area = (inside[:, 2] - inside[:, 0]) * (inside[:, 3] - inside[:, 1])
    whole = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return area / np.maximum(whole, np.float32(1e-6))
