"""Thumbnails: pictures of a single digit and hardly anything else, as data sets have them.

Of a digit 20 pixels high that noise, fog or stripes cover, a network that looks for digits of all
sizes sees less than one that was trained on just such pictures: the classifier is given all that
stands out.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reader.find.instance import EDGE, LEAST, Instance
from reader.options import Ink

# Pixels along the longer side of a picture that is a thumbnail: MNIST's have 28, and some frame.
LONGEST: Final = 40

# The part of full ink from which on it counts to the digit's extent: MNIST's strokes end softly.
INK: Final = 0.2

# Percentile of what stands out that is full ink.
FULL: Final = 99.0


def thumbnail(pixels: NDArray[np.uint8], ink: Ink = "either") -> Instance | None:
    """Give all that stands out from the frame of a small RGB picture, uint8 [h, w, 3].

    What is darker or lighter, of either whichever differs more. None where nothing does.
    """
    grey = _luminance(pixels).astype(np.float64)
    frame = np.concatenate([grey[0], grey[-1], grey[1:-1, 0], grey[1:-1, -1]])
    away = grey - np.median(frame)
    is_dark = ink == "dark" or (ink == "either" and bool(-away.min() > away.max()))
    if is_dark:
        away = -away
    full = float(np.percentile(away, FULL))
    if full < 1:
        return None
    strength = (away / full).clip(0, 1)
    rows, columns = (np.flatnonzero((strength >= INK).any(axis=axis)) for axis in (1, 0))
    inked = strength >= EDGE
    if np.count_nonzero(inked) < LEAST:
        return None
    top, bottom, left, right = (
        int(each) for each in (rows[0], rows[-1] + 1, columns[0], columns[-1] + 1)
    )
    part = np.s_[top:bottom, left:right]
    levels = np.rint(strength * 255).astype(np.uint8)
    box = (float(left), float(top), float(right), float(bottom))
    return Instance(levels[part], inked[part], box, full, is_dark)


def as_they_are(pixels: NDArray[np.uint8], ink: Ink = "either") -> NDArray[np.uint8]:
    """Give the levels of a small RGB picture as ink, uint8 [1 or 3, h, w].

    Light on dark, dark on light, and, of either, what differs from the upper and lower end of its
    column: stripes go through from end to end.
    """
    grey = _luminance(pixels)
    if ink != "either":
        return (grey if ink == "light" else 255 - grey)[None]
    ends = (grey[0].astype(np.int16) + grey[-1]) // 2
    return np.stack([grey, 255 - grey, np.abs(grey - ends).astype(np.uint8)])


def _luminance(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Give the luminance of an RGB picture, uint8 [h, w, 3]: uint8 [h, w]."""
    return np.asarray(Image.fromarray(pixels).convert("L"))
