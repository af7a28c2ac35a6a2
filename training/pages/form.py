"""Boxed forms: a place for every digit, and separators that look like ones."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from training.pages import brush
from training.pages.colour import print_colour
from training.pages.grid import CLEAR, Boxes, Cells
from training.pages.noise import Field, Random, field, pick, spread
from training.pages.ruling import rules

HEIGHTS: Final = (12.0, 130.0)  # pixels, of a box
MOST: Final = 16  # boxes in a row
ROUND: Final = 0.45  # the largest radius of a corner, as part of the shorter side
SOFT: Final = 1.8  # pixels by which smoothing, and a heavy frame, widen half a line
# How often each kind of frame is printed, relative to the others.
FRAMES: Final = {
    "closed": 30,
    "comb": 18,  # a base line and short separators
    "separators": 12,  # separators alone, some as tall as digits: they look like ones
    "apart": 14,  # boxes with gaps between them
    "dashed": 8,
    "rounded": 6,
    "corners": 3,
    "feet": 6,  # a short line under each digit
    "clear": 3,  # light boxes on a printed tint
}


@dataclass(frozen=True)
class Frame:
    """One box to draw, all in pixels: its outline and how thick its line is."""

    x0: float
    y0: float
    x1: float
    y1: float
    thick: float

    def corners(self) -> brush.Points:
        """Give its four corners in turn, [4, 2]."""
        return np.array(
            [(self.x0, self.y0), (self.x1, self.y0), (self.x1, self.y1), (self.x0, self.y1)]
        )


def boxed_form(random: Random, height: int, width: int) -> Cells:
    """Print one or several rows of boxes for digits."""
    columns = int(random.integers(2, MOST + 1))
    kind = pick(random, FRAMES)
    gap = random.uniform(0.08, 0.5) if kind in {"apart", "feet", "rounded"} else 0.0
    aspect = random.uniform(0.6, 1.1)
    lefts = np.arange(columns) * (1 + gap)
    if random.random() < 0.25:  # groups, as in a date
        parted = random.random(columns - 1) < 0.3
        lefts[1:] += np.cumsum(parted) * random.uniform(0.3, 1)
    across = float(lefts[-1]) + 1  # boxes' widths
    tallest = min(HEIGHTS[1], height * 0.96, 0.96 * width / (across * aspect))
    tall = tallest if random.random() < 0.4 else spread(random, min(HEIGHTS[0], tallest), tallest)
    wide = aspect * tall
    thick = spread(random, 0.5, max(0.7, min(5, 0.09 * tall)))
    lefts, size = lefts * wide, across * wide
    room = max(width - size - thick, 0)
    lefts = lefts + thick / 2 + (room * random.random() if random.random() < 0.8 else 0)
    between = tall * random.uniform(1.1, 2.5)
    rows = (
        1
        if random.random() < 0.6
        else int(np.clip((height - tall) / between + 1, 1, random.integers(2, 9)))
    )
    spare = max(height - (rows - 1) * between - tall - thick, 0)
    tops = spare * random.random() + thick / 2 + between * np.arange(rows)
    frames = [Frame(x, y, x + wide, y + tall, thick) for y in tops for x in lefts]
    alpha = DRAWN.get(kind, _outlined)(random, height, width, frames, kind)
    if random.random() < 0.25:
        worn = random.uniform(0, 0.5) * np.abs(field(random, height, width, spread(random, 1.2, 8)))
        alpha = alpha * np.clip(1 - worn, 0.15, 1)
    strength = random.uniform(0.2, 1) if random.random() < 0.5 else random.uniform(0.8, 1)
    return Cells(
        (np.clip(alpha, 0, 1) * strength).astype(np.float32),
        print_colour(random),
        inner(frames, ROUND if kind == "rounded" else 0),
        (rows, columns),
    )


def inner(frames: list[Frame], round_: float = 0) -> Boxes:
    """Give the insides of boxes, int64 [n, 4], free of their lines and of round corners."""
    boxes = []
    for frame in frames:
        half = max(round(frame.thick), 1) / 2 + SOFT + CLEAR
        half += 0.3 * round_ * min(frame.x1 - frame.x0, frame.y1 - frame.y0)
        low = (int(np.ceil(frame.x0 + half)), int(np.ceil(frame.y0 + half)))
        high = (int(np.floor(frame.x1 - half)) + 1, int(np.floor(frame.y1 - half)) + 1)
        boxes.append((*low, max(high[0], low[0] + 1), max(high[1], low[1] + 1)))
    return np.array(boxes, np.int64)


def _outlined(random: Random, height: int, width: int, frames: list[Frame], kind: str) -> Field:
    """Draw each box's outline: closed, with round corners, dashed, or its corners alone."""
    thick = frames[0].thick
    curves = [frame.corners() for frame in frames]
    if kind == "rounded":
        curves = [_rounded(frame, random.uniform(0.1, ROUND)) for frame in frames]
    alpha = brush.lines(height, width, curves, thick, closed=True)
    if kind == "dashed":
        period = spread(random, max(2.5, 2 * thick), 14)
        there = random.uniform(0.35, 0.75) * period
        along = rules(width, period, random.uniform(0, period), there)
        down = rules(height, period, random.uniform(0, period), there)
        level = cv2.erode(alpha, np.ones((1, 5), np.uint8))
        alpha = np.where(level > 0.2, alpha * along[None], alpha * down[:, None])
    elif kind == "corners":
        share = random.uniform(0.15, 0.35)
        for frame in frames:
            reach = share * (frame.x1 - frame.x0)
            y0, y1 = int(max(frame.y0 + reach, 0)), int(max(frame.y1 - reach, 0))
            x0, x1 = int(max(frame.x0 + reach, 0)), int(max(frame.x1 - reach, 0))
            alpha[y0:y1] = 0
            alpha[:, x0:x1] = 0
    elif random.random() < 0.3:  # a heavy frame round all of them
        around = Frame(frames[0].x0, frames[0].y0, frames[-1].x1, frames[-1].y1, thick)
        heavy = min(random.uniform(1.2, 2.5) * thick, thick + 1)
        alpha = np.maximum(
            alpha, brush.lines(height, width, [around.corners()], heavy, closed=True)
        )
    return alpha


