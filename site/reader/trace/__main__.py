"""`python -m reader.trace photo.jpg out.png` draws what the finder would be shown, as one strip.

There is no network under plain CPython: the strip has the picture, and then the planes of each
level of its pyramid, from the finest level to the coarsest.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reader.decode.picture import Picture, decode
from reader.errors import ReadError
from reader.find.pyramid import DARK, GREY, LIGHT, pyramid
from reader.trace.stages import PNG

# Height of the strip, and pixels between its pictures.
HEIGHT: Final = 720
GAP: Final = 12


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the pyramid of a picture file as one strip; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m reader.trace", description=__doc__)
    parser.add_argument("picture", type=Path, help="a picture file")
    parser.add_argument("strip", type=Path, help="the PNG file to write")
    chosen = parser.parse_args(arguments)
    try:
        strip = draw_strip(decode(chosen.picture.read_bytes()))
    except (ReadError, OSError) as cause:
        print(f"{chosen.picture}: {cause}", file=sys.stderr)
        return 1
    try:
        strip.save(chosen.strip, PNG)
    except OSError as cause:
        print(f"The strip cannot be written: {cause}", file=sys.stderr)
        return 1
    return 0


def draw_strip(picture: Picture) -> Image.Image:
    """Draw the picture and, beside it, a column for each level: grey, dark and light contrast.

    All levels are drawn in the same size, so that a coarse one shows how little is left of it.
    """
    height, width = picture.pixels.shape[:2]
    down = (HEIGHT - 2 * GAP) // 3
    across, small = (max(1, round(width * each / height)) for each in (HEIGHT, down))
    levels = pyramid(picture.pixels)
    strip = Image.new("RGB", (across + len(levels) * (GAP + small), HEIGHT), "white")
    strip.paste(_resized(picture.pixels, (across, HEIGHT)), (0, 0))
    for column, level in enumerate(levels):
        left = across + GAP + column * (GAP + small)
        for row, plane in enumerate((GREY, DARK, LIGHT)):
            drawn = _resized(np.ascontiguousarray(level.planes[..., plane]), (small, down))
            strip.paste(drawn, (left, row * (GAP + down)))
    return strip


def _resized(pixels: NDArray[np.uint8], size: tuple[int, int]) -> Image.Image:
    """Average areas where it gets smaller; where it gets larger, show the pixels."""
    return Image.fromarray(pixels).resize(size, Image.Resampling.BOX)


if __name__ == "__main__":
    sys.exit(main())
