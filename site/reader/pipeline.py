"""One picture's way through the reader: decode, look, lay out, answer."""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.answer.lines import lines
from reader.answer.reason import LEAST_SIDE, Evidence, reason, stands_out
from reader.answer.verdict import verdict
from reader.classify.mark import Mark
from reader.decode.part import clipped
from reader.decode.picture import NONE, Picture, from_pixels, pages
from reader.find.detection import Box as Corners
from reader.find.detection import Detection
from reader.find.maps import TEXT
from reader.layout.lines import lay_out
from reader.look import look
from reader.networks import Networks
from reader.options import NO_OPTIONS, Options
from reader.reading import DIGITS, Box, Digit, Doubt, Reading, Reason, Sign, Source
from reader.sight import Sight
from reader.trace.stages import stages

# Probability, at the finest size, that there are digits too small for it, and in which part of the
# picture: a speck of dust is none.
TINY = 0.5
TINY_PART = 0.002


def _nobody(_: Picture) -> None:
    """Nobody looks at what is read."""


def read(
    data: bytes,
    name: str | None,
    networks: Networks,
    *,
    trace: bool = False,
    unheeded: frozenset[str] = NONE,
    options: Options = NO_OPTIONS,
    watch: Callable[[Picture], None] = _nobody,
) -> Reading:
    """Read the digits in a picture file, on the first of its pages or frames that has ink.

    With `trace` the stages come back as small pictures. `watch` is called with what is read: that
    page, as it was decoded. Boxes are where a viewer shows them that
    does not heed the EXIF orientation of the formats `unheeded`, whatever the `options` say. Raises
    ReadError where there is no picture, or none of the region.
    """
    found_pages = pages(data, unheeded, options.region)
    return _read(found_pages, name, networks, options, trace=trace, watch=watch)


def read_pixels(
    rgba: bytes,
    size: tuple[int, int],
    original: tuple[int, int],
    told: tuple[str, str | None],
    networks: Networks,
    *,
    trace: bool = False,
    options: Options = NO_OPTIONS,
) -> Reading:
    """Read the digits in pixels that another decoder gave, RGBA of a size, row by row.

    `original` is the size in the file, and it is `told` by its format and its name.
    """
    kind, name = told
    picture = from_pixels(rgba, size, original, kind, options.region)
    return _read(iter((picture,)), name, networks, options, trace=trace)


def _read(
    found_pages: Iterator[Picture],
    name: str | None,
    networks: Networks,
    options: Options,
    *,
    trace: bool,
    watch: Callable[[Picture], None] = _nobody,
) -> Reading:
    clock = _Clock(networks)
    picture, sight = _first_with_ink(found_pages, clock, options)
    watch(picture)
    labels = "" if networks.classifier.labels == DIGITS else networks.classifier.labels
    digits = [_digit(each, sight, picture, labels) for each in sight.digits]
    signs = [_sign(each, sight, picture, networks) for each in sight.signs]
    doubts = tuple(Doubt(_box(each.box, sight, picture), each.belief) for each in sight.doubts)
    boxes = [each.box for each in sight.digits] + [each.box for each in sight.signs]
    rows = lay_out(boxes, [False] * len(digits) + [True] * len(signs))
    found = lines(rows, digits, signs)
    clock.lap("find")
    return Reading(
        source=_source(name, picture),
        verdict=verdict(found, doubts),
        reason=None if found else _reason(sight, picture, options),
        lines=found,
        timings_ms=clock.timings,
        model=networks.classifier.model,
        finder=networks.finder.model,
        doubts=doubts,
        trace=stages(sight, [[boxes[place] for place in row.places] for row in rows], options)
        if trace
        else None,
        options=_asked(options, picture),
        labels=labels,
    )


def _asked(options: Options, picture: Picture) -> dict[str, Any] | None:
    """Tell what was asked for, the region as far as it lies in the picture."""
    if options.region is not None:
        options = replace(options, region=clipped(options.region, picture.seen_size))
    return options.as_dict() or None


