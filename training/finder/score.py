"""How many digits of generated pages are found and read, and how many are seen in vain."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from reader.look import look
from reader.networks import Networks
from reader.sight import Sight
from training.finder.targets import FAINT
from training.pages.page import Page

MATCHED: Final = 0.5  # intersection over union of a box that is found
TOUCHED: Final = 0.1  # of one that is not false: a digit that nobody has to read
FINE: Final = 0.3  # of a sign, which has a few pixels
ASKED: Final = 10.0  # pixels, the least size of a digit that has to be read


@dataclass
class Score:
    """Counts over pages: digits that have to be read, and what became of them."""

    name: str = "generated pages"
    conditions: str = "other writers and fonts, found at an intersection over union of 0.5"
    pages: int = 0
    n: int = 0
    found: int = 0
    right: int = 0
    sure: int = 0
    sure_and_right: int = 0
    false: int = 0
    false_and_sure: int = 0

    def count(self, page: Page, sight: Sight) -> None:
        """Count one page."""
        marks = list(sight.digits)
        shared = overlap(
            page.boxes.astype(np.float64).reshape(-1, 4),
            np.array([mark.box for mark in marks], np.float64).reshape(-1, 4),
        )
        self.pages += 1
        asked = page.whole & (page.contrast >= FAINT) & (page.heights >= ASKED)
        for place in np.flatnonzero(asked):
            self.n += 1
            best = int(shared[place].argmax()) if marks else -1
            if best < 0 or shared[place, best] < MATCHED:
                continue
            answer = marks[best].answer
            right = bool(answer.digit == page.labels[place])
            self.found += 1
            self.right += right
            self.sure += answer.sure
            self.sure_and_right += answer.sure and right
        for number, mark in enumerate(marks):
            if not len(page.boxes) or shared[:, number].max() < TOUCHED:
                self.false += 1
                self.false_and_sure += mark.answer.sure

    def as_dict(self) -> dict[str, Any]:
        """Give the counts, ready for JSON."""
        return {"set": self.name, **{k: v for k, v in vars(self).items() if k != "name"}}


def overlap(boxes: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the intersection over union of boxes [N, 4] and [M, 4]: float64 [N, M]."""
    corner = np.maximum(boxes[:, None, :2], others[None, :, :2])
    opposite = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    shared = (opposite - corner).clip(0).prod(axis=2)
    area, other = ((each[:, 2:] - each[:, :2]).prod(axis=1) for each in (boxes, others))
    return np.asarray(shared / np.maximum(area[:, None] + other[None, :] - shared, 1e-9))


def score(pages: Iterable[Page], networks: Networks) -> Score:
    """Look at pages and count."""
    counted = Score()
    for page in pages:
        counted.count(page, look(page.picture, networks))
    return counted
