"""What a pen does around digits: underlines, circles, ticks, and crossings-out."""

from collections.abc import Sequence

import numpy as np

from training.pages.canvas import Canvas, Mark
from training.pages.doodle import doodle
from training.pages.dye import Dye
from training.pages.hand import Hand
from training.pages.noise import spread
from training.pages.patch import overlap

HALF, COVERED = 0.5, 0.35  # ink that covers, and the part of a digit that makes it crossed out
UNDERLINED, CROSSED, CIRCLED, TICKED = 0.1, 0.035, 0.06, 0.04  # shares of numbers
SPECKED = 0.07  # share of numbers with specks near them
OPEN = 0.35  # share of rings that are bows: the pen stopped, or only begins to point at something
BOW = (0.4, 0.85)  # turns, of a bow
SPECK = (0.015, 0.1)  # of the digits' height, how large a speck is
APART = (0.03, 0.35)  # of the digits' height, between a speck and the number's box


def decorate(hand: Hand, marks: Sequence[Mark], height: float) -> None:
    """Give some numbers an underline, a circle, a tick beside them, or cross them out."""
    pick = hand.canvas.random.random()
    if not marks:
        return
    if pick < UNDERLINED:
        underline(hand, around(marks), height)
    elif pick < UNDERLINED + CROSSED:
        cross_out(hand, marks, height)
    elif pick < UNDERLINED + CROSSED + CIRCLED:
        circle(hand, around(marks), height)
    elif pick < UNDERLINED + CROSSED + CIRCLED + TICKED:
        tick(hand, around(marks), height)
    elif pick < UNDERLINED + CROSSED + CIRCLED + TICKED + SPECKED:
        specks(hand, around(marks), height)


def around(marks: Sequence[Mark]) -> tuple[float, float, float, float]:
    """The box x0, y0, x1, y1 around marks on the plane."""
    return (
        min(mark.x for mark in marks),
        min(mark.y for mark in marks),
        max(mark.x + mark.core.shape[1] for mark in marks),
        max(mark.y + mark.core.shape[0] for mark in marks),
    )


def underline(hand: Hand, box: tuple[float, float, float, float], height: float) -> None:
    """Draw one or two lines below a number, level or not, touching it or not."""
    random = hand.canvas.random
    x0, _, x1, y1 = box
    y = y1 + height * random.uniform(-0.02, 0.35)
    for _ in range(1 if random.random() < 0.75 else 2):
        start = x0 - height * random.uniform(-0.3, 0.5), y + height * random.normal(0, 0.05)
        middle = (x0 + x1) / 2, y + height * random.normal(0, 0.05)
        end = x1 + height * random.uniform(-0.3, 0.7), y + height * random.normal(0, 0.06)
        hand.canvas.stroke([start, middle, end], _width(hand, height), hand.dye)
        y += height * random.uniform(0.1, 0.25)


def cross_out(hand: Hand, marks: Sequence[Mark], height: float) -> None:
    """Strike through, by one line, two, a cross or a scribble: the digits do not count any more."""
    random = hand.canvas.random
    x0, y0, x1, y1 = around(marks)
    dye = hand.dye
    for mark in marks:
        mark.crossed = True
    width = _width(hand, height)
    kind = random.random()
    if kind < 0.4:
        for _ in range(1 if random.random() < 0.5 else 2):
            left = x0 - height * random.uniform(0, 0.4), y0 + (y1 - y0) * random.uniform(0.3, 0.7)
            right = x1 + height * random.uniform(0, 0.4), y0 + (y1 - y0) * random.uniform(0.3, 0.7)
            hand.canvas.stroke([left, right], width, dye)
    elif kind < 0.65:
        hand.canvas.stroke([(x0, y0), (x1, y1)], width, dye)
        hand.canvas.stroke([(x0, y1), (x1, y0)], width, dye)
    else:
        turns = int(random.integers(5, 16)) + int((x1 - x0) / height * 4)
        x = np.linspace(x0 - 0.1 * height, x1 + 0.1 * height, turns)
        y = np.where(np.arange(turns) % 2, y0, y1) + random.normal(0, 0.12, turns) * height
        hand.canvas.stroke(np.stack([x, y], axis=1).astype(np.float32), width, dye)


