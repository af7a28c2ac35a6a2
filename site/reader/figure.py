"""Figures: the strokes of a page, gathered into what may be a digit each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.components import Component, components
from reader.edge import is_stroke
from reader.ink import Ink
from reader.mark import BESIDE, LEAST_SIZE

# The least size of a piece that may belong to a figure, as a fraction of the figure's size: less
# is a speck.
LEAST_PIECE: Final = 0.08

# The largest piece, as a fraction of its figure's size: two of the same size are two figures.
LARGEST_PIECE: Final = 0.6

# The height of a dash for its width: digits stand on an underline, and are no pieces of it.
FLAT: Final = 0.3

# The width of a dash in that of the figure above it, from which on it is an underline: the base of
# a broken 2 is hardly wider than the rest of it.
UNDERLINE: Final = 1.25

# A 5's detached bar: at most so high, and above this part of the figure's height.
BAR_HEIGHT: Final = 0.35
BAR_PLACE: Final = 0.4

# The widest broken digit, in its height.
WIDEST: Final = 1.4

# The most figures of a page, largest first: what is more is the grain of a texture.
MOST: Final = 400

# The least size of a figure, as a fraction of the picture's longer side, that may be the edge of a
# shadow: light does not fade within less.
SHADOW: Final = 0.08

# Figures whose edges are all looked at; of more only so many first, and the others not where this
# part of the first are strokes.
MANY: Final = 40
WRITTEN: Final = 0.8

# The part of its box that a figure as large as a digit may fill: a solid shape is not written.
SOLID: Final = 0.8


@dataclass(frozen=True, eq=False)
class Figure:
    """Components that stand together; the box is half open, in working pixels."""

    parts: tuple[Component, ...]
    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Columns of the box."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Rows of the box."""
        return self.bottom - self.top

    @property
    def size(self) -> int:
        """The longer side of the box."""
        return max(self.width, self.height)


def figure(parts: Sequence[Component]) -> Figure:
    """Make the figure of these components."""
    return Figure(
        tuple(parts),
        min(part.left for part in parts),
        min(part.top for part in parts),
        max(part.right for part in parts),
        max(part.bottom for part in parts),
    )


def find_figures(ink: Ink) -> list[Figure]:
    """Gather the strokes of a page into figures of at least LEAST_SIZE, largest first."""
    height, width = ink.strength.shape
    parts = sorted(components(ink.mask), key=lambda part: -part.size)[: 2 * MOST]
    parts = [part for part in parts if part.size >= 2 and not _is_ground(part, width, height)]
    figures = gathered(parts)[:MOST]
    # To look at the edges of many figures would take longer than to read them: where those of some
    # are a pen's, so are those of the others, if they are too small for a shadow.
    step = 1 + len(figures) // MANY
    looked_at = {
        place: is_stroke(figures[place].parts[0], ink) for place in range(0, len(figures), step)
    }
    trusted = len(figures) > MANY and sum(looked_at.values()) >= WRITTEN * len(looked_at)
    small = SHADOW * max(height, width) if trusted else 0

    def written(place: int) -> bool:
        if figures[place].size < small:
            return True
        known = looked_at.get(place)
        return is_stroke(figures[place].parts[0], ink) if known is None else known

    return [each for place, each in enumerate(figures) if written(place)]


def gathered(parts: Sequence[Component]) -> list[Figure]:
    """Gather components, largest first, each with the pieces that belong to it."""
    if not parts:
        return []
    boxes = np.array([(p.left, p.top, p.right, p.bottom) for p in parts])
    belongs = _belonging(boxes)
    for place, home in np.argwhere(_nested(boxes) & ~belongs):
        belongs[place, home] = parts[home].surrounds(parts[place])
    homes: dict[int, list[Component]] = {}
    for place, part in enumerate(parts):
        at_home = (int(home) for home in np.flatnonzero(belongs[place, :place]))
        home = next((home for home in at_home if home in homes), None)
        homes.setdefault(place if home is None else home, []).append(part)
    return [figure(home) for home in homes.values() if home[0].size >= LEAST_SIZE]


def freed(each: Figure) -> list[Figure]:
    """Take a figure apart: its largest part by itself, and what the others make without it."""
    return [figure(each.parts[:1]), *gathered(each.parts[1:])]


def stacked(figures: Sequence[Figure], doubtful: Sequence[bool]) -> list[tuple[int, int]]:
    """Pair figures that stand close above each other, one in doubt: halves of a broken digit."""
    if not figures:
        return []
    left, top, right, bottom = np.array([(f.left, f.top, f.right, f.bottom) for f in figures]).T
    shared = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    narrower = np.minimum((right - left)[:, None], right - left)
    tall = np.maximum((bottom - top)[:, None], bottom - top)
    gap = top[None, :] - bottom[:, None]
    above = (top + bottom)[:, None] < (top + bottom)[None, :]
    near = above & (gap <= BESIDE * tall) & (shared >= narrower / 2)
    near &= np.asarray(doubtful)[:, None] | np.asarray(doubtful)
    width = right - left
    underline = (bottom - top < FLAT * width) & (width > UNDERLINE * width[:, None])
    near &= ~underline  # of the lower ones
    wide = np.maximum(right[:, None], right) - np.minimum(left[:, None], left)
    high = np.maximum(bottom[:, None], bottom) - np.minimum(top[:, None], top)
    near &= wide <= WIDEST * high
    return [(int(upper), int(lower)) for upper, lower in zip(*np.nonzero(near), strict=True)]


def _is_ground(part: Component, width: int, height: int) -> bool:
    """Tell a table, a shadow or a solid shape from what a pen draws."""
    spans = part.width >= 0.9 * width or part.height >= 0.9 * height
    filled = part.area > SOLID * part.width * part.height
    slender = min(part.width, part.height) < 0.5 * part.size
    return (spans and part.area > 0.25 * part.width * part.height) or (filled and not slender)


def _nested(boxes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which components may lie inside which, bool [n, n], from their boxes, int64 [n, 4]."""
    left, top, right, bottom = boxes.T
    size = np.maximum(right - left, bottom - top)
    piece = np.s_[:, None]
    inside = (left[piece] > left) & (right[piece] < right)
    inside &= (top[piece] > top) & (bottom[piece] < bottom)
    return np.asarray(inside & (size[piece] >= LEAST_PIECE * size))


def _belonging(boxes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which components are pieces of which, bool [n, n], from their boxes, int64 [n, 4]."""
    left, top, right, bottom = boxes.T
    width, height = right - left, bottom - top
    size = np.maximum(width, height)
    piece = np.s_[:, None]
    across = np.maximum(left[piece] - right, left - right[piece])
    down = np.maximum(top[piece] - bottom, top - bottom[piece])
    sized = (size[piece] >= LEAST_PIECE * size) & (size[piece] <= LARGEST_PIECE * size)
    dash = (height < FLAT * width) & (height[piece] > height)
    near = (across <= BESIDE * size) & (down <= BESIDE * size) & sized & ~dash
    within = (across < 0) & (down < 0)
    stacked = across < -np.minimum(width[piece], width) / 2
    flat = (height[piece] <= BAR_HEIGHT * height) & (width[piece] > height[piece])
    high = (top + bottom)[piece] / 2 <= top + BAR_PLACE * height
    bar = flat & high & (left[piece] >= (left + right) / 2)
    return np.asarray(near & (within | stacked | bar))
