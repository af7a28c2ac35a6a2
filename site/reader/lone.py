"""A lone digit: a picture's only mark, hardly seen by the finder and clearly read, is in doubt.

Nothing beside it says whether a low peak is a digit, as `layout.hysteresis` asks where there are
several. So the mark itself has to: it is written in strong ink, of some size, and the classifier
believes in it. The limits are from validation: of 4,000 of MNIST's digits on rendered paper 60 have
one doubtful mark and nothing else; 43 of these are then right and one is wrong. Of 1,750 pages of
doodles, signatures, letters, words, textures and blank paper 5 are read in vain.
"""

from dataclasses import replace
from typing import Final

from reader.answer.reason import WRITTEN
from reader.classify.mark import Mark
from reader.sight import Sight

# Least probability of the digit, in 0..1, as the classifier says.
CONFIDENT: Final = 0.8

# Least difference of ink and paper, in grey levels of the three channels, root of the sum of their
# squares: stains, textures and creases have less.
CONTRAST: Final = 100.0

# Least height, in parts of the picture's shorter side: what is smaller is not what a picture of one
# mark is about.
SIZE: Final = 0.1


def with_lone(sight: Sight) -> Sight:
    """Give what is seen, with its only doubt as a digit in doubt where all else says that it is."""
    if sight.digits or sight.signs or sight.refused or len(sight.doubts) != 1:
        return sight
    (mark,) = sight.doubts
    is_clear = _clear(mark, least=SIZE * min(sight.pixels.shape[:2]))
    if not is_clear or sight.writing >= WRITTEN:
        return sight
    return replace(sight, digits=(mark.doubted(),), doubts=())


def _clear(mark: Mark, least: float) -> bool:
    """Tell whether a mark is clearly written and read, and at least so many pixels high."""
    _, top, _, bottom = mark.box
    return (
        mark.answer.confidence >= CONFIDENT
        and mark.instance.contrast >= CONTRAST
        and bottom - top >= least
    )
