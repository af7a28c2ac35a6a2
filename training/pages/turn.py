"""Pictures that come on their sides or upside down: what stands in them is no digit as it lies.

Cameras and scanners lose the note of how they were held. The reader tries all four ways up and
takes the one in which most digits are seen, so a digit on its side must not be seen as one.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from training.pages.glyph import SIGNS

if TYPE_CHECKING:
    from training.pages.page import Page

Number = TypeVar("Number", bound=np.unsignedinteger[Any])

# Digits of which nobody can tell, where they stand alone, whether they were turned so often by 90
# degrees: a nought lies on its side, and upside down a 2 or a 5 is nearly one again.
ALONE: Final[dict[int, frozenset[int]]] = {
    1: frozenset({0}),
    2: frozenset({2, 5}),
    3: frozenset({0}),
}
# Those of which nobody can tell in company either: upside down they are digits.
ALIKE: Final[dict[int, frozenset[int]]] = {
    1: frozenset(),
    2: frozenset({0, 1, 6, 8, 9}),
    3: frozenset(),
}
COMPANY: Final = 3  # digits of a picture from which on the others tell how it lies
# Signs that stay what they are.
KEPT: Final[dict[int, frozenset[str]]] = {
    1: frozenset({"plus", "times"}),
    2: frozenset({"dash", "slash", "colon", "plus", "times", "equals", "percent"}),
    3: frozenset({"plus", "times"}),
}


def turned(page: "Page", quarters: int) -> "Page":
    """Turn a page by 1 to 3 times 90 degrees, counter-clockwise.

    Its digits become other writing, but for those of which nobody can tell: they stay, with a
    `contrast` of 0, so that nobody asks for them. Raises ValueError for another number of turns.
    """
    if quarters not in ALIKE:
        raise ValueError(f"A page is turned by 1, 2 or 3 quarters, not by {quarters}.")
    unclear = set(ALIKE[quarters])
    if len(page.labels) < COMPANY:
        unclear |= ALONE[quarters]
    digits = np.isin(page.labels, sorted(unclear))
    signs = np.isin(page.sign_kinds, [SIGNS.index(name) for name in sorted(KEPT[quarters])])
    other = page.other.astype(np.bool_)
    instances, left = _kept(page.instances, digits)
    signed, gone = _kept(page.signs, signs)
    size = page.instances.shape
    return replace(
        page,
        picture=_rotated(page.picture, quarters),
        instances=_rotated(instances, quarters),
        signs=_rotated(signed, quarters),
        other=_rotated((other | left | gone).astype(np.uint8), quarters),
        boxes=_boxes(page.boxes[digits], size, quarters),
        labels=page.labels[digits],
        heights=page.heights[digits],
        whole=np.zeros(int(digits.sum()), np.bool_),
        contrast=np.zeros(int(digits.sum()), np.float32),
        printed=page.printed[digits],
        sign_boxes=_boxes(page.sign_boxes[signs], size, quarters),
        sign_kinds=page.sign_kinds[signs],
    ).ordered(page.line[digits], page.place[digits], page.sign_line[signs], page.sign_place[signs])


def _rotated(plane: NDArray[Number], quarters: int) -> NDArray[Number]:
    return np.ascontiguousarray(np.rot90(plane, quarters))


def _kept(
    numbers: NDArray[np.uint16], keep: NDArray[np.bool_]
) -> tuple[NDArray[np.uint16], NDArray[np.bool_]]:
    """Number the kept marks of a map anew, and say where the others were."""
    names = np.zeros(len(keep) + 1, np.uint16)
    names[1:][keep] = np.arange(1, int(keep.sum()) + 1)
    renamed = names[numbers]
    return renamed, (numbers > 0) & (renamed == 0)


def _boxes(boxes: NDArray[np.int16], size: tuple[int, ...], quarters: int) -> NDArray[np.int16]:
    """Turn boxes [n, 4] in a picture of this height and width, counter-clockwise."""
    height, width = size
    for _ in range(quarters):
        x0, y0, x1, y1 = boxes.reshape(-1, 4).T
        boxes = np.stack([y0, width - x1, y1, width - x0], axis=1).astype(np.int16)
        height, width = width, height
    return boxes.reshape(-1, 4)
