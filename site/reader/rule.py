"""A rule: a line of ruled or squared paper, of a form, of a grid. It is straight, thin and long.

It is followed from piece to piece, over the gaps where strokes cross it.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.components import runs_of
from reader.piece import Pieces, straight_pieces

# The thickest rule, as a fraction of the picture's shorter side: the frame of a cell that fills it.
THICKEST: Final = 0.09

# The thickest rule in widths of the strokes: the frame around a grid is drawn more heavily.
THICK: Final = 2.0

# The same in a picture of a single cell, which is told by its side in widths of the strokes.
THICK_AROUND: Final = 3.0
AROUND: Final = 30

# The least length of a rule in its own thickness: a digit's straight strokes are shorter.
SLENDER: Final = 15

# The same for a rule that runs from edge to edge of the picture: a heavy border of a small cell.
SLENDER_THROUGH: Final = 9

# The part of the picture's side from which on a rule need not reach the frame: a digit ends before.
SPANNING: Final = 0.85

# How far a rule may drift from where it was heading, as a fraction of the gap, and the stretch at
# its end that tells where, in its thickness.
DRIFT: Final = 0.12
REACH: Final = 12.0

# The largest gap between two pieces, in widths of the strokes: what one that crosses covers.
GAP: Final = 6.0

# Pixels of the dots of a raster and of the paper's grain, which say nothing about the strokes.
GRAIN: Final = 2

# The part of a rule's course that must be ink, its own or that of strokes that cross it: strokes
# in line, one behind the other, have paper between them.
INKED: Final = 0.85

# How far a rule is lengthened through what crosses its end, in its thickness.
CORNER: Final = 3.0

# The least part of the picture's longer side that starts a rule: longer than the digits' own bars
# on a page with many.
SEED: Final = 0.03

# The same in its own thickness.
SEED_SLENDER: Final = 5

Runs = NDArray[np.int64]


@dataclass(frozen=True)
class Rule:
    """A rule along the rows (or, in a transposed picture, the columns).

    It runs from column `left` to `right` (half open); its middle bends with the paper through the
    points (`columns`, `rows`), float64 [n] each; `thickness` is in pixels.
    """

    left: int
    right: int
    columns: NDArray[np.float64]
    rows: NDArray[np.float64]
    thickness: float

    @property
    def length(self) -> int:
        """Columns from end to end."""
        return self.right - self.left

    def at(self, columns: NDArray[np.int64] | int) -> NDArray[np.float64]:
        """Give the rows of its middle at these columns; beyond its ends it goes on as it ended."""
        rows = np.interp(columns, self.columns, self.rows)
        for end, beyond in ((0, -1), (-1, 1)):
            over = np.maximum(beyond * (columns - self.columns[end]), 0)
            rows = rows + beyond * over * self._slope(end)
        return np.asarray(rows)

    def _slope(self, end: int) -> float:
        """Give the slope near an end, over a reach that evens out a pixel's steps."""
        away = np.abs(self.columns - self.columns[end])
        far_enough = np.flatnonzero(away >= min(REACH * self.thickness, float(away.max())))
        far = int(far_enough[0 if end == 0 else -1])
        run = self.columns[end] - self.columns[far]
        return float((self.rows[end] - self.rows[far]) / run) if run else 0.0


def follow(mask: NDArray[np.bool_]) -> tuple[list[Rule], Runs]:
    """Follow what may be rules along the rows; also gives the mask's runs down its columns."""
    height, width = mask.shape
    runs = runs_of(np.ascontiguousarray(mask.T))
    thickness = runs[:, 2] - runs[:, 1]
    if not len(runs):
        return [], runs
    solid = thickness[thickness > GRAIN]
    pen = float(np.median(solid if len(solid) else thickness))
    thick = THICK_AROUND if min(height, width) < AROUND * pen else THICK
    thin = runs[thickness <= max(GRAIN, min(THICKEST * min(height, width), thick * pen))]
    pieces = straight_pieces(thin, height)
    free = np.ones(len(pieces.left), np.bool_)
    lengths = pieces.right - pieces.left
    rules = []
    for seed in np.argsort(-lengths, kind="stable"):
        if lengths[seed] < SEED * max(height, width):
            break
        if free[seed] and lengths[seed] >= SEED_SLENDER * pieces.thickness[seed]:
            rule = _extended(_grown(int(seed), pieces, free, GAP * pen), mask)
            through = rule.length >= SPANNING * width
            least = (SLENDER_THROUGH if through else SLENDER) * rule.thickness
            if rule.length >= least and _inked(rule, mask) >= INKED:
                rules.append(rule)
    return _bridged(rules), runs


