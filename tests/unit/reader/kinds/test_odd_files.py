"""Small files of odd formats and containers, one digit each: read, or refused by their name."""

import re

import pytest

from reader.errors import NotAnImage
from tests.expected import FAULTS, expected
from tests.network import shipped

EXPECTED = expected("files")

# What only a browser decodes, or nobody, and the word that the sentence must have.
REFUSED = {
    "drawing.svg": "SVG",
    "photo.avif": "AVIF",
    "photo.jxl": "JPEG XL",
    "rgb-lzma.tiff": "LZMA",
}


def content(name):
    return (FAULTS / "files" / name).read_bytes()


@pytest.mark.parametrize("name", sorted(EXPECTED.keys() - REFUSED.keys()))
def test_an_odd_file_is_read_surely(name):
    reading = shipped().read(content(name))

    assert re.match(r"\d", EXPECTED[name])
    assert reading.text == EXPECTED[name][0]
    assert reading.verdict == "digit"
    assert reading.source.complete


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_without_a_decoder_is_named_with_what_would_do(name):
    with pytest.raises(NotAnImage, match=REFUSED[name]) as failure:
        shipped().read(content(name))

    assert re.search("PNG|JPEG", str(failure.value))
    assert "damaged" not in str(failure.value)


@pytest.mark.parametrize(
    ("name", "place"), [("multi-page.tiff", (1, 3)), ("multi-page-blank-first.tiff", (2, 2))]
)
def test_the_page_that_was_read_is_told(name, place):
    source = shipped().read(content(name)).as_dict()["source"]

    assert (source["page"], source["pages"]) == place


def test_every_file_has_its_line_and_every_line_its_file():
    assert {path.name for path in FAULTS.glob("files/*")} == set(EXPECTED)
    assert len(EXPECTED) == 23
