"""What is refused before it is opened says what came, why it will not do, and what would."""

import re

import pytest

from serve import SITE
from ui.words.refusal import LARGEST, refuse_file, refuse_thing, refuse_unreadable


def refused(name, size):
    refusal = refuse_file(name, size)
    assert refusal is not None
    return refusal


@pytest.mark.parametrize("size", [1, 1000, LARGEST])
def test_an_ordinary_file_is_opened(size):
    assert refuse_file("seven.jpg", size) is None


def test_a_file_may_have_50_megabytes():
    assert LARGEST == 50_000_000


def test_files_that_are_refused_unread_are_not_read_when_they_arrive_either():
    script = (SITE / "runtime" / "arrivals.js").read_text(encoding="utf-8")
    assert f"LARGEST = {LARGEST:_};" in script


def test_what_is_refused_before_python_is_there_is_refused_in_the_same_words():
    script = (SITE / "runtime" / "arrivals.js").read_text(encoding="utf-8")
    for words in refuse_thing():
        assert f'"{words}"' in re.sub(r'" \+\s+"', "", script)


def test_an_empty_file_is_no_picture():
    code, message = refused("seven.jpg", 0)
    assert code == "not-an-image"
    assert message.startswith("“seven.jpg” is empty")


def test_one_byte_too_many_is_too_large():
    code, message = refused("seven.jpg", LARGEST + 1)
    assert code == "too-large"
    assert "over 50 MB" in message
    assert "smaller" in message


def test_the_message_says_how_large_the_file_is():
    _, message = refused("huge.tiff", 60_000_123)
    assert message.startswith("“huge.tiff” has 60 MB")


@pytest.mark.parametrize("name", [None, ""])
def test_what_has_no_name_is_called_a_picture(name):
    _, message = refused(name, 0)
    assert message.startswith("The picture is empty")


@pytest.mark.parametrize(("name", "begin"), [("seven.jpg", "“seven.jpg”"), (None, "The picture")])
def test_what_the_device_does_not_hand_over_is_to_be_copied_to_it_first(name, begin):
    code, message = refuse_unreadable(name)
    assert code == "unreadable-file"
    assert message.startswith(f"{begin} could not be opened")
    assert "Copy it to this device first" in message


def test_a_link_or_text_is_refused():
    code, message = refuse_thing()
    assert code == "not-an-image"
    assert "no file" in message
    assert "Save" in message
