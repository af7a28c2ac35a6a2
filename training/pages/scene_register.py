"""Registers: numbers down a column of a scanned book, underlined, dotted or dashed."""

import numpy as np

from training.pages.canvas import Canvas
from training.pages.hand import hand
from training.pages.marks import around, underline
from training.pages.noise import Random, spread
from training.pages.setting import Plan, usual_frame

GROUNDS = {"book": 0.85, "sheet": 0.05, "paper": 0.10}
UNDERLINED, ENDED = 0.4, 0.35  # shares of numbers, and of those with a dot, dash or colon after


def plan(random: Random) -> Plan:
    """Often a cutting of one number beside the book's dark edge, taller than wide."""
    height = spread(random, 11, 70)
    if random.random() < 0.6:
        size = int(height * random.uniform(2.5, 7)), int(height * random.uniform(2.2, 5))
        return Plan(height, (max(64, min(640, size[0])), max(64, min(640, size[1]))), GROUNDS, 0.25)
    return Plan(height, usual_frame(random, 120), GROUNDS, ruled=0.3)


def register(canvas: Canvas) -> None:
    """Rule a column, number its rows, and let the next column's writing reach in."""
    random = canvas.random
    writing = hand(canvas, printed=False)
    left, top, right, bottom = canvas.room
    height = min(canvas.height, 0.4 * (bottom - top), 0.5 * (right - left))
    wide = min(right - left, height * spread(random, 1.8, 6))
    _rules(canvas, left + wide, height)
    line_y = top + height * random.uniform(1.1, 2)
    while line_y < bottom + 0.2 * height:
        line = canvas.line()
        tokens = ["d"] * int(random.choice([1, 2, 2, 2, 3, 3, 4]))
        if random.random() < ENDED:
            tokens.append(str(random.choice([".", ".", "-", ",", ":", "="])))
        row = writing.row(tokens, height)
        x = left + random.uniform(0.1, 0.9) * max(0.2 * height, wide - row.width)
        marks = writing.put(row, x, line_y, line)
        if marks and random.random() < UNDERLINED:
            underline(writing, around(marks), height)
        if random.random() < 0.3:
            text = writing.row(["w"], height * random.uniform(0.8, 1.2))
            writing.put(text, left + wide + height * random.uniform(0.1, 0.5), line_y, line)
        line_y += height * spread(random, 1.2, 5)


def _rules(canvas: Canvas, x: float, height: float) -> None:
    """Print the column's borders, and now and then rows, dots or dashes to write on."""
    random = canvas.random
    rows, columns = canvas.view.plane
    alpha = np.zeros((rows, columns), np.float32)
    strength = random.uniform(0.2, 0.95)
    thick = int(random.integers(1, 4))
    for _ in range(int(random.integers(0, 3))):
        at = int(np.clip(x, 0, columns - 1))
        alpha[:, at : at + thick] = strength
        x += random.uniform(2, 10)
    if random.random() < 0.35:
        pitch, phase = height * random.uniform(1.3, 3), random.uniform(0, height)
        for y in np.arange(phase, rows, pitch).astype(int):
            alpha[y : y + 1, :: int(random.choice([1, 1, 2, 3]))] = strength * 0.7
    level = random.uniform(0, 90)
    canvas.print_on(alpha, np.full(3, level, np.float32))
