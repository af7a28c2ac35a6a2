"""Groups of sets: each is measured as what it is, and their tables stand in one order."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests import made_up
from training.digits.mnist import Digits
from training.evaluate import dataset_groups, datasets, pictures
from training.evaluate.dataset_groups import GROUPS, LONGEST, Material, group_of, joined
from training.evaluate.lines import Lines
from training.evaluate.pictures import png
from training.evaluate.tally import Tally


def model() -> Any:
    """What the measuring needs of a model: networks that take every patch of ink for a 7."""
    return SimpleNamespace(networks=made_up.networks())


def drawn(*bars, size=(120, 200)):
    """A picture file with black bars, which a made-up finder takes for digits."""
    page = np.full(size, 255, np.uint8)
    for left, top in bars:
        page[top : top + 40, left : left + 22] = 0
    return png(page)


@pytest.fixture
def material(tmp_path):
    """One page of two digits, a short one of one, and two faults."""
    files = {
        "data/strings/pen/a.png": drawn(*[(20 + 32 * place, 40) for place in range(5)]),
        "data/strings/pen/b.png": drawn((30, 40)),
        "data/strings/sudoku/c.png": drawn((30, 40), (62, 40)),
        "faults/pictures/one.png": drawn((60, 40)),
        "faults/pictures/none.png": drawn((60, 40)),
    }
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    (tmp_path / "data/strings/labels.csv").write_text(
        "path,digits\npen/a.png,77777\npen/b.png,7\nsudoku/c.png,77\n", encoding="utf-8"
    )
    (tmp_path / "faults/expected.csv").write_text(
        "path,expected\npictures/one.png,7\npictures/none.png,nothing\n", encoding="utf-8"
    )
    digits = Digits(np.zeros((0, 28, 28), np.uint8), np.zeros(0, np.uint8))
    return Material(tmp_path / "data", tmp_path / "faults", digits, blank=0, pages=0)


def test_the_longest_groups_are_groups_and_all_are_measured():
    assert set(LONGEST) < set(GROUPS)
    assert len(set(GROUPS)) == len(GROUPS)


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_is_known(group, material, monkeypatch):
    for name in ("network", "characters", "through_reader", "usps", "files", "registers", "pages",
                 "turned", "blank", "corrupt"):  # fmt: skip
        monkeypatch.setattr(datasets, name, lambda *_, **__: [])
    monkeypatch.setattr(dataset_groups, "labelled", lambda _: [])
    assert group_of(group, material, model()) is not None


def test_faults_are_counted_one_by_one_and_pooled(material):
    found = {each.name: each for each in group_of("faults", material, model())["sets"]}
    assert list(found) == ["faults/one.png", "faults/none.png", "faults"]
    assert (found["faults"].n, found["faults"].right) == (2, 1)
    assert (found["faults/none.png"].n, found["faults/none.png"].right) == (1, 0)


def test_pages_are_lines_and_those_of_sudokus_cells(material):
    tables = group_of("strings", material, model())
    assert [(each.name, each.n, each.right) for each in tables["lines"]] == [
        ("strings/pen", 2, 2), ("strings", 2, 2),
    ]  # fmt: skip
    assert [(each.name, each.n, each.right) for each in tables["grids"]] == [
        ("strings/sudoku/c.png", 2, 2), ("strings/sudoku", 2, 2),
    ]  # fmt: skip


def test_pages_of_several_digits_are_turned_three_ways(material, monkeypatch):
    shown = []

    def turned(picture, turns):
        shown.append((picture.name, turns))
        return picture

    monkeypatch.setattr(pictures, "turned", turned)
    told = [each.as_dict() for each in group_of("turned", material, model())["turned"]]
    assert shown == [("strings/pen/a.png", turns) for turns in (1, 2, 3)]
    assert [(each["set"], each["pictures"], each["n"]) for each in told] == [
        *((f"strings, turned by {degrees} degrees", 1, 1) for degrees in (90, 180, 270)),
        ("strings, turned", 3, 3),
    ]
    assert told[-1]["right"] == 3


def test_tables_of_several_groups_are_put_together_in_their_order():
    one, two, three = Tally("one", ""), Lines("two", ""), Tally("three", "")
    tables = joined([{"sets": [one], "lines": [two]}, {"sets": [three]}])
    assert tables == {"sets": [one, three], "lines": [two]}
    assert joined([]) == {}
