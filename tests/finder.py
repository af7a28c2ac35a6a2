"""Finders that tests make up, so that what they see is known to the pixel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.components import grouped, runs_of
from reader.find.maps import (
    BOX,
    CENTRE,
    CHANNELS,
    DIGIT,
    FINER,
    KIND,
    OTHER,
    SIGN,
    SIGNS,
    STRIDE,
    UNIT,
)
from reader.find.pyramid import DARK, pyramid
from reader.find.scan import MARGIN, MULTIPLE

Pixels = NDArray[np.uint8]
Maps = NDArray[np.float32]
Corners = tuple[float, float, float, float]  # left, top, right, bottom

# Logits of what is there and of what is not: probabilities of 0.998 and 0.0001.
THERE: Final = 6.0
NOT_THERE: Final = -9.0

# Sizes of digits, in pixels of a level, that a finder answers for, and below which it wants a finer
# level: as those are trained.
ANSWERS: Final = (14.0, 56.0)
SPECK: Final = 2.5

# Level of the plane of dark contrast from which on a drawing's pixel is ink: a third of full ink.
INKED: Final = 180


@dataclass(frozen=True)
class Mark:
    """What a finder is to say: a box in pixels of the picture, how high its peak is, and its kind.

    `kind` is the name of a sign, None for a digit; `ink` is the part of its box that is ink, by
    default all of it. A sign's is no ink of digits.
    """

    box: Corners
    probability: float = 0.99
    kind: str | None = None
    ink: Corners | None = None

    @property
    def inked(self) -> Corners:
        """The box of its ink."""
        return self.ink or self.box


class Told:
    """A finder that says what it was told of a picture of one size, at the levels that answer."""

    def __init__(self, size: tuple[int, int], marks: Sequence[Mark]) -> None:
        """Take the picture's size, width and height in pixels, and its marks."""
        self.marks = marks
        levels = pyramid(np.zeros((size[1], size[0], 3), np.uint8))
        self._scales = {_framed(*level.planes.shape[:2]): level.scale for level in levels}
        self.asked: list[tuple[int, ...]] = []

    def __call__(self, planes: Pixels) -> tuple[Maps, Maps]:
        """Give ink and maps of a level; of one of another size, that there is nothing."""
        self.asked.append(planes.shape)
        ink, maps = _nothing(planes)
        scale = self._scales.get(planes.shape[1:3])
        if scale is None:
            return ink, maps
        mask = np.zeros(planes.shape[1:3], np.bool_)
        for mark in self.marks:
            box = _scaled(mark.box, scale)
            if mark.kind is None:
                left, top, right, bottom = (round(side) for side in _scaled(mark.inked, scale))
                mask[top:bottom, left:right] = True
            channel = DIGIT if mark.kind is None else SIGN
            _put(maps[0], box, channel, float(np.log(mark.probability / (1 - mark.probability))))
            if mark.kind is not None:
                row, column = _cell(box)
                maps[0, row, column, KIND.start + SIGNS.index(mark.kind)] = THERE
        ink[0] = _logits(mask)
        _point(
            maps[0],
            [_scaled(mark.inked, scale) for mark in self.marks],
            [_scaled(mark.box, scale) for mark in self.marks],
        )
        return ink, maps


class Patches:
    """A finder for drawings: each patch of dark ink is a digit, at the levels that answer for it.

    `only` may refuse a patch by its mask, bool [height, width].
    """

    def __init__(self, only: Callable[[NDArray[np.bool_]], bool] = lambda _: True) -> None:
        self.only = only
        self.asked: list[tuple[int, ...]] = []

    def __call__(self, planes: Pixels) -> tuple[Maps, Maps]:
        """Give ink and maps of levels or tiles."""
        self.asked.append(planes.shape)
        ink, maps = _nothing(planes)
        for place, mask in enumerate(planes[..., DARK] >= INKED):
            boxes = [box for box in _patches(mask) if self.only(_cut(mask, box))]
            ink[place] = _logits(mask)
            for box in boxes:
                _put(maps[place], box, DIGIT, THERE)
            _point(maps[place], boxes, boxes)
        return ink, maps


