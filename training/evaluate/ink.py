"""`python -m training.evaluate.ink`: what the finder's ink costs of the digits that it finds.

Digits of generated pages that the finder has a box for are cut out as the reader does, and with the
true ink of the page in place of what the finder says, or with the true division of the ink between
digits. It prints a row of Markdown for each: of those digits, the part that the classifier reads,
of all and by their height. Nothing is trained or written.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's notes drown the figures

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unittest.mock import patch

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reader import CardError
from reader.classify.mark import in_mnist_geometry
from reader.find import instance, mask
from reader.find.detection import Detection, detections, suppressed
from reader.find.instance import instances
from reader.find.paper import SIDE
from reader.find.scan import Seen, scan
from reader.find.square import Square
from reader.networks import Networks
from training.digits.mnist import DATA
from training.errors import DataError
from training.evaluate.generated_pages import pages
from training.finder.score import MATCHED, overlap
from training.pages.page import Page
from training.shipped import SHIPPED, Shipped

PAGES: Final = 100
HEIGHTS: Final = (16, 30)  # pixels of a digit, between the columns
CROSS: Final = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
WIDER: Final = 0.7  # pixels of the page that ink is wider than its core, on each side

Masks = NDArray[np.uint8]
Cells = dict[str, list[bool]]  # by column: whether each digit was read


@dataclass(frozen=True, eq=False)
class Truth:
    """A page and the number of the digit that each of its detections is."""

    page: Page
    of: dict[Detection, int]

    def inks(
        self, seen: Sequence[Seen], found: Sequence[Detection], squares: Sequence[Square]
    ) -> Masks:
        """Give the true ink of all digits in each square, as `mask.masks` gives the finder's."""
        made = mask.masks(seen, found, squares)
        for each, around, ink in zip(found, squares, made, strict=True):
            if each in self.of:
                ink[:] = 255 * self._wider(self._numbers(around) > 0, around)
                mask.bound(ink, each, around)
        return made

    def divide(
        self,
        inks: Masks,
        seen: Sequence[Seen],
        found: Sequence[Detection],
        squares: Sequence[Square],
        others: Sequence[NDArray[np.float64]],
    ) -> None:
        """Take out of each mask, in place, what is the ink of another digit."""
        mask.divide(inks, seen, found, squares, others)
        for each, around, ink in zip(found, squares, inks, strict=True):
            if each in self.of:
                numbers, own = self._numbers(around), self.of[each] + 1
                foreign = self._wider((numbers > 0) & (numbers != own), around)
                ink[foreign & ~self._wider(numbers == own, around)] = 0

    def _numbers(self, around: Square) -> NDArray[np.int32]:
        left, top, side = around
        numbers = Image.fromarray(self.page.instances.astype(np.int32))
        matrix = (side / SIDE, 0.0, left, 0.0, side / SIDE, top)
        return np.asarray(numbers.transform((SIDE, SIDE), Image.Transform.AFFINE, matrix))

    def _wider(self, ink: NDArray[np.bool_], around: Square) -> NDArray[np.bool_]:
        """Dilate what is in a square by WIDER pixels of the page, at least by one of its own."""
        times = max(1, round(WIDER * SIDE / around[2]))
        return cv2.dilate(ink.astype(np.uint8), CROSS, iterations=times) > 0


# What is true in each row: the ink, its division between digits.
ROWS: Final = {
    "the finder's": (False, False),
    "true division": (False, True),
    "true ink": (True, False),
    "both": (True, True),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line says; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m training.evaluate.ink", description=__doc__, allow_abbrev=False
    )
    default = Path(os.environ.get("INKLING_DATA", DATA.parent))
    parser.add_argument("--data", type=Path, default=default, help="with mnist/ and strokes/")
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder of both networks")
    parser.add_argument("--pages", type=int, default=PAGES, help="generated pages")
    chosen = parser.parse_args(arguments)
    try:
        measured = measure(chosen.pages, chosen.data, Shipped(chosen.model).networks)
    except (DataError, CardError, OSError) as cause:
        print(f"{cause}", file=sys.stderr)
        return 1
    print("\n".join(table(measured)))
    return 0


def measure(count: int, data: Path, networks: Networks) -> dict[str, Cells]:
    """Cut digits out of so many pages, in each of ROWS; gives by row and column what was read."""
    measured: dict[str, Cells] = {row: {} for row in ROWS}
    for page in pages(count, data):
        seen = scan(page.picture, networks.find)
        least = networks.finder.digit
        found = [each for each in detections(seen, least, 1.0) if each.sign is None]
        best = suppressed([each.box for each in found], [each.rank for each in found])
        kept = [found[place] for place in best]
        truth = Truth(page, matched(page, kept))
        for row, (ink, division) in ROWS.items():
            masks: Callable[..., Masks] = truth.inks if ink else mask.masks
            divide: Callable[..., None] = truth.divide if division else mask.divide
            with patch.object(instance, "masks", masks), patch.object(instance, "divide", divide):
                read = _read(page, seen, kept, truth.of, networks)
            for number, right in read:
                for column in ("all", _column(float(page.heights[number]))):
                    measured[row].setdefault(column, []).append(right)
    return measured


def table(measured: dict[str, Cells]) -> list[str]:
    """Give the table's lines."""
    columns = ["all", *dict.fromkeys(_column(each) for each in (0, *HEIGHTS))]
    counts = [len(measured["both"].get(column, [])) for column in columns]
    heads = [f"{column} ({count})" for column, count in zip(columns, counts, strict=True)]
    lines = [f"| ink | {' | '.join(heads)} |", f"|---|{'--:|' * len(columns)}"]
    for row, cells in measured.items():
        shares = [
            f"{100 * np.mean(cells[column]):.1f}" if cells.get(column) else "none"
            for column in columns
        ]
        lines.append(f"| {row} | {' | '.join(shares)} |")
    return lines


def _column(height: float) -> str:
    low, high = HEIGHTS
    if height < low:
        return f"below {low} pixels"
    return f"{low} to {high}" if height < high else f"{high} and more"


def matched(page: Page, found: Sequence[Detection]) -> dict[Detection, int]:
    """Tell which digit, wholly on the page, each detection is."""
    shared = overlap(
        page.boxes.astype(np.float64).reshape(-1, 4),
        np.array([each.box for each in found], np.float64).reshape(-1, 4),
    )
    if not shared.size:
        return {}
    nearest, most = shared.argmax(axis=0).tolist(), shared.max(axis=0)
    return {
        each: number
        for each, number, part in zip(found, nearest, most, strict=True)
        if part >= MATCHED and page.whole[number]
    }


def _read(
    page: Page,
    seen: Sequence[Seen],
    kept: Sequence[Detection],
    of: dict[Detection, int],
    networks: Networks,
) -> list[tuple[int, bool]]:
    """Cut detections out; gives of each that is a digit its number and whether it is read."""
    told = []
    for each, ink in zip(kept, instances(page.picture, seen, kept), strict=True):
        if each in of:
            best = -1
            if ink is not None:
                best = int(networks.classify(in_mnist_geometry([ink])).argmax())
            told.append((of[each], best == int(page.labels[of[each]])))
    return told


if __name__ == "__main__":
    sys.exit(main())
