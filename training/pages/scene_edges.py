"""Ones and other digits hard by upright lines: margins, the lines of squares, a sheet's end.

A 1 is the digit that a line looks most like. What tells them apart is that a line goes on.
"""

from typing import Final

import numpy as np

from training.pages.canvas import Canvas
from training.pages.colour import print_colour
from training.pages.hand import Hand, hand
from training.pages.noise import Field, Random, spread
from training.pages.ruling import rules
from training.pages.scene_single import place
from training.pages.setting import Plan, usual_frame

GROUNDS: Final = {"strip": 0.42, "paper": 0.22, "sheet": 0.12, "drawing": 0.2, "book": 0.04}
KINDS: Final = ("none", "margin", "squares", "lines", "columns")
OFTEN: Final = (0.12, 0.2, 0.34, 0.2, 0.14)
SLENDER: Final = 0.75  # share of numbers that begin or end with a 1 at the line
NEAR: Final = (0.02, 0.6)  # of the digits' height, between a digit and the line it stands beside
NEARER: Final = (0.02, 0.2)  # the same, between a digit and a paper's end
CROSSED: Final = 0.12  # share of digits beside a printed line that stand on it instead
THICK: Final = (0.008, 0.055)  # of the digits' height, a printed line
PITCH: Final = (0.35, 1.9)  # of the digits' height, from line to line
OWN: Final = 0.45  # share of papers whose lines are as dark as the writing: they were drawn
TRIES: Final = 8  # for a digit anywhere, where none had room beside a line
FIRST, LAST = 0.7, 0.35  # shares of lines that begin where the paper does, and that end there
FEW: Final = 0.5  # share of papers with a single line of writing
CLEAR: Final = 4.0  # pixels, between a paper's end and an upright line that counts
TALLEST: Final = 150.0  # pixels, of the digits


def plan(random: Random) -> Plan:
    """Digits of which some lines have room, with lines of the scene's own."""
    height = spread(random, 12, TALLEST)
    return Plan(height, usual_frame(random, max(72.0, 1.9 * height)), GROUNDS, ruled=0.0)


def edges(canvas: Canvas) -> None:
    """Write from line to line beside what is upright on the paper, and some elsewhere."""
    random = canvas.random
    writing = hand(canvas, printed=False)
    left, top, right, bottom = canvas.room
    height = min(canvas.height, 0.8 * min(bottom - top, right - left))
    uprights = _printed(writing, height)
    lead = height * random.uniform(1.1, 2.4)
    base = top + height * random.uniform(1.05, 1.8)
    few = random.random() < FEW
    if few:
        base = random.uniform(base, max(base, bottom - 0.1 * height))
    while base < bottom:
        line = canvas.line()
        for x, side in _places(canvas, uprights, base - height, base):
            near = NEAR if x in uprights else NEARER
            _beside(writing, (x, base, side), height, line, near)
        if few and canvas.digits:
            break
        base += lead
    for _ in range(TRIES):
        if canvas.digits:
            break
        row = writing.row(["1"] if random.random() < SLENDER else ["d"], height)
        writing.put(row, *place(canvas, row, 0.0), canvas.line())
        height = max(9.0, 0.9 * height)


def _printed(writing: Hand, height: float) -> list[float]:
    """Print lines; gives where the upright ones stand, in pixels."""
    canvas, random = writing.canvas, writing.canvas.random
    rows, columns = canvas.view.plane
    kind = str(random.choice(KINDS, p=OFTEN))
    if kind == "none":
        return []
    thick = max(0.8, height * spread(random, *THICK))
    pitch = max(height * random.uniform(*PITCH), 3 * thick + 4)
    step = pitch * (1.0 if random.random() < 0.8 else random.uniform(0.6, 2))
    offset, first = random.uniform(0, pitch), random.uniform(0, step)
    if kind == "columns":
        step = height * random.uniform(1.2, 4)
        first = random.uniform(0, step)
    if kind == "margin":
        left, right = canvas.room[0], canvas.room[2]
        step, first = 4.0 * columns, left + (right - left) * random.uniform(0.04, 0.6)
    level = rules(rows, pitch, offset, thick)
    upright = rules(columns, step, first, thick)
    nothing: Field = np.zeros((rows, columns), np.float32)
    alpha = nothing
    if kind in ("squares", "lines") or (kind == "margin" and random.random() < 0.5):
        alpha = np.maximum(alpha, level[:, None])
    if kind != "lines":
        alpha = np.maximum(alpha, upright[None])
    own = random.random() < OWN
    colour = writing.dye.colour if own else print_colour(random)
    strength = random.uniform(0.7, 1) if own else spread(random, 0.2, 1)
    canvas.print_on(alpha * np.float32(strength), colour)
    if kind == "lines":
        return []
    return [float(x) for x in np.arange(first, columns, step)]


def _places(
    canvas: Canvas, uprights: list[float], top: float, bottom: float
) -> list[tuple[float, int]]:
    """Choose one to four places on a line: an upright's x, and on which side of it to write."""
    random = canvas.random
    ends = canvas.ends(top, bottom)
    if ends is None:
        return []
    left, right = ends
    places = [(left, 1)] if random.random() < FIRST else []
    if random.random() < LAST:
        places.append((right, -1))
    inner = [x for x in uprights if left + CLEAR < x < right - CLEAR]
    if inner:
        count = min(len(inner), int(random.integers(1, 4)))
        chosen = random.choice(len(inner), count, replace=False)
        places += [(inner[which], 1 if random.random() < 0.6 else -1) for which in chosen]
    return places or [(random.uniform(left, right), 1)]


def _beside(
    writing: Hand,
    at: tuple[float, float, int],
    height: float,
    line: int,
    near: tuple[float, float] = NEAR,
) -> None:
    """Write a number whose first digit stands right of an upright, or whose last stands left."""
    random = writing.canvas.random
    upright, base, side = at
    tokens = ["d"] * int(random.choice([1, 1, 1, 2, 3, 4]))
    if random.random() < SLENDER:
        tokens[0 if side > 0 else -1] = "1"
    row = writing.row(tokens, height)
    gap = height * spread(random, *near)
    if near is NEAR and random.random() < CROSSED:
        gap = -row.width * random.uniform(0.1, 0.9)
    x = upright + gap - row.box[0] if side > 0 else upright - gap - row.box[2]
    writing.put(row, x, base, line)
