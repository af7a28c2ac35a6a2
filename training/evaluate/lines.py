"""Pages of several digits: how many of their lines were read exactly, and how many of the digits.

Spaces are ignored on both sides, those between numbers and the gaps in which a sign stands that is
not read surely; a sign that the text shows counts as a character. A line of the label is right when
a line of the reading equals it; each line of the reading is used once. The digits are measured by
the edit distance of Levenshtein, "Binary codes capable of correcting deletions, insertions, and
reversals" (1966), between label and reading with their lines joined by "|": 1 - distance / digits.
A line that is torn in two or run into another thus costs an edit as well, and what is read beside
the digits costs one for each digit.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from training.evaluate.pictures import BREAK

COUNTS: Final = ("pictures", "n", "right", "digits", "errors", "sure", "sure_and_right")


@dataclass
class Lines:
    """Counts over one set of pages; `n` and `right` are lines, `errors` are edits.

    `sure` are pages read without doubt, `sure_and_right` those among them that have all of the
    label's lines in their order, and no others.
    """

    name: str
    conditions: str
    pictures: int = 0
    n: int = 0
    right: int = 0
    digits: int = 0
    errors: int = 0
    sure: int = 0
    sure_and_right: int = 0

    def count(self, label: str, text: str, verdict: str) -> None:
        """Count a page: its label, lines parted by "|", and the reading's text and verdict."""
        asked, said = rows(label, BREAK), rows(text, "\n")
        sure = verdict in ("digit", "number")
        self.pictures += 1
        self.n += len(asked)
        self.right += exact(asked, said)
        self.digits += sum(map(len, asked))
        self.errors += distance(BREAK.join(asked), BREAK.join(said))
        self.sure += sure
        self.sure_and_right += sure and asked == said

    def add(self, other: "Lines") -> None:
        """Take in another set's pages, to state both pooled."""
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def as_dict(self) -> dict[str, Any]:
        """Give the counts, ready for JSON."""
        counts = {name: getattr(self, name) for name in COUNTS}
        return {"set": self.name, **counts, "conditions": self.conditions}


def rows(text: str, between: str) -> list[str]:
    """Part a text into its lines, without spaces and without empty lines."""
    return [row for row in text.replace(" ", "").split(between) if row]


def exact(asked: Sequence[str], said: Sequence[str]) -> int:
    """Count the lines of the label that the reading has too, each of its lines used once."""
    return (Counter(asked) & Counter(said)).total()


def distance(asked: str, said: str) -> int:
    """Count the fewest insertions, deletions and replacements that turn one text into another."""
    before = list(range(len(said) + 1))
    for row, wanted in enumerate(asked, start=1):
        now = [row]
        for column, found in enumerate(said, start=1):
            replaced = before[column - 1] + (wanted != found)
            now.append(min(replaced, before[column] + 1, now[-1] + 1))
        before = now
    return before[-1]
