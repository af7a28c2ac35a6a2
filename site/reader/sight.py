"""What is seen in a picture: its digits in lines, or the reason why there are none.

The page is read as a whole and the main mark by itself, and the two are weighed. Where neither is
sure the picture is looked at in other ways: with the other polarity, turned by a quarter.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.card import Card
from reader.doubt import reconsidered, weighed_in
from reader.figure import SOLID
from reader.found import Classify, Found, ask
from reader.ink import WIDEST_STROKE, Ink, find_ink
from reader.mark import Mark, find_mark
from reader.page import Row, read_page
from reader.ruling import without_rules
from reader.thumbnail import believed, hold_all, is_thumbnail, whole

# The part of the digits that must be without doubt for another polarity or turn to be believed.
CLEAR: Final = 0.75

# The widest main mark, in its height, that is one digit in pieces though they may look like digits.
WIDEST: Final = 1.2

# Figures from which on a picture without strokes is crowded with something else than writing.
CROWD: Final = 3

# The most pieces that one digit, however broken, is found in without doubt: a texture has more.
PIECES: Final = 12

# Digits from which on a picture is not one digit in pieces.
MOST_PIECES: Final = 5

# The part of the main mark's ink that rules may be, which run beside and through a digit.
RULED: Final = 0.25

# The part of the frame's side that a digit takes that fills it, and how far it must be believed.
FILLING: Final = 0.8
BELIEVED: Final = 0.5

# Digits that are a number, which no stains of a table happen to spell.
NUMBER: Final = 3


@dataclass(frozen=True)
class Sight:
    """What is seen: lines of digits, or none and a reason; `hypotheses` of each digit in doubt.

    `turns` says how many quarter turns to the left brought the picture upright; `ink` is what was
    found, None on blank paper, and `rules` where rules were, bool [height, width]; `on_side` says
    whether the lines may be one that lies on its side.
    """

    rows: tuple[Row, ...]
    reason: str | None
    ink: Ink | None
    rules: NDArray[np.bool_] | None
    turns: int = 0
    on_side: bool = False

    @property
    def digits(self) -> list[Found]:
        """All digits, line by line."""
        return [found for row in self.rows for found in row.digits]

    @property
    def sure(self) -> bool:
        """True where there are digits and none is in doubt."""
        return bool(self.rows) and all(found.answer.sure for found in self.digits)

    @property
    def clear(self) -> bool:
        """True where most digits are without doubt: another way to look must be convincing."""
        sure = sum(found.answer.sure for found in self.digits)
        return bool(self.rows) and sure >= CLEAR * len(self.digits)

    @property
    def is_number(self) -> bool:
        """True where a line has digits enough not to be stains, or the edges of the paper."""
        return any(len(row.digits) >= NUMBER for row in self.rows)

    @property
    def worth(self) -> float:
        """How much was read: the confidence of all digits, in doubt for a half."""
        return sum(
            found.answer.confidence * (1.0 if found.answer.sure else 0.5) for found in self.digits
        )

    def upright(self, mark: Mark, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
        """Give a mark's box in the picture as it came, of this shape: left, top, right, bottom."""
        height, width = shape[:2]
        if self.turns == 1:
            return width - mark.bottom, mark.left, width - mark.top, mark.right
        if self.turns == 3:
            return mark.top, height - mark.right, mark.bottom, height - mark.left
        return mark.left, mark.top, mark.right, mark.bottom


def look(pixels: NDArray[np.uint8], classify: Classify, card: Card) -> Sight:
    """See what an RGB picture, uint8 [height, width, 3], says."""
    ink = find_ink(pixels)
    if ink is not None and ink.contested:
        sight = _contested(ink, pixels, classify, card)
    else:
        sight = _seen(ink, classify, card)
    if sight.on_side:
        turned = [_turned(pixels, turns, classify, card) for turns in (1, 3)]
        best = max(turned, key=lambda each: each.worth)
        if best.clear and best.is_number and best.worth > sight.worth:
            sight = best
    if sight.ink is None:
        return sight
    return replace(sight, rows=reconsidered(sight.rows, sight.ink, classify, card))


def _contested(ink: Ink, pixels: NDArray[np.uint8], classify: Classify, card: Card) -> Sight:
    """Read dark ink first, and light ink too where that is less than a clear number.

    A dark table around the sheet makes its ink look light, and never the other way round.
    """
    other = find_ink(pixels, other=True)
    dark, light = (other, ink) if ink.light else (ink, other)
    first = _seen(dark, classify, card)
    if (first.clear and len(first.digits) >= NUMBER) or (first.sure and not ink.light):
        return first
    second = _seen(light, classify, card)
    across = [_fills(first, dark), _fills(second, light)]
    if across[0] and ink.light and _is_inside(second, light):
        return second  # what reaches across is the paper around it
    if across[0] != across[1]:  # what is read beside it is the paper inside and around it
        return first if across[0] else second
    if second.clear and len(second.digits) >= NUMBER:
        return max(first, second, key=lambda each: each.worth)
    if ink.light and (across[1] or not first.clear):
        return second if second.rows or not first.rows else first
    return first if first.rows or not second.clear else second


