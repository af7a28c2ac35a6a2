"""Small drawn pictures of kinds that once went wrong: each is read to exactly what it shows."""

import pytest

from tests.expected import FAULTS, expected
from tests.network import is_sure, shipped

EXPECTED = expected("pictures")


def content_of(name):
    return (FAULTS / "pictures" / name).read_bytes()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_picture_is_read_to_what_it_shows(name):
    """In `expected.csv` a bar parts two lines; gaps between boxes of a form are no spaces."""
    reading = shipped().read(content_of(name))

    if EXPECTED[name] == "nothing":
        assert (reading.verdict, reading.text) == ("nothing", "")
        assert reading.reason
    else:
        assert reading.text.replace(" ", "").replace("\n", "|") == EXPECTED[name]


def test_no_picture_is_surely_something_else():
    wrong = {
        name: reading.text
        for name, text in EXPECTED.items()
        if is_sure(reading := shipped().read(content_of(name)))
        and reading.text.replace(" ", "").replace("\n", "|") != text
    }

    assert wrong == {}


def test_every_picture_has_its_line_and_every_line_its_picture():
    files = {path.name for path in FAULTS.glob("pictures/*")}

    assert files == set(EXPECTED)
    assert len(files) == 7
