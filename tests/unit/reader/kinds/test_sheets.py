"""Sheets on tables, boards and dark strips: what is beside the writing is no writing."""

import functools
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from tests.handwriting import Sheet, write
from tests.network import is_sure, looked, seen
from tests.pages import BOARD, CHALK, Page, picture
from tests.strokes import FULL, digit, drawn, line, on_paper

SIZE = (400, 300)
NUMBER = [*digit(8, 240, 100, 60), *digit(4, 290, 100, 60)]
EDGE = [*line((112, 30), (112, 80)), *line((112, 110), (112, 190)), *line((112, 215), (112, 270))]

SHEETS = {
    "pen": Page(("592", "740"), seed=2, tilt=3),
    "chalk": Page(
        ("592", "740"), seed=2, tilt=3, paper=BOARD, ink=CHALK, table_ink=(18, 16, 15)
    ),
}  # fmt: skip


@functools.cache
def on_table(kind, share):
    """Two numbers on a sheet, or in chalk on a board, on a table darker than either."""
    return picture(replace(SHEETS[kind], table=share))


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5])
def test_a_dark_table_beside_the_sheet_does_not_matter(kind, share):
    reading = seen(on_table(kind, share))

    assert reading.text == "592\n740"
    assert is_sure(reading)
    assert reading.reason is None


@pytest.mark.parametrize("share", [0.35, 0.5])
def test_chalk_is_read_beside_a_table_lighter_than_the_board(share):
    page = Page(
        ("592", "740"), seed=1, table=share, tilt=3, paper=BOARD, ink=CHALK,
        table_ink=(150, 130, 110),
    )  # fmt: skip

    assert seen(picture(page)).text == "592\n740"


def darkened(strokes, left=0, top=0, right=0, bottom=0):
    """Strokes on white paper, and a dark table where no paper is; the sides in pixels."""
    levels = 250 - drawn(strokes, SIZE, 6)
    levels[top:bottom, left:right] = 20
    return seen(Image.fromarray(levels)).text


def test_the_edge_of_a_sheet_beside_a_dark_table_is_no_number():
    assert darkened([*NUMBER, *EDGE], 0, 0, 100, 300) == "84"


@pytest.mark.parametrize(
    "dark",
    [(0, 0, 60, 300), (0, 280, 400, 300), (0, 0, 100, 120)],
    ids=["farther away", "below", "beside a small part"],
)
def test_a_one_that_stands_free_of_the_sheets_end_is_read(dark):
    assert darkened([*NUMBER, *line((112, 102), (112, 158))], *dark) == "1 84"


def test_a_one_at_the_sheets_end_is_read_where_it_belongs_to_a_number():
    strokes = [*line((112, 100), (112, 160)), *digit(8, 125, 100, 60), *digit(4, 175, 100, 60)]

    assert darkened(strokes, 0, 0, 104, 300) == "184"


def test_ones_alone_at_the_sheets_end_are_read():
    assert darkened(line((112, 100), (112, 160)), 0, 0, 104, 300) == "1"


def with_bands(levels, bands, axis=1):
    """Invert bands, given as fractions of the side, as a table beside the sheet would look."""
    changed = levels.copy()
    count = levels.shape[axis]
    for start, end in bands:
        part = slice(round(start * count), round(end * count))
        place = (slice(None), part) if axis == 1 else (part, slice(None))
        changed[place] = 255 - changed[place]
    return Image.fromarray(changed)


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("bands", [[(0, 0.25), (0.75, 1)], [(0, 0.3)], [(0.6, 1)]])
def test_bands_of_another_paper_do_not_matter(bands, axis):
    """The digit reaches into them, and is light there."""
    assert seen(with_bands(np.asarray(write(5, height=0.7)), bands, axis)).text == "5"


def test_bands_of_another_paper_do_not_matter_in_a_thumbnail():
    small = np.asarray(write(5, height=0.7).resize((28, 28), Image.Resampling.BOX))

    assert seen(with_bands(small, [(0, 0.25), (0.75, 1)])).text == "5"


def test_a_shadow_s_straight_edge_does_not_matter():
    levels = np.asarray(write(5, Sheet(), height=0.7)).copy()
    levels[:, :120] //= 4

    assert seen(Image.fromarray(levels)).text == "5"


def test_a_wedge_of_table_and_a_solid_block_are_ground():
    strength = drawn(digit(6, 180, 100, 120), SIZE, 10)
    y, x = np.mgrid[:300, :400]
    strength[x + y / 3 < 110] = FULL
    strength[240:290, 300:360] = FULL

    reading = seen(on_paper(strength))

    assert reading.text == "6"
    (found,) = reading.lines[0].digits
    assert found.box.x > 180
    assert found.box.height < 140


def test_a_sheet_that_fills_the_frame_is_no_digit():
    """Solid and wider than a stroke, light on dark and dark on light."""
    levels = np.full((236, 140), 30, np.uint8)
    levels[2:232, 58:138] = 240

    for each in (levels, 255 - levels):
        image = Image.fromarray(each)
        assert not is_sure(seen(image))
        assert looked(image).turns == 0
