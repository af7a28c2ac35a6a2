"""Amounts, dates, times and sums: whether a sign among digits is read, or at least is doubted.

A line's text is its digits and the signs between two of them; one that no text shows, a plus or a
bracket, is a gap there. Spaces are ignored. "3,50" must never be a sure 350, so a line in doubt is
held as well as one that is right, and one that was not seen at all is not.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from reader.answer.verdict import verdict
from reader.find.maps import TEXT
from reader.reading import SHOWN, Box, Reading
from training.finder.score import TOUCHED, overlap
from training.finder.targets import FAINT
from training.pages.page import Page

# Pixels, the least size of the digits on a line that counts: a point beside them is one pixel.
LEGIBLE: Final = 16.0

COUNTS: Final = ("pages", "n", "right", "unsure", "lost", "sure", "sure_and_right")


@dataclass(frozen=True, eq=False)
class Written:
    """A line as it was written: its text, whether signs stand in it that no text has, its place.

    `digits` are the numbers of its digits on the page, `box` is left, top, right, bottom in pixels.
    """

    text: str
    gaps: bool
    digits: frozenset[int]
    box: tuple[float, float, float, float]


@dataclass
class Signs:
    """Counts over pages; `n` are their lines with signs.

    Each line is `right`, or `unsure` where it is not right but in doubt, or `lost` where nothing is
    said of it, or else surely wrong.
    """

    name: str
    conditions: str
    pages: int = 0
    n: int = 0
    right: int = 0
    unsure: int = 0
    lost: int = 0
    sure: int = 0
    sure_and_right: int = 0

    @property
    def held(self) -> int:
        """The lines that are right or in doubt."""
        return self.right + self.unsure

    def count(self, page: Page, reading: Reading) -> None:
        """Count the lines of a page that was read at its own size."""
        self.pages += 1
        owners = _owners(page, reading)
        for line in lines(page):
            self.n += 1
            said = [
                each
                for each, owned in zip(reading.lines, owners, strict=True)
                if owned & line.digits
            ]
            near = [each for each in reading.doubts if _lies(each.box, line.box)]
            if not said and not near:
                self.lost += 1
                continue
            sure = verdict(said, near) in ("digit", "number")
            text = "".join(each.text for each in said).replace(" ", "")
            right = text == line.text and not (sure and line.gaps)
            self.right += right
            self.unsure += not right and not sure
            self.sure += sure
            self.sure_and_right += sure and right

    def as_dict(self) -> dict[str, Any]:
        """Give the counts, ready for JSON."""
        counts = {name: getattr(self, name) for name in COUNTS}
        return {"set": self.name, **counts, "conditions": self.conditions}


def lines(page: Page) -> list[Written]:
    """Give the lines with signs all of whose digits have to be read, and are large enough."""
    legible = page.whole & (page.contrast >= FAINT) & (page.heights >= LEGIBLE)
    found = []
    for number in np.unique(page.sign_line):
        digits = np.flatnonzero(page.line == number)
        if not len(digits) or not legible[digits].all():
            continue
        marks = [(int(page.place[each]), str(page.labels[each])) for each in digits]
        first, last = min(marks)[0], max(marks)[0]
        gaps = False
        for each in np.flatnonzero(page.sign_line == number):
            sign = TEXT[page.sign_kinds[each]]
            if first < page.sign_place[each] < last:
                gaps |= sign not in SHOWN
                marks.append((int(page.sign_place[each]), sign if sign in SHOWN else ""))
        text = "".join(mark for _, mark in sorted(marks))
        found.append(Written(text, gaps, frozenset(digits.tolist()), _around(page.boxes[digits])))
    return found


def _owners(page: Page, reading: Reading) -> list[set[int]]:
    """Give, of each line that was read, the digits of the page that it has."""
    boxes = page.boxes.astype(np.float64).reshape(-1, 4)
    owners: list[set[int]] = []
    for line in reading.lines:
        corners = np.array([_corners(digit.box) for digit in line.digits], np.float64)
        shared = overlap(corners.reshape(-1, 4), boxes)
        best = shared.argmax(axis=1) if len(boxes) else np.zeros(0, np.intp)
        owners.append(
            {int(own) for row, own in zip(shared, best, strict=False) if row[own] >= TOUCHED}
        )
    return owners


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.x, box.y, box.x + box.width, box.y + box.height


def _around(boxes: NDArray[np.int16]) -> tuple[float, float, float, float]:
    left, top = boxes[:, :2].min(axis=0)
    right, bottom = boxes[:, 2:].max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def _lies(box: Box, line: tuple[float, float, float, float]) -> bool:
    """Tell whether the middle of a box lies in a line's."""
    x, y = box.x + box.width / 2, box.y + box.height / 2
    return line[0] <= x <= line[2] and line[1] <= y <= line[3]
