"""The finder's outputs: which channel of its maps says what.

The contract between the network (`training.finder`), its card and the reader.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

STRIDE: Final = 4  # pixels of a level for each cell of the maps, along both sides
UNIT: Final = 16  # pixels that a 1 in the box and centre channels stands for

# The signs that are told apart, in the order of their channels, and the characters that they are.
SIGNS: Final = (
    *("point", "comma", "dash", "slash", "colon"),
    *("plus", "times", "equals", "bracket", "percent"),
)
TEXT: Final = (".", ",", "-", "/", ":", "+", "\u00d7", "=", "(", "%")

DIGIT: Final = 0  # logit of "the centre of a digit of this level's size"
SIGN: Final = 1  # logit of "the centre of a sign"
BOX: Final = slice(2, 6)  # from the cell's middle to left, top, right, bottom, in UNIT pixels
CENTRE: Final = slice(6, 8)  # from the cell's middle to its digit's centre: x, y, in UNIT pixels
KIND: Final = slice(8, 8 + len(SIGNS))  # logits of the kinds of sign
OTHER: Final = KIND.stop  # logit of other writing or print
FINER: Final = OTHER + 1  # logit of "there are digits here, too small for this level"
CHANNELS: Final = FINER + 1

# What a level is given as and what the network says of it: planes, uint8 [N, H, W, 3], to ink,
# float32 [N, H/2, W/2, 4], and maps, float32 [N, H/4, W/4, CHANNELS]. H and W are multiples of 16.
Find = Callable[[NDArray[np.uint8]], tuple[NDArray[np.float32], NDArray[np.float32]]]


@dataclass(frozen=True, eq=False)
class Maps:
    """What the finder says of one level, in probabilities where the network gives logits.

    `ink` is float32 [H, W], `digit`, `sign`, `other` and `finer` float32 [H/4, W/4], `box`
    [H/4, W/4, 4] and `centre` [H/4, W/4, 2] in pixels, `kind` logits [H/4, W/4, 10].
    """

    ink: NDArray[np.float32]
    digit: NDArray[np.float32]
    sign: NDArray[np.float32]
    box: NDArray[np.float32]
    centre: NDArray[np.float32]
    kind: NDArray[np.float32]
    other: NDArray[np.float32]
    finer: NDArray[np.float32]

    @classmethod
    def of(cls, ink: NDArray[np.float32], maps: NDArray[np.float32]) -> "Maps":
        """Name the channels of one picture's outputs: ink [H/2, W/2, 4], maps [H/4, W/4, C]."""
        height, width = ink.shape[:2]
        whole = ink.reshape(height, width, 2, 2).transpose(0, 2, 1, 3)
        return cls(
            ink=probability(whole.reshape(2 * height, 2 * width)),
            digit=probability(maps[..., DIGIT]),
            sign=probability(maps[..., SIGN]),
            box=maps[..., BOX] * np.float32(UNIT),
            centre=maps[..., CENTRE] * np.float32(UNIT),
            kind=maps[..., KIND],
            other=probability(maps[..., OTHER]),
            finer=probability(maps[..., FINER]),
        )

    @classmethod
    def empty(cls, height: int, width: int) -> "Maps":
        """Give the maps of a level of this size, in pixels, of which nothing was seen."""

        def zeros(*channels: int) -> NDArray[np.float32]:
            return np.zeros((height // STRIDE, width // STRIDE, *channels), np.float32)

        return cls(
            ink=np.zeros((height, width), np.float32),
            digit=zeros(),
            sign=zeros(),
            box=zeros(4),
            centre=zeros(2),
            kind=zeros(len(SIGNS)),
            other=zeros(),
            finer=zeros(),
        )

    def put(self, part: "Maps", top: int, left: int) -> None:
        """Put in what was seen of a part that begins at this pixel, a multiple of STRIDE."""
        for field in fields(self):
            whole, own = getattr(self, field.name), getattr(part, field.name)
            y, x = (top, left) if field.name == "ink" else (top // STRIDE, left // STRIDE)
            whole[y : y + own.shape[0], x : x + own.shape[1]] = own


def probability(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give the logistic function of logits of any shape, in float32."""
    powers = np.clip(logits, np.float32(-30), np.float32(30))
    np.exp(np.negative(powers, out=powers), out=powers)
    powers += np.float32(1)
    return np.reciprocal(powers, out=powers)
