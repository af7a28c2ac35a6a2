"""A page: its figures read together, those in doubt cut and joined until they read best."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.answer import LIKELY
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

# The same of one in doubt, on both of its sides: the digits of one hand are seldom that unlike.
DOUBTED_CRUMB: Final = 0.65

# Percentile of the heights of sure digits that is the page's usual one: crumbs may be many.
USUAL: Final = 75

# A slender figure alone on its line that is so much higher than them is an edge, and no 1.
SLENDER: Final = 0.2
POST: Final = 1.6

# A slender figure beside the end of the sheet, so near in the page's digit height, is its edge, and
# no 1, if it stands apart from the numbers; and the part of its height along which the sheet ends.
AT_EDGE: Final = 0.5
ALONG: Final = 0.5
THIN: Final = 0.3

# The part of a line's figures that must be digits: of letters some look like digits, most do not.
# What is in doubt counts for a part, on lines as long as a word; what is not even likely, for less.
MOSTLY: Final = 0.5
DOUBT: Final = 0.6

# Figures on top of each other from which on a picture may be a line of writing, lying on its side,
# and the part of its lines that are so narrow.
COLUMN: Final = 3
NARROW: Final = 0.75


@dataclass(frozen=True)
class Row:
    """Digits of one line, left to right; a space stands before each place in `spaces`."""

    digits: tuple[Found, ...]
    spaces: tuple[int, ...]


@dataclass(frozen=True)
class Page:
    """The lines of a page, or the reason why it has none, where the figures tell one.

    `figures` is how many were looked at; `on_side` whether they may be a line of writing that lies
    on its side.
    """

    rows: tuple[Row, ...]
    reason: str | None
    figures: int
    on_side: bool


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
    rows = _settled(lines, ink)
    reason = None if rows else _reason(lines)
    return Page(tuple(rows), reason, len(figures), bool(rows) and _is_on_side(lines))


def line_height(line: Sequence[Found]) -> float:
    """Give a line's height: the median of its sure digits, or of all where there is none."""
    sure = [found.height for found in line if found.answer.sure]
    return float(np.median(sure or [found.height for found in line]))


def _reason(lines: list[list[Found]]) -> str | None:
    """Tell writing that is not digits by its lines: of several figures, as words have."""
    return "letters" if any(len(line) >= WORD for line in lines) else None


def _settled(lines: list[list[Found]], ink: Ink) -> list[Row]:
    """Drop what is no digit, and lines of letters; lay out what is left."""
    kept: list[Found] = []
    for line in lines:
        if not line:
            continue
        tall = line_height(line)
        high = [found for found in line if found.height >= LOWEST * tall]
        digits = [found for found in high if not found.refused]
        believed = sum(map(_belief, digits))
        if believed >= MOSTLY * len(high) or (
            len(high) < WORD and len(digits) >= MOSTLY * len(high)
        ):
            kept += digits
    kept = _without_crumbs(_without_edges(_inside(kept, ink.strength.shape), ink))
    if len(kept) < WORD and _is_texture(kept, lines):
        kept = [found.doubted() for found in kept]
    laid = lay_out([found.box for found in kept])
    return [Row(tuple(kept[place] for place in row.places), row.spaces) for row in laid]


def _belief(found: Found) -> float:
    """How far a figure is believed to be a digit, in 0..1."""
    if found.answer.sure:
        return 1.0
    confidence = found.answer.confidence
    return DOUBT if confidence >= LIKELY else DOUBT * confidence


def _is_on_side(lines: list[list[Found]]) -> bool:
    """Tell figures of a size on top of each other that are not all digits without doubt.

    Upright they are a column of digits; lying on their side, some are none and some seem to be two.
    """
    largest = max(max(found.height, found.width) for line in lines for found in line)
    alike = [
        [found for found in line if ALIKE * max(found.height, found.width) >= largest]
        for line in lines
    ]
    column = [line for line in alike if line]
    narrow = sum(len(line) <= 2 for line in column)
    return (
        len(column) >= COLUMN
        and narrow >= NARROW * len(column)
        and not all(found.answer.sure for line in column for found in line)
    )


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
    if not within or len(within) == len(digits):
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


def _without_edges(digits: list[Found], ink: Ink) -> list[Found]:
    """Drop the edges of a sheet that lies on something dark: slender, and no part of a number."""
    if ink.unlit is None:
        return digits
    thin = [found.width < THIN * found.height for found in digits]
    others = [found.height for found, is_thin in zip(digits, thin, strict=True) if not is_thin]
    if not others or len(others) == len(digits):
        return digits
    reach = AT_EDGE * float(np.median(others))
    edges = [
        is_thin and _ends_beside(found, ink.unlit, ink.strength.shape, reach)
        for found, is_thin in zip(digits, thin, strict=True)
    ]
    kept = []
    for row in lay_out([found.box for found in digits]):
        for number in np.split(row.places, row.spaces):
            if not all(edges[place] for place in number):
                kept += [digits[place] for place in number]
    return kept


def _ends_beside(
    found: Found, unlit: NDArray[np.bool_], shape: tuple[int, ...], reach: float
) -> bool:
    """Tell whether the sheet ends beside a mark, within `reach` columns, along most of it.

    `unlit` is a smaller copy of the picture of this shape.
    """
    down, across = unlit.shape[0] / shape[0], unlit.shape[1] / shape[1]
    left, top, right, bottom = found.box
    rows = slice(int(top * down), math.ceil(bottom * down))
    columns = slice(int(max(0.0, left - reach) * across), math.ceil((right + reach) * across))
    return float(unlit[rows, columns].any(axis=1).mean()) >= ALONG


def _without_crumbs(digits: list[Found]) -> list[Found]:
    """Drop single figures that are far lower than the page's digits: crumbs and dashes."""
    if not digits:
        return digits
    sure = [found.height for found in digits if found.answer.sure]
    usual = float(np.percentile(sure, USUAL)) if sure else 0.0
    guessed = usual or float(np.percentile([found.height for found in digits], USUAL))

    def is_odd(found: Found) -> bool:
        slender = found.width < SLENDER * found.height
        small = max(found.height, found.width) < DOUBTED_CRUMB * guessed
        low = found.height < CRUMB * usual or (small and not found.answer.sure)
        return low or (slender and found.height > POST * usual)

    odd = [is_odd(found) for found in digits]
    if not any(odd):
        return digits
    kept = []
    for row in lay_out([found.box for found in digits]):
        kept += [digits[place] for place in row.places if len(row.places) > 1 or not odd[place]]
    return kept
