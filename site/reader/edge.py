"""The edges of ink: a pen leaves off within a hair's breadth, light and shadow fade."""

from typing import Final

import numpy as np
from PIL import Image, ImageFilter

from reader.components import Component, paint
from reader.ink import Ink
from reader.stroke import framed

# How far from a stroke's edge its middle and the bare paper are looked for: half its width, but no
# farther than this fraction of the picture's shorter side; and at least two pixels, because the
# edges of a small picture, slightly blurred, take that many.
FARTHEST: Final = 0.03
NEAREST: Final = 2

# The least part of a stroke's own darkness that must come and go that close to its edge. Even a
# blurred stroke has half of it; light that falls off over a fifth of the picture has less.
STEEP: Final = 0.45

# Directions from a pixel, down and right: none, up, down, left, right; int64 [2, 5, 1].
STEPS: Final = np.array([[0, -1, 1, 0, 0], [0, 0, 0, -1, 1]])[..., np.newaxis]

# Pixels of the outline that are looked at: a median of so many is as good as one of all.
ENOUGH: Final = 300

# Percentile of a component's pixels that tells how dark it is: the middle of its strokes.
DARKEST: Final = 90


def is_stroke(part: Component, ink: Ink) -> bool:
    """Tell a component that a pen drew from the end of the light: dark as ink, with steep edges."""
    height, width = ink.strength.shape
    own = paint([part], part.left, part.top, part.right, part.bottom)
    # About half a stroke's width, in a hundredth of the time that it takes to measure it.
    half = part.area / (part.width + part.height) / 2
    reach = max(NEAREST, round(min(half, FARTHEST * min(height, width))))
    left, top = max(0, part.left - 2 * reach), max(0, part.top - 2 * reach)
    # Averaged over less than the reach, the paper's grain has no edges of its own.
    around = ink.strength[top : part.bottom + 2 * reach, left : part.right + 2 * reach]
    averaged = Image.fromarray(around).filter(ImageFilter.BoxBlur(reach // 3))
    levels = np.asarray(averaged)
    mask = framed(own, 1)
    inner = mask[:-2, 1:-1] & mask[2:, 1:-1] & mask[1:-1, :-2] & mask[1:-1, 2:]
    rows, columns = (places[:: 1 + len(places) // ENOUGH] for places in np.nonzero(own & ~inner))
    # Beyond the frame goes on what ends there.
    down, right = reach * STEPS
    rows = (rows + part.top - top + down).clip(0, levels.shape[0] - 1)
    columns = (columns + part.left - left + right).clip(0, levels.shape[1] - 1)
    across = levels[rows, columns]
    rise = float(np.median(across.max(axis=0) - across.min(axis=0)))
    inside = levels[part.top - top :, part.left - left :]
    darkness = float(np.percentile(inside[: part.height, : part.width][own], DARKEST))
    return darkness >= (ink.edge + ink.full) / 2 and rise >= STEEP * darkness
