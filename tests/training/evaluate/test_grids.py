"""Cells of grids, on texts whose counts are known."""

import pytest

from training.evaluate.grids import Grids, cells, common

ROWS = ["842", "139", "576"]


@pytest.mark.parametrize(
    ("row", "line", "length"),
    [
        ("842716359", "842716359", 9), ("842716359", "84276359", 8), ("842716359", "942716359", 8),
        ("842716359", "1842716359200", 9), ("123", "321", 1), ("123", "", 0), ("1213", "113", 3),
        ("11", "1", 1), ("1", "11", 1),
    ],
)  # fmt: skip
def test_cells_of_a_row_are_the_longest_common_subsequence(row, line, length):
    assert common(row, line) == common(line, row) == length


@pytest.mark.parametrize(
    ("said", "right"),
    [
        (["842", "139", "576"], 9),
        (["2005", "842", "11", "139", "576", "64"], 9),  # what stands around does not count
        (["842", "576"], 6),  # a row that was not found
        (["842139576"], 3),  # a line is used once, for one row
        (["842", "842", "139", "576"], 9),
        (["576", "139", "842"], 3),  # from top to bottom
        (["84", "39", "5766"], 7),
        (["184", "2842", "130", "9", "576"], 8),  # not the first line that fits, but the best
        ([], 0),
    ],
)
def test_rows_are_laid_on_lines_from_top_to_bottom(said, right):
    assert cells(ROWS, said) == right


def test_grids_are_counted_and_pooled():
    first, second = Grids("some", "by hand"), Grids("other", "by hand")
    first.count("842|139|576", "8 4 2\n1 3\n576")
    second.count("12|34", "1,2\n5")
    first.add(second)
    assert first.as_dict() == {
        "set": "some", "pictures": 2, "n": 13, "right": 10, "conditions": "by hand",
    }  # fmt: skip