def _framed(height: int, width: int) -> tuple[int, int]:
    """The size of a level with the margins that the scan gives it."""
    rows, columns = (-(-(side + 2 * MARGIN) // MULTIPLE) * MULTIPLE for side in (height, width))
    return rows, columns


def _scaled(box: Corners, scale: float) -> Corners:
    """A box of the picture in a level with its margins."""
    left, top, right, bottom = (side * scale + MARGIN for side in box)
    return left, top, right, bottom


def _nothing(planes: Pixels) -> tuple[Maps, Maps]:
    count, height, width, _ = planes.shape
    ink = np.full((count, height // 2, width // 2, 4), NOT_THERE, np.float32)
    maps = np.zeros((count, height // STRIDE, width // STRIDE, CHANNELS), np.float32)
    maps[..., [DIGIT, SIGN, OTHER, FINER]] = NOT_THERE
    return ink, maps


def _logits(mask: NDArray[np.bool_]) -> Maps:
    """The ink of a mask, bool [H, W], as the network gives it: float32 [H/2, W/2, 4]."""
    height, width = (side // 2 for side in mask.shape)
    cells = mask.reshape(height, 2, width, 2).transpose(0, 2, 1, 3).reshape(height, width, 4)
    return np.where(cells, np.float32(THERE), np.float32(NOT_THERE))


def _cell(box: Sequence[float]) -> tuple[int, int]:
    """The row and column of the cell that holds a box's middle."""
    return int((box[1] + box[3]) / 2) // STRIDE, int((box[0] + box[2]) / 2) // STRIDE


def _put(maps: Maps, box: Sequence[float], channel: int, logit: float) -> None:
    """State a box, in pixels of the framed level, if the level answers for one of its size."""
    size = max(box[3] - box[1], 0.9 * (box[2] - box[0]))
    row, column = _cell(box)
    if channel == DIGIT and SPECK <= size < ANSWERS[0]:
        maps[row, column, FINER] = THERE
    if channel == DIGIT and not ANSWERS[0] <= size <= ANSWERS[1]:
        return
    x, y = (cell * STRIDE + (STRIDE - 1) / 2 for cell in (column, row))
    maps[row, column, channel] = logit
    sides = np.array([x - box[0], y - box[1], box[2] - 1 - x, box[3] - 1 - y])
    maps[row, column, BOX] = sides / UNIT


def _point(maps: Maps, inked: Sequence[Corners], boxes: Sequence[Corners]) -> None:
    """Let each cell point to the middle of the box whose ink is nearest."""
    if not boxes:
        return
    left, top, right, bottom = np.array(inked, np.float32).T
    y, x = (np.arange(side) * STRIDE + (STRIDE - 1) / 2 for side in maps.shape[:2])
    across = np.maximum(np.maximum(left - x[:, None], x[:, None] - right), 0)
    down = np.maximum(np.maximum(top - y[:, None], y[:, None] - bottom), 0)
    nearest = np.hypot(down[:, None], across[None]).argmin(axis=2)
    sides = np.array(boxes, np.float32)[nearest]
    maps[..., CENTRE.start] = ((sides[..., 0] + sides[..., 2]) / 2 - x[None, :]) / UNIT
    maps[..., CENTRE.start + 1] = ((sides[..., 1] + sides[..., 3]) / 2 - y[:, None]) / UNIT


def _patches(mask: NDArray[np.bool_]) -> list[Corners]:
    """The boxes of the connected patches of a mask."""
    runs = runs_of(mask)
    _, order, starts = grouped(runs, mask.shape[1])
    parts = [part for part in np.split(runs[order], starts[1:]) if len(part)]
    return [
        (float(part[:, 1].min()), float(part[:, 0].min()),
         float(part[:, 2].max()), float(part[:, 0].max()) + 1)
        for part in parts
    ]  # fmt: skip


def _cut(mask: NDArray[np.bool_], box: Corners) -> NDArray[np.bool_]:
    left, top, right, bottom = (int(side) for side in box)
    return mask[top:bottom, left:right]
