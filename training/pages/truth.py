"""What the camera sees of the marks on a canvas: maps, boxes, and the order of reading."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.pages.canvas import Canvas, Mark
from training.pages.view import View

Levels = NDArray[np.float32]
WIDE: Final = 0.9  # a digit's size is its height, or this part of its width
VISIBLE: Final = 0.8  # part of a digit's core that the frame shows of a whole one


@dataclass(frozen=True, eq=False)
class Seen:
    """The marks that the frame shows, k-th row of each array for number k + 1 of `map`.

    `map` uint16 [H, W]; `boxes` int16 [N, 4] x0, y0, x1, y1, half open, of all of the core in the
    frame, also what another mark hides; `kinds` uint8, `heights` float32 in pixels, `whole`,
    `printed` bool, `line` and `place` int16.
    """

    map: NDArray[np.uint16]
    boxes: NDArray[np.int16]
    kinds: NDArray[np.uint8]
    heights: Levels
    whole: NDArray[np.bool_]
    printed: NDArray[np.bool_]
    line: NDArray[np.int16]
    place: NDArray[np.int16]


def look(canvas: Canvas) -> tuple[Seen, Seen, NDArray[np.uint8]]:
    """Digits, signs, and the map of other writing uint8 [H, W], as the camera sees them."""
    off = canvas.inside < 0.5 if canvas.inside is not None else None
    maps = []
    for plane in (canvas.digit_map, canvas.sign_map, canvas.other):
        seen = cv2.remap(plane, canvas.view.map, None, cv2.INTER_NEAREST)
        if off is not None:
            seen[off] = 0
        maps.append(seen)
    digits = _found(maps[0].astype(np.uint16), canvas.digits, canvas.view)
    signs = _found(maps[1].astype(np.uint16), canvas.signs, canvas.view)
    _order(
        digits,
        [canvas.digits[k] for k in digits.marks],
        signs,
        [canvas.signs[k] for k in signs.marks],
    )
    return digits.seen(), signs.seen(), maps[2].astype(np.uint8)


@dataclass(eq=False)
class _Found:
    """`Seen` while it is put together; `marks` are the places of the seen ones on the canvas."""

    map: NDArray[np.uint16]
    marks: list[int]
    boxes: list[tuple[int, int, int, int]]
    kinds: list[int]
    heights: list[float]
    whole: list[bool]
    printed: list[bool]
    order: list[tuple[int, int]]

    def seen(self) -> Seen:
        return Seen(
            self.map,
            np.array(self.boxes, np.int16).reshape(-1, 4),
            np.array(self.kinds, np.uint8),
            np.array(self.heights, np.float32),
            np.array(self.whole, np.bool_),
            np.array(self.printed, np.bool_),
            np.array([line for line, _ in self.order], np.int16),
            np.array([place for _, place in self.order], np.int16),
        )


def _found(seen: NDArray[np.uint16], marks: list[Mark], view: View) -> _Found:
    """Number again what is left in the frame, and measure it."""
    made = _Found(seen, [], [], [], [], [], [], [])
    height, width = seen.shape
    rows, columns = np.nonzero(seen)
    numbers = seen[rows, columns]
    count = len(marks) + 1
    pixels = np.bincount(numbers, minlength=count)
    low_y, low_x = np.full(count, height), np.full(count, width)
    high_y, high_x = np.zeros(count, int), np.zeros(count, int)
    np.minimum.at(low_y, numbers, rows)
    np.minimum.at(low_x, numbers, columns)
    np.maximum.at(high_y, numbers, rows + 1)
    np.maximum.at(high_x, numbers, columns + 1)
    renamed = np.zeros(count, np.uint16)
    for place, mark in enumerate(marks):
        name = place + 1
        if not pixels[name]:
            continue
        box = int(low_x[name]), int(low_y[name]), int(high_x[name]), int(high_y[name])
        shown = int(pixels[name])
        if mark.hidden:
            box, shown = _alone(mark, view, box)
        outline = _extent(mark, view)
        size = outline[2] - outline[0], outline[3] - outline[1]
        cut = (
            outline[0] < -1 or outline[1] < -1 or outline[2] > width + 1 or outline[3] > height + 1
        )
        if not cut:
            size = float(box[2] - box[0]), float(box[3] - box[1])
        area = max(1.0, float(mark.core.sum()) * view.scale(*mark.centre))
        made.marks.append(place)
        renamed[name] = len(made.marks)
        made.boxes.append(box)
        made.kinds.append(mark.kind)
        made.heights.append(max(size[1], WIDE * size[0]))
        made.whole.append(not mark.crossed and (not cut or shown / area >= VISIBLE))
        made.printed.append(mark.printed)
    made.map = renamed[seen]
    return made


def _alone(
    mark: Mark, view: View, around: tuple[int, int, int, int]
) -> tuple[tuple[int, int, int, int], int]:
    """Box and pixels of a mark that others hide in part, as if it were alone."""
    height, width = view.frame
    x0, y0, x1, y1 = _extent(mark, view)
    left, top = max(0, min(int(x0) - 8, around[0])), max(0, min(int(y0) - 8, around[1]))
    right, bottom = (
        min(width, max(int(x1) + 9, around[2])),
        min(height, max(int(y1) + 9, around[3])),
    )
    looked = view.map[top:bottom, left:right] - np.array([mark.x, mark.y], np.float32)
    seen = cv2.remap(mark.core.astype(np.uint8), looked, None, cv2.INTER_NEAREST)
    rows, columns = np.nonzero(seen)
    if not len(rows):
        return around, 1
    box = (
        int(columns.min()) + left, int(rows.min()) + top,
        int(columns.max()) + left + 1, int(rows.max()) + top + 1,
    )  # fmt: skip
    return box, len(rows)


def _extent(mark: Mark, view: View) -> tuple[float, float, float, float]:
    """x0, y0, x1, y1 of a mark's core in the frame, also beyond its edges."""
    rows, columns = np.nonzero(mark.core)
    step = max(1, len(rows) // 400)  # enough of a large digit's pixels to know its size
    some = np.stack([columns[::step] + mark.x, rows[::step] + mark.y], axis=1)
    ends = [rows.argmin(), rows.argmax(), columns.argmin(), columns.argmax()]
    far = np.stack([columns[ends] + mark.x, rows[ends] + mark.y], axis=1)
    there = view.to_frame(np.concatenate([some, far]).astype(np.float64))
    low, high = there.min(axis=0), there.max(axis=0) + 1
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _order(digits: _Found, digit_marks: list[Mark], signs: _Found, sign_marks: list[Mark]) -> None:
    """Number lines from the top, and the places of digits and signs together along each line."""
    lines: dict[int, list[tuple[float, float, _Found, int]]] = {}
    for found, marks in ((digits, digit_marks), (signs, sign_marks)):
        found.order = [(0, 0)] * len(marks)
        for place, mark in enumerate(marks):
            x, y = mark.centre
            lines.setdefault(mark.line, []).append((x, y, found, place))
    heights = {name: np.mean([y for _, y, _, _ in line]) for name, line in lines.items()}
    for number, name in enumerate(sorted(lines, key=lambda name: (heights[name], name))):
        for place, (_, _, found, which) in enumerate(sorted(lines[name], key=lambda at: at[:2])):
            found.order[which] = number, place


# Deviations of the grain that ink has to be apart from its ground for anybody to read it.
LEGIBLE: Final = 0.6


def contrast(picture: NDArray[np.uint8], digits: Seen, signs: NDArray[np.uint16]) -> Levels:
    """Grey levels between each digit's core and the ring around it, float32 [N].

    The mean of the core, and the median of the ring: borders and rules are no ground. It is 0
    where the grain of both is so strong that nobody can tell them apart, as in a bilevel scan.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    empty = ((digits.map == 0) & (signs == 0)).astype(np.uint8)
    between = np.zeros(len(digits.boxes), np.float32)
    for place, (x0, y0, x1, y1) in enumerate(digits.boxes):
        pad = int(2 + 0.12 * digits.heights[place])
        part = (slice(max(0, y0 - pad), y1 + pad), slice(max(0, x0 - pad), x1 + pad))
        core = digits.map[part] == place + 1
        near = cv2.dilate(core.astype(np.uint8), np.ones((3, 3), np.uint8))
        wide = cv2.dilate(near, np.ones((pad | 1, pad | 1), np.uint8))
        ring = (wide & empty[part] & (1 - near)).astype(np.bool_)
        if core.any() and ring.any():
            window = grey[part]
            ink, ground = window[core].astype(np.float32), window[ring].astype(np.float32)
            apart = abs(float(ink.mean()) - float(np.median(ground)))
            grain = float(np.sqrt((ink.var() + ground.var()) / 2))
            between[place] = apart if apart >= LEGIBLE * grain else 0.0
    return between
