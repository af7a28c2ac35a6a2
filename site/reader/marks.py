"""Detections with their ink, as the classifier sees them; what it refuses makes room for others."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.classify.hypothesis import reconsidered
from reader.classify.mark import Mark, classified
from reader.components import grouped, runs_of
from reader.find.detection import Box, Detection, alike, suppressed
from reader.find.instance import Instance, instances
from reader.find.reach import reaching
from reader.find.scan import Seen
from reader.find.square import beside
from reader.networks import Networks

# The most peaks that are looked at, the highest first: more are a texture.
MOST: Final = 400

# How often the rest is looked at: once more after something was refused.
ROUNDS: Final = 2


def marked(
    pixels: NDArray[np.uint8],
    seen: Sequence[Seen],
    found: Sequence[Detection],
    networks: Networks,
    among: Sequence[Detection] | None = None,
) -> list[Mark]:
    """Let the classifier answer for those detections that have ink of their own.

    They share the ink of an RGB picture with each other, or with those `among` which they are.
    """
    among = found if among is None else among
    # Where a digit's ink goes on beyond its box it is looked at as far as that goes.
    further = dict(zip(found, reaching(seen, found, among), strict=True))
    longer = [each for each in found if further[each] is not each]
    as_found = [each for each in found if further[each] is each]
    boxes = [further[each] for each in longer]
    all_boxes = [further.get(each, each) for each in among]
    inks = instances(pixels, seen, as_found, among) + instances(pixels, seen, boxes, all_boxes)
    best = _answered([*as_found, *longer], inks, networks)
    # All of its ink is the digit, unless that is none.
    again = [each for each in longer if each not in best or best[each].answer.verdict == "nothing"]
    best |= _answered(again, instances(pixels, seen, again, among), networks)
    return [best[each] for each in found if each in best]


def _answered(
    found: Sequence[Detection], inks: Sequence[Instance | None], networks: Networks
) -> dict[Detection, Mark]:
    """Let the classifier answer for detections with their ink, where they have what is sought."""
    inked = [
        (each, ink)
        for each, ink in zip(found, inks, strict=True)
        if ink is not None and networks.ink in ("either", "dark" if ink.is_dark else "light")
    ]
    told = classified(inked, networks.classify, networks.classifier)
    return {mark.detection: mark for mark in told}


def marks(
    pixels: NDArray[np.uint8],
    seen: Sequence[Seen],
    found: Sequence[Detection],
    networks: Networks,
) -> tuple[list[Mark], list[Mark]]:
    """Give the digits that the classifier reads, and what it refuses.

    What is refused may have suppressed what is a digit, so the rest is looked at once more.
    """
    refused: list[Mark] = []
    kept: list[Detection] = []
    read: dict[Detection, Mark] = {}
    for _ in range(ROUNDS):
        before, kept = set(kept), _best(found)[:MOST]
        changed = list(before.symmetric_difference(kept))
        fresh = [each for each in kept if each not in read]
        # What came or went had, or has, a share in the ink beside it.
        shared = [each for each in kept if each in read]
        fresh += [
            each for each, is_by in zip(shared, beside(shared, changed), strict=True) if is_by
        ]
        told = marked(pixels, seen, fresh, networks, among=kept)
        nothing = [mark for mark in told if mark.answer.verdict == "nothing"]
        refused += nothing
        same = set(kept).difference(fresh)
        read = {each: mark for each, mark in read.items() if each in same}
        read |= {mark.detection: mark for mark in told if mark.answer.verdict != "nothing"}
        # One without ink of its own tells nothing of others that see the same.
        inkless = set(fresh).difference(mark.detection for mark in told)
        found = [each for each in found if each not in inkless]
        found = _rest(found, [mark.detection for mark in nothing])
        if len(_best(found)) == len(read):
            break
    kept_marks = list(read.values())
    # Ink may lie in less of its box than the network thought, and then in another digit.
    boxes, beliefs = [each.box for each in kept_marks], [each.belief for each in kept_marks]
    places = suppressed(boxes, beliefs)
    if len(places) < len(boxes):
        places = suppressed(boxes, beliefs, list(map(_core, kept_marks)))
    best = [kept_marks[place] for place in places]
    told = reconsidered(best, networks.classify, networks.classifier)
    refused += [each for each in told if each.answer.verdict == "nothing"]
    sure = networks.finder.sure
    return [
        each if each.detection.score >= sure else each.doubted()
        for each in told
        if each.answer.verdict != "nothing"
    ], refused


def _core(mark: Mark) -> Box:
    """Give the box of the ink without pieces that lie beside the detection's box.

    They are of a digit beside it.
    """
    left, top, right, bottom = mark.box
    height, width = mark.instance.mask.shape
    runs = runs_of(mark.instance.mask)
    _, order, starts = grouped(runs, width)
    rows, first, last = runs[order].T
    pieces = np.stack(
        [
            left + np.minimum.reduceat(first, starts) * ((right - left) / width),
            top + rows[starts] * ((bottom - top) / height),
            left + np.maximum.reduceat(last, starts) * ((right - left) / width),
            top + (np.maximum.reduceat(rows, starts) + 1) * ((bottom - top) / height),
        ],
        axis=1,
    )
    own = mark.detection.box
    inside = (pieces[:, :2] < own[2:]).all(axis=1) & (pieces[:, 2:] > own[:2]).all(axis=1)
    if not inside.any():
        return mark.box
    least, most = pieces[inside].min(axis=0), pieces[inside].max(axis=0)
    return float(least[0]), float(least[1]), float(most[2]), float(most[3])


def _rest(found: Sequence[Detection], gone: Sequence[Detection]) -> list[Detection]:
    """Give the detections that see something else than those that are gone."""
    like = alike([each.box for each in found], [each.box for each in gone])
    same = np.asarray(like.any(axis=1))
    return [each for each, is_gone in zip(found, same, strict=True) if not is_gone]


def _best(found: Sequence[Detection]) -> list[Detection]:
    """Drop detections where another one is higher."""
    best = suppressed([each.box for each in found], [each.rank for each in found])
    return [found[place] for place in best]
