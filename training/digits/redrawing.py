"""Training digits drawn again with other pens: thin, thick, hollow, grainy, with gaps, on rules.

A digit is enlarged, thinned to its skeleton (Zhang and Suen, "A Fast Parallel Algorithm for
Thinning Digital Patterns", 1984) and drawn again by a round pen; some 7s get their bar and some
1s their upstroke, as people outside the USA write them.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from training.digits import clutter
from training.digits.drawing import frame
from training.digits.mnist import Digits

ENLARGED: Final = 3  # times as large as MNIST: a pen's width has steps of two thirds of a pixel
MARGIN: Final = 12  # enlarged pixels around the field, room for the widest pen
SIDE: Final = 28 * ENLARGED + 2 * MARGIN
INKED: Final = 110  # grey level in 0..255 above which an enlarged pixel belongs to the digit
PENS: Final = (
    2,
    3,
    4,
    5,
    6,
    8,
)  # radii in enlarged pixels: a width of 0.08 to 0.28 of the digit's box
PEN_ODDS: Final = (0.25, 0.25, 0.2, 0.15, 0.1, 0.05)  # MNIST's median digit has 0.13
HOLLOW: Final = 0.12  # part that is drawn as an outline
OUTLINES: Final = (3, 4, 5, 6)  # enlarged pixels from a stroke's middle to its outline
RIMS: Final = (1, 1, 2)  # radii of the pen that draws outlines, in enlarged pixels
GRAINY: Final = 0.25  # part whose paper the pen did not reach everywhere
BROKEN: Final = 0.15  # part that has gaps
CROSSED: Final = 0.35  # part that stands on a rule, in a cell, or beside another stroke
CHUNK: Final = 500  # digits at a time, so that the arrays stay in the processor's cache

Mask = NDArray[np.bool_]


def redraw(digits: Digits, seed: int, *, national: bool = True) -> NDArray[np.uint8]:
    """Draw each digit again with a pen drawn by `seed`: uint8 [N, 28, 28], labels unchanged.

    Some 7s and 1s get other `national` shapes, unless the labels stand for something else.
    """
    random = np.random.default_rng([seed, 11])
    made = np.zeros_like(digits.pixels)
    starts = range(0, len(digits), CHUNK)
    for start in tqdm(starts, desc="redrawing", unit=f"x{CHUNK}", disable=None):
        part = slice(start, start + CHUNK)
        lines = skeleton(enlarge(digits.pixels[part]))
        for line, label in zip(lines, digits.labels[part], strict=True):
            if national:
                _national(line, int(label), random)
        drawn = _pen_strokes(lines, random)
        for place in _some(len(drawn), CROSSED, random):
            clutter.add(drawn[place], random)
        for place, ink in enumerate(drawn, start):
            made[place] = frame(ink) if ink.any() else digits.pixels[place]
    return made


def enlarge(pixels: NDArray[np.uint8]) -> Mask:
    """Enlarge digits, uint8 [N, 28, 28], smoothly to a mask of their ink, bool [N, SIDE, SIDE]."""
    places = (np.arange(28 * ENLARGED) + 0.5) / ENLARGED - 0.5
    weights = np.maximum(0, 1 - np.abs(places[:, None] - np.arange(28)[None, :])).astype(np.float32)
    large = weights @ pixels.astype(np.float32) @ weights.T
    return np.pad(large > INKED, ((0, 0), (MARGIN, MARGIN), (MARGIN, MARGIN)))


def skeleton(masks: Mask) -> Mask:
    """Thin masks, bool [N, height, width], to lines one pixel wide."""
    thin = masks.astype(np.uint8)
    while True:
        removed = 0
        for table in _TABLES:
            code = np.zeros_like(thin)
            for bit, (down, right) in enumerate(_AROUND):
                code |= _shifted(thin, down, right) << bit
            gone = table[code] & thin
            removed += int(gone.sum())
            thin ^= gone
        if removed == 0:
            return thin.astype(np.bool_)


# The eight neighbours P2 to P9 of the paper, clockwise from the one above, as (down, right).
_AROUND: Final = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))


def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Tabulate both steps of the paper: may a pixel with these neighbours be removed?"""
    first, second = np.zeros(256, dtype=np.uint8), np.zeros(256, dtype=np.uint8)
    for code in range(256):
        around = [code >> bit & 1 for bit in range(8)]
        rises = sum(
            here == 0 and after == 1
            for here, after in zip(around, around[1:] + around[:1], strict=True)
        )
        if not (2 <= sum(around) <= 6 and rises == 1):
            continue
        up, right, down, left = around[0], around[2], around[4], around[6]
        first[code] = not (up and right and down) and not (right and down and left)
        second[code] = not (up and right and left) and not (up and down and left)
    return first, second


_TABLES: Final = _tables()


def _shifted(masks: NDArray[np.uint8], down: int, right: int) -> NDArray[np.uint8]:
    """Give each pixel's neighbour; the edge of the field has none."""
    shifted = np.zeros_like(masks)
    height, width = masks.shape[1:]
    target = (
        slice(max(0, -down), height - max(0, down)),
        slice(max(0, -right), width - max(0, right)),
    )
    source = (
        slice(max(0, down), height + min(0, down)),
        slice(max(0, right), width + min(0, right)),
    )
    shifted[:, *target] = masks[:, *source]
    return shifted


