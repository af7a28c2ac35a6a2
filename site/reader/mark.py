"""The marks on the paper that belong to one digit, and the ink in their box."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader import stroke
from reader.components import Component, components, paint
from reader.edge import is_stroke
from reader.geometry import normalise
from reader.ink import Ink

# Area of a speck, as a fraction of the main component's area: dust, a dot of the pen, JPEG noise.
SPECK: Final = 0.02

# The least size of a digit, in pixels of the picture: below this there is no shape to read.
LEAST_SIZE: Final = 8

# The least size of a digit as a fraction of the picture's shorter side: what is smaller is dust.
DUST: Final = 0.02

# How far a detached bar may stand from the rest of its digit, in parts of the rest's size: less
# than the next digit does.
BESIDE: Final = 0.15

# How far apart the upper and the lower part of a broken digit may stand, and how tall both together
# may be for their width: two digits of two lines are taller.
APART: Final = 0.25
TALLEST: Final = 2.5

# The part of the picture's side that a line along it must span to be a border or a rule, and the
# part of the other side that it may take: a digit that meets the frame takes more.
SPAN: Final = 0.85
NARROW: Final = 0.35

# The part of its box that a figure in the corner of the frame may fill: strokes leave most of it
# free, a shadow or a table's corner most of a triangle.
FILLED: Final = 0.35

# Components that are looked at; more are the grain of a texture.
MOST: Final = 200


@dataclass(frozen=True, eq=False)
class Mark:
    """One digit's ink: its box in working pixels and its 28x28 picture in MNIST's geometry.

    `mask` tells which pixels of the box are its ink, bool [bottom - top, right - left].
    """

    left: int
    top: int
    right: int
    bottom: int
    pixels: NDArray[np.uint8]
    mask: NDArray[np.bool_]


def find_mark(ink: Ink) -> Mark | str:
    """Find the main digit of a picture, or the reason why there is none: "blank" or "too-small"."""
    height, width = ink.strength.shape
    dust = DUST * min(height, width)
    found = [
        part
        for part in components(ink.mask)[:MOST]
        if part.size >= dust and not _is_corner(part, width, height)
    ]
    found.sort(key=lambda part: -_weight(part, width, height))
    main = next((part for part in found if is_stroke(part, ink)), None)
    if main is None:
        return "blank"
    mark = mark_of(_belonging(main, found, width, height), ink)
    if max(mark.right - mark.left, mark.bottom - mark.top) < LEAST_SIZE:
        return "too-small"
    return mark


def _weight(part: Component, width: int, height: int) -> float:
    """Rank a component: a large figure, inside the frame, before a line along the border."""
    weight = float(part.size) * min(part.size, 3 * min(part.width, part.height) + 1)
    if not _touches(part, width, height):
        return weight
    rule = part.width >= SPAN * width and part.height < NARROW * height
    border = part.height >= SPAN * height and part.width < NARROW * width
    across = part.left == 0 and part.right == width
    down = part.top == 0 and part.bottom == height
    return weight / 1000 if rule or border or across or down else weight / 4


def _touches(part: Component, width: int, height: int) -> bool:
    return part.left == 0 or part.top == 0 or part.right == width or part.bottom == height


def _is_corner(part: Component, width: int, height: int) -> bool:
    """Tell a filled corner of the frame: a finger, the table beside the sheet."""
    across = (part.left == 0) != (part.right == width)
    down = (part.top == 0) != (part.bottom == height)
    return across and down and part.area > FILLED * part.width * part.height


def _belonging(main: Component, found: list[Component], width: int, height: int) -> list[Component]:
    """Gather the main component and what stands close to it: a detached bar, a broken stroke.

    A stroke that is broken in many places is a chain: what is within half its width of a
    piece that was gathered belongs, too.
    """
    mask = paint([main], main.left, main.top, main.right, main.bottom)
    reach = max(1, stroke.width(mask) / 2)
    rest = [part for part in found if part is not main and not _touches(part, width, height)]
    rest = [part for part in rest if part.area >= SPECK * main.area]
    gathered = [main]
    for piece in gathered:  # grows while it is walked through
        close = [
            _is_near(part, main) if piece is main else max(_gap(part, piece)) <= reach
            for part in rest
        ]
        gathered += [part for part, chosen in zip(rest, close, strict=True) if chosen]
        rest = [part for part, chosen in zip(rest, close, strict=True) if not chosen]
    return gathered


def _is_near(part: Component, main: Component) -> bool:
    """Tell whether a part stands close to the main one, or is its upper or lower half."""
    across, down = _gap(part, main)
    if max(across, down) < BESIDE * main.size:
        return True
    height = max(part.bottom, main.bottom) - min(part.top, main.top)
    width = max(part.right, main.right) - min(part.left, main.left)
    stacked = across < -min(part.width, main.width) / 2  # half of the narrower one overlaps
    return stacked and down < APART * height and height < TALLEST * width


def _gap(part: Component, other: Component) -> tuple[int, int]:
    """Give how far two boxes stand apart sideways and downwards; where they overlap, below 0."""
    across = max(part.left - other.right, other.left - part.right)
    return across, max(part.top - other.bottom, other.top - part.bottom)


def mark_of(parts: Sequence[Component], ink: Ink) -> Mark:
    """Make the mark that these components are together."""
    left = min(part.left for part in parts)
    top = min(part.top for part in parts)
    right = max(part.right for part in parts)
    bottom = max(part.bottom for part in parts)
    return mark_in(paint(parts, left, top, right, bottom), left, top, ink)


def mark_in(mask: NDArray[np.bool_], left: int, top: int, ink: Ink) -> Mark:
    """Make the mark of the ink under a mask, bool [height, width], whose corner lies there."""
    bottom, right = top + mask.shape[0], left + mask.shape[1]
    levels = levels_in(mask, left, top, ink)
    grown = stroke.thicken(levels, stroke.width(mask))
    return Mark(left, top, right, bottom, normalise(grown), mask)


def levels_in(mask: NDArray[np.bool_], left: int, top: int, ink: Ink) -> NDArray[np.uint8]:
    """Give how much ink lies under a mask and its soft edges: uint8, 0 on paper, 255 at full."""
    strength = ink.strength[top : top + mask.shape[0], left : left + mask.shape[1]]
    return _table(ink.edge // 2, ink.full)[strength] * _near(mask)


@functools.lru_cache(maxsize=16)
def _table(low: int, full: int) -> NDArray[np.uint8]:
    """Give the ink of each strength, uint8 [256]: 0 up to `low`, 255 from `full` on."""
    table = (np.arange(256) - low) * 255 // max(1, full - low)
    return np.clip(table, 0, 255).astype(np.uint8)


def _near(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Widen a mask by a pixel to all sides, for the soft edge of the strokes."""
    wide = mask.copy()
    wide[:, 1:] |= mask[:, :-1]
    wide[:, :-1] |= mask[:, 1:]
    near = wide.copy()
    near[1:] |= wide[:-1]
    near[:-1] |= wide[1:]
    return near
