"""The ink of one character, cropped, with its truth."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["digit", "sign", "writing"]

# The classes of signs: index in this order = class.
SIGNS: Final = (
    *("point", "comma", "dash", "slash", "colon"),
    *("plus", "times", "equals", "bracket", "percent"),
)
TIMES: Final = "\u00d7"
CHARACTERS: Final[dict[str, str]] = {  # what a sign's Glyph says, and the class it belongs to
    ".": "point",
    ",": "comma",
    "-": "dash",
    "/": "slash",
    ":": "colon",
    "+": "plus",
    TIMES: "times",
    "=": "equals",
    "%": "percent",
    **dict.fromkeys("()[]{}", "bracket"),
}

VISIBLE: Final = 40  # level of ink above which the crop keeps a row or column


@dataclass(frozen=True, eq=False)
class Glyph:
    """Ink of one character or word.

    `alpha` is uint8 [h, w], 255 = full ink (the pen's `strength` is not in it), cropped so that
    its first and last rows and columns have a level above VISIBLE. `core` is bool [h, w], True
    where a stroke is, before grain, gaps or pressure thinned it. `text` says what it is: "7",
    ",", "word". `baseline` is the row of the baseline counted from the top of `alpha`: h for
    written digits, more than h for what hangs above the line.
    """

    alpha: NDArray[np.uint8]
    core: NDArray[np.bool_]
    text: str
    kind: Kind
    printed: bool
    baseline: int

    @property
    def height(self) -> int:
        """Rows of the crop."""
        return int(self.alpha.shape[0])

    @property
    def width(self) -> int:
        """Columns of the crop."""
        return int(self.alpha.shape[1])


@dataclass(frozen=True, eq=False)
class Ink:
    """Ink with its place: `alpha` uint8 [h, w], `core` bool [h, w], top left at (x, y), pixels."""

    alpha: NDArray[np.uint8]
    core: NDArray[np.bool_]
    x: int
    y: int

    def cropped(self) -> "Ink":
        """Cut off the rows and columns around what is visible; keeps all where nothing is."""
        seen = self.alpha > VISIBLE
        rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
        if len(rows) == 0:
            return self
        top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
        return Ink(
            self.alpha[top:bottom, left:right],
            self.core[top:bottom, left:right],
            self.x + int(left),
            self.y + int(top),
        )

    def glyph(self, text: str, kind: Kind, baseline: float, *, printed: bool = False) -> Glyph:
        """Name this ink; `baseline` is in the same pixels as its place."""
        return Glyph(self.alpha, self.core, text, kind, printed, round(baseline) - self.y)