def _national(line: Mask, label: int, random: np.random.Generator) -> None:
    """Add a 7's bar or a 1's upstroke and foot to some skeletons, bool [SIDE, SIDE], in place."""
    rows, columns = np.nonzero(line)
    if len(rows) == 0:
        return
    top, bottom = int(rows.min()), int(rows.max())
    height = bottom - top
    if label == 7 and random.random() < 0.25:
        row = top + int(height * random.uniform(0.42, 0.6))
        stem = columns[rows == row]
        if len(stem):
            half = height * random.uniform(0.16, 0.3)
            _segment(
                line,
                row + random.normal(0, 3),
                int(stem.mean()) - half,
                row + random.normal(0, 3),
                int(stem.mean()) + half,
            )
    if label == 1 and random.random() < 0.3:
        tip = int(columns[rows == top].mean())
        reach = height * random.uniform(0.12, 0.35)
        fall = reach * random.uniform(0.8, 1.6)  # flatter, it would be a 7
        _segment(line, top, tip, top + fall, tip - reach)
        if random.random() < 0.25:
            foot, half = int(columns[rows == bottom].mean()), height * random.uniform(0.15, 0.3)
            _segment(line, bottom, foot - half, bottom, foot + half)


def _segment(line: Mask, row: float, column: float, last_row: float, last_column: float) -> None:
    steps = int(max(abs(last_row - row), abs(last_column - column))) + 2
    rows = np.clip(np.linspace(row, last_row, steps).round().astype(int), 0, SIDE - 1)
    columns = np.clip(np.linspace(column, last_column, steps).round().astype(int), 0, SIDE - 1)
    line[rows, columns] = True


def _pen_strokes(lines: Mask, random: np.random.Generator) -> NDArray[np.uint8]:
    """Draw skeletons, bool [N, SIDE, SIDE], with a pen each: uint8, ink 255 on 0."""
    pens = random.choice(len(PENS), size=len(lines), p=PEN_ODDS)
    drawn = np.zeros(lines.shape, dtype=np.uint8)
    for pen, radius in enumerate(PENS):
        chosen = np.nonzero(pens == pen)[0]
        if len(chosen):
            drawn[chosen] = _dilate(lines[chosen].view(np.uint8) * np.uint8(255), radius)
    hollow = _some(len(drawn), HOLLOW, random)
    if len(hollow):
        drawn[hollow] = _outlines(lines[hollow], random)
    for place in _some(len(drawn), GRAINY, random):
        size = int(random.integers(1, 4))  # enlarged pixels along a side of a grain
        bare = random.random((-(-SIDE // size),) * 2) < random.uniform(0.1, 0.6)
        drawn[place][np.kron(bare, np.ones((size, size), np.bool_))[:SIDE, :SIDE]] = 0
    for place in _some(len(drawn), BROKEN, random):
        rows, columns = np.nonzero(lines[place])
        for _ in range(int(random.integers(1, 4)) if len(rows) else 0):
            at = int(random.integers(len(rows)))
            size = int(random.integers(2, 5))
            row, column = int(rows[at]), int(columns[at])
            drawn[place, max(0, row - size) : row + size, max(0, column - size) : column + size] = 0
    return drawn


def _some(count: int, part: float, random: np.random.Generator) -> NDArray[np.int64]:
    """Choose the places of about this part of `count`."""
    return np.flatnonzero(random.random(count) < part)


def _outlines(lines: Mask, random: np.random.Generator) -> NDArray[np.uint8]:
    """Walk around strokes with a thin pen instead of along them, as hollow figures are drawn."""
    drawn = np.zeros(lines.shape, dtype=np.uint8)
    wide, thin = random.choice(OUTLINES, len(lines)), random.choice(RIMS, len(lines))
    for place, line in enumerate(lines):
        inked = line[np.newaxis].view(np.uint8) * np.uint8(255)
        inside = _dilate(inked, int(wide[place]) - 1)
        rim = np.where(inside, np.uint8(0), _dilate(inked, int(wide[place])))
        drawn[place] = _dilate(rim, int(thin[place]))[0]
    return drawn


def _dilate(lines: NDArray[np.uint8], radius: int) -> NDArray[np.uint8]:
    """Widen lines by a disc, row of the disc by row: each is a running maximum along the row."""
    widest = np.zeros_like(lines)
    for down in range(-radius, radius + 1):
        half = int((radius * radius - down * down) ** 0.5)
        row = lines.copy()
        for right in range(1, half + 1):
            np.maximum(row[:, :, right:], lines[:, :, :-right], out=row[:, :, right:])
            np.maximum(row[:, :, :-right], lines[:, :, right:], out=row[:, :, :-right])
        source = row[:, max(0, down) : SIDE + min(0, down)]
        target = widest[:, max(0, -down) : SIDE - max(0, down)]
        np.maximum(target, source, out=target)
    return widest
