"""`python -m reader.trace photo.jpg out.png` draws the stages of a reading as one strip.

There is no network under plain CPython, so its boxes are the figures that it would be asked about.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PIL import Image

from reader.errors import ReadError
from reader.figure import find_figures
from reader.ink import find_ink
from reader.mark import mark_of
from reader.picture import Picture, decode
from reader.ruling import without_rules
from reader.stage import PNG, SURE, draw_boxes, draw_ink, draw_rules, draw_sheet

# Pixels between the stages of a strip, and its height.
GAP: Final = 12
HEIGHT: Final = 360


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the stages of a picture file as one strip; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m reader.trace", description=__doc__)
    parser.add_argument("picture", type=Path, help="a picture file")
    parser.add_argument("strip", type=Path, help="the PNG file to write")
    chosen = parser.parse_args(arguments)
    try:
        strip = _strip(decode(chosen.picture.read_bytes()))
    except (ReadError, OSError) as cause:
        print(f"{chosen.picture}: {cause}", file=sys.stderr)
        return 1
    try:
        strip.save(chosen.strip, PNG)
    except OSError as cause:
        print(f"The strip cannot be written: {cause}", file=sys.stderr)
        return 1
    return 0


def _strip(picture: Picture) -> Image.Image:
    """Draw what can be seen without the network: picture, ink, rules, figures and their 28x28."""
    drawn = [Image.fromarray(picture.pixels)]
    ink = find_ink(picture.pixels)
    if ink is not None:
        bare, rules = without_rules(ink)
        marks = [mark_of(each.parts, bare) for each in find_figures(bare)]
        drawn += [
            draw_ink(ink),
            draw_rules(bare, rules),
            draw_boxes(marks, [SURE] * len(marks), bare),
        ]
        drawn += [draw_sheet(marks)] if marks else []
    sizes = [(max(1, round(each.width * HEIGHT / each.height)), HEIGHT) for each in drawn]
    width = sum(size[0] for size in sizes) + GAP * (len(sizes) - 1)
    strip = Image.new("RGB", (width, HEIGHT), "white")
    left = 0
    for each, size in zip(drawn, sizes, strict=True):
        strip.paste(each.resize(size, Image.Resampling.BOX), (left, 0))
        left += size[0] + GAP
    return strip


if __name__ == "__main__":
    sys.exit(main())
