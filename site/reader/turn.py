"""Turns: which of four ways up a picture may be, as both networks see it at a coarse level.

Cameras and scanners lose the note of how they were held. A digit that lies on its side is none to
the finder, or one that the classifier does not know, so the way up is that in which both see most.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reader.find.detection import detections, suppressed
from reader.find.scan import scan
from reader.marks import marked
from reader.networks import Networks

# Pixels along the longer side of the copy that is turned: enough for a page of numbers, and a
# sixteenth of the work of a whole look.
SIDE: Final = 320

# Least height of a peak that counts, and how many of the highest are classified.
LEAST: Final = 0.3
MOST: Final = 24

# The part of what is seen upright that must be seen in another way up, and how many digits at
# least: most digits are some the other way up, too, and a whole look tells which is right.
SIMILAR: Final = 0.75
LEAST_SEEN: Final = 1.0

# The same, in what a whole look sees as the picture lies: a page of words that looks like many
# digits and shows hardly one on its side is not worth another look.
LEAST_PART: Final = 0.15

DOUBTFUL: Final = 0.5  # what a digit in doubt counts beside a sure one


def turned(pixels: NDArray[np.uint8], networks: Networks, worth: float) -> int | None:
    """Give the quarter turns, counter-clockwise, after which a picture may be upright, too.

    The likeliest, None where no other way up shows nearly as many digits. `pixels` is an RGB
    picture, uint8 [height, width, 3]; `worth` the belief in all digits of a whole look as it lies.
    """
    image = Image.fromarray(pixels)
    image.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    small = np.asarray(image)
    seen = [_evidence(np.ascontiguousarray(np.rot90(small, turns)), networks) for turns in range(4)]
    best = max((1, 2, 3), key=lambda turns: seen[turns])
    least = max(SIMILAR * seen[0], LEAST_SEEN, LEAST_PART * worth)
    return best if seen[best] >= least else None


def _evidence(pixels: NDArray[np.uint8], networks: Networks) -> float:
    """Give the belief of both networks in the digits with the highest peaks, summed."""
    seen = scan(pixels, networks.find)
    found = [each for each in detections(seen, LEAST, 1.0) if each.sign is None]
    kept = suppressed([each.box for each in found], [each.score for each in found])[:MOST]
    highest = [found[place] for place in kept]
    marks = marked(pixels, seen, highest, networks)
    return sum(
        mark.belief * (1.0 if mark.answer.sure else DOUBTFUL)
        for mark in marks
        if mark.answer.verdict != "nothing"
    )