def _comb(random: Random, height: int, width: int, frames: list[Frame], kind: str) -> Field:
    """Draw a base line with separators, or separators alone."""
    reach = spread(random, 0.15, 1)
    low = 1.0 if kind == "comb" or random.random() < 0.5 else random.uniform(0.7, 1)
    curves = []
    for place, frame in enumerate(frames):
        tall = frame.y1 - frame.y0
        ends = np.array([frame.y1 - reach * low * tall, frame.y1 - (1 - low) * tall])
        curves.append(np.stack([[frame.x1, frame.x1], ends], axis=1))
        first = place == 0 or frames[place - 1].x1 != frame.x0
        if first and (kind == "comb" or random.random() < 0.5):
            curves.append(np.stack([[frame.x0, frame.x0], ends], axis=1))
        if kind == "comb":
            curves.append(np.array([(frame.x0, frame.y1), (frame.x1, frame.y1)]))
    return brush.lines(height, width, curves, frames[0].thick)


def _feet(_random: Random, height: int, width: int, frames: list[Frame], _kind: str) -> Field:
    """Draw a short line under each place."""
    curves = [frame.corners()[2:] for frame in frames]
    return brush.lines(height, width, curves, frames[0].thick)


def _clear(random: Random, height: int, width: int, frames: list[Frame], _kind: str) -> Field:
    """Print a tint around the boxes, which stay as light as the paper."""
    alpha = np.full((height, width), random.uniform(0.1, 0.6), np.float32)
    for frame in frames:
        inset = max(frame.thick, 1) / 2
        y0, x0 = max(0, round(frame.y0 + inset)), max(0, round(frame.x0 + inset))
        alpha[y0 : max(0, round(frame.y1 - inset)), x0 : max(0, round(frame.x1 - inset))] = 0
    return alpha


def _rounded(frame: Frame, share: float) -> brush.Points:
    """Give an outline with round corners, [28, 2]."""
    radius = share * min(frame.x1 - frame.x0, frame.y1 - frame.y0)
    turns = np.linspace(0, np.pi / 2, 7)
    arcs = []
    for x, y, quarter in (
        (frame.x1 - radius, frame.y1 - radius, 0),
        (frame.x0 + radius, frame.y1 - radius, 1),
        (frame.x0 + radius, frame.y0 + radius, 2),
        (frame.x1 - radius, frame.y0 + radius, 3),
    ):
        angles = turns + quarter * np.pi / 2
        arcs.append(np.stack([x + radius * np.cos(angles), y + radius * np.sin(angles)], axis=1))
    return np.concatenate(arcs)


DRAWN: Final = {"comb": _comb, "separators": _comb, "feet": _feet, "clear": _clear}
