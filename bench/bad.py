"""Pictures that are hard on a reader: as long as a tape, tiny, of one colour, or pure noise."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bench.pictures import Drawn
from tests.handwriting import encode


def bad() -> list[Drawn]:
    """Four pictures without a digit that anybody could read."""
    tape = np.full((40, 20_000, 3), 235, np.uint8)
    tape[8:32, 100::90] = tape[8:32, 101::90] = tape[8:32, 102::90] = 40
    tiny = np.full((9, 9, 3), 235, np.uint8)
    tiny[2:7, 4] = 40
    noise = np.random.default_rng(5).integers(0, 256, (960, 1280, 3), np.uint8)
    return [
        _drawn("20,000 x 40 pixels", "tape.png", tape),
        _drawn("9 x 9 pixels", "tiny.png", tiny),
        _drawn(
            "one colour, 1,600 x 1,200 pixels", "colour.png", np.full((1200, 1600, 3), 90, np.uint8)
        ),
        _drawn("pure noise, 1,280 x 960 pixels", "noise.png", noise),
    ]


def _drawn(what: str, file: str, pixels: NDArray[np.uint8]) -> Drawn:
    height, width = pixels.shape[:2]
    content = encode(Image.fromarray(pixels), compress_level=1)
    return Drawn(what, file, content, (width, height), 0)
