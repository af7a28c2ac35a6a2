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
    levels = np.pad(np.asarray(averaged, dtype=np.int16), reach, mode="edge")
    mask = framed(own, 1)
    inner = mask[:-2, 1:-1] & mask[2:, 1:-1] & mask[1:-1, :-2] & mask[1:-1, 2:]
    rows, columns = (places[:: 1 + len(places) // ENOUGH] for places in np.nonzero(own & ~inner))
    rows, columns = rows + part.top - top + reach, columns + part.left - left + reach
    steps = ((0, 0), (-reach, 0), (reach, 0), (0, -reach), (0, reach))
    across = np.stack([levels[rows + down, columns + right] for down, right in steps])
    rise = float(np.median(across.max(axis=0) - across.min(axis=0)))
    inside = np.asarray(averaged)[part.top - top :, part.left - left :]
    darkness = float(np.percentile(inside[: part.height, : part.width][own], DARKEST))
    return darkness >= (ink.edge + ink.full) / 2 and rise >= STEEP * darkness
