"""Of several pages or frames the first with ink is read, and told which it is."""

from typing import Any

import numpy as np
import pytest
from PIL import Image

from reader.decode.picture import pages
from tests.handwriting import blank, encode, write
from tests.network import shipped

OPTIONS: dict[str, dict[str, Any]] = {
    "TIFF": {"compression": "tiff_adobe_deflate"},
    "GIF": {},
    "WEBP": {"lossless": True},
    "PNG": {},
}
PAPER = Image.new("RGB", (300, 300), "white")


def file_of(kind, *images):
    first, *more = (image.convert("RGB") for image in images)
    return encode(first, kind, save_all=True, append_images=more, **OPTIONS[kind])


@pytest.mark.parametrize("kind", OPTIONS)
def test_the_first_page_with_ink_is_read(kind):
    reading = shipped().read(file_of(kind, PAPER, blank().resize((300, 300)), write(7), write(3)))

    assert (reading.text, reading.source.pages) == ("7", 4)
    assert reading.source.page == 3


@pytest.mark.parametrize("kind", OPTIONS)
def test_the_first_page_is_read_where_it_has_ink(kind):
    reading = shipped().read(file_of(kind, write(5), write(7)))

    assert (reading.text, reading.source.page, reading.source.pages) == ("5", 1, 2)


def test_a_page_that_shows_something_else_is_not_passed_over():
    noise = np.random.default_rng(4).integers(0, 256, (300, 300, 3), np.uint8)

    reading = shipped().read(file_of("TIFF", Image.fromarray(noise), write(7)))

    assert (reading.verdict, reading.source.page) == ("nothing", 1)
    assert reading.reason != "blank"


def test_where_all_pages_are_blank_the_first_counts():
    grey = Image.new("RGB", (300, 200), (250, 250, 250))

    reading = shipped().read(file_of("TIFF", PAPER, grey))

    assert (reading.verdict, reading.reason) == ("nothing", "blank")
    assert (reading.source.page, reading.source.height) == (1, 300)


def test_a_document_is_not_looked_through_without_end():
    papers = [Image.new("RGB", (64, 64), (250, 250, 200 + shade)) for shade in range(25)]

    assert len(list(pages(file_of("TIFF", *papers)))) == 20


def test_a_page_that_is_damaged_ends_the_document():
    data = file_of("TIFF", PAPER, write(7))
    whole = list(pages(data))
    place = data.rindex(b"\x78\x9c")  # the second page's last strip
    broken = data[:place] + bytes(9) + data[place + 9 :]

    assert [each.page for each in whole] == [1, 2]
    assert [each.page for each in pages(broken)] == [1]


def test_the_second_picture_of_a_telephone_s_jpeg_is_no_page():
    data = encode(write(5).convert("RGB"), "MPO", save_all=True, append_images=[PAPER])

    (picture,) = pages(data)

    assert (picture.format, picture.pages) == ("JPEG", 1)
