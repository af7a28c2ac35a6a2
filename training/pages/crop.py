"""Pictures that somebody cut to one digit: the frame ends where its ink does, or soon after.

The pyramid measures contrast against the surroundings. Within a tight frame these are the ink
itself, so such pictures have to be cut before their levels are made.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from training.pages.noise import Random

if TYPE_CHECKING:
    from training.pages.page import Page

SHORTEST: Final = 12  # pixels, of a side of a cut picture
SMALLEST: Final = 20.0  # pixels, of the digit that a picture is cut to
TIGHT: Final = 0.4  # share of pictures all of whose sides end with the ink,
FLUSH: Final = 0.35  # share of sides of the others that do
ROOM: Final = 0.22  # of the digit's size: the most that is left at the others
UNEVEN: Final = 0.05  # of the digit's size: how far a flush side may cut into it
SLENDER: Final = (1, 7)  # digits whose strokes are the frame's sides when it is tight
OFTENER: Final = 3.0  # times as often as another of its page one of these is cut to
HELD: Final = 0.9  # part of a neighbour's ink that makes it a whole digit of the cut picture


def cropped(random: Random, page: "Page") -> "Page":
    """Cut a page to one of its whole digits; gives the page itself where none is large enough."""
    fit = np.flatnonzero(page.whole & (page.heights >= SMALLEST))
    if not len(fit):
        return page
    odds = np.where(np.isin(page.labels[fit], SLENDER), OFTENER, 1.0)
    aim = int(random.choice(fit, p=odds / odds.sum()))
    size = float(page.heights[aim])
    flush = random.random(4) < (1.0 if random.random() < TIGHT else FLUSH)
    room = np.where(flush, random.uniform(-UNEVEN / 4, UNEVEN, 4), random.uniform(0, ROOM, 4))
    height, width = page.instances.shape
    sides = page.boxes[aim] + np.rint(room * size).astype(int) * (-1, -1, 1, 1)
    left, top, right, bottom = sides.clip(0, (width, height, width, height)).tolist()
    left, right = _wide(left, right, width)
    top, bottom = _wide(top, bottom, height)
    return part(page, left, top, right, bottom)


def part(page: "Page", left: int, top: int, right: int, bottom: int) -> "Page":
    """Cut a page to a rectangle, half open, in pixels: what is no more seen is no more there."""
    cut = slice(top, bottom), slice(left, right)
    digits, instances, shown = _seen(page.instances, cut, len(page.labels))
    signs, signed, _ = _seen(page.signs, cut, len(page.sign_kinds))
    return replace(
        page,
        picture=np.ascontiguousarray(page.picture[cut]),
        instances=instances,
        signs=signed,
        other=np.ascontiguousarray(page.other[cut]),
        boxes=_clipped(page.boxes[digits], left, top, right, bottom),
        labels=page.labels[digits],
        heights=page.heights[digits],
        whole=page.whole[digits] & (shown >= HELD),
        contrast=page.contrast[digits],
        printed=page.printed[digits],
        sign_boxes=_clipped(page.sign_boxes[signs], left, top, right, bottom),
        sign_kinds=page.sign_kinds[signs],
    ).ordered(page.line[digits], page.place[digits], page.sign_line[signs], page.sign_place[signs])


def _wide(low: int, high: int, length: int) -> tuple[int, int]:
    """Widen a side that is too short, as far as the picture goes."""
    lacking = max(0, SHORTEST - (high - low))
    low = max(0, low - lacking // 2)
    return low, min(length, max(high, low + SHORTEST))


def _seen(
    numbers: NDArray[np.uint16], cut: tuple[slice, slice], count: int
) -> tuple[NDArray[np.bool_], NDArray[np.uint16], NDArray[np.float64]]:
    """Tell which marks a cut shows, map them anew, and give the part of each that is left."""
    inside = numbers[cut]
    before = np.bincount(numbers.ravel(), minlength=count + 1)[1:]
    after = np.bincount(inside.ravel(), minlength=count + 1)[1:]
    keep = after > 0
    names = np.zeros(count + 1, np.uint16)
    names[1:][keep] = np.arange(1, int(keep.sum()) + 1)
    return keep, names[inside], after[keep] / before[keep]


def _clipped(
    boxes: NDArray[np.int16], left: int, top: int, right: int, bottom: int
) -> NDArray[np.int16]:
    shift, most = (left, top, left, top), (right - left, bottom - top) * 2
    return (boxes.reshape(-1, 4) - np.array(shift)).clip(0, most).astype(np.int16)
