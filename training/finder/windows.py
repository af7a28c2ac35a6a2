"""Batches of windows of pages, with their targets."""

from dataclasses import asdict
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from reader.find.pyramid import DARK, GREY, LIGHT, Level
from training.finder.pages import VALIDATION_SEED, Levels
from training.finder.targets import LEAST, MOST, MOST_MAYBE, targets
from training.finder.truth import Truth, framed, window

SIDE: Final = 160  # pixels along a window of a fine level: a line of digits
SMALL: Final = 96  # pixels along a window of a coarse level, which often is the whole of it

NEGATIVE: Final = 0.06  # part of the windows that are inverted
DIMMED: Final = 0.3  # part whose grey is brighter or darker, with less contrast
AIMED: Final = 0.7  # part that is cut out around a digit that the level answers for
WRITTEN: Final = 0.6  # part that is cut out around other writing, where it has no such digit
TIGHT: Final = 0.15  # part of those whose picture ends where that digit does, or soon after
ROOM: Final = (0.0, 0.2)  # what is then left on each side, in the digit's size

Batch = dict[str, NDArray[Any]]


def batch(pages: list[Levels], side: int, random: np.random.Generator) -> Batch:
    """Cut one window out of each page, at a level whose size suits the side."""
    cut = [_window(levels, side, random) for levels in pages]
    made = [asdict(targets(truth)) for _, truth in cut]
    return {
        "planes": np.stack([_varied(planes, random) for planes, _ in cut]),
        **{name: np.stack([each[name] for each in made]) for name in made[0]},
    }


def aside(pages: list[Levels]) -> list[Batch]:
    """Cut the windows of the validation pages, the same in every run."""
    random = np.random.default_rng(VALIDATION_SEED)
    return [
        batch(pages[at : at + 16], side, random)
        for side in (SIDE, SMALL)
        for at in range(0, len(pages), 16)
    ]


def _window(
    levels: Levels, side: int, random: np.random.Generator
) -> tuple[NDArray[np.uint8], Truth]:
    level, truth = _level(levels, side, random)
    height, width = truth.instances.shape
    aims = np.flatnonzero((truth.sizes >= LEAST) & (truth.sizes <= MOST))
    if len(aims) and random.random() < AIMED:
        aim = aims[random.integers(len(aims))]
        if truth.whole[aim] and random.random() < TIGHT:
            level, truth = _tight(level, truth, aim, random)
            height, width = truth.instances.shape
        box = truth.boxes[aim]
        x, y = (float(box[place] + box[place + 2]) / 2 for place in (0, 1))
        left, top = (int(value - random.uniform(0.1, 0.9) * side) for value in (x, y))
    elif not len(aims) and truth.other.any() and random.random() < WRITTEN:
        written = np.flatnonzero(truth.other)
        y, x = divmod(int(written[random.integers(len(written))]), width)
        left, top = (int(value - random.uniform(0.1, 0.9) * side) for value in (x, y))
    else:
        left, top = (int(random.integers(0, max(1, size))) - side // 2 for size in (width, height))
    return window(level, truth, _within(left, width, side), _within(top, height, side), side)


def _tight(
    level: Level, truth: Truth, aim: int, random: np.random.Generator
) -> tuple[Level, Truth]:
    """Let the picture end around a digit, as pictures that were cut to one do."""
    height, width = truth.instances.shape
    room = random.uniform(*ROOM, 4) * truth.sizes[aim] * (-1, -1, 1, 1)
    sides = np.rint(truth.boxes[aim] + room).astype(int)
    left, top, right, bottom = sides.clip(0, (width, height, width, height)).tolist()
    return framed(level, truth, left, top, right, bottom)


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
