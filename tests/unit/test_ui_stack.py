"""Many pictures: what a list says of each, in which order, and what they come to."""

import json

import pytest

from tests.browser.numbers import Numbers, doubt
from ui.desk.order import Index, natural
from ui.desk.picture import DONE, FAILED, Picture
from ui.desk.sort import in_order
from ui.desk.summary import Summary
from ui.words.stack import at_rest, left, progress, removed, totals


def facts(text, **doubts):
    """What is said of a reading; `at0=3` has the first digit in doubt, and that it may be a 3."""
    doubtful = {int(name[2:]): doubt(second) for name, second in doubts.items()}
    return json.loads(json.dumps(Numbers(text).reading("x", doubtful or None)))


def nothing(reason):
    return {**facts("7"), "verdict": "nothing", "reason": reason, "text": None, "lines": []}


def picture(number, name, given=None, state=DONE):
    made = Picture(name, number)
    made.state = state
    if given:
        made.take(None, given)
    return made


@pytest.fixture
def desk():
    return [
        picture(0, "scan 10.png", facts("12 7\n895")),
        picture(1, "Scan 9.png", facts("12 7\n895", at0=7, at1=4, at3=2)),
        picture(2, "blank.png", nothing("blank")),
        picture(3, "bad.pdf", None, FAILED),
        picture(4, "late.png", None, "waiting"),
    ]


def indexed(pictures):
    found = Index()
    for each in pictures:
        found.note(each)
    return found


def test_a_summary_has_numbers_and_those_in_doubt():
    summary = Summary(facts("12 7\n895", at0=7, at1=4, at3=2))
    assert (summary.numbers, summary.doubtful, summary.least) == (3, 2, 0.62)
    assert summary.line == "12 7 \u00b7 895"
    assert summary.sureness == "In doubt"
    assert summary.reason == "3 of 6 digits are in doubt."
    assert Summary(facts("7", at0=1)).reason == "Probably 7, could be 1."
    assert Summary(facts("47")).sureness == "at least 99 % sure"
    assert Summary(facts("4")).sureness == "99 % sure"
    none = Summary(nothing("too-faint"))
    assert (none.numbers, none.text, none.least) == (0, "", None)
    assert (none.sureness, none.reason) == ("No digit", "The ink is too faint.")


def test_a_number_in_doubt_is_none_of_the_words_that_have_no_digit():
    given = facts("12", at1=7)
    given["lines"][0]["text"] = "- 12"
    assert (Summary(given).numbers, Summary(given).doubtful) == (1, 1)


@pytest.mark.parametrize(
    ("order", "shown", "numbers"),
    [
        ("order", "all", [0, 1, 2, 3, 4]),
        ("newest", "all", [4, 3, 2, 1, 0]),
        ("name", "all", [3, 2, 4, 1, 0]),
        ("doubt", "all", [1, 2, 3, 0, 4]),
        ("order", "doubtful", [1]),
        ("newest", "nothing", [3, 2]),
        ("order", "corrected", [0]),
    ],
)
def test_pictures_are_sorted_and_chosen(desk, order, shown, numbers):
    desk[0].corrections.say(0, "9")
    found = indexed(desk).arranged(desk, order, shown, set())
    assert [each.number for each in found] == numbers


def test_what_is_kept_is_shown_in_any_case(desk):
    found = indexed(desk).arranged(desk, "order", "doubtful", {3})
    assert [each.number for each in found] == [1, 3]


def test_an_index_counts_what_was_read_and_follows_what_changes(desk):
    found = indexed(desk)
    assert found.of == {"all": 5, "doubtful": 1, "nothing": 2, "corrected": 0}
    assert (found.numbers, found.doubtful, found.read) == (6, 2, 4)
    by_doubt = found.arranged(desk, "doubt", "all", set())
    desk[4].state = DONE
    desk[4].take(None, facts("8", at0=3))
    desk[0].removed = True
    desk[3].state = "reading"  # once more
    for each in (desk[4], desk[0], desk[3], desk[4]):
        found.note(each)
    assert found.of == {"all": 4, "doubtful": 2, "nothing": 1, "corrected": 0}
    assert (found.numbers, found.doubtful, found.read) == (4, 3, 3)
    left = desk[1:]
    assert found.arranged(left, "doubt", "all", set()) != by_doubt
    assert [each.number for each in found.arranged(left, "doubt", "all", set())] == [1, 4, 2, 3]
    assert found.arranged(left, "order", "all", set()) is not left  # a list of its own


def test_an_index_looks_at_a_picture_only_when_it_is_told_of_it(desk, monkeypatch):
    found = indexed(desk)
    looked = []
    monkeypatch.setattr(Picture, "is_doubtful", property(lambda each: looked.append(each.number)))
    found.note(desk[1])
    for order in ("order", "newest", "name"):
        found.arranged(desk, order, "doubtful", set())
    assert set(looked) == {1}


def test_what_has_the_same_key_stays_in_its_order_and_keys_are_asked_for_once(desk):
    asked = []

    def key(picture):
        asked.append(picture.number)
        return picture.number % 2

    mixed = [desk[each] for each in (4, 1, 0, 3, 2)]
    assert [each.number for each in in_order(mixed, key)] == [4, 0, 2, 1, 3]
    assert sorted(asked) == [0, 1, 2, 3, 4]
    assert in_order([], key) == []


def test_names_are_sorted_as_people_count():
    assert natural("Scan 9.png") < natural("scan 10.png") < natural("scan 10b.png")
    assert natural("") < natural("0")


def test_it_is_said_in_words():
    assert totals(1, 0, 0) == "1 picture"
    assert totals(1200, 312, 9) == "1,200 pictures, 312 numbers, 9 in doubt"
    assert progress(37, 200, 41.2) == "37 of 200, about 40 s left"
    assert progress(1, 1000, 400) == "1 of 1,000, about 7 min left"
    assert progress(0, 9, None) == "0 of 9 read"
    assert progress(3, 9, 5, paused=True) == "Paused at 3 of 9"
    assert (at_rest(9, 9), at_rest(8, 9)) == ("All read", "")
    assert left(4) == "a few seconds left"
    assert removed(["a.png"]) == "“a.png” is removed."
    assert removed(["a.png"] * 1000) == "1,000 pictures are removed."
