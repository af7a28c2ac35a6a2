"""Segments: figures in doubt are cut where digits may touch and joined where one may be broken.

Cut into more pieces than there are digits, the pieces are put together again along the path whose
digits the network believes most. Source: over-segmentation and recognition together, as in Casey
and Lecolinet, "A survey of methods and strategies in character segmentation" (1996).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.assembly import Read
from reader.components import paint
from reader.cut import cut
from reader.figure import Figure
from reader.found import Found
from reader.ink import Ink
from reader.mark import Mark, mark_in

# The widest figure, in its line's heights, that may be one digit.
WIDEST: Final = 1.4

# How far apart two figures may stand, in their line's height, that are tried as one.
TOGETHER: Final = 0.3

# The most atoms that are tried as one digit: a digit's own valleys are three at most.
MOST_ATOMS: Final = 4

# The most figures that are tried as one digit.
MOST_FIGURES: Final = 3

# The height, as a fraction of its line's, up to which a figure may be left out: a dot or a dash.
LOW: Final = 0.4

# What leaving out such a figure counts as, beside the probability of a digit.
LEFT_OUT: Final = 0.9

# The width, in its line's height, below which a figure holds no two digits.
NARROW: Final = 0.5

# What a cut through a stroke counts as, and through a figure that is no wider than one digit
# mostly is, in its line's height: most figures are one digit.
CUT: Final = 0.6
CUT_NARROW: Final = 0.15
WIDE: Final = 1.15

# What joining figures counts as: most stand apart because they are apart.
JOIN: Final = 0.8

# What an answer in doubt counts as, beside its confidence: much of what is no digit resembles one.
DOUBT: Final = 0.6

# The least probability that a segment counts with: one refused piece must not decide alone.
LEAST: Final = 1e-4


@dataclass(frozen=True)
class Segment:
    """Atoms `first` to `last` (half open) read as one digit; `low` where it may be left out."""

    first: int
    last: int
    mark: Mark
    low: bool


@dataclass(frozen=True)
class Run:
    """Neighbouring figures of which one is in doubt; `figure_of` has the figure of each atom."""

    figure_of: tuple[int, ...]
    segments: tuple[Segment, ...]
    cut: tuple[float, ...]


@dataclass(frozen=True)
class _Atom:
    mask: NDArray[np.bool_]
    left: int
    top: int
    figure: int


def runs(line: Sequence[Read], height: float, ink: Ink) -> tuple[list[Found], list[Run]]:
    """Part a line of this height into its figures without doubt and the runs in doubt."""
    doubtful = [
        not each.found.answer.sure or each.figure.width > WIDEST * max(height, each.figure.height)
        for each in line
    ]
    near = [
        after.figure.left - before.figure.right <= TOGETHER * height
        for before, after in pairwise(line)
    ]
    # Both neighbours of a figure in doubt may hold the rest of it.
    grouped = [
        close and (doubtful[place] or doubtful[place + 1]) for place, close in enumerate(near)
    ]
    certain, unsettled = [], []
    start = 0
    for place in range(len(line)):
        if place < len(grouped) and grouped[place]:
            continue
        members = range(start, place + 1)
        start = place + 1
        if any(doubtful[each] for each in members):
            figures = [(line[each].figure, doubtful[each]) for each in members]
            unsettled.append(_run(figures, height, ink))
        else:
            certain += [line[each].found for each in members]
    return certain, unsettled


def _run(figures: Sequence[tuple[Figure, bool]], height: float, ink: Ink) -> Run:
    atoms: list[_Atom] = []
    for number, (figure, doubtful) in enumerate(figures):
        mask = paint(figure.parts, figure.left, figure.top, figure.right, figure.bottom)
        tall = max(height, figure.height)
        whole = not doubtful or figure.height <= LOW * height or figure.width < NARROW * tall
        pieces = [mask] if whole else cut(mask)
        atoms += [_atom(piece, figure.left, figure.top, number) for piece in pieces]
    counts = [sum(atom.figure == number for atom in atoms) for number in range(len(figures))]
    starts = [sum(counts[:number]) for number in range(len(figures) + 1)]
    segments = []
    for first in range(len(atoms)):
        for last in range(first + 1, len(atoms) + 1):
            of = atoms[last - 1].figure - atoms[first].figure + 1
            whole = first in starts and last in starts
            if (
                (of > MOST_FIGURES or not whole)
                if of > 1
                else (not whole and last - first > MOST_ATOMS)
            ):
                continue
            mask, left, top = _union(atoms[first:last])
            if mask.shape[1] > WIDEST * max(height, mask.shape[0]) and not (whole and of == 1):
                continue
            low = of == 1 and whole and mask.shape[0] <= LOW * height
            segments.append(Segment(first, last, mark_in(mask, left, top, ink), low))
    cuts = tuple(
        CUT if each.width > WIDE * max(height, each.height) else CUT_NARROW for each, _ in figures
    )
    return Run(tuple(atom.figure for atom in atoms), tuple(segments), cuts)


def _atom(mask: NDArray[np.bool_], left: int, top: int, figure: int) -> _Atom:
    """Crop a piece to its ink."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    part = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return _Atom(part, left + int(columns[0]), top + int(rows[0]), figure)


def _union(atoms: Sequence[_Atom]) -> tuple[NDArray[np.bool_], int, int]:
    left, top = min(atom.left for atom in atoms), min(atom.top for atom in atoms)
    right = max(atom.left + atom.mask.shape[1] for atom in atoms)
    bottom = max(atom.top + atom.mask.shape[0] for atom in atoms)
    mask = np.zeros((bottom - top, right - left), np.bool_)
    for atom in atoms:
        rows, columns = atom.top - top, atom.left - left
        mask[rows : rows + atom.mask.shape[0], columns : columns + atom.mask.shape[1]] |= atom.mask
    return mask, left, top


def _belief(found: Found) -> float:
    """Tell how far a segment is believed to be a digit, in 0..1."""
    confidence = max(found.answer.confidence, LEAST)
    return confidence if found.answer.sure else DOUBT * confidence


def best(run: Run, answered: Sequence[Found]) -> list[Found]:
    """Choose the digits of a run along the path that is believed most."""
    count = len(run.figure_of)
    atoms = [run.figure_of.count(figure) for figure in run.figure_of]
    score = [0.0] + [-math.inf] * count
    came: list[tuple[int, int] | None] = [None] * (count + 1)
    for place, segment in sorted(enumerate(run.segments), key=lambda each: each[1].last):
        belief = LEFT_OUT if segment.low else _belief(answered[place])
        value = score[segment.first] + (segment.last - segment.first) * math.log(belief)
        if segment.first and run.figure_of[segment.first - 1] == run.figure_of[segment.first]:
            value += atoms[segment.first] * math.log(run.cut[run.figure_of[segment.first]])
        if run.figure_of[segment.last - 1] != run.figure_of[segment.first]:
            value += (segment.last - segment.first) * math.log(JOIN)
        if value > score[segment.last]:
            score[segment.last], came[segment.last] = value, (segment.first, place)
    chosen = []
    at = count
    while at:
        step = came[at]
        if step is None:
            raise AssertionError("every figure is a segment of its own, so a path exists")
        at, place = step
        segment = run.segments[place]
        if not segment.low:
            is_cut = segment.last - segment.first < atoms[segment.first]
            chosen.append(answered[place].doubted() if is_cut else answered[place])
    return chosen[::-1]
