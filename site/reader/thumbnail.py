"""Thumbnails: pictures of so few pixels that a stroke breaks by itself, in all their ink.

Data sets keep their digits so. What is a piece and what a digit of its own cannot be told there by
gaps of a pixel or two, so all that is inked counts as one digit, too.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from reader.found import Found
from reader.ink import Ink
from reader.mark import Mark, mark_in

# The longest side of a thumbnail, in pixels: MNIST's pictures have 28, others of their kind 32 and
# 40. Of two digits beside each other, neither would be as wide as the network's picture.
SIDE: Final = 40

# The part of a thumbnail's ink that leaves no more to be read.
ALL: Final = 0.95

# How far all ink of a thumbnail must be believed to be another digit than a sure one that leaves
# some of it out: a stray line is ink, too.
CONVINCING: Final = 0.9


def is_thumbnail(ink: Ink) -> bool:
    """Tell the ink of a thumbnail by the size of its picture."""
    return bool(max(ink.strength.shape) <= SIDE)


def whole(ink: Ink) -> Mark | None:
    """Make one mark of all ink; None where there is none."""
    mask = ink.mask
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return None
    top, left = int(rows[0]), int(columns[0])
    return mark_in(mask[top : rows[-1] + 1, left : columns[-1] + 1], left, top, ink)


def hold_all(digits: Sequence[Found], mark: Mark) -> bool:
    """Tell whether digits hold all the ink of a mark that is worth a look."""
    inked = sum(int(found.mark.mask.sum()) for found in digits)
    return bool(inked >= ALL * mark.mask.sum())


def believed(found: Found, digits: Sequence[Found]) -> Found | None:
    """Choose between all ink, `found`, and the digits read in it: None where they stay as they are.

    One digit that leaves out ink is in doubt, though all ink together be none.
    """
    sure = bool(digits) and all(each.answer.sure for each in digits)
    another = len(digits) == 1 and found.answer.digit != digits[0].answer.digit
    if found.answer.sure:
        better = True
    elif sure:
        better = another and found.answer.confidence >= CONVINCING
    else:
        least = min((each.answer.confidence for each in digits), default=0.0)
        better = found.answer.confidence >= least
    if better and not found.refused:
        return found
    return digits[0].doubted() if another and sure else None
