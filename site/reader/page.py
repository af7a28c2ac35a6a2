"""A page: its figures read together, those in doubt cut and joined until they read best."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from reader.assembly import assemble
from reader.card import Card
from reader.found import Classify, Found, ask
from reader.ink import Ink
from reader.layout import lay_out
from reader.segment import Run, best, runs

# The least height of a digit, as a fraction of its line's: what is lower is punctuation.
LOWEST: Final = 0.4

# Figures on a line from which on it is a word.
WORD: Final = 3

# How many figures of a digit's size, up to this factor, may be none for each digit that is one.
MANY: Final = 3
ALIKE: Final = 2.0

# How much higher or lower than the others a digit may be that touches the frame, unless it stands
# on a line with so many others.
TALLER: Final = 1.4
LINE: Final = 3

# A figure alone on its line is dropped where it is lower than this part of the page's digits: a
# crumb of the paper, a dash of a line to cut along.
CRUMB: Final = 0.5

# Percentile of the heights of sure digits that is the page's usual one: crumbs may be many.
USUAL: Final = 75

# A slender figure alone on its line that is so much higher than them is an edge, and no 1.
SLENDER: Final = 0.2
POST: Final = 1.6

# The part of a line's figures that must be digits: of letters some look like digits, most do not.
# What is in doubt counts for a part, on lines as long as a word.
MOSTLY: Final = 0.5
DOUBT: Final = 0.6


@dataclass(frozen=True)
class Row:
    """Digits of one line, left to right; a space stands before each place in `spaces`."""

    digits: tuple[Found, ...]
    spaces: tuple[int, ...]


@dataclass(frozen=True)
class Page:
    """The lines of a page, or the reason why it has none, where the figures tell one.

    `figures` is how many were looked at.
    """

    rows: tuple[Row, ...]
    reason: str | None
    figures: int


def read_page(ink: Ink, classify: Classify, card: Card) -> Page:
    """Read all digits of a page, in lines from top to bottom."""
    figures = assemble(ink, classify, card)
    lines: list[list[Found]] = []
    doubtful: list[tuple[int, Run]] = []
    for number, row in enumerate(lay_out([each.found.box for each in figures])):
        line = [figures[place] for place in row.places]
        certain, unsettled = runs(line, line_height([each.found for each in line]), ink)
        lines.append(certain)
        doubtful += [(number, run) for run in unsettled]
    segments = [segment.mark for _, run in doubtful for segment in run.segments]
    answered = iter(ask(segments, classify, card))
    for number, run in doubtful:
        lines[number] += best(run, [next(answered) for _ in run.segments])
    rows = _settled(lines, ink.strength.shape)
    return Page(tuple(rows), None if rows else _reason(lines), len(figures))


def line_height(line: Sequence[Found]) -> float:
    """Give a line's height: the median of its sure digits, or of all where there is none."""
    sure = [found.height for found in line if found.answer.sure]
    return float(np.median(sure or [found.height for found in line]))


def _reason(lines: list[list[Found]]) -> str | None:
    """Tell writing that is not digits by its lines: of several figures, as words have."""
    return "letters" if any(len(line) >= WORD for line in lines) else None


def _settled(lines: list[list[Found]], shape: tuple[int, ...]) -> list[Row]:
    """Drop what is no digit, and lines of letters; lay out what is left."""
    kept: list[Found] = []
    for line in lines:
        if not line:
            continue
        tall = line_height(line)
        high = [found for found in line if found.height >= LOWEST * tall]
        digits = [found for found in high if not found.refused]
        believed = sum(1.0 if found.answer.sure else DOUBT for found in digits)
        if believed >= MOSTLY * len(high) or (
            len(high) < WORD and len(digits) >= MOSTLY * len(high)
        ):
            kept += digits
    kept = _without_crumbs(_inside(kept, shape))
    if len(kept) < WORD and _is_texture(kept, lines):
        kept = [found.doubted() for found in kept]
    laid = lay_out([found.box for found in kept])
    return [Row(tuple(kept[place] for place in row.places), row.spaces) for row in laid]


def _is_texture(digits: list[Found], lines: list[list[Found]]) -> bool:
    """Tell a few digits among many figures of their size that are none: a weave, a wall, words."""
    if not digits:
        return False
    usual = float(np.median([found.height for found in digits]))
    others = [
        found
        for line in lines
        for found in line
        if found.refused and usual / ALIKE <= found.height <= usual * ALIKE
    ]
    return len(others) > MANY * len(digits)


def _inside(digits: list[Found], shape: tuple[int, ...]) -> list[Found]:
    """Drop what the frame cuts off, a border or a neighbour, where it does not fit its line."""
    within = [found for found in digits if not _is_cut_off(found, shape)]
    if not within:
        return digits
    usual = float(np.median([found.height for found in within]))
    kept = []
    for row in lay_out([found.box for found in digits]):
        line = [digits[place] for place in row.places]
        whole = sum(found in within for found in line)
        for found in line:
            fits = usual / TALLER <= found.height <= usual * TALLER
            upright = found.width < SLENDER * found.height
            alike = whole >= LINE or (fits and not upright)
            if found in within or (found.answer.sure and alike):
                kept.append(found)
    return kept


def _is_cut_off(found: Found, shape: tuple[int, ...]) -> bool:
    """Tell whether a mark touches the frame."""
    left, top, right, bottom = found.box
    return left == 0 or top == 0 or right == shape[1] or bottom == shape[0]


def _without_crumbs(digits: list[Found]) -> list[Found]:
    """Drop single figures that are far lower than the page's digits: crumbs and dashes."""
    if not digits:
        return digits
    sure = [found.height for found in digits if found.answer.sure]
    usual = float(np.percentile(sure, USUAL)) if sure else 0.0
    kept = []
    for row in lay_out([found.box for found in digits]):
        for found in (digits[place] for place in row.places):
            slender = found.width < SLENDER * found.height
            low = found.height < CRUMB * usual
            tall = slender and found.height > POST * usual
            if len(row.places) > 1 or not (low or tall):
                kept.append(found)
    return kept
