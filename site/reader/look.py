"""A look at a picture: which digits and signs the two networks see in it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.classify.answer import answers
from reader.classify.geometry import SIDE
from reader.classify.mark import Mark, classified
from reader.find.detection import Detection, detections, suppressed
from reader.find.scan import Seen, between, closer, scan
from reader.find.thumbnail import LONGEST, as_they_are, thumbnail
from reader.layout.hysteresis import beside_each_other, supported
from reader.lone import with_lone
from reader.marks import marks
from reader.networks import Networks
from reader.one import as_one
from reader.options import NO_OPTIONS, Options
from reader.second import in_doubt, settled
from reader.sight import SEVERAL, Sight
from reader.turn import turned

# Pixels of digits' median height below which they are seen better when the picture is enlarged.
TINY: Final = 15.0

# A digit that stands on no line with others is read from this part of the best one's belief on.
RELATIVE: Final = 0.7

# How much more must be believed of a picture that was turned, and how many digits it must have
# where some are read as it lies: fewer are often others the other way up, as 16 is 91, and most
# pictures are upright. Where none are, SEVERAL will do: one may be another digit on its head.
CLEARLY: Final = 1.2
TURNED: Final = 4

# Pixels along the longer side of a picture that is looked at once more: a larger one takes as long
# again, and its digits are seen at more sizes than one.
LOOKED_AT_AGAIN: Final = 1280


def look(pixels: NDArray[np.uint8], networks: Networks, options: Options = NO_OPTIONS) -> Sight:
    """See what is in an RGB picture, uint8 [height, width, 3], whichever way up it is."""
    networks = networks.seeing(options.ink)
    if options.turns:
        pixels = np.ascontiguousarray(np.rot90(pixels, options.turns))
    sight = _seen(pixels, networks, options)
    if options.expect == "digit":
        sight = as_one(sight, networks)
    return replace(sight, turns=options.turns) if options.turns else sight


def _seen(pixels: NDArray[np.uint8], networks: Networks, options: Options) -> Sight:
    whole = None if options.expect == "numbers" else _whole(pixels, networks)
    if whole is None:
        return with_lone(_again(_upright(pixels, networks, options), networks))
    if whole.answer.sure and whole.instance.is_upright:
        return Sight((whole,), (), (), (), (), pixels)
    return _better(_look(pixels, networks), whole)


def _upright(pixels: NDArray[np.uint8], networks: Networks, options: Options) -> Sight:
    """See a picture as it came, and the other way up that it may be where that is clearer.

    A visitor who tells the way up is believed.
    """
    sight = _look(pixels, networks)
    if options.turn is not None:
        return sight
    if sight.is_clear and not sight.is_column:
        return sight
    turns = turned(pixels, networks, sight.worth)
    if turns is None:
        return sight
    other = replace(_look(np.ascontiguousarray(np.rot90(pixels, turns)), networks), turns=turns)
    clearer = other.is_clear and len(other.digits) >= (TURNED if sight.digits else SEVERAL)
    return other if clearer and other.worth >= CLEARLY * sight.worth else sight


def _again(sight: Sight, networks: Networks) -> Sight:
    """See the same once more, at another size, where digits are in doubt."""
    pixels = sight.pixels
    if not (sight.digits and in_doubt(sight)) or max(pixels.shape[:2]) > LOOKED_AT_AGAIN:
        return sight
    second = _told(pixels, between(pixels, networks.find), networks)
    return settled(sight, second, networks.finder.doubt, networks.finder.sure)


def _whole(pixels: NDArray[np.uint8], networks: Networks) -> Mark | None:
    """Read a thumbnail as one digit in all its ink; None for other pictures and for no digit.

    One in doubt that has the classifier's own size is read as it is, too.
    """
    ink = thumbnail(pixels, networks.ink) if max(pixels.shape[:2]) <= LONGEST else None
    if ink is None:
        return None
    detection = Detection(ink.box, 1.0, 0, None, 0.0)
    (mark,) = classified([(detection, ink)], networks.classify, networks.classifier)
    if not mark.answer.sure and pixels.shape[:2] == (SIDE, SIDE):
        views = as_they_are(pixels, networks.ink)
        told = answers(networks.classify(views), views, networks.classifier)
        best = max((mark.answer, *told), key=lambda answer: answer.confidence)
        mark = replace(mark, answer=best).doubted()
    return None if mark.answer.verdict == "nothing" else mark


def _better(sight: Sight, whole: Mark) -> Sight:
    """Give what is seen in a thumbnail, or all its ink as one digit where that is likelier."""
    best = max((each.belief * each.answer.confidence for each in sight.digits), default=0.0)
    if any(each.answer.sure for each in sight.digits) or best >= whole.answer.confidence:
        return sight
    return replace(sight, digits=(whole.doubted(),), doubts=())


def _look(pixels: NDArray[np.uint8], networks: Networks) -> Sight:
    return _told(pixels, scan(pixels, networks.find), networks)


def _told(pixels: NDArray[np.uint8], seen: list[Seen], networks: Networks) -> Sight:
    """Tell digits, signs and doubts in what was seen of a picture."""
    card = networks.finder
    found = detections(seen, card.doubt, card.sign)
    sizes = [each.height for each in found if each.sign is None and each.score >= card.digit]
    if not sizes or np.median(sizes) < TINY:
        seen = closer(pixels, seen, networks.find)
        found = detections(seen, card.doubt, card.sign)
    told, refused = marks(pixels, seen, [each for each in found if each.sign is None], networks)
    maybe = [each for each in told if each.belief >= card.doubt]
    hardly = [each for each in told if each.belief < card.doubt]
    beliefs = [each.belief for each in maybe]
    high = max(card.digit, RELATIVE * max(beliefs, default=0.0))
    is_read = supported([each.box for each in maybe], beliefs, high, card.doubt)
    digits = [each for each, is_digit in zip(maybe, is_read, strict=True) if is_digit]
    doubts = [each for each, is_digit in zip(maybe, is_read, strict=True) if not is_digit]
    contested = _contested([*refused, *hardly], digits, card.sure)
    return Sight(
        digits=tuple(digits),
        signs=tuple(_signs([each for each in found if each.sign is not None], digits)),
        doubts=(*doubts, *contested),
        refused=tuple(each for each in refused if each not in contested),
        seen=tuple(seen),
        pixels=pixels,
    )


def _contested(left_out: Sequence[Mark], digits: Sequence[Mark], sure: float) -> list[Mark]:
    """Give what is left out although the finder is `sure` of it, beside a digit that is read.

    The two networks contradict each other, and the number may have a digit more.
    """
    peaks = [each for each in left_out if each.detection.score >= sure]
    boxes = [each.box for each in [*digits, *peaks]]
    # What covers a digit that is read is no other one.
    apart = suppressed(boxes, [1.0] * len(digits) + [each.detection.score for each in peaks])
    near = beside_each_other(boxes)[:, : len(digits)]
    return [
        peaks[place - len(digits)] for place in apart if place >= len(digits) and near[place].any()
    ]


def _signs(found: Sequence[Detection], rivals: Sequence[Mark]) -> list[Detection]:
    """Give the signs that neither a better sign nor a digit covers."""
    best = suppressed(
        [each.box for each in found] + [each.box for each in rivals],
        [each.score for each in found] + [each.belief for each in rivals],
    )
    return [found[place] for place in best if place < len(found)]
