"""Tables and forms: numbers in ledgers, digits in sudokus and in the boxes of forms."""

from collections.abc import Callable

import numpy as np

from training.pages.canvas import Canvas, Mark
from training.pages.content import amount, number
from training.pages.form import boxed_form
from training.pages.grid import Cells, grid
from training.pages.hand import Hand, hand
from training.pages.marks import cross_out
from training.pages.noise import Random, spread
from training.pages.setting import Plan, usual_frame

GROUNDS = {"paper": 0.5, "sheet": 0.35, "board": 0.05, "drawing": 0.05, "book": 0.05}
TRIES = 4
ROOMY = 11.0  # pixels, the median cell's shorter side
SMALLEST = 5.5  # pixels, of a digit in a cell
OVER = 0.2  # share of hands that write over the borders of cells
WIDE = 1.7  # times as wide as high are the cells of a ledger


def plan_table(random: Random) -> Plan:
    """A table in a frame of usual size."""
    return Plan(spread(random, 10, 60), usual_frame(random, 110), GROUNDS, ruled=0.04)


def plan_form(random: Random) -> Plan:
    """A form: often a strip with one row of boxes."""
    height, width = usual_frame(random, 70)
    if random.random() < 0.55:
        height = max(48, int(height * random.uniform(0.15, 0.5)))
    return Plan(spread(random, 12, 70), (height, width), GROUNDS, ruled=0.04)


def table(canvas: Canvas) -> None:
    """Fill a table: one digit a cell where cells are square, a number where they are wide."""
    made = _printed(canvas, grid)
    _fill(canvas, made, lone=None)


def form(canvas: Canvas) -> None:
    """Fill the boxes of a form: one digit each, some left empty, some over their borders."""
    made = _printed(canvas, boxed_form)
    _fill(canvas, made, lone=True)


def _printed(canvas: Canvas, kind: Callable[[Random, int, int], Cells]) -> Cells:
    """Choose a table or form whose cells are seen, and mostly large enough to write in."""
    made = kind(canvas.random, *canvas.view.plane)
    for _ in range(TRIES):
        x0, y0, x1, y1 = made.boxes.T
        side = np.minimum(x1 - x0, y1 - y0)
        seen = [canvas.visible(*box) > 0.5 for box in zip(x0, y0, x1 - x0, y1 - y0, strict=True)]
        if np.median(side) >= ROOMY and any(seen):
            break
        made = kind(canvas.random, *canvas.view.plane)
    return made


def _fill(canvas: Canvas, made: Cells, *, lone: bool | None) -> None:
    random = canvas.random
    canvas.print_on(made.alpha, made.colour)
    pen, type_ = hand(canvas, printed=False), hand(canvas, printed=True)
    typed = float(random.choice([0.0, 0.0, 0.25, 0.4, 0.7])) if lone is None else 0.05
    full = random.uniform(0.35, 1.0)
    part = random.uniform(0.45, 0.9)  # of the cell's height that a digit has
    over = random.random() < OVER
    shift: tuple[float, float] = random.normal(0, 0.06), random.normal(0, 0.06)
    if over:
        shift = random.normal(0, 0.16), random.normal(0, 0.16)
        part = part * random.uniform(1.0, 1.25)
    columns = made.shape[1]
    line = 0
    for place, (x0, y0, x1, y1) in enumerate(made.boxes):
        if place % columns == 0:
            line = canvas.line()
        if random.random() > full or min(x1 - x0, y1 - y0) < 5:
            continue
        box = float(x0), float(y0), float(x1), float(y1)
        wide = (x1 - x0) > WIDE * (y1 - y0) if lone is None else False
        writing = type_ if random.random() < typed else pen
        marks = _cell(
            writing, box, part if writing is pen else min(part, 0.7), shift, wide=wide, line=line
        )
        if marks and random.random() < 0.015:
            cross_out(writing, marks, part * (y1 - y0))


def _cell(
    writing: Hand,
    box: tuple[float, float, float, float],
    part: float,
    shift: tuple[float, float],
    *,
    wide: bool,
    line: int,
) -> list[Mark] | None:
    """Write into a cell: a digit in its middle, or a number at its right."""
    random = writing.canvas.random
    x0, y0, x1, y1 = box
    width, high = x1 - x0, y1 - y0
    height = part * high if wide else part * min(high, 1.35 * width)
    if height < SMALLEST:
        return None
    tokens = (number(random)[:6] if random.random() < 0.6 else amount(random)) if wide else ["d"]
    row = writing.row(tokens, height)
    room = width * (1.0 if wide else 1.15)
    if row.width > room:
        if wide:
            row = writing.row(["d"] * max(1, int(width / (0.9 * height))), height)
        if row.width > room:
            return None
    loose = 0.0 if writing.writer.printed else 1.0
    x = (x0 + x1 - row.width) / 2 + loose * width * (shift[0] + random.normal(0, 0.04))
    if wide and random.random() < 0.8:
        x = x1 - row.width - width * random.uniform(0.02, 0.12)
    y = (y0 + y1) / 2 - (row.box[1] + row.box[3]) / 2
    y += loose * high * (shift[1] + random.normal(0, 0.04))
    return writing.put(row, x - row.box[0], y, line, force=True)
