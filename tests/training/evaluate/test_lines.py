"""Lines and digits of pages, on texts whose counts are known."""

import pytest

from training.evaluate.lines import Lines, distance, exact, rows


@pytest.mark.parametrize(
    ("asked", "said", "edits"),
    [
        ("", "", 0), ("123", "123", 0), ("123", "", 3), ("", "12", 2), ("123", "124", 1),
        ("123", "13", 1), ("123", "1923", 1), ("12", "21", 2), ("1234567", "2345678", 2),
        ("12|34", "1234", 1), ("12|34", "34|12", 4), ("kitten", "sitting", 3),
    ],
)  # fmt: skip
def test_the_distance_is_the_fewest_edits(asked, said, edits):
    assert distance(asked, said) == distance(said, asked) == edits


@pytest.mark.parametrize(
    ("asked", "said", "right"),
    [
        (["12", "34"], ["12", "34"], 2),
        (["12", "34"], ["34", "9", "12"], 2),
        (["12", "34"], ["12", "35"], 1),
        (["12", "12"], ["12"], 1),
        (["12"], ["12", "12"], 1),
        (["1234"], ["12", "34"], 0),
        (["12"], ["21"], 0),
        (["12"], [], 0),
    ],
)
def test_each_line_of_the_reading_counts_once(asked, said, right):
    assert exact(asked, said) == right


def test_a_text_is_parted_into_lines_that_have_something_in_them():
    assert rows("1 2||3", "|") == ["12", "3"]
    assert rows("", "\n") == []


def counted(*pages):
    lines = Lines("some", "by hand")
    for page in pages:
        lines.count(*page)
    return lines


def test_pages_are_counted_in_lines_and_digits_without_their_spaces():
    lines = counted(
        ("123|45", "1 23\n4 6", "unsure"), ("1 2", "12", "number"), ("7", "", "nothing")
    )  # the space in "1 23" may as well be the gap of a sign that is not sure
    assert lines.as_dict() == {
        "set": "some", "pictures": 3, "n": 4, "right": 2, "digits": 8, "errors": 2, "sure": 1,
        "sure_and_right": 1, "conditions": "by hand",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("label", "text", "right", "errors"),
    [("350", "3,50", False, 1), ("3,50", "3,50", True, 0), ("3,50", "350", False, 1)],
)
def test_a_sign_that_the_text_shows_counts_as_a_character(label, text, right, errors):
    lines = counted((label, text, "number"))
    assert (lines.right, lines.errors, lines.sure_and_right) == (right, errors, right)


@pytest.mark.parametrize(
    ("text", "right", "errors"),
    [("12\n34", True, 0), ("34\n12", False, 4), ("12\n34\n5", False, 2), ("1234", False, 1)],
)
def test_a_page_that_is_sure_is_right_when_it_has_these_lines_and_no_others(text, right, errors):
    lines = counted(("12|34", text, "number"))
    assert (lines.sure, lines.sure_and_right, lines.errors) == (1, right, errors)


def test_pages_are_pooled_by_adding_them():
    first, second = counted(("12|3", "12\n4", "number")), counted(("7", "7", "digit"))
    first.add(second)
    assert first == counted(("12|3", "12\n4", "number"), ("7", "7", "digit"))
