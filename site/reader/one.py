"""One digit: what is seen in a picture of which it is known that all its ink is a single digit."""

from dataclasses import replace

from reader.find.detection import Detection
from reader.marks import marked
from reader.networks import Networks
from reader.sight import SEVERAL, Sight


def as_one(sight: Sight, networks: Networks) -> Sight:
    """Give what is seen as one digit: the likeliest mark, or all marks together.

    Together where they are a digit as sure as any of them: a broken 5 is no 5 and a dash. What else
    may be a digit is a doubt. Where all that is seen was refused, the likeliest of that is a digit
    in doubt, for somebody knows that it is one.
    """
    seen = [*sight.digits, *sight.doubts]
    if not seen and sight.refused:
        best = max(sight.refused, key=lambda mark: (mark.answer.confidence, mark.belief))
        others = tuple(mark for mark in sight.refused if mark is not best)
        return replace(sight, digits=(best.as_digit(),), signs=(), refused=others)
    if not seen:
        return sight
    best = max(seen, key=lambda mark: (mark.answer.sure, mark.belief * mark.answer.confidence))
    whole = None
    if len(seen) >= SEVERAL:
        found = _around([mark.detection for mark in seen])
        (whole,) = marked(sight.pixels, sight.seen, [found], networks) or (None,)
    if whole and whole.answer.sure and whole.instance.is_upright:
        return replace(sight, digits=(whole,), signs=(), doubts=())
    doubts = tuple(mark for mark in seen if mark is not best)
    return replace(sight, digits=(best,), signs=(), doubts=doubts)


def _around(found: list[Detection]) -> Detection:
    """Give the detection of all that these see, at the coarsest of their levels."""
    left, top = (min(each.box[side] for each in found) for side in (0, 1))
    right, bottom = (max(each.box[side] for each in found) for side in (2, 3))
    return Detection(
        (left, top, right, bottom),
        max(each.score for each in found),
        min(each.level for each in found),
        None,
        0.0,
    )
