"""Part: a rectangle of a frame that is read by itself, cut out before the frame is shrunk.

So a small part of a large photograph is seen with more of its pixels than in the whole.
"""

import math
from dataclasses import replace
from typing import NamedTuple

from reader.decode.frame import Frame
from reader.decode.orientation import as_stored, as_upright, turned_size
from reader.errors import BadOption
from reader.reading import Box


class Part(NamedTuple):
    """A rectangle in pixels of the upright original, which may end between two of them."""

    left: float
    top: float
    width: float
    height: float


def clipped(region: Box, size: tuple[int, int]) -> Box:
    """Give what lies of a region in a picture of a size; raises BadOption where nothing does."""
    width, height = size
    left, top = max(region.x, 0), max(region.y, 0)
    right, bottom = min(region.x + region.width, width), min(region.y + region.height, height)
    if left >= right or top >= bottom:
        raise BadOption(
            f"region begins at {region.x}, {region.y} and is {region.width} x {region.height} "
            f"pixels, beside the picture, which is {width} x {height}: pass a part of the picture."
        )
    return Box(left, top, right - left, bottom - top)


def cut(frame: Frame, region: Box, *, heeded: bool) -> tuple[Frame, Part]:
    """Cut a region out of a frame, and tell which part of the upright original that is.

    The region lies in the frame as it is shown: upright where its orientation is `heeded`, else as
    it is stored. The cut frame keeps the size of the whole. Raises BadOption where they have
    nothing in common.
    """
    size = turned_size(frame.size, frame.orientation)
    inside = clipped(region, size if heeded else frame.size)
    corners = (inside.x, inside.y, inside.x + inside.width, inside.y + inside.height)
    if heeded:
        corners = as_stored(corners, size, frame.orientation)
    # The frame may have been decoded smaller.
    across, down = (
        each / decoded for each, decoded in zip(frame.size, frame.image.size, strict=True)
    )
    left, top = math.floor(corners[0] / across), math.floor(corners[1] / down)
    right = max(left + 1, min(math.ceil(corners[2] / across), frame.image.width))
    bottom = max(top + 1, min(math.ceil(corners[3] / down), frame.image.height))
    image = frame.image.crop((left, top, right, bottom))
    stored = (left * across, top * down, right * across, bottom * down)
    x, y, right_end, bottom_end = as_upright(stored, frame.size, frame.orientation)
    return replace(frame, image=image), Part(x, y, right_end - x, bottom_end - y)
