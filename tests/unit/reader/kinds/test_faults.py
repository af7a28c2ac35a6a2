"""Small drawn pictures of kinds that once went wrong: each is read to exactly what it shows."""

import csv
from pathlib import Path

import pytest

from tests.network import is_sure, shipped

FAULTS = Path(__file__).parents[3] / "faults"

with (FAULTS / "expected.csv").open(encoding="utf-8", newline="") as _file:
    EXPECTED = {
        row["path"]: row["expected"]
        for row in csv.DictReader(_file)
        if row["path"].startswith("pictures/")
    }


@pytest.mark.parametrize("path", EXPECTED)
def test_a_picture_is_read_to_what_it_shows(path):
    """In `expected.csv` a bar parts two lines; gaps between boxes of a form are no spaces."""
    reading = shipped().read((FAULTS / path).read_bytes())

    if EXPECTED[path] == "nothing":
        assert (reading.verdict, reading.text) == ("nothing", "")
        assert reading.reason
    else:
        assert reading.text.replace(" ", "").replace("\n", "|") == EXPECTED[path]


def test_no_picture_is_surely_something_else():
    wrong = {
        path: reading.text
        for path, expected in EXPECTED.items()
        if is_sure(reading := shipped().read((FAULTS / path).read_bytes()))
        and reading.text.replace(" ", "").replace("\n", "|") != expected
    }

    assert wrong == {}


def test_every_picture_has_its_line_and_every_line_its_picture():
    files = {path.relative_to(FAULTS).as_posix() for path in FAULTS.glob("pictures/*")}

    assert files == set(EXPECTED)
    assert len(files) == 7
