"""One picture's way through the reader: decode, see, answer."""

import math
import time

import numpy as np
from numpy.typing import NDArray

from reader.card import Card
from reader.found import Classify, Found
from reader.picture import Picture, decode
from reader.reading import Box, Digit, Line, Reading, Source, Verdict
from reader.sight import Sight, look
from reader.stage import stages

# The least side of a picture, in pixels, that can hold a digit and some paper around it.
LEAST_SIDE = 8


def read(
    data: bytes, name: str | None, classify: Classify, card: Card, *, trace: bool = False
) -> Reading:
    """Read the digits in a picture file.

    `classify` takes pictures in MNIST's geometry, uint8 [N, 28, 28], ink bright, and gives logits,
    float32 [N, 11]; `card` is the card of its model. With `trace` the stages come back as small
    pictures. Raises ReadError where there is no picture.
    """
    start = time.perf_counter()
    clock = _Clock(classify)
    picture = decode(data)
    decoded = time.perf_counter()
    sight = _look(picture, clock.classify, card)
    seen = time.perf_counter()
    lines = tuple(
        Line(tuple(_digit(found, sight, picture) for found in row.digits), row.spaces)
        for row in sight.rows
    )
    return Reading(
        source=Source(name, picture.width, picture.height, picture.format),
        verdict=_verdict(sight),
        reason=sight.reason,
        lines=lines,
        timings_ms={
            "decode": _milliseconds(decoded - start),
            "find": _milliseconds(seen - decoded - clock.spent),
            "classify": _milliseconds(clock.spent),
            "total": _milliseconds(seen - start),
        },
        model=card.model,
        trace=stages(picture, sight) if trace else None,
    )


class _Clock:
    """Measures the time, in seconds, that a picture's way spends in the network."""

    def __init__(self, classify: Classify) -> None:
        self._classify = classify
        self.spent = 0.0

    def classify(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Classify, and add to the time spent."""
        start = time.perf_counter()
        logits = self._classify(pixels)
        self.spent += time.perf_counter() - start
        return logits


def _look(picture: Picture, classify: Classify, card: Card) -> Sight:
    if min(picture.width, picture.height) < LEAST_SIDE:
        return Sight((), "too-small", None, None)
    return look(picture.pixels, classify, card)


def _verdict(sight: Sight) -> Verdict:
    if not sight.digits:
        return "nothing"
    if not sight.sure:
        return "unsure"
    return "digit" if len(sight.digits) == 1 else "number"


def _digit(found: Found, sight: Sight, picture: Picture) -> Digit:
    told = found.answer
    return Digit(
        digit=told.digit,
        confidence=told.confidence,
        sure=told.sure,
        box=_box(found, sight, picture),
        probabilities=tuple(told.probabilities.tolist()),
        not_a_digit=told.not_a_digit,
        pixels=tuple(found.mark.pixels.ravel().tolist()),
        hypotheses=found.hypotheses,
    )


def _box(found: Found, sight: Sight, picture: Picture) -> Box:
    """Give a mark's box in the original's pixels, rounded outwards."""
    left, top, right, bottom = sight.upright(found.mark, picture.pixels.shape)
    across, down = picture.scale
    x, y = math.floor(left * across), math.floor(top * down)
    right = min(picture.width, math.ceil(right * across))
    bottom = min(picture.height, math.ceil(bottom * down))
    return Box(x, y, right - x, bottom - y)


def _milliseconds(seconds: float) -> float:
    return round(1000 * seconds, 3)
