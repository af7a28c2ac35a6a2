"""The scan: the finder's network run over the pyramid, from coarse levels to fine ones.

Coarse levels are seen whole. Of a finer level only those tiles are seen in which the level above it
says that there are digits too small for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reader.find.maps import STRIDE, Find, Maps
from reader.find.pyramid import Tier, enlarged, tiers

# Pixels that sides of the network's input are a multiple of: it halves them four times.
MULTIPLE: Final = 16

# Pixels of the picture's edge, repeated, around a level: a digit that the frame cuts needs room.
MARGIN: Final = 16

# Pixels along the longer side up to which a level is seen without being asked for, and up to which
# one that is asked for is seen whole.
ALWAYS: Final = 160
WHOLE: Final = 320

# Pixels along a tile, and of its surroundings that are seen with it and then left away: about half
# of what a cell of the network's deepest layer sees.
TILE: Final = 192
AROUND: Final = 32

# Pixels along the longer side of a picture that may be enlarged twice, for tiny digits.
ENLARGED: Final = 1280

# Size of a picture half an octave smaller, in its own.
BETWEEN: Final = 0.5**0.5

# Probability of smaller digits from which on a finer level is seen: what is not seen is lost.
NEEDED: Final = 0.15

# The same, from which on a picture is enlarged.
SURELY: Final = 0.5


@dataclass(frozen=True, eq=False)
class Seen:
    """What the finder says of a level; what was not seen of it is empty.

    The level's pixel (0, 0) is the pixel (MARGIN, MARGIN) of the maps. `scale` is pixels of the
    level for each of the picture. `planes` is what it was shown, uint8 [h, w, 3], of a level that
    it saw whole.
    """

    maps: Maps
    scale: float
    planes: NDArray[np.uint8] | None = None

    @cached_property
    def ink(self) -> Image.Image:
        """The probability of ink of digits, mode L, 255 at 1."""
        levels = self.maps.ink * np.float32(255)
        return Image.fromarray(np.rint(levels, out=levels).astype(np.uint8))


def scan(pixels: NDArray[np.uint8], find: Find) -> list[Seen]:
    """See an RGB picture, uint8 [height, width, 3]; gives its levels, the coarsest first.

    A level that nothing asked for is left out, and so are those below it.
    """
    seen: list[Seen] = []
    for tier in reversed(tiers(pixels)):
        asked = _needed(seen[-1], _framed(tier), NEEDED) if seen else None
        if asked is not None and max(tier.shape) > ALWAYS and not asked.any():
            break
        seen.append(_seen(tier, asked, find))
    return seen


def between(pixels: NDArray[np.uint8], find: Find) -> list[Seen]:
    """See a picture as `scan` does, at the sizes half an octave below those of its pyramid."""
    height, width = (max(1, round(side * BETWEEN)) for side in pixels.shape[:2])
    smaller = Image.fromarray(pixels).resize((width, height), Image.Resampling.BICUBIC)
    return [replace(each, scale=each.scale * BETWEEN) for each in scan(np.asarray(smaller), find)]


def closer(pixels: NDArray[np.uint8], seen: Sequence[Seen], find: Find) -> list[Seen]:
    """See a picture enlarged twice, where its own size says that it is too small for its digits.

    For pictures in which no larger digits were found: enlarged, grain looks like strokes. Gives
    the levels with one more, or as they are.
    """
    if seen[-1].scale != 1 or max(pixels.shape) > ENLARGED:
        return list(seen)
    tier = enlarged(pixels)
    asked = _needed(seen[-1], _framed(tier), SURELY)
    return [*seen, _seen(tier, asked, find)] if asked.any() else list(seen)


def _seen(tier: Tier, asked: NDArray[np.bool_] | None, find: Find) -> Seen:
    """See a level whole where it is small, else the tiles of it that are asked for."""
    shape = _framed(tier)
    if asked is not None and max(tier.shape) > WHOLE:
        return Seen(_tiled(tier, shape, asked, find), tier.scale)
    planes = tier.window(-MARGIN, -MARGIN, *shape)
    ink, maps = find(planes[np.newaxis])
    height, width = tier.shape
    own = planes[MARGIN : MARGIN + height, MARGIN : MARGIN + width]
    return Seen(Maps.of(ink[0], maps[0]), tier.scale, own)


def _framed(tier: Tier) -> tuple[int, int]:
    """Give height and width with MARGIN left and above, and at least as much on the other sides."""
    height, width = (-(-(side + 2 * MARGIN) // MULTIPLE) * MULTIPLE for side in tier.shape)
    return height, width


def _needed(coarser: Seen, shape: tuple[int, int], least: float) -> NDArray[np.bool_]:
    """Tell which tiles of a level of this framed shape the level above it asks for."""
    rows, columns = (-(-side // TILE) for side in shape)
    needed = np.zeros((rows, columns), np.bool_)
    down, across = np.nonzero(coarser.maps.finer > least)
    # A cell of the coarser level is twice as large here; the frames begin at the same pixel.
    y, x = (2 * (STRIDE * each - MARGIN) + MARGIN + STRIDE for each in (down, across))
    needed[(y // TILE).clip(0, rows - 1), (x // TILE).clip(0, columns - 1)] = True
    return needed


def _tiled(tier: Tier, shape: tuple[int, int], needed: NDArray[np.bool_], find: Find) -> Maps:
    """See the tiles that are needed, as one batch or at one go; the rest stays empty."""
    places = [(int(row) * TILE, int(column) * TILE) for row, column in np.argwhere(needed)]
    windows = _windows(places, shape)
    ink, maps = find(
        np.stack(
            [
                tier.window(top - MARGIN, left - MARGIN, height, width)
                for top, left, height, width in windows
            ]
        )
    )
    whole = Maps.empty(*shape)
    for number, (top, left) in enumerate(places):
        window = number % len(windows)
        y, x = top - windows[window][0], left - windows[window][1]
        height, width = min(TILE, shape[0] - top), min(TILE, shape[1] - left)
        parts = (
            told[window][y // stride : (y + height) // stride, x // stride : (x + width) // stride]
            for told, stride in ((ink, 2), (maps, STRIDE))
        )
        whole.put(Maps.of(*parts), top, left)
    return whole


def _windows(
    places: Sequence[tuple[int, int]], shape: tuple[int, int]
) -> list[tuple[int, int, int, int]]:
    """Give what the network is shown for tiles, their surroundings with them.

    Top, left, height and width in pixels of the frame: a window for each of the tiles, or one for
    all where that is less to see.
    """
    side = TILE + 2 * AROUND
    table = np.array(places)
    top, left = (table.min(axis=0) - AROUND).clip(0).tolist()
    bottom, right = np.minimum(table.max(axis=0) + TILE + AROUND, shape).tolist()
    if (bottom - top) * (right - left) <= len(places) * side * side:
        return [(top, left, bottom - top, right - left)]
    return [(top - AROUND, left - AROUND, side, side) for top, left in places]
