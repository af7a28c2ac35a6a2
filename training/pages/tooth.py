"""The tooth of paper and board: noise that decides where a dry pen leaves ink."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.digits.hand import Random

SIDE: Final = 1024  # pixels along a side of a tile, more than the largest digit has
FINENESS: Final = (0.5, 0.8, 1.3, 2.2, 4.0)  # pixels: sigma of each tile's blur

Tiles = list[NDArray[np.uint8]]


def tiles() -> Tiles:
    """Make the tiles, uint8 [SIDE, SIDE], fine to coarse: each level 0..255 is equally common."""
    random = np.random.default_rng(1984)
    made: Tiles = []
    for sigma in FINENESS:
        noise = random.standard_normal((SIDE, SIDE)).astype(np.float32)
        smooth = cv2.GaussianBlur(noise, (0, 0), sigma)
        order = smooth / float(smooth.std())
        made.append(np.clip(255 / (1 + np.exp(-1.7 * order)), 0, 255).astype(np.uint8))
    return made


def cut(tile: NDArray[np.uint8], shape: tuple[int, ...], random: Random) -> NDArray[np.uint8]:
    """Cut a piece of this shape, (height, width), from a tile at random; a small tile stretches."""
    height, width = shape
    if height > SIDE or width > SIDE:
        return cv2.resize(tile, (width, height), interpolation=cv2.INTER_LINEAR)
    top = int(random.integers(SIDE - height + 1))
    left = int(random.integers(SIDE - width + 1))
    return tile[top : top + height, left : left + width]
