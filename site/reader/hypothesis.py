"""Hypotheses: other ways to see a mark in doubt, read as one batch beside the first."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from reader import stroke
from reader.components import components, paint
from reader.geometry import normalise
from reader.ink import Ink
from reader.mark import Mark, levels_in

# Degrees that a mark is turned to both sides: a sheet held a little askew.
TURN: Final = 9.0

# How much lower and higher the edge of the ink is tried, as a factor of its strength.
LOWER: Final = 0.75
HIGHER: Final = 1.3

# How much wider and narrower strokes are tried, as a fraction of the mark's longer side: half of
# what a ballpoint and a felt pen differ by.
WIDER: Final = 0.04

# Pixels along the longer side at which strokes are widened: enough for a step of WIDER.
WORKING_SIDE: Final = 100

Levels = NDArray[np.uint8]


def hypotheses(mark: Mark, ink: Ink) -> list[Levels]:
    """Give other pictures of a mark, uint8 [28, 28] each, in MNIST's geometry.

    Turned to either side, with thinner and thicker strokes, with a lower and a higher threshold,
    and, where it has several pieces, without the small ones.
    """
    levels = levels_in(mark.mask, mark.left, mark.top, ink)
    width = stroke.width(mark.mask)
    seen = [
        *(_turned(levels, degrees) for degrees in (-TURN, TURN)),
        *_widened(levels),
        *(_edged(mark, ink, factor) for factor in (LOWER, HIGHER)),
    ]
    pieces = components(mark.mask)
    if len(pieces) > 1:
        seen.append(levels * paint(pieces[:1], 0, 0, mark.mask.shape[1], mark.mask.shape[0]))
    cropped = [_cropped(each) for each in seen]
    return [normalise(stroke.thicken(each, width)) for each in cropped if each is not None]


def _turned(levels: Levels, degrees: float) -> Levels:
    image = Image.fromarray(levels)
    return np.asarray(image.rotate(degrees, Image.Resampling.BILINEAR, expand=True))


def _widened(levels: Levels) -> tuple[Levels, Levels]:
    """Give the mark with thinner and with thicker strokes."""
    shrink = max(levels.shape) / WORKING_SIDE
    size = (max(1, round(levels.shape[1] / shrink)), max(1, round(levels.shape[0] / shrink)))
    reach = round(WIDER * WORKING_SIDE)
    image = Image.fromarray(levels).resize(size, Image.Resampling.BILINEAR)
    image = Image.fromarray(np.pad(np.asarray(image), reach))
    thin, thick = image, image
    for _ in range(reach // 2):
        thin, thick = thin.filter(ImageFilter.MinFilter(3)), thick.filter(ImageFilter.MaxFilter(3))
    return np.asarray(thin), np.asarray(thick)


def _edged(mark: Mark, ink: Ink, factor: float) -> Levels:
    """Give the mark as another threshold finds it, in the neighbourhood of its ink."""
    edge = min(254, max(ink.floor, round(ink.edge * factor)))
    other = replace(ink, edge=edge)
    strength = ink.strength[mark.top : mark.bottom, mark.left : mark.right]
    around = levels_in(mark.mask, mark.left, mark.top, other) > 0
    return levels_in((strength >= edge) & around, mark.left, mark.top, other)


def _cropped(levels: Levels) -> Levels | None:
    box = Image.fromarray(levels).getbbox()
    if box is None:
        return None
    left, top, right, bottom = box
    return levels[top:bottom, left:right]
