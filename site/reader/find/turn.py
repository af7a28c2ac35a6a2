"""Turns: which of four ways up a picture is, as the finder sees it at a coarse level.

Cameras and scanners lose the note of how they were held. A digit that lies on its side is none to
the finder, so the way up is that in which it sees most.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reader.find.detection import detections, suppressed
from reader.find.maps import Find
from reader.find.scan import scan

# Pixels along the longer side of the copy that is turned: enough for a page of numbers, and a
# sixteenth of the work of a whole look.
SIDE: Final = 320

# Least height of a peak that counts, and its size in pixels of the copy below which it is noise.
LEAST: Final = 0.3

# The part of what is seen upright that must be seen in another way up, and how many digits at
# least: most digits are some the other way up, too, and which is right the classifier tells.
SIMILAR: Final = 0.75
LEAST_SEEN: Final = 1.0


def turned(pixels: NDArray[np.uint8], find: Find) -> list[int]:
    """Give the quarter turns, counter-clockwise, in which a picture may be upright, too.

    That with most digits is first.
    """
    image = Image.fromarray(pixels)
    image.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    small = np.asarray(image)
    seen = [_evidence(np.ascontiguousarray(np.rot90(small, turns)), find) for turns in range(4)]
    better = [turns for turns in (1, 2, 3) if seen[turns] >= max(SIMILAR * seen[0], LEAST_SEEN)]
    return sorted(better, key=lambda turns: -seen[turns])


def _evidence(pixels: NDArray[np.uint8], find: Find) -> float:
    """Give the sum of the peaks of all digits that are seen."""
    found = [each for each in detections(scan(pixels, find), LEAST, 1.0) if each.sign is None]
    kept = suppressed([each.box for each in found], [each.score for each in found])
    return sum(found[place].score for place in kept)