def _bridged(rules: list[Rule]) -> list[Rule]:
    """Join rules that go on in line behind a gap no longer than either: long strokes hid it."""
    rules = sorted(rules, key=lambda rule: rule.left)
    joined: list[Rule] = []
    for rule in rules:
        for place, other in enumerate(joined):
            gap = rule.left - other.right
            thickness = min(rule.thickness, other.thickness)
            off = abs(float(other.at(rule.left) - rule.rows[0]))
            near = off <= 1 + 0.75 * thickness + DRIFT * gap / 2
            alike = max(rule.thickness, other.thickness) <= 2 * thickness + 1
            if 0 <= gap <= min(rule.length, other.length) and near and alike:
                joined[place] = Rule(
                    other.left,
                    rule.right,
                    np.concatenate([other.columns, rule.columns]),
                    np.concatenate([other.rows, rule.rows]),
                    thickness,
                )
                break
        else:
            joined.append(rule)
    return joined


def _grown(seed: int, pieces: Pieces, free: NDArray[np.bool_], gap: float) -> Rule:
    """Grow a rule from its longest piece to both sides."""
    mine = np.zeros(len(free), np.bool_)
    mine[seed] = True
    while True:
        left, right = int(pieces.left[mine].min()), int(pieces.right[mine].max())
        thickness = float(np.median(pieces.thickness[mine]))
        rule = Rule(left, right, *_course(pieces, mine), thickness)
        away = np.maximum(np.maximum(pieces.left - right, left - pieces.right), 0)
        tolerance = 1 + 0.75 * thickness + DRIFT * away
        near = (
            free
            & ~mine
            & (away <= gap)
            & (np.abs(pieces.start - rule.at(pieces.left)) <= tolerance)
            & (np.abs(pieces.end - rule.at(pieces.right - 1)) <= tolerance)
            & (pieces.thickness <= 2 * thickness + 1)
        )
        if not near.any():
            free &= ~mine
            return rule
        mine |= near


def _inked(rule: Rule, mask: NDArray[np.bool_]) -> float:
    """Tell which part of a rule's course is ink, in 0..1."""
    columns = np.arange(rule.left, rule.right)
    rows = np.clip(np.rint(rule.at(columns)), 1, len(mask) - 2).astype(np.int64)
    near = mask[rows, columns] | mask[rows - 1, columns] | mask[rows + 1, columns]
    return float(near.mean())


def _extended(rule: Rule, mask: NDArray[np.bool_]) -> Rule:
    """Lengthen a rule through what crosses its ends, as the corner of a frame does."""
    height, width = mask.shape
    reach = round(CORNER * max(rule.thickness, 1))

    def inked(columns: NDArray[np.int64]) -> int:
        """Count the columns up to the first in which the rule's middle is bare."""
        rows = np.clip(np.rint(rule.at(columns)), 0, height - 1).astype(np.int64)
        return int(np.append(~mask[rows, columns], True).argmax())

    left = rule.left - inked(np.arange(rule.left - 1, max(-1, rule.left - reach - 1), -1))
    right = rule.right + inked(np.arange(rule.right, min(width, rule.right + reach)))
    return replace(rule, left=left, right=right)


def _course(
    pieces: Pieces, mine: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the points that a rule runs through: begin, middle and end of each of its pieces."""
    left, right = pieces.left[mine], pieces.right[mine] - 1
    x = np.concatenate([left, (left + right) / 2, right])
    y = np.concatenate([pieces.start[mine], pieces.middle[mine], pieces.end[mine]])
    order = np.argsort(x, kind="stable")
    return x[order], y[order]
