"""One digit, or a few of mixed sizes, as people photograph them to try a reader."""

import numpy as np

from training.pages.canvas import Canvas
from training.pages.content import fraction
from training.pages.hand import Hand, Row, hand
from training.pages.marks import decorate, stray
from training.pages.noise import spread
from training.pages.setting import GROUNDS, Plan, frame, usual_frame, usual_height

Random = np.random.Generator
CUT = 0.1  # share of lone digits that the frame cuts
CLEAN = {"paper": 0.35, "sheet": 0.25, "board": 0.1, "drawing": 0.3}
TRIES = 12


def plan_one(random: Random) -> Plan:
    """A digit of any size in a frame that it fills, or is lost in."""
    height = spread(random, 24, 520) if random.random() < 0.7 else usual_height(random)
    side = height * spread(random, 1.25, 5)
    ratio = np.exp(random.normal(0, 0.25))
    size = frame(side * ratio**-0.5, side * ratio**0.5, 48)
    return Plan(min(height, 0.85 * min(size)), size, GROUNDS, ruled=0.45)


def one(canvas: Canvas) -> None:
    """Write one digit; now and then there is a number beside it that the frame cuts."""
    random = canvas.random
    writing = hand(canvas, printed=None)
    height = min(canvas.height, 0.9 * _side(canvas))
    if canvas.ruling is not None and random.random() < 0.4 and canvas.ruling.pitch > 14:
        height = min(height, canvas.ruling.pitch * random.uniform(0.5, 0.95))
    for _ in range(TRIES):
        row = writing.row(["d"], height)
        cut = random.random() < CUT
        x, y = place(canvas, row, 0.4 * height if cut else 0.0)
        line = canvas.line()
        if marks := writing.put(row, x, y, line):
            decorate(writing, marks, height)
            break
    if random.random() < 0.1:
        stray(canvas, writing.dye, height, apart=random.random() < 0.8)
    if random.random() < 0.06:
        _neighbour(canvas, writing, height)
    if random.random() < 0.1 and height > 40:
        _small(canvas, writing, height)


def plan_few(random: Random) -> Plan:
    """Sizes mixed, in a frame of any size."""
    height = min(usual_height(random) * 1.3, 330)
    return Plan(height, usual_frame(random, min(640, max(90, 1.8 * height))), GROUNDS, ruled=0.35)


def few(canvas: Canvas) -> None:
    """Scatter up to fourteen numbers, small ones beside large ones, by one pen or several."""
    random = canvas.random
    writing = hand(canvas)
    lines: list[tuple[int, float, float]] = []
    count = int(random.integers(2, 7)) if random.random() < 0.7 else int(random.integers(6, 15))
    mixed = random.random() < 0.6
    for _ in range(count):
        height = canvas.height * (spread(random, 0.22, 1.0) if mixed else random.normal(1, 0.06))
        height = max(6.0, min(height, 0.8 * _side(canvas)))
        if random.random() < 0.15:
            writing = hand(canvas, like=writing)
        digits = int(random.choice([1, 1, 1, 2, 2, 3]))
        row = writing.row(["d"] * digits, height)
        for _ in range(TRIES // 2):
            x, y = place(canvas, row, 0.15 * height if random.random() < 0.15 else 0.0)
            top, bottom = y + row.box[1], y + row.box[3]
            if marks := writing.put(row, x, y, _line(canvas, lines, top, bottom)):
                decorate(writing, marks, height)
                break
    for _ in range(int(random.choice([0, 0, 0, 1, 2]))):
        stray(canvas, writing.dye, canvas.height)


def plan_fraction(random: Random) -> Plan:
    """A number that fills the picture, or is lost in it."""
    height = spread(random, 14, 200)
    return Plan(height, usual_frame(random, min(640, max(64, 1.8 * height))), CLEAN, ruled=0.3)


def fractions(canvas: Canvas) -> None:
    """Write one number with a sign in it, or a few, one below the other."""
    random = canvas.random
    writing = hand(canvas)
    height = min(canvas.height, 0.6 * _side(canvas))
    wide = canvas.room[2] - canvas.room[0]
    for _ in range(int(random.choice([1, 1, 1, 2, 3]))):
        row = writing.row(fraction(random), height)
        if row.width > wide:
            height = max(9.0, 0.9 * height * wide / row.width)
            row = writing.row(fraction(random), height)
        for _ in range(TRIES):
            if writing.put(row, *place(canvas, row, 0.0), canvas.line()) is not None:
                break


def place(canvas: Canvas, row: Row, over: float) -> tuple[float, float]:
    """Where a row could begin so that it lies in the room, or `over` pixels beyond it."""
    x0, y0, x1, y1 = canvas.room
    left, top, right, bottom = row.box
    x = _between(canvas.random, x0 - over - left, x1 + over - right)
    y = _between(canvas.random, y0 - over - top, y1 + over - bottom)
    return x, y


def _between(random: Random, low: float, high: float) -> float:
    return random.uniform(low, high) if high > low else (low + high) / 2


def _side(canvas: Canvas) -> float:
    x0, y0, x1, y1 = canvas.room
    return min(x1 - x0, y1 - y0)


def _line(canvas: Canvas, lines: list[tuple[int, float, float]], top: float, bottom: float) -> int:
    """The line of what lies between two heights: an earlier one's that it overlaps well, or new."""
    for name, upper, lower in lines:
        shared = min(lower, bottom) - max(upper, top)
        if shared > 0.6 * max(lower - upper, bottom - top):
            return name
    lines.append((canvas.line(), top, bottom))
    return lines[-1][0]


def _small(canvas: Canvas, writing: Hand, height: float) -> None:
    """Write a small number or two beside a large digit."""
    random = canvas.random
    for _ in range(int(random.integers(1, 3))):
        tall = max(8.0, height * random.uniform(0.08, 0.35))
        row = writing.row(["d"] * int(random.integers(1, 4)), tall)
        for _ in range(TRIES):
            if writing.put(row, *place(canvas, row, 0.0), canvas.line()):
                break


def _neighbour(canvas: Canvas, writing: Hand, height: float) -> None:
    """Let a digit beside reach into the frame from its edge."""
    random = canvas.random
    row = writing.row(["d"], height)
    x0, y0, x1, y1 = canvas.room
    outside = 0.75 * row.width
    x = x0 - outside if random.random() < 0.5 else x1 - (row.width - outside)
    writing.put(row, x, random.uniform(y0, y1 + height), canvas.line())
