"""Modes: what Pillow decodes, of any mode, as eight bits a channel and no larger than needed."""

from typing import Final

import numpy as np
from PIL import Image

from reader.decode.levels import eight_bits as scaled
from reader.decode.reduction import Reduction

# Pixels along the longer side of the picture that is searched for ink: a digit that fills a
# tenth of a page still has more than the 20 pixels a side that the network will see.
WORKING_SIDE: Final = 1280

# Rows of a large picture that are converted at a time, in pixels of the result.
BAND: Final = 64

# NumPy's kind of Pillow's deep modes; all others with deep samples are of 16 bits, unsigned.
LETTERS: Final = {"I": "i", "F": "f"}


def factor_for(size: tuple[int, int]) -> int:
    """Give the whole factor by which a picture may be averaged first: twice WORKING_SIDE stay."""
    return max(1, max(size) // (2 * WORKING_SIDE))


def eight_bits(image: Image.Image) -> Image.Image:
    """Bring a picture of any mode to L, RGB or RGBA; a large one of another mode to a smaller size.

    A scan of one bit a pixel would take four bytes a pixel if it was converted whole.
    """
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return _deep(image)
    wanted = "RGBA" if image.has_transparency_data else "L" if image.mode in ("1", "L") else "RGB"
    if image.mode == wanted:
        return image
    factor = factor_for(image.size)
    if factor == 1:
        return image.convert(wanted)
    width, height = image.size
    result = Image.new(wanted, (-(-width // factor), -(-height // factor)))
    for top in range(0, height, BAND * factor):
        rows = image.crop((0, top, width, min(height, top + BAND * factor)))
        result.paste(rows.convert(wanted).reduce(factor), (0, top // factor))
    return result


def _deep(image: Image.Image) -> Image.Image:
    values = np.asarray(image)[..., None]
    reduction = Reduction(factor := factor_for(image.size))
    for top in range(0, len(values), BAND * factor):
        reduction.add(values[top : top + BAND * factor])
    letter = LETTERS.get(image.mode, "u")
    levels = scaled(reduction.result(), letter, 16, reduction.least, reduction.greatest)
    return Image.fromarray(levels[..., 0])


def shrink(image: Image.Image) -> Image.Image:
    """Average areas so that the longer side has at most WORKING_SIDE pixels."""
    longer = max(image.size)
    if longer <= WORKING_SIDE:
        return image
    width, height = (max(1, round(side * WORKING_SIDE / longer)) for side in image.size)
    return image.resize((width, height), Image.Resampling.BOX)
