"""What is said of a folder that was dropped or chosen: one line, whatever is in it."""

import pytest

from ui.words.folder import sum_up

SAID = [
    (["holidays"], 3, 0, 0, ""),
    (["holidays"], 0, 0, 0, "There is nothing in “holidays”."),
    (["holidays"], 0, 1, 0, "There is no picture in “holidays”. 1 file is left out"),
    (["holidays"], 1, 2, 0, "1 picture from “holidays”. 2 files are left out"),
    (["a", "b"], 300, 1, 2, "300 pictures from the folders. 1 file is left out"),
    (["a", "b"], 4, 0, 1, "4 pictures from the folders. 1 file could not be opened."),
]


@pytest.mark.parametrize(("names", "pictures", "others", "lost", "begin"), SAID)
def test_it_says_what_was_left_out_and_nothing_where_nothing_was(
    names, pictures, others, lost, begin
):
    sentence = sum_up(names, pictures, others, lost)
    assert sentence.startswith(begin)
    assert bool(sentence) == bool(begin)
    assert ("only pictures are read" in sentence) == bool(others)
    assert (f"{lost} file" in sentence and "could not be opened" in sentence) == bool(lost)
