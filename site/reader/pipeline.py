"""One picture's way through the reader: decode, find, classify, answer."""

import math
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from reader.answer import answer
from reader.card import Card
from reader.ink import find_ink
from reader.mark import Mark, find_mark
from reader.picture import Picture, decode
from reader.reading import Box, Digit, Line, Reading, Source, Verdict

# The least side of a picture, in pixels, that can hold a digit and some paper around it.
LEAST_SIDE = 8

Classify = Callable[[NDArray[np.uint8]], NDArray[np.float32]]


def read(data: bytes, name: str | None, classify: Classify, card: Card) -> Reading:
    """Read the digit in a picture file.

    `classify` takes pictures in MNIST's geometry, uint8 [N, 28, 28], ink bright, and gives logits,
    float32 [N, 11]; `card` is the card of its model. Raises ReadError where there is no picture.
    """
    start = time.perf_counter()
    picture = decode(data)
    decoded = time.perf_counter()
    mark = _find(picture)
    found = time.perf_counter()
    verdict: Verdict = "nothing"
    reason: str | None
    lines: tuple[Line, ...] = ()
    if isinstance(mark, str):
        reason = mark
    else:
        answered = answer(classify(mark.pixels[np.newaxis])[0], mark.pixels, card)
        verdict, reason = answered.verdict, answered.reason
        if verdict != "nothing":
            digit = Digit(
                digit=answered.digit,
                confidence=answered.confidence,
                sure=answered.sure,
                box=_box(mark, picture),
                probabilities=tuple(answered.probabilities.tolist()),
                not_a_digit=answered.not_a_digit,
                pixels=tuple(mark.pixels.ravel().tolist()),
            )
            lines = (Line((digit,)),)
    classified = time.perf_counter()
    return Reading(
        source=Source(name, picture.width, picture.height, picture.format),
        verdict=verdict,
        reason=reason,
        lines=lines,
        timings_ms={
            "decode": _milliseconds(start, decoded),
            "find": _milliseconds(decoded, found),
            "classify": _milliseconds(found, classified),
            "total": _milliseconds(start, classified),
        },
        model=card.model,
    )


def _find(picture: Picture) -> Mark | str:
    """Find the digit's mark, or the reason why there is none."""
    if min(picture.width, picture.height) < LEAST_SIDE:
        return "too-small"
    ink = find_ink(picture.pixels)
    if ink is None:
        return "blank"
    return "too-faint" if ink.is_faint else find_mark(ink)


def _box(mark: Mark, picture: Picture) -> Box:
    """Give a mark's box in the original's pixels, rounded outwards."""
    across, down = picture.scale
    left, top = math.floor(mark.left * across), math.floor(mark.top * down)
    right = min(picture.width, math.ceil(mark.right * across))
    bottom = min(picture.height, math.ceil(mark.bottom * down))
    return Box(left, top, right - left, bottom - top)


def _milliseconds(start: float, end: float) -> float:
    return round(1000 * (end - start), 3)
