"""How often the page is right, measured through `window.inkling.read` in Chromium.

Writes what it finds to test-results/accuracy.json, from which `make results` makes the tables
of results. `make test` reads the first of the 1,000 digits, and all of the other sets.
"""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench.networks import short_names
from tests.browser.paper import on_paper, read_idx
from tests.conftest import ROOT
from tests.sweep import cases, is_whole, marked
from training.evaluate.tally import Tally as Counts

REPORT = ROOT / "test-results" / "accuracy.json"
SEED = 2026
DIGITS = 1_000
FIRST = 150  # of them, in `make test`
ON_PAPER = "MNIST on paper"

pytestmark = [pytest.mark.data, marked]


class Tally(Counts):
    """Counts what was read right through the page, in one set of pictures, and names the errors."""

    def __init__(self, name: str, conditions: str) -> None:
        super().__init__(name, conditions)
        self.wrong: list[str] = []

    def read(self, what: str, label: str, reading: dict[str, Any]) -> None:
        digits = [digit["confidence"] for line in reading["lines"] for digit in line["digits"]]
        self.count(label, reading["text"], reading["verdict"], min(digits, default=None))
        if reading["text"] != label:
            self.wrong.append(f"{what}: {reading['text'] or reading['reason']!r}, not {label}")

    @property
    def accuracy(self) -> float:
        return self.right / self.n

    def __str__(self) -> str:
        share = f"{self.right}/{self.n} = {100 * self.accuracy:.2f} %"
        return f"{self.name}: {share} right; sure of {self.sure}, right in {self.sure_and_right}"


@pytest.fixture(scope="module")
def report(browser):
    """All tallies of this run, written at its end."""
    tallies: list[Tally] = []
    yield tallies
    content = {
        **short_names(),
        "browser": f"Chromium {browser.version.split('.')[0]}",
        "sets": [tally.as_dict() for tally in tallies],
    }
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


@pytest.fixture
def announce(report, capsys):
    """Print tallies even where pytest captures, and keep them for the report."""

    def print_and_keep(*tallies: Tally) -> None:
        report.extend(tallies)
        with capsys.disabled():
            for tally in tallies:
                print(f"\n  {tally}", *tally.wrong[:20], sep="\n      ", end="")

    return print_and_keep


def measured(visitor, folder: Path, sources: set[str], conditions: str) -> list[Tally]:
    """Read the labelled pictures of some sources; an error on any of them fails the test."""
    tallies: dict[str, Tally] = {}
    with (folder / "labels.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            source = row["path"].split("/")[0]
            if source in sources:
                name = f"{folder.name}/{source}"
                tally = tallies.setdefault(source, Tally(name, conditions))
                content = (folder / row["path"]).read_bytes()
                tally.read(row["path"], row["label"], visitor.read(content, row["path"]))
    assert set(tallies) == sources, "some sources have no pictures"
    return list(tallies.values())


def pooled(name: str, tallies: list[Tally]) -> Tally:
    """All sources as one set: few people wrote each, so the sets are small."""
    whole = Tally(name, f"the {len(tallies)} sources above, pooled")
    for tally in tallies:
        whole.add(tally)
    return whole


def test_a_thousand_digits_of_mnist_on_paper(settled, data, announce):
    images = read_idx(data / "mnist" / "t10k-images-idx3-ubyte.gz")
    labels = read_idx(data / "mnist" / "t10k-labels-idx1-ubyte.gz")
    assert images.shape == (10_000, 28, 28)
    rng = np.random.default_rng(SEED)
    tally = Tally(
        ON_PAPER,
        f"{DIGITS:,} of MNIST's test digits drawn with seed {SEED}, as dark ink on rendered paper "
        "of varied size, place, light and noise",
    )
    for index in rng.choice(len(images), DIGITS, replace=False)[: cases(DIGITS, FIRST)]:
        reading = settled.read(on_paper(images[index], rng))
        tally.read(f"test image {index}", str(labels[index]), reading)
    announce(tally)
    assert tally.accuracy >= 0.99


def test_photographs_of_single_digits(settled, data, announce):
    sources = {"chengluyu", "hikaruikebe", "opensourcesblog", "desyrani"}
    tallies = measured(settled, data / "photos", sources, "photographs and scans of one digit each")
    whole = pooled("photos, single digits", tallies)
    announce(*tallies, whole)
    assert whole.n == 188
    assert whole.accuracy >= 0.97


def test_digits_drawn_with_a_mouse_or_on_a_tablet(settled, data, announce):
    sources = {"muhammed", "mutsuyuki", "parkercai", "tadnodir"}
    tallies = measured(settled, data / "drawn", sources, "mouse and tablet drawings of one digit")
    whole = pooled("drawn", tallies)
    announce(*tallies, whole)
    assert whole.n == 38
    assert whole.accuracy >= 0.97


def test_newspaper_cells_with_their_borders_are_read_without_an_error(settled, data, announce):
    """Hard, and without a bound yet: grid lines are in the picture. Measured to be known."""
    conditions = "newspaper sudoku cells, their printed borders visible"
    announce(*measured(settled, data / "photos", {"sudoku"}, conditions))


def test_what_is_stated_was_measured_here(report):
    """Both are seeded and run the same WebAssembly, so that the counts are the same anywhere."""
    stated = json.loads((ROOT / "docs" / "results.json").read_text(encoding="utf-8"))["sets"]
    assert stated[0]["set"] == ON_PAPER
    measured = [tally.as_dict() for tally in report]
    if len(measured) < len(stated):
        pytest.skip("only some of the sets were measured in this run")
    first = 0 if is_whole() else 1  # of the digits on paper `make test` reads only some
    assert measured[first:] == stated[first:], "run `make results`"
