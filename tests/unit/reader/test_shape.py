"""Facts about ink that can be counted by hand."""

import numpy as np
import pytest

from reader.classify.shape import Limits, Shape, shape


def field(*rows):
    """A field of 28x28 with these rows in it, "#" being full ink."""
    pixels = np.zeros((28, 28), np.uint8)
    for row, text in enumerate(rows, 5):
        for column, each in enumerate(text, 5):
            pixels[row, column] = 255 * (each == "#")
    return pixels


@pytest.mark.parametrize(
    ("rows", "pieces", "holes"),
    [
        ((), 0, 0),
        (("##", "##"), 1, 0),
        (("###", "#.#", "###"), 1, 1),
        (("#####", "#.#.#", "#####"), 1, 2),
        (("##..", "....", "..##"), 2, 0),
        (("#..", ".#.", "..#"), 1, 0),
        ((".#.", "#.#", ".#."), 1, 1),
        (("#####", "#...#", "#.#.#", "#...#", "#####"), 2, 1),
    ],
    ids=["nothing", "block", "ring", "eight", "two", "diagonal", "diamond", "dot in a ring"],
)
def test_pieces_and_holes(rows, pieces, holes):
    found = shape(field(*rows))

    assert (found.pieces, found.holes) == (pieces, holes)


def test_ink_is_the_part_of_the_box_that_it_covers():
    assert shape(field("####", "####")).ink == 8 / 400
    assert shape(field("####", "####") // 2).ink == pytest.approx(8 / 400 * 127 / 255, abs=1e-4)


def test_faint_ink_counts_as_ink_but_makes_no_piece():
    assert shape(field("##") // 3) == Shape(ink=round(2 * 85 / 102_000, 4), pieces=0, holes=0)


@pytest.mark.parametrize(
    ("found", "allowed"),
    [
        (Shape(0.2, 1, 1), True),
        (Shape(0.05, 2, 2), True),
        (Shape(0.04, 1, 1), False),
        (Shape(0.51, 1, 1), False),
        (Shape(0.2, 3, 1), False),
        (Shape(0.2, 1, 3), False),
    ],
)
def test_each_limit_by_itself(found, allowed):
    assert Limits(least_ink=0.05, most_ink=0.5, pieces=2, holes=2).allow(found) == allowed
