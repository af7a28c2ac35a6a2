"""Batches of windows of pages, with their targets."""

from dataclasses import asdict
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from reader.find.pyramid import DARK, GREY, LIGHT, Level
from training.finder.pages import Levels
from training.finder.targets import LEAST, MOST, MOST_MAYBE, targets
from training.finder.truth import Truth, window

SIDE: Final = 160  # pixels along a window of a fine level: a line of digits
SMALL: Final = 96  # pixels along a window of a coarse level, which often is the whole of it

NEGATIVE: Final = 0.06  # part of the windows that are inverted
DIMMED: Final = 0.3  # part whose grey is brighter or darker, with less contrast
AIMED: Final = 0.7  # part that is cut out around a digit that the level answers for

Batch = dict[str, NDArray[Any]]


def batch(pages: list[Levels], side: int, random: np.random.Generator) -> Batch:
    """Cut one window out of each page, at a level whose size suits the side."""
    cut = [_window(levels, side, random) for levels in pages]
    made = [asdict(targets(truth)) for _, truth in cut]
    return {
        "planes": np.stack([_varied(planes, random) for planes, _ in cut]),
        **{name: np.stack([each[name] for each in made]) for name in made[0]},
    }


def _window(
    levels: Levels, side: int, random: np.random.Generator
) -> tuple[NDArray[np.uint8], Truth]:
    level, truth = _level(levels, side, random)
    height, width = truth.instances.shape
    aims = np.flatnonzero((truth.sizes >= LEAST) & (truth.sizes <= MOST))
    if len(aims) and random.random() < AIMED:
        box = truth.boxes[aims[random.integers(len(aims))]]
        x, y = (float(box[place] + box[place + 2]) / 2 for place in (0, 1))
        left, top = (int(value - random.uniform(0.1, 0.9) * side) for value in (x, y))
    else:
        left, top = (int(random.integers(0, max(1, size))) - side // 2 for size in (width, height))
    return window(level, truth, _within(left, width, side), _within(top, height, side), side)


def _level(levels: Levels, side: int, random: np.random.Generator) -> tuple[Level, Truth]:
    """Choose a level: fine ones for large windows, coarse ones for small, by their digits."""
    if side == SIDE:
        fit = [each for each in levels if max(each[1].instances.shape) > SMALL] or levels[:1]
    else:
        fit = [each for each in levels if max(each[1].instances.shape) <= 2 * SMALL] or levels[-1:]
    # Levels with digits that they answer for teach most; one without any, what to leave alone.
    odds = np.array([2.0 if _answers(truth) else 1.0 for _, truth in fit])
    return fit[int(random.choice(len(fit), p=odds / odds.sum()))]


def _answers(truth: Truth) -> bool:
    return bool(((truth.sizes >= LEAST) & (truth.sizes <= MOST_MAYBE)).any())


def _within(start: int, length: int, side: int) -> int:
    """Keep a window on its picture, or the picture in its window, give or take a margin."""
    low, high = sorted((-16, length - side + 16))
    return min(max(start, low), high)


def _varied(planes: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    if random.random() < NEGATIVE:
        planes = planes[..., [GREY, LIGHT, DARK]].copy()
        planes[..., GREY] = 255 - planes[..., GREY]
    if random.random() < DIMMED:
        planes = planes.copy()
        grey = planes[..., GREY] * random.uniform(0.6, 1.1) + random.uniform(-30, 40)
        planes[..., GREY] = grey.clip(0, 255).astype(np.uint8)
    return planes
