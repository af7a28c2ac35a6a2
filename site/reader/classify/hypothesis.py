"""Hypotheses: digits in doubt are read again in other ways, all in one batch."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from reader.classify import stroke
from reader.classify.answer import weigh
from reader.classify.card import ClassifierCard
from reader.classify.geometry import normalise
from reader.classify.mark import Mark
from reader.networks import Classify

# The most digits in doubt that are read again: the least sure first. It bounds the time that doubt
# may cost, in a page of scribbles.
MOST: Final = 12

# Degrees that a digit is turned to both sides: a sheet held a little askew.
TURN: Final = 9.0

# Pixels, of the 56 that its longer side has, that strokes are made wider and narrower by: half of
# what a ballpoint and a felt pen differ by.
WIDER: Final = 3

Levels = NDArray[np.uint8]


def reconsidered(marks: Sequence[Mark], classify: Classify, card: ClassifierCard) -> list[Mark]:
    """Give the marks with those in doubt weighed against other views of them."""
    doubtful = sorted(
        (mark for mark in marks if not mark.answer.sure), key=lambda mark: mark.answer.confidence
    )[:MOST]
    if not doubtful:
        return list(marks)
    views = [hypotheses(mark) for mark in doubtful]
    logits = classify(np.stack([view for each in views for view in each]))
    parts = np.split(logits, np.cumsum([len(each) for each in views])[:-1])
    weighed = {}
    for mark, part in zip(doubtful, parts, strict=True):
        answer, agreed = weigh(mark.answer, part, card)
        weighed[id(mark)] = replace(mark, answer=answer, hypotheses=(agreed, len(part)))
    return [weighed.get(id(mark), mark) for mark in marks]


def hypotheses(mark: Mark) -> list[Levels]:
    """Give other pictures of a mark, uint8 [28, 28] each, in MNIST's geometry.

    Turned to either side, with thinner and with thicker strokes.
    """
    image = Image.fromarray(np.pad(mark.instance.levels, WIDER))
    bilinear = Image.Resampling.BILINEAR
    seen = [
        *(image.rotate(degrees, bilinear, expand=True) for degrees in (-TURN, TURN)),
        image.filter(ImageFilter.MinFilter(WIDER)),
        image.filter(ImageFilter.MaxFilter(WIDER)),
    ]
    width = stroke.width(mark.instance.mask)
    boxes = [each.getbbox() for each in seen]
    return [
        normalise(stroke.thicken(np.asarray(each.crop(box)), width))
        for each, box in zip(seen, boxes, strict=True)
        if box is not None
    ]
