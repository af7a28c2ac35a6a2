"""Pictures cut from digits that are no digit any more, in MNIST's geometry: uint8 [28, 28] each."""

from collections.abc import Callable
from typing import Final

import numpy as np
from PIL import Image

from training.digits.doodles import scribble
from training.digits.drawing import CANVAS, MARGIN, Pixels, draw, frame, line
from training.digits.hand import Random, pen, shaken
from training.digits.mnist import Digits

SIDE: Final = CANVAS + 2 * MARGIN  # pixels along a side of what `draw` gives

Cut = Callable[[Random, Digits], Pixels]


def pair(random: Random, digits: Digits) -> Pixels:
    """Put two whole digits side by side into one box, apart or touching."""
    first, second = _any(random, digits), _any(random, digits)
    return frame(_beside(_box(first), _box(second), random))


def halves(random: Random, digits: Digits) -> Pixels:
    """Put the right half of one digit against the left half of another."""
    first, second = _wide(random, digits), _wide(random, digits)
    left, right = _box(first), _box(second)
    return frame(_beside(left[:, left.shape[1] // 2 :], right[:, : right.shape[1] // 2], random))


def stack(random: Random, digits: Digits) -> Pixels:
    """Put one digit on top of another, as two lines of writing that touch."""
    first, second = _box(_wide(random, digits)), _box(_wide(random, digits))
    return frame(_beside(first.T, second.T, random).T)


def crop(random: Random, digits: Digits) -> Pixels:
    """Look too closely at a digit: a window whose edge cuts its strokes in four places or more."""
    for _ in range(20):
        box = _box(_wide(random, digits))
        height, width = box.shape
        rows, columns = (
            max(6, int(height * random.uniform(0.4, 0.65))),
            max(6, int(width * random.uniform(0.4, 0.7))),
        )
        top = int(random.integers(0, max(1, height - rows)))
        left = int(random.integers(0, max(1, width - columns)))
        window = box[top : top + rows, left : left + columns]
        edge = np.concatenate([window[0], window[:, -1], window[-1, ::-1], window[::-1, 0]]) > 100
        if int((edge & ~np.roll(edge, 1)).sum()) >= 4:
            large = Image.fromarray(window).resize(
                (window.shape[1] * 6, window.shape[0] * 6), Image.Resampling.BICUBIC
            )
            return frame(np.array(large))
    return scribble(random)


def crossed_out(random: Random, digits: Digits) -> Pixels:
    """Strike a digit out with a cross, or hatch it over: under a loose zigzag it is still one."""
    field = Image.fromarray(_any(random, digits)).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    teeth = int(random.integers(10, 21))
    hatching = np.stack(
        [
            np.linspace(0.0, 1, teeth),
            0.5 + random.uniform(0.3, 0.5) * (2 * (np.arange(teeth) % 2) - 1),
        ],
        axis=1,
    )
    cross = (line((0, 0), (1, 1)), line((1, 0), (0, 1)))
    marks = cross if random.random() < 0.5 else (hatching,)
    return frame(np.maximum(np.array(field), draw(shaken(marks, random), pen(random, widest=0.1))))


# How often each kind is cut, on the same scale as the doodles.
CUTTINGS: Final[dict[Cut, float]] = {
    pair: 9,
    halves: 5,
    stack: 2,
    crop: 2,
    crossed_out: 4,
}


def _any(random: Random, digits: Digits) -> Pixels:
    return digits.pixels[random.integers(len(digits))]


def _wide(random: Random, digits: Digits) -> Pixels:
    """Draw a digit other than 1: half of a 1, or two of them, is a 1 again."""
    while True:
        place = int(random.integers(len(digits)))
        if digits.labels[place] != 1:
            return digits.pixels[place]


def _box(pixels: Pixels) -> Pixels:
    """Crop a digit to the box of its ink."""
    box = Image.fromarray(pixels).getbbox()
    if box is None:
        return pixels
    left, top, right, bottom = box
    return pixels[top:bottom, left:right]


def _beside(left: Pixels, right: Pixels, random: Random) -> Pixels:
    """Set two pieces of ink side by side, 0 to 4 pixels apart, each six times as large."""
    height = max(left.shape[0], right.shape[0])
    gap = int(random.integers(0, 5))
    field = np.zeros((height, left.shape[1] + gap + right.shape[1]), dtype=np.uint8)
    top = (height - left.shape[0]) // 2
    field[top : top + left.shape[0], : left.shape[1]] = left
    top = (height - right.shape[0]) // 2
    field[top : top + right.shape[0], left.shape[1] + gap :] = right
    return np.array(
        Image.fromarray(field).resize((field.shape[1] * 6, height * 6), Image.Resampling.BICUBIC)
    )
