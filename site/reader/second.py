"""A second look, at another size, where the first one leaves digits in doubt.

The finder sees the same digit more or less clearly at one size or another. What two looks tell
alike is sure, although one of them alone was not; where they contradict each other the digit is in
doubt. Source: test-time augmentation, here in scale.
"""

from dataclasses import replace
from typing import Final

from reader.classify.mark import Mark
from reader.find.detection import overlapping
from reader.sight import Sight

# Mean confidence of both looks from which on a digit is sure: a look alone asks for more.
SETTLED: Final = 0.95


def in_doubt(sight: Sight) -> bool:
    """Tell whether any of the digits that are seen is in doubt, or there may be another one."""
    return bool(sight.doubts) or not all(each.answer.sure for each in sight.digits)


def settled(first: Sight, second: Sight, low: float, sure: float) -> Sight:
    """Give the first sight with the doubts that a second one of the same picture settles.

    It settles none unless it is sure of all that it sees, and sees the same digits and signs. `low`
    is the probability below which the finder has not even a doubt, `sure` that from which on it has
    none.
    """
    if in_doubt(second) or len(second.signs) != len(first.signs):
        return first
    # What one look does not see at all is, in the mean of both, as good as not seen, unless the
    # finder was sure of it: then it is the classifier alone that contradicts.
    if any(each.belief >= 2 * low or each.detection.score >= sure for each in first.doubts):
        return first
    same = overlapping(
        [each.detection.box for each in first.digits],
        [each.detection.box for each in second.digits],
    )
    if not ((same.sum(axis=0) == 1).all() and (same.sum(axis=1) == 1).all()):
        return first
    others = [second.digits[place] for place in same.argmax(axis=1)]
    digits = [_joined(*pair) for pair in zip(first.digits, others, strict=True)]
    return replace(first, digits=tuple(digits), doubts=())


def _joined(mark: Mark, other: Mark) -> Mark:
    """Give a mark as two looks tell it: what the second one, which is sure, says of it counts."""
    if mark.answer.digit != other.answer.digit:
        likelier = max(mark, other, key=lambda each: each.answer.confidence)
        return replace(mark, answer=likelier.answer).doubted()
    mean = (mark.answer.confidence + other.answer.confidence) / 2
    if mark.answer.sure or mean < SETTLED:
        return mark
    return replace(mark, answer=other.answer, hypotheses=None)
