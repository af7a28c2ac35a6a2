"""The page: what is left of its figures when their lines and the sheet are known."""

from dataclasses import replace

import numpy as np
import pytest

from reader.page import read_page
from tests.network import shipped
from tests.strokes import digit, drawn, ink, line

SIZE = (400, 300)
NUMBER = [*digit(8, 240, 100, 60), *digit(4, 290, 100, 60)]
EDGE = [*line((112, 30), (112, 80)), *line((112, 110), (112, 190)), *line((112, 215), (112, 270))]


def told(page):
    return [
        " ".join(
            "".join(str(found.answer.digit) for found in number)
            for number in np.split(np.array(row.digits, object), row.spaces)
        )
        for row in page.rows
    ]


def read(strokes, unlit=None, classify=None):
    found = replace(ink(drawn(strokes, SIZE, 6)), unlit=unlit)
    return told(read_page(found, classify or shipped().classify, shipped().card))


def dark(left, top, right, bottom):
    """A quarter of the picture's size, true where a dark table is; the sides in its pixels."""
    small = np.zeros((SIZE[1] // 4, SIZE[0] // 4), np.bool_)
    small[top // 4 : bottom // 4, left // 4 : right // 4] = True
    return small


def test_the_edge_of_a_sheet_beside_a_dark_table_is_no_number():
    assert read([*NUMBER, *EDGE], dark(0, 0, 100, 300)) == ["84"]
    assert sorted(read([*NUMBER, *EDGE])) == ["1", "1", "1 84"]


@pytest.mark.parametrize(
    "unlit",
    [dark(0, 0, 60, 300), dark(0, 280, 400, 300), dark(0, 0, 100, 120)],
    ids=["farther away", "below", "beside a small part"],
)
def test_a_one_that_stands_free_of_the_sheets_end_is_read(unlit):
    assert read([*NUMBER, *line((112, 102), (112, 158))], unlit) == ["1 84"]


def test_a_one_at_the_sheets_end_is_read_where_it_belongs_to_a_number():
    strokes = [*line((112, 100), (112, 160)), *digit(8, 125, 100, 60), *digit(4, 175, 100, 60)]

    assert read(strokes, dark(0, 0, 104, 300)) == ["184"]


def test_ones_alone_at_the_sheets_end_are_read():
    assert read(line((112, 100), (112, 160)), dark(0, 0, 104, 300)) == ["1"]


@pytest.mark.parametrize(
    ("height", "logit", "rows"),
    [(34, 3, ["11"]), (34, 30, ["11", "0"]), (50, 3, ["11", "0"])],
    ids=["in doubt", "sure", "larger"],
)
def test_a_small_figure_alone_is_a_crumb_where_it_is_in_doubt(height, logit, rows):
    def classify(pixels):
        """Take what is narrow for a 1 and what is wide for a 0, as surely as `logit` says."""
        wide = (pixels.max(axis=1) > 0).sum(axis=1) > 12
        logits = np.zeros((len(pixels), 11), np.float32)
        logits[~wide, 1], logits[wide, 0] = 30, logit
        return logits

    strokes = [*line((100, 60), (100, 120)), *line((140, 60), (140, 120))]

    assert read([*strokes, *digit(0, 110, 190, height)], classify=classify) == rows
