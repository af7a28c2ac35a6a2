"""The reason why no digit was read in a picture."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.find.pyramid import DARK, KNEE, LIGHT
from reader.options import Ink
from reader.reading import Reason

# The least side of a picture, in pixels, that can hold a digit and some paper around it.
LEAST_SIDE: Final = 8

# The part of a picture that is other writing or print, from which on it is a page of that.
WRITTEN: Final = 0.02

# Contrast, in grey levels: the grain of paper has less than the first, faint ink more than the
# second; printed rules have less than the third, and pens more.
GRAIN: Final = 24.0
FAINT: Final = 8.0
RULED: Final = 50.0

# The part of a picture that stands out as far as most of its contrast: strokes are few, grain is
# everywhere.
STROKES: Final = 0.15

# Grey levels that count as standing out, and the part of a picture that does where it shows things
# rather than writing. Few marks that are no digits are spoken of all the same.
OUT: Final = 12.0
CROWDED: Final = 0.45
SEVERAL: Final = 3

MOST: Final = 99.8  # the percentile that is a picture's contrast: specks do not count
LARGEST: Final = 255.0  # of the planes and of their contrast, in grey levels


@dataclass(frozen=True)
class Evidence:
    """What is known of a picture in which no digit was read.

    `width` and `height` are of the upright picture, in pixels. `contrast` is how far, in grey
    levels, the strongest marks stand out; of the picture the part `strokes` stands out by a third
    of that, and the part `crowd` by OUT. `writing` is the part that the finder takes for other
    writing or print; parts are 0..1. `refused` counts marks that turned out to be no digits, and
    `tiny` tells that the finder saw digits too small to be read.
    """

    width: int
    height: int
    contrast: float = 0.0
    strokes: float = 0.0
    crowd: float = 0.0
    writing: float = 0.0
    refused: int = 0
    tiny: bool = False


def stands_out(planes: NDArray[np.uint8], ink: Ink = "either") -> tuple[float, float, float]:
    """Measure `contrast`, `strokes` and `crowd` of an ink in a level's planes, uint8 [H, W, 3].

    Of a level of about 80 to 320 pixels: in finer ones strokes are a smaller part.
    """
    if ink == "either":
        plane = planes[..., DARK:].max(axis=2)
    else:
        plane = planes[..., DARK if ink == "dark" else LIGHT]
    highest = float(np.percentile(plane, MOST))
    contrast = KNEE * (2.0 ** (highest / LARGEST * math.log2(1 + LARGEST / KNEE)) - 1)
    return contrast, _part(plane, contrast / 3), _part(plane, OUT)


def _part(plane: NDArray[np.uint8], contrast: float) -> float:
    """The part of a plane of the pyramid, whose scale is logarithmic, with at least a contrast."""
    level = LARGEST * math.log2(1 + contrast / KNEE) / math.log2(1 + LARGEST / KNEE)
    return float((plane >= max(level, 1.0)).mean())


def reason(seen: Evidence) -> Reason:
    """Say why no digit was read."""
    if min(seen.width, seen.height) < LEAST_SIDE or seen.tiny:
        return "too-small"
    if seen.writing >= WRITTEN:
        return "letters"
    if seen.contrast < FAINT:
        return "blank"
    if seen.contrast < GRAIN:
        return "too-faint" if seen.strokes < STROKES or seen.refused else "blank"
    if seen.crowd >= CROWDED and not 0 < seen.refused < SEVERAL:
        return "not-writing"
    return "not-a-digit" if seen.refused or seen.contrast >= RULED else "blank"