def _first_with_ink(
    found_pages: Iterator[Picture], clock: "_Clock", options: Options
) -> tuple[Picture, Sight]:
    """Look at page after page until one is not blank; where all are, the first counts."""
    first = None
    for picture in found_pages:
        clock.lap("decode")
        sight = _look(picture, clock.networks, options)
        first = first or (picture, sight)
        if sight.digits or sight.doubts or picture.page == picture.pages == 1:
            return picture, sight
        if _reason(sight, picture, options) != "blank":
            return picture, sight
        clock.lap("find")
    if first is None:
        raise AssertionError("a file that has no page raises an error of its own")
    return first


def _source(name: str | None, picture: Picture) -> Source:
    return Source(
        name,
        *picture.seen_size,
        picture.format,
        page=picture.page,
        pages=picture.pages,
        complete=picture.whole,
        paper=picture.paper,
    )


class _Clock:
    """Measures the milliseconds of a picture's way, and those in the classifier apart."""

    def __init__(self, networks: Networks) -> None:
        self.networks = replace(networks, classify=self._classify)
        self._inner = networks.classify
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}
        self._classifying = 0.0

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._laps[name] = self._laps.get(name, 0.0) + now - self._last
        self._last = now

    @property
    def timings(self) -> dict[str, float]:
        """Decode, find, classify and total, in milliseconds."""
        seconds = {
            "decode": self._laps["decode"],
            "find": self._laps["find"] - self._classifying,
            "classify": self._classifying,
            "total": self._last - self._start,
        }
        return {name: round(1000 * value, 3) for name, value in seconds.items()}

    def _classify(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        start = time.perf_counter()
        logits = self._inner(pixels)
        self._classifying += time.perf_counter() - start
        return logits


def _look(picture: Picture, networks: Networks, options: Options) -> Sight:
    if min(picture.extent[2:]) < LEAST_SIDE:
        return Sight((), (), (), (), (), picture.pixels)
    return look(picture.pixels, networks, options)


def _reason(sight: Sight, picture: Picture, options: Options) -> Reason:
    width, height = (round(side) for side in picture.extent[2:])
    if not sight.seen:
        return reason(Evidence(width, height))
    whole = [each.planes for each in sight.seen if each.planes is not None]
    contrast, strokes, crowd = stands_out(whole[-1], options.ink)
    finest = sight.seen[-1]
    return reason(
        Evidence(
            width,
            height,
            contrast=contrast,
            strokes=strokes,
            crowd=crowd,
            writing=sight.writing,
            refused=len(sight.refused) + len(sight.doubts),
            tiny=finest.scale >= 1 and float((finest.maps.finer > TINY).mean()) >= TINY_PART,
        )
    )


def _digit(mark: Mark, sight: Sight, picture: Picture, labels: str) -> Digit:
    told = mark.answer
    return Digit(
        digit=told.digit,
        confidence=told.confidence,
        sure=told.sure,
        box=_box(mark.box, sight, picture),
        probabilities=tuple(told.probabilities.tolist()),
        not_a_digit=told.not_a_digit,
        pixels=tuple(mark.pixels.ravel().tolist()),
        hypotheses=mark.hypotheses,
        label=labels[told.digit : told.digit + 1],
    )


def _sign(found: Detection, sight: Sight, picture: Picture, networks: Networks) -> Sign:
    kind, probability = found.sign or (0, 0.0)
    confidence = found.score * probability
    return Sign(
        text=TEXT[kind],
        sure=confidence >= networks.finder.sure_sign,
        confidence=confidence,
        box=_box(found.box, sight, picture),
        place=0,
    )


def _box(corners: Corners, sight: Sight, picture: Picture) -> Box:
    """Give a box in the original's pixels, rounded outwards and kept inside of what was read."""
    across, down = picture.scale
    start, first, width, height = picture.extent
    end, last = math.ceil(start + width), math.ceil(first + height)
    left, top, right, bottom = sight.upright(corners)
    x = min(max(math.floor(left * across + start), math.floor(start)), end - 1)
    y = min(max(math.floor(top * down + first), math.floor(first)), last - 1)
    right = min(max(math.ceil(right * across + start), x + 1), end)
    bottom = min(max(math.ceil(bottom * down + first), y + 1), last)
    x, y, right, bottom = picture.as_seen((x, y, int(right), int(bottom)))
    return Box(x, y, right - x, bottom - y)
