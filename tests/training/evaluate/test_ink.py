"""What the finder's ink costs: true ink in its place, and whose ink is whose."""

import numpy as np
import pytest

from reader.find.detection import detections, suppressed
from reader.find.instance import instances
from reader.find.scan import scan
from training.digits.mnist import DATA
from training.evaluate import ink
from training.pages.page import make
from training.pages.sources import Sources
from training.shipped import Shipped


@pytest.fixture(scope="module")
def measured():
    return ink.measure(4, DATA.parent, Shipped().networks)


def test_true_ink_of_known_digits_is_read_as_well_as_the_finders_or_better(measured):
    counts = {row: len(cells["all"]) for row, cells in measured.items()}
    assert len(set(counts.values())) == 1
    assert counts["both"] > 5
    assert np.mean(measured["both"]["all"]) >= np.mean(measured["the finder's"]["all"])


def test_the_ink_that_is_cut_out_is_that_of_the_digit_alone(monkeypatch):
    networks = Shipped().networks
    page = make(2, 2, Sources.load(DATA.parent, "validation"), "numbers", upright=True)
    seen = scan(page.picture, networks.find)
    found = [each for each in detections(seen, 0.35, 1.0) if each.sign is None]
    best = suppressed([each.box for each in found], [each.rank for each in found])
    kept = [found[place] for place in best]
    truth = ink.Truth(page, ink.matched(page, kept))
    monkeypatch.setattr("reader.find.instance.masks", truth.inks)
    monkeypatch.setattr("reader.find.instance.divide", truth.divide)
    told = dict(zip(kept, instances(page.picture, seen, kept), strict=True))
    assert truth.of
    for each, number in truth.of.items():
        cut = told[each]
        assert cut is not None
        left, top, right, bottom = np.subtract(cut.box, page.boxes[number])
        assert min(left, top, -right, -bottom) >= -2  # its box may hold less than the digit


def test_a_table_has_a_row_for_what_is_true_and_a_column_for_each_height():
    cells = {"all": [True, False], "below 16 pixels": [True], "30 and more": [False]}
    own = "the finder's"
    rows = ink.table({own: cells, "both": cells})
    assert rows[0] == "| ink | all (2) | below 16 pixels (1) | 16 to 30 (0) | 30 and more (1) |"
    assert rows[2:] == [
        f"| {row} | 50.0 | 100.0 | none | 0.0 |" for row in ("the finder's", "both")
    ]
