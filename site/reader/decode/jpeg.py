"""JPEG files that end too early, as browsers take them: what is there is shown."""

import io
from typing import Final

import numpy as np
from PIL import JpegImagePlugin

END: Final = b"\xff\xd9"
# Bits that stand for none in particular, and not for what a decoder puts in place of missing ones.
# Behind a picture that is whole they are passed over.
FILLER: Final = b"\x55\xaa\x5a" * 20
SCAN: Final = b"\xff\xda"  # begins each of the scans, of which a progressive JPEG has several


def rows_there(data: bytes) -> int:
    """Count the rows of pixels that a file without its end holds; raises what Pillow raises.

    A progressive JPEG whose first scan is whole has all rows, if less fine ones.
    """
    with JpegImagePlugin.JpegImageFile(io.BytesIO(data.rstrip(b"\xff"))) as image:
        if image.info.get("progressive"):
            return image.height if data.count(SCAN) > 1 else 0
        try:
            image.load()
        except OSError:  # the end is missing, which is why this was asked
            image.tile = []  # what was decoded is kept, and Pillow would begin again
        # What was not decoded is black from one side to the other.
        there = np.flatnonzero(np.asarray(image).reshape(image.height, -1).max(axis=1))
        return int(there.max(initial=-1)) + 1


def ended(data: bytes, *, filled: bool = False) -> bytes:
    """Give a file with an end, with which a decoder makes do with what is there.

    Where a part of the picture is missing, the file `filled` shows another one.
    """
    # A lone 0xFF at the end is the first half of the end that is missing.
    return data.rstrip(b"\xff") + (FILLER if filled else b"") + END
