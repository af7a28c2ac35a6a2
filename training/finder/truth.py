"""The truth of a page at one level of its pyramid, and of a window of it."""

from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from reader.find.pyramid import GREY, Level, enlarged, pyramid
from training.pages.page import Page

# Sides of a sign over the height of the digits that it stands among, where it stands alone.
ALONE: Final = 2.0

# Pixels of a page's digits for which a part of it is enlarged, and along that part.
SMALL: Final = (7.0, 16.0)
PART: Final = 200

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
    """Give a page's pyramid with the truth of each level.

    A page with small digits, or with none, has first a part of it that is enlarged twice.
    """
    instances, other = page.instances, page.other
    made = []
    for number, level in enumerate(pyramid(page.picture)):
        if number or level.scale > 1:
            instances = _resized(instances, level)
            other = _resized(other, level)
        made.append((level, _scaled(page, level.scale, instances, other)))
    part = _part_to_enlarge(page)
    return made if part is None or made[0][0].scale > 1 else [_enlarged(page, made[0], part), *made]


def _part_to_enlarge(page: Page) -> tuple[int, int, int, int] | None:
    """Choose left, top, right and bottom of a part around a small digit, in pixels of the page."""
    height, width = page.instances.shape
    x, y = width / 2, height / 2
    if len(page.boxes):
        small = (page.heights >= SMALL[0]) & (page.heights <= SMALL[1]) & page.whole
        if not small.any():
            return None
        boxes = page.boxes[small]
        box = boxes[len(boxes) // 2]
        x, y = float(box[0] + box[2]) / 2, float(box[1] + box[3]) / 2
    left, top = (
        int(min(max(middle - PART / 2, 0), max(side - PART, 0)))
        for middle, side in ((x, width), (y, height))
    )
    return left, top, min(left + PART, width), min(top + PART, height)


def _enlarged(
    page: Page, finest: tuple[Level, Truth], part: tuple[int, int, int, int]
) -> tuple[Level, Truth]:
    left, top, right, bottom = part
    _, truth = framed(*finest, left, top, right, bottom)
    level = enlarged(page.picture[top:bottom, left:right]).level()
    return level, Truth(
        instances=_resized(truth.instances, level),
        other=_resized(truth.other, level),
        numbers=truth.numbers,
        boxes=truth.boxes * 2,
        sizes=truth.sizes * 2,
        whole=truth.whole,
        contrast=truth.contrast,
        sign_boxes=truth.sign_boxes * 2,
        sign_sizes=truth.sign_sizes * 2,
        sign_kinds=truth.sign_kinds,
    )


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
    """Cut a square out of a level; beyond the picture its grey edge goes on, with nothing there.

    Gives the planes, uint8 [side, side, 3], and the truth in the window's pixels.
    """
    height, width = truth.instances.shape
    rows, columns = np.arange(top, top + side), np.arange(left, left + side)
    planes = _cut(level.planes, left, top, side, side)
    grey = level.planes[..., GREY]
    planes[..., GREY] = grey[rows.clip(0, height - 1)][:, columns.clip(0, width - 1)]
    return planes, _part(truth, left, top, side, side)


def framed(
    level: Level, truth: Truth, left: int, top: int, right: int, bottom: int
) -> tuple[Level, Truth]:
    """Cut a level to a smaller frame, as if the picture ended there."""
    planes = level.planes[top:bottom, left:right]
    return Level(planes, level.scale), _part(truth, left, top, right - left, bottom - top)


def _part(truth: Truth, left: int, top: int, width: int, height: int) -> Truth:
    shift = np.array([left, top, left, top], np.float32)
    boxes, sign_boxes = truth.boxes - shift, truth.sign_boxes - shift
    signs = _held(sign_boxes, width, height) > HELD
    return Truth(
        instances=_cut(truth.instances, left, top, width, height),
        other=_cut(truth.other, left, top, width, height),
        numbers=truth.numbers,
        boxes=boxes,
        sizes=truth.sizes,
        whole=truth.whole & (_held(boxes, width, height) > HELD),
        contrast=truth.contrast,
        sign_boxes=sign_boxes[signs],
        sign_sizes=truth.sign_sizes[signs],
        sign_kinds=truth.sign_kinds[signs],
    )


def _cut(levels: NDArray[Numbers], left: int, top: int, wide: int, high: int) -> NDArray[Numbers]:
    height, width = levels.shape[:2]
    made = np.zeros((high, wide, *levels.shape[2:]), levels.dtype)
    x0, y0, x1, y1 = max(0, left), max(0, top), min(width, left + wide), min(height, top + high)
    if x0 < x1 and y0 < y1:
        made[y0 - top : y1 - top, x0 - left : x1 - left] = levels[y0:y1, x0:x1]
    return made


def _held(boxes: NDArray[np.float32], width: int, height: int) -> NDArray[np.float32]:
    """Give the part of each box, 0..1, that lies in a frame of this size."""
    inside = boxes.clip(0, np.array([width, height, width, height], np.float32))
    area = (inside[:, 2] - inside[:, 0]) * (inside[:, 3] - inside[:, 1])
    whole = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return area / np.maximum(whole, np.float32(1e-6))
