"""What a person corrects in a reading: its digits, its text, and both after each other."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.desk.carry import carried
from ui.desk.corrections import Corrections
from ui.desk.mark import Mark
from ui.desk.picture import Picture
from ui.desk.record import record_of, restored
from ui.words.correcting import sum_up

SIGNS = " .,-/:"


def facts(text, *, unsure=(), doubts=(), signs=()):
    """A reading of a text as its card knows it: digits 10 wide and 20 high, 15 and 40 apart.

    A space is as wide as a digit; `unsure` are numbers of digits, `doubts` boxes, `signs` those of
    the first line.
    """
    lines, number = [], 0
    for row, line in enumerate(text.split("\n") if text else []):
        digits = []
        for column, character in enumerate(line):
            if character.isdigit():
                digits.append(
                    {
                        "digit": int(character),
                        "confidence": 0.5 if number in unsure else 0.9,
                        "sure": number not in unsure,
                        "box": [15 * column, 40 * row, 10, 20],
                    }
                )
                number += 1
        lines.append({"text": line, "digits": digits, "signs": list(signs) if row == 0 else []})
    return {
        "verdict": ("unsure" if unsure or doubts else "number") if number else "nothing",
        "reason": None,
        "text": text,
        "lines": lines,
        "doubts": [{"box": box, "confidence": 0.3} for box in doubts],
    }


def looks(corrections):
    return [mark.look for mark in corrections.marks]


def test_a_digit_is_corrected_accepted_and_put_back():
    corrections = Corrections(facts("12 7\n895", unsure=[2, 4]))
    assert (corrections.text, corrections.corrected) == ("12 7\n895", False)
    assert corrections.in_doubt == [2, 4]
    assert corrections.say(2, "1")
    assert corrections.say(4, "9"), "what is said to be right is in doubt no more"
    assert corrections.say(0, "4")
    assert corrections.text == "42 1\n895"
    assert looks(corrections) == ["corrected", "sure", "corrected", "sure", "accepted", "sure"]
    assert (corrections.corrected, corrections.in_doubt) == (True, [])
    assert corrections.say(0, "1")
    assert corrections.marks[0].look == "sure"
    assert not corrections.say(0, "1"), "nothing is new"


@pytest.mark.parametrize(
    ("text", "none", "left"),
    [
        ("12 7\n895", [2], "12\n895"),
        ("12 7\n895", [0, 1], "7\n895"),
        ("12 7\n895", [3, 4, 5], "12 7"),
        ("3,50", [0], "50"),
        ("3,50", [1], "3,0"),
        ("3,50", [2], "3,5"),
        ("1-2-3", [1], "1-3"),
        ("1 2 3", [1], "1 3"),
        ("1,2 3", [1], "1,3"),
        ("7", [0], ""),
    ],
)
def test_what_is_none_leaves_no_sign_behind_and_can_come_back(text, none, left):
    corrections = Corrections(facts(text))
    for number in none:
        corrections.say(number, "")
    assert corrections.text == left
    assert [corrections.marks[number].look for number in none] == ["none"] * len(none)
    for number in none:
        corrections.say(number, str(corrections.marks[number].read))
    assert corrections.text == text


def test_enter_accepts_what_is_in_doubt_and_keeps_what_was_corrected():
    corrections = Corrections(facts("123", unsure=[0, 2], doubts=[[60, 0, 10, 20]]))
    corrections.say(0, "7")
    assert corrections.accept() == 2
    assert corrections.text == "723"
    assert looks(corrections) == ["corrected", "sure", "accepted", "none"]
    assert corrections.in_doubt == []


@pytest.mark.parametrize(
    ("text", "box", "after"),
    [
        ("12", [30, 0, 10, 20], "125"),
        ("12", [100, 0, 10, 20], "12 5"),
        ("12", [-13, 2, 10, 20], "512"),
        ("12", [-60, 0, 10, 20], "5 12"),
        ("1 2", [13, 0, 10, 20], "15 2"),
        ("1 2", [19, 0, 10, 20], "1 52"),
        ("12", [6, -50, 10, 20], "5\n12"),
        ("12\n34", [6, 90, 10, 20], "12\n34\n5"),
        ("", [6, 90, 10, 20], "5"),
    ],
)
def test_a_digit_that_was_missed_is_put_where_it_stands(text, box, after):
    corrections = Corrections(facts(text))
    number = corrections.add(Mark(box, 5, 0.8, sure=True, missed=True))
    assert corrections.text == after
    assert corrections.marks[number].look == "added"
    assert number in [each for row in corrections.rows() for each in row]
    corrections.say(number, "")
    assert corrections.text == text
    assert number not in [each for row in corrections.rows() for each in row]
    corrections.undo()
    corrections.undo()
    assert corrections.text == text
    assert len(corrections.marks) == number
    # One that was left out is at the same place, and comes in by its digit.
    left_out = Corrections(facts(text, doubts=[box]))
    assert left_out.text == text
    left_out.say(number, "5")
    assert left_out.text == after


def test_what_is_typed_wins_and_its_digits_keep_their_boxes():
    corrections = Corrections(facts("12 7\n895", unsure=[4]))
    corrections.say(0, "4")
    assert corrections.type("No. 8 95\r\n427!")
    assert corrections.text == "No. 8 95\n427!"
    assert [each for _, each in corrections.pieces() if each >= 0] == [3, 4, 5, 0, 1, 2]
    assert corrections.in_doubt == [4], "moved, and not said to be right"
    corrections.say(4, "1")
    assert corrections.text == "No. 8 15\n427!"
    assert corrections.type("No. 8 1\n427!")
    assert corrections.marks[5].look == "none"
    corrections.say(5, "5")
    assert corrections.text == "No. 8 15\n427!"
    assert corrections.type("12\n\n03")
    assert corrections.text == "12\n\n03"
    assert corrections.type("")
    assert corrections.text == ""
    while corrections.undo():
        pass
    assert (corrections.text, corrections.corrected) == ("12 7\n895", False)
    assert corrections.in_doubt == [4]


@pytest.mark.parametrize(
    ("read", "typed", "boxes"),
    [
        # Lines joined and moved at once: all digits keep their boxes.
        ("123\n456\n789\n012", "012 123\n789 456", [9, 10, 11, 0, 1, 2, 6, 7, 8, 3, 4, 5]),
        ("12\n34\n56", "5612\n34", [4, 5, 0, 1, 2, 3]),
        # Also with one of them changed, one left out and one put in.
        ("1234\n5678\n9012", "9912 1234\n568", [8, 9, 10, 11, 0, 1, 2, 3, 4, 5, 7]),
        ("1234\n5678", "5678 12934", [4, 5, 6, 7, 0, 1, -1, 2, 3]),
        # A part of a line goes elsewhere.
        ("1234 567\n89012", "89012567\n1234", [7, 8, 9, 10, 11, 4, 5, 6, 0, 1, 2, 3]),
        # What did not move is what it was, though the other is alike.
        ("12\n12", "13 12", [0, 1, 2, 3]),
        ("12 7\n895", "12 8\n895", [0, 1, 2, 3, 4, 5]),
    ],
)
def test_digits_of_a_text_typed_anew_keep_their_boxes_wherever_they_went(read, typed, boxes):
    corrections = Corrections(facts(read))
    assert corrections.type(typed)
    assert corrections.text == typed
    assert [each for text, each in corrections.pieces() if text.isdigit()] == boxes


def test_it_goes_back_to_what_was_read_at_once_and_from_there_as_well():
    corrections = Corrections(facts("123"))
    assert not corrections.reset()
    corrections.say(1, "")
    corrections.add(Mark([60, 0, 10, 20], 5, 0.8, sure=True, missed=True))
    corrections.type("9")
    assert corrections.reset()
    assert (corrections.text, corrections.corrected) == ("123", False)
    assert looks(corrections) == ["sure", "sure", "sure", "gone"]
    corrections.undo()
    assert corrections.text == "9"


@given(
    st.lists(
        st.lists(
            st.from_regex(r"[0-9]{1,4}([.,:/-][0-9]{1,2})?", fullmatch=True), min_size=1, max_size=4
        ),
        max_size=4,
    ),
    st.lists(st.tuples(st.integers(-40, 300), st.integers(-40, 200)), max_size=4),
    st.text("0123456789 ,\nx", max_size=30),
    st.data(),
)
@settings(max_examples=60)
def test_marks_change_no_text_by_themselves_typing_is_exact_and_all_is_undone(
    lines, places, typed, data
):
    text = "\n".join(" ".join(line) for line in lines)
    corrections = Corrections(facts(text, doubts=[[x, y, 10, 20] for x, y in places]))
    assert corrections.text == text
    for _ in range(3):
        if corrections.marks and data.draw(st.booleans()):
            number = data.draw(st.integers(0, len(corrections.marks) - 1))
            digit = data.draw(st.sampled_from(["", "0", "7"]))
            corrections.say(number, digit)
            assert corrections.marks[number].digit == digit
        else:
            corrections.type(typed)
            assert corrections.text == typed
        rows = [each for row in corrections.rows() for each in row]
        assert sorted(rows) == list(range(len(corrections.marks))), "a box is lost, or twice there"
        said = [each for each in corrections.text if each.isdigit()]
        assert said == [piece for piece, _ in corrections.pieces() if piece.isdigit()]
    while corrections.undo():
        pass
    assert (corrections.text, corrections.corrected) == (text, False)
    assert not any(mark.said for mark in corrections.marks)


def test_numbers_are_told_one_by_one_with_what_they_were_read_as():
    sign = {"sure": False, "text": "/", "place": 2}
    corrections = Corrections(
        facts("47 12\n3,50", unsure=[1], doubts=[[0, 80, 10, 20]], signs=[sign])
    )
    first, second, third, fourth = corrections.numbers()
    assert first == {
        "line": 1, "read": "47", "corrected": "47", "confidence": 0.5, "reason": "digit-in-doubt",
        "box": [0, 0, 25, 20],
    }  # fmt: skip
    assert second["reason"] == "sign-in-doubt"
    assert (third["line"], third["read"], third["reason"]) == (2, "3,50", None)
    assert (fourth["read"], fourth["corrected"], fourth["reason"]) == ("", "", "mark-left-out")
    corrections.say(1, "1")
    corrections.say(2, "")
    corrections.say(3, "")
    corrections.accept()
    told = [(each["read"], each["corrected"], each["reason"]) for each in corrections.numbers()]
    assert told == [("47", "41", None), ("12", "", None), ("3,50", "3,50", None)]
    corrections.type("413,50\nx")
    told = [(each["line"], each["read"], each["corrected"]) for each in corrections.numbers()]
    assert told == [(1, "12", ""), (2, "47 3,50", "413,50"), (3, "", "x")]


def test_plain_data_says_what_each_digit_was():
    corrections = Corrections(facts("12"))
    assert corrections.plain() is None
    corrections.say(0, "7")
    corrections.say(1, "")
    corrections.type("70")
    assert corrections.plain() == {
        "text": "70",
        "lines": [
            {
                "text": "70",
                "digits": [
                    {"digit": 7, "box": [0, 0, 10, 20], "read": 1, "corrected": True},
                    {"digit": 0, "box": None, "read": None, "corrected": True},
                ],
            }
        ],
        "removed": [{"read": 2, "box": [15, 0, 10, 20]}],
    }


def test_a_picture_knows_its_text_its_doubts_and_whether_it_is_corrected():
    picture = Picture("a.png")
    assert (picture.text, picture.in_doubt, picture.corrected) == ("", 0, False)
    with pytest.raises(ValueError, match=r"a\.png is not read yet"):
        picture.corrections.undo()
    told: list[Picture] = []
    picture.listen(told.append)
    picture.take(None, facts("12", unsure=[0], doubts=[[60, 0, 10, 20]]))
    assert (picture.text, picture.in_doubt, picture.corrected) == ("12", 2, False)
    picture.corrections.say(0, "7")
    picture.tell()
    assert (picture.text, picture.in_doubt, picture.corrected) == ("72", 1, True)
    assert told == [picture]
    picture.take(None, facts("3"))
    assert (picture.text, picture.corrected) == ("7", True), "what a person says wins"


def digits_of(corrections):
    """All digits of the plain data, and those that are none; lines without digits are no matter."""
    plain = corrections.plain() or {"lines": [], "removed": []}
    return [each for line in plain["lines"] for each in line["digits"]] + plain["removed"]


def read_again(corrections, *given, region=None, **more):
    """The corrections taken over to another reading of the same picture."""
    new = facts(*given, **more)
    if region:
        new["options"] = {"region": dict(zip(("x", "y", "width", "height"), region, strict=True))}
    return carried(corrections, new)


def test_what_was_said_of_a_digit_stays_with_its_place_when_it_is_read_again():
    before = Corrections(facts("12 7\n895", unsure=[4]))
    before.say(0, "4")  # is read as another one now
    before.say(3, "")  # is a digit again
    before.say(4, "9")  # accepted
    before.say(5, "6")  # is no more
    before.add(Mark([105, 40, 10, 20], 3, 0.8, sure=True, missed=True))
    after = read_again(before, "72 1\n89")
    assert after.text == "42 1\n9 3"
    assert looks(after) == ["corrected", "sure", "sure", "none", "accepted", "added"]
    assert [digit for _, digit in after.unfit] == ["6"]
    assert sum_up(after)[1] == (
        "You corrected 1 digit, added 1 digit and removed 1 digit. "
        "Your 6 fits nowhere in this reading."
    )
    assert not after.undo(), "a new reading has no steps that led there"
    # It is not lost: back at the first reading it is there, and so it is elsewhere than this part.
    first = read_again(after, "12 7\n895", unsure=[4])
    assert (first.text, first.in_doubt) == ("42 7\n96 3", [])
    part = read_again(after, "12 7", region=[0, 0, 60, 20])
    assert (part.text, [digit for _, digit in part.unfit]) == ("42 7", ["9", "3", "6"])
    assert after.reset()
    assert (after.text, after.unfit, looks(after)[-1]) == ("72 1\n89", [], "gone")
    after.undo()
    assert (after.text, len(after.unfit)) == ("42 1\n9 3", 1)


def test_a_text_that_was_typed_stays_and_its_digits_are_found_in_the_new_reading():
    before = Corrections(facts("12 7\n895"))
    before.type("No. 895\n12 40 7")
    after = read_again(before, "15 7\n89")
    assert (after.text, after.typed, after.in_doubt) == ("No. 895\n12 40 7", True, [])
    assert [each for text, each in after.pieces() if text.isdigit()] == [3, 4, -1, 0, 1, -1, -1, 2]
    assert after.marks[1].look == "corrected"
    # Read where nothing was where it is now, it is found by its digits.
    nothing = Corrections(facts(""))
    nothing.type("89")
    found = read_again(nothing, "12\n89")
    assert [each for _, each in found.pieces()] == [2, 3]
    assert looks(found) == ["none", "none", "sure", "sure"]


@given(
    st.text("0123456789 \n", max_size=20),
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["", "0", "7"])), max_size=5),
    st.one_of(st.none(), st.text("0123456789 ,\nx", max_size=20)),
)
@settings(max_examples=60)
def test_corrections_are_kept_as_plain_data_and_the_same_reading_takes_them_all(read, said, typed):
    text = "\n".join(" ".join(line.split()) for line in read.split("\n") if line.strip())
    given_facts = facts(text, doubts=[[400, 0, 10, 20]])
    corrections = Corrections(given_facts)
    corrections.add(Mark([300, 0, 10, 20], 3, 0.8, sure=True, missed=True))
    if typed is not None:
        corrections.type(typed)
    for number, digit in said:
        corrections.say(number % len(corrections.marks), digit)
    record = json.loads(json.dumps(record_of(corrections)))
    for again in (restored(given_facts, record), carried(corrections, given_facts)):
        assert again.text == corrections.text
        assert digits_of(again) == digits_of(corrections)
        assert again.is_touched
        assert again.reset()
        assert again.text == text
    assert record_of(restored(given_facts, record)) == record
