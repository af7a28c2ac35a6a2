"""What is seen in a picture: digits, signs and doubts, in the way up in which it was read."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.classify.mark import Mark
from reader.find.detection import Box, Detection
from reader.find.scan import Seen
from reader.layout.hysteresis import beside_each_other
from reader.turn import DOUBTFUL

# The part of the digits that are sure, from which on a picture is taken for upright.
CLEAR: Final = 0.6

# How many digits a line, or a column, has at least.
SEVERAL: Final = 2

# Probability of other writing or print from which on it counts.
OTHER: Final = 0.5


@dataclass(frozen=True, eq=False)
class Sight:
    """What is seen: `digits` that are read, `signs`, and `doubts`, which may be digits.

    `refused` are detections that the classifier takes for no digit; `seen` are the levels of
    `pixels`, the picture as it was read: after so many quarter `turns`, counter-clockwise.
    """

    digits: tuple[Mark, ...]
    signs: tuple[Detection, ...]
    doubts: tuple[Mark, ...]
    refused: tuple[Mark, ...]
    seen: tuple[Seen, ...]
    pixels: NDArray[np.uint8]
    turns: int = 0

    @property
    def worth(self) -> float:
        """How much was seen: the belief in all digits, in doubt for a half."""
        return sum(each.belief * (1.0 if each.answer.sure else DOUBTFUL) for each in self.digits)

    @property
    def is_clear(self) -> bool:
        """True where most digits are sure: it was the right way up."""
        sure = sum(each.answer.sure for each in self.digits)
        return bool(self.digits) and sure >= CLEAR * len(self.digits)

    @property
    def is_column(self) -> bool:
        """True where several digits stand below each other and none beside another.

        A line that lies on its side does so, too, and noughts are noughts either way.
        """
        boxes = [each.box for each in self.digits]
        return len(boxes) >= SEVERAL and not beside_each_other(boxes).any()

    @property
    def writing(self) -> float:
        """The part of the picture, 0..1, that the finder takes for other writing or print."""
        return max((float((each.maps.other > OTHER).mean()) for each in self.seen), default=0.0)

    def upright(self, box: Box) -> Box:
        """Give a box of the picture as it was read in the picture as it came."""
        height, width = self.pixels.shape[:2]
        left, top, right, bottom = box
        return {
            0: box,
            1: (height - bottom, left, height - top, right),
            2: (width - right, height - bottom, width - left, height - top),
            3: (top, width - right, bottom, width - left),
        }[self.turns]
