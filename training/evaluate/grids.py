"""Grids of digits, such as sudokus: how many of their cells were read.

The rows of the label are laid on lines of the reading from top to bottom, each line used at most
once, and a row may go without, so that as many cells as possible are right. A cell is right when it
belongs to the longest common subsequence of its row and the line. What is read around the grid does
therefore not count against it, nor does a cell that is read twice; a digit that is left out costs
its own cell alone. Spaces, and gaps where a sign stands, are ignored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from training.evaluate.lines import rows
from training.evaluate.pictures import BREAK


@dataclass
class Grids:
    """Counts over one set of grids; `n` and `right` are cells."""

    name: str
    conditions: str
    pictures: int = 0
    n: int = 0
    right: int = 0

    def count(self, label: str, text: str) -> None:
        """Count a grid: its label, rows parted by "|", and the reading's text."""
        asked = rows(label, BREAK)
        self.pictures += 1
        self.n += sum(map(len, asked))
        self.right += cells(asked, rows(text, "\n"))

    def add(self, other: "Grids") -> None:
        """Take in another set's grids, to state both pooled."""
        for name in ("pictures", "n", "right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def as_dict(self) -> dict[str, Any]:
        """Give the counts, ready for JSON."""
        return {
            "set": self.name,
            "pictures": self.pictures,
            "n": self.n,
            "right": self.right,
            "conditions": self.conditions,
        }


def cells(asked: Sequence[str], said: Sequence[str]) -> int:
    """Count the cells that are right when the rows are laid on the lines as well as can be."""
    best = [0] * (len(said) + 1)  # with the rows so far, and only so many of the lines
    for row in asked:
        now = [0]
        for place, line in enumerate(said, start=1):
            laid = best[place - 1] + common(row, line)
            now.append(max(laid, best[place], now[-1]))
        best = now
    return best[-1]


def common(row: str, line: str) -> int:
    """Give the length of the longest common subsequence of two texts."""
    before = [0] * (len(line) + 1)
    for wanted in row:
        now = [0]
        for place, found in enumerate(line, start=1):
            kept = before[place - 1] + 1 if wanted == found else 0
            now.append(max(kept, before[place], now[-1]))
        before = now
    return before[-1]
