"""A contact sheet of made pictures, with their truth drawn over them if asked."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.pages.glyph import SIGNS
from training.pages.page import Page

CELL: Final = 320  # pixels of one picture's square
GAP: Final = 6
WHOLE, PART, SIGN = (230, 0, 0), (240, 140, 0), (0, 110, 230)  # RGB of boxes
SIGNED: Final = dict(zip(SIGNS, ".,-/:+x=(%", strict=True))


def sheet(pages: Sequence[Page], columns: int = 5, *, truth: bool = False) -> NDArray[np.uint8]:
    """Lay pictures in rows, each in a square of CELL pixels: uint8 RGB."""
    rows = -(-len(pages) // columns)
    side = CELL + GAP
    made = np.full((rows * side, columns * side, 3), 90, np.uint8)
    for place, page in enumerate(pages):
        picture = shown(page, truth=truth)
        top, left = place // columns * side, place % columns * side
        made[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    return made


def shown(page: Page, *, truth: bool) -> NDArray[np.uint8]:
    """One picture, made smaller to fit into a cell, with boxes, labels, lines and places."""
    height, width = page.picture.shape[:2]
    part = min(CELL / max(height, width), 3.0)
    size = max(1, round(width * part)), max(1, round(height * part))
    how = cv2.INTER_AREA if part < 1 else cv2.INTER_CUBIC
    picture = cv2.resize(page.picture, size, interpolation=how)
    if not truth:
        return np.asarray(picture, np.uint8)
    for box, label, whole, line, place in zip(
        page.boxes, page.labels, page.whole, page.line, page.place, strict=True
    ):
        text = f"{label}" if len(page.boxes) > 30 else f"{label} {line}.{place}"
        _frame(picture, box * part, WHOLE if whole else PART, text)
    for box, kind in zip(page.sign_boxes, page.sign_kinds, strict=True):
        _frame(picture, box * part, SIGN, SIGNED[SIGNS[kind]])
    cv2.putText(picture, page.scene, (3, size[1] - 4), cv2.FONT_HERSHEY_PLAIN, 0.9, (0, 160, 0), 1)
    return np.asarray(picture, np.uint8)


def _frame(
    picture: NDArray[np.uint8], box: NDArray[np.float64], colour: tuple[int, int, int], text: str
) -> None:
    x0, y0, x1, y1 = (round(float(side)) for side in box)
    cv2.rectangle(picture, (x0 - 1, y0 - 1), (x1, y1), colour, 1)
    cv2.putText(picture, text, (x0, y0 - 2), cv2.FONT_HERSHEY_PLAIN, 0.7, colour, 1, cv2.LINE_AA)