def _fills(sight: Sight, ink: Ink | None) -> bool:
    """Tell one likely digit that reaches nearly across the frame, up and down or sideways.

    What is solid and wider than a stroke is the sheet itself.
    """
    if ink is None or len(sight.digits) != 1:
        return False
    bottom, right = ink.strength.shape
    (found,) = sight.digits
    if found.width > WIDEST_STROKE * found.height and found.mark.mask.mean() > SOLID:
        return False
    reaches = found.height >= FILLING * bottom or found.width >= FILLING * right
    return bool(reaches and found.answer.confidence >= BELIEVED)


def _is_inside(sight: Sight, ink: Ink | None) -> bool:
    """Tell one digit, without doubt, with paper between it and every side of the frame."""
    if ink is None or len(sight.digits) != 1 or not sight.sure:
        return False
    bottom, right = ink.strength.shape
    mark = sight.digits[0].mark
    return mark.left > 0 and mark.top > 0 and mark.right < right and mark.bottom < bottom


def _seen(ink: Ink | None, classify: Classify, card: Card) -> Sight:
    """Read the ink that was found, as far as it can be told from paper."""
    if ink is None:
        return Sight((), "blank", None, None)
    if ink.is_faint:
        return Sight((), "too-faint", ink, None)
    if ink.is_weak:
        return _alone(ink, classify, card)
    sight = _page(ink, classify, card)
    return _whole(sight, classify, card) if is_thumbnail(ink) else sight


def _page(ink: Ink, classify: Classify, card: Card) -> Sight:
    """Read the page, and the main mark by itself; give what explains the picture better."""
    bare, rules = without_rules(ink)
    page = read_page(bare, classify, card)
    digits = [found for row in page.rows for found in row.digits]
    if len(digits) > MOST_PIECES or (len(digits) == 1 and digits[0].answer.sure):
        return Sight(page.rows, None, bare, rules, on_side=page.on_side)
    mark = find_mark(ink)
    if isinstance(mark, str):
        unlike = "not-writing" if mark == "blank" and page.figures >= CROWD else mark
        reason = None if page.rows else page.reason or unlike
        return Sight(page.rows, reason, bare, rules, on_side=page.on_side)
    if len(digits) > 1 and _is_ruled(mark, rules):
        return Sight(page.rows, None, bare, rules, on_side=page.on_side)
    alone = ask([mark], classify, card)[0]
    if not page.rows and not 1 <= page.figures <= PIECES:
        alone = alone.doubted()
    if _better(alone, page.rows):
        return Sight((Row((alone,), ()),), None, ink, rules)
    reason = None if page.rows else page.reason or "not-a-digit"
    return Sight(page.rows, reason, bare, rules, on_side=page.on_side)


def _whole(sight: Sight, classify: Classify, card: Card) -> Sight:
    """Read all ink of a thumbnail as one digit, too, and give what explains it better.

    Where that would be nothing, other views of it may tell a digit from what lies across it.
    """
    mark = whole(sight.ink) if sight.ink is not None else None
    if sight.ink is None or mark is None or (sight.sure and hold_all(sight.digits, mark)):
        return sight
    (found,) = ask([mark], classify, card)
    if found.refused and not sight.rows:
        (found,) = weighed_in([found], sight.ink, classify, card)
    better = believed(found, sight.digits)
    if better is None:
        return sight
    return replace(sight, rows=(Row((better,), ()),), reason=None)


def _is_ruled(mark: Mark, rules: NDArray[np.bool_]) -> bool:
    """Tell a mark that holds rules, and not only pieces of one digit."""
    under = rules[mark.top : mark.bottom, mark.left : mark.right]
    return bool((mark.mask & under).sum() > RULED * mark.mask.sum())


def _alone(ink: Ink, classify: Classify, card: Card) -> Sight:
    """Read the main mark and nothing else, and only without doubt: weak ink may be texture."""
    mark = find_mark(ink)
    if isinstance(mark, str):
        return Sight((), mark, ink, None)
    found = ask([mark], classify, card)[0]
    if not found.answer.sure:
        return Sight((), "too-faint", ink, None)
    return Sight((Row((found,), ()),), None, ink, None)


def _better(alone: Found, rows: Sequence[Row]) -> bool:
    """Tell whether the main mark by itself explains the picture better than the page's digits."""
    digits = [found for row in rows for found in row.digits]
    if alone.refused:
        return False
    if not digits:
        return True
    if len(digits) == 1:
        return alone.answer.sure and not digits[0].answer.sure
    if not all(_holds(alone.mark, found.mark) for found in digits):
        return False
    if alone.answer.sure and alone.width <= WIDEST * alone.height:
        return True
    sure = all(found.answer.sure for found in digits)
    confidence = min(found.answer.confidence for found in digits)
    return (alone.answer.sure, alone.answer.confidence) >= (sure, confidence)


def _holds(mark: Mark, other: Mark) -> bool:
    """Tell whether most of another mark's ink is this one's, too."""
    left, top = max(mark.left, other.left), max(mark.top, other.top)
    right, bottom = min(mark.right, other.right), min(mark.bottom, other.bottom)
    if left >= right or top >= bottom:
        return False
    mine = mark.mask[top - mark.top : bottom - mark.top, left - mark.left : right - mark.left]
    its = other.mask[top - other.top : bottom - other.top, left - other.left : right - other.left]
    return bool(2 * (mine & its).sum() > other.mask.sum())


def _turned(pixels: NDArray[np.uint8], turns: int, classify: Classify, card: Card) -> Sight:
    turned = np.ascontiguousarray(np.rot90(pixels, turns))
    return replace(_seen(find_ink(turned), classify, card), turns=turns)