def circle(hand: Hand, box: tuple[float, float, float, float], height: float) -> None:
    """Draw a ring around a number: much larger than it, so that nobody takes it for a zero."""
    random = hand.canvas.random
    x0, y0, x1, y1 = box
    a = (x1 - x0) / 2 + height * random.uniform(0.3, 0.7)
    b = (y1 - y0) / 2 + height * random.uniform(0.25, 0.6)
    is_open = random.random() < OPEN
    turns = random.uniform(*BOW) if is_open else random.uniform(0.9, 1.15)
    turn = np.linspace(0, 2 * np.pi * turns, 40) + random.uniform(0, 6)
    x = (x0 + x1) / 2 + a * np.cos(turn) * np.linspace(1, random.uniform(0.9, 1.1), 40)
    y = (y0 + y1) / 2 + b * np.sin(turn)
    if not is_open and random.random() < 0.2:  # a frame instead
        x, y = np.array([x0, x1, x1, x0, x0]), np.array([y0, y0, y1, y1, y0])
        x = x + np.array([-1, 1, 1, -1, -1]) * height * random.uniform(0.25, 0.6)
        y = y + np.array([-1, -1, 1, 1, -1]) * height * random.uniform(0.25, 0.6)
    hand.canvas.stroke(np.stack([x, y], axis=1).astype(np.float32), _width(hand, height), hand.dye)


def tick(hand: Hand, box: tuple[float, float, float, float], height: float) -> None:
    """Set a tick or a small cross to the right of a number."""
    random = hand.canvas.random
    _, y0, x1, y1 = box
    size = height * random.uniform(0.4, 0.9)
    x, y = x1 + height * random.uniform(0.4, 1.2), (y0 + y1) / 2
    if not hand.canvas.free(x, y - size, size, 2 * size):
        return
    width = _width(hand, height)
    if random.random() < 0.6:
        points = [(x, y), (x + 0.3 * size, y + 0.5 * size), (x + size, y - 0.7 * size)]
        hand.canvas.stroke(points, width, hand.dye)
    else:
        half = size / 2
        hand.canvas.stroke([(x, y - half), (x + size, y + half)], width, hand.dye)
        hand.canvas.stroke([(x, y + half), (x + size, y - half)], width, hand.dye)


def specks(hand: Hand, box: tuple[float, float, float, float], height: float) -> None:
    """Leave one to three specks beside or above a number; at its feet they would be points."""
    canvas, random = hand.canvas, hand.canvas.random
    x0, y0, x1, _ = box
    for _ in range(int(random.integers(1, 4))):
        size = max(1.0, height * spread(random, *SPECK))
        away = height * random.uniform(*APART) + size / 2
        down = y0 + height * random.uniform(-0.15, 0.55)
        x, y = [
            (x0 - away, down),
            (x1 + away, down),
            (random.uniform(x0, x1), y0 - away),
        ][int(random.integers(3))]
        if canvas.free(x - size / 2, y - size / 2, size, size):
            canvas.stroke([(x - size / 8, y), (x + size / 8, y)], size, hand.dye)


def stray(canvas: Canvas, dye: Dye, height: float, *, apart: bool = True) -> None:
    """Draw something that is no writing: away from it where `apart`, else anywhere."""
    random = canvas.random
    ink = doodle(random, *canvas.view.plane, max(0.7, height * spread(random, 0.03, 0.2)))
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return
    top, left = int(rows[0]), int(columns[0])
    part = ink[top : rows[-1] + 1, left : columns[-1] + 1]
    if apart and not canvas.free(left, top, part.shape[1], part.shape[0]):
        return
    canvas.lay(part, left, top, dye.weaker(random.uniform(0.5, 1)))
    for mark in canvas.digits:
        where = overlap(part.shape, mark.core.shape, mark.x - left, mark.y - top)
        if where is not None:
            hidden = np.count_nonzero(mark.core[where[1]] & (part[where[0]] > HALF))
            mark.crossed |= bool(hidden > COVERED * np.count_nonzero(mark.core))


def _width(hand: Hand, height: float) -> float:
    return max(0.7, hand.width(height) * hand.canvas.random.uniform(0.5, 1.1))
