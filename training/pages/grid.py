"""Grids of cells to write in: sudokus, ledgers, calendars, one cell seen from near."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.pages.colour import Colour, print_colour
from training.pages.noise import Field, Random, field, pick, spread

SHADE: Final = 0.25  # the strongest tone of a shaded cell, as a share of ink
CLEAR: Final = 0.6  # pixels between a border's ink and the inner box of a cell

Boxes = NDArray[np.int64]  # [n, 4]: x0, y0, x1, y1, half open, pixels


@dataclass(frozen=True, eq=False)
class Cells:
    """A printed frame as ink: `alpha` float32 [height, width], 0 to 1, in `colour`, RGB 0 to 255.

    `boxes` int64 [n, 4] are the insides of its cells, x0, y0, x1, y1, half open, row by row, free
    of border ink (some are evenly shaded, by at most `SHADE`). They may reach over the edges of the
    canvas. `shape` is how many rows and columns there are: n is their product.
    """

    alpha: Field
    colour: Colour
    boxes: Boxes
    shape: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Bars:
    """Borders along one side: their places and thicknesses, in pixels, float64 [count]."""

    places: NDArray[np.floating]
    thick: NDArray[np.floating]


def grid(random: Random, height: int, width: int) -> Cells:
    """Print a grid over all of the canvas or a part of it."""
    across, along = pick(random, GRIDS)(random, height, width)
    strength = random.uniform(0.25, 1) if random.random() < 0.5 else random.uniform(0.75, 1)
    upright = profile(width, across) * (random.uniform(0.3, 1) if random.random() < 0.2 else 1)
    level = profile(height, along) * (random.uniform(0.3, 1) if random.random() < 0.2 else 1)
    if random.random() < 0.06 and len(across.places) > 2:  # rows without columns, or the reverse
        upright[:] = 0
    elif random.random() < 0.06 and len(along.places) > 2:
        level[:] = 0
    overhang = random.uniform(0, 0.3) if random.random() < 0.15 else 0.0
    alpha = np.maximum(
        level[:, None] * _reach(width, across, overhang)[None],
        upright[None] * _reach(height, along, overhang)[:, None],
    )
    boxes = _boxes(across, along)
    if random.random() < 0.25:
        worn = random.uniform(0, 0.5) * np.abs(field(random, height, width, spread(random, 1.2, 8)))
        alpha = alpha * np.clip(1 - worn, 0.15, 1)
    shape = (len(along.places) - 1, len(across.places) - 1)
    if random.random() < 0.15:
        _shade(random, alpha, boxes, shape)
    return Cells((strength * alpha).astype(np.float32), print_colour(random), boxes, shape)


def profile(length: int, bars: Bars) -> Field:
    """Give a profile across bars, float32 [length], 0 to 1."""
    away = np.abs(np.arange(length)[:, None] - bars.places[None])
    solid = np.clip(np.maximum(bars.thick, 1) / 2 + 0.5 - away, 0, 1) * np.minimum(bars.thick, 1)
    return solid.max(axis=1).astype(np.float32)


def sudoku(random: Random, height: int, width: int) -> tuple[Bars, Bars]:
    """Rule nine by nine cells, or four or six, every third line heavier; or a part of them."""
    block = int(random.choice([3, 3, 3, 2]))
    count = block * block if random.random() < 0.9 else 6
    whole = random.random() < 0.45
    side = min(height, width)
    cell = side * random.uniform(0.75, 0.99) / count if whole else spread(random, 18, 90)
    thin = spread(random, 0.5, max(0.6, min(2.5, 0.06 * cell)))
    heavy = thin * random.uniform(1.5, 5) if random.random() < 0.85 else thin
    thick = np.full(count + 1, thin)
    thick[::block] = min(heavy, 0.2 * cell)
    tall = cell * (random.uniform(0.85, 1.15) if random.random() < 0.2 else 1)
    left = _start(random, width, count * cell)
    top = _start(random, height, count * tall)
    numbers = np.arange(count + 1)
    return Bars(left + cell * numbers, thick), Bars(top + tall * numbers, thick)


def near(random: Random, height: int, width: int) -> tuple[Bars, Bars]:
    """See one cell, or two or four, from near: a border of its own thickness at every side."""
    bars = []
    for length in (width, height):
        count = 1 if random.random() < 0.75 else 2
        margin = length * spread(random, 0.005, 0.16)
        other = length - length * spread(random, 0.005, 0.16)
        places = np.linspace(margin, other, count + 1)
        widest = max(1.0, 0.06 * length)
        thick = np.array([spread(random, 0.8, widest) for _ in places])
        if random.random() < 0.3:  # the neighbour's border, just visible
            beyond = thick[-1] + random.uniform(0.4, 1) * max(length - other, 8)
            places = np.append(places, other + beyond)
            thick = np.append(thick, min(spread(random, 0.8, widest), 0.5 * beyond))
        bars.append(Bars(places, thick))
    return bars[0], bars[1]


def ledger(random: Random, height: int, width: int) -> tuple[Bars, Bars]:
    """Rule a table: rows of one height, columns of different widths, a heavier head."""
    row = spread(random, 14, 70)
    rows = max(2, int(height / row * random.uniform(0.5, 1.3)))
    columns = int(random.integers(2, 9))
    shares = random.uniform(0.4, 2, columns)
    total = width * random.uniform(0.7, 1.3)
    sides = np.maximum(shares / shares.sum() * total, 8)
    thin = spread(random, 0.5, 2.2)
    upright = np.where(random.random(columns + 1) < 0.2, random.uniform(1, 3) * thin, thin)
    level = np.full(rows + 1, thin)
    level[[0, 1, -1]] *= random.uniform(1, 2.5)
    places = np.concatenate([[0], np.cumsum(sides)])
    left = _start(random, width, float(places[-1]))
    top = _start(random, height, rows * row)
    heights = np.arange(rows + 1) * row
    if random.random() < 0.3:
        heights[1:] += row * random.uniform(0, 1)
    return Bars(left + places, upright), Bars(top + heights, level)


def sheet_of_cells(random: Random, height: int, width: int) -> tuple[Bars, Bars]:
    """Rule equal cells: a calendar, a bingo card, a magic square, a table of figures."""
    rows, columns = (int(number) for number in random.integers(1, 9, 2))
    part = random.uniform(0.5, 1.2, 2)
    wide, tall = max(12, width * part[0] / columns), max(12, height * part[1] / rows)
    if random.random() < 0.5:
        wide = tall = min(wide, tall)
    thin = spread(random, 0.5, max(0.6, 0.08 * min(wide, tall)))
    outer = thin * (random.uniform(1, 3) if random.random() < 0.4 else 1)
    across, along = np.full(columns + 1, thin), np.full(rows + 1, thin)
    across[[0, -1]] = along[[0, -1]] = outer
    left, top = _start(random, width, columns * wide), _start(random, height, rows * tall)
    return (
        Bars(left + wide * np.arange(columns + 1), across),
        Bars(top + tall * np.arange(rows + 1), along),
    )


def _start(random: Random, length: int, size: float) -> float:
    """Lay a frame on a side of the canvas: inside where it fits, else anyhow over its edges."""
    if size <= length:
        return random.uniform(0, length - size)
    return random.uniform(length - size, 0) + random.uniform(-4, 4)


def _reach(length: int, bars: Bars, overhang: float) -> Field:
    """Say where the lines across these bars are printed: from the first to the last."""
    first, last = float(bars.places[0]), float(bars.places[-1])
    over = overhang * (last - first) / len(bars.places)
    first, last = first - bars.thick[0] / 2 - over, last + bars.thick[-1] / 2 + over
    places = np.arange(length)
    return (np.clip(places - first + 0.5, 0, 1) * np.clip(last - places + 0.5, 0, 1)).astype(
        np.float32
    )


def _boxes(across: Bars, along: Bars) -> Boxes:
    """Give the insides of all cells, row by row."""
    spans = []
    for bars in (across, along):
        half = np.maximum(bars.thick, 1) / 2 + CLEAR
        low = np.ceil(bars.places + half).astype(np.int64)[:-1]
        high = np.floor(bars.places - half).astype(np.int64)[1:] + 1
        spans.append((low, np.maximum(high, low + 1)))
    (left, right), (top, bottom) = spans
    rows, columns = np.divmod(np.arange(len(top) * len(left)), len(left))
    return np.stack([left[columns], top[rows], right[columns], bottom[rows]], axis=1)


def _shade(random: Random, alpha: Field, boxes: Boxes, shape: tuple[int, int]) -> None:
    """Shade some cells evenly: the head, every second row, blocks or any."""
    rows, columns = np.divmod(np.arange(len(boxes)), shape[1])
    chosen = [
        rows == 0,
        rows % 2 == 0,
        columns == 0,
        (rows // 3 + columns // 3) % 2 == 0,
        random.random(len(boxes)) < 0.3,
    ][int(random.integers(5))]
    tone = random.uniform(0.03, SHADE)
    for x0, y0, x1, y1 in np.maximum(boxes[chosen], 0):
        if y1 > 0 and x1 > 0:
            area = alpha[max(y0 - 1, 0) : y1 + 1, max(x0 - 1, 0) : x1 + 1]
            np.maximum(area, tone, out=area)


GRIDS: Final[dict[Callable[[Random, int, int], tuple[Bars, Bars]], float]] = {
    sudoku: 40,
    near: 20,
    ledger: 20,
    sheet_of_cells: 20,
}
