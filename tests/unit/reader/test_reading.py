"""A reading's data: its text, and the plain form of the contract."""

import base64
import json
from dataclasses import replace

import pytest

from reader import Box, Digit, Line, Reading, Source
from reader.answer.lines import lines
from reader.layout.lines import Row
from reader.reading import Doubt, Sign, Stage


def digit(number, hypotheses=None):
    probabilities = tuple(0.9 if place == number else 0.01 for place in range(10))
    return Digit(
        number, 0.9, hypotheses is None, Box(1, 2, 3, 4), probabilities, 0.01, (0,) * 784,
        hypotheses,
    )  # fmt: skip


def line(numbers, spaces=()):
    return Line(tuple(digit(number) for number in numbers), spaces)


def reading(*lines, trace=None):
    return Reading(
        Source("a.png", 30, 20, "PNG"), "number", None, lines,
        {"decode": 1.0, "find": 2.0, "classify": 3.0, "total": 6.0}, "1" * 12, trace,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "spaces", "text"),
    [
        ((7,), (), "7"),
        ((1, 2, 7), (2,), "12 7"),
        ((1, 2, 7), (1, 2), "1 2 7"),
        ((0, 0, 4, 2), (3,), "004 2"),
        ((), (), ""),
    ],
)
def test_a_space_stands_where_a_number_begins(numbers, spaces, text):
    assert line(numbers, spaces).text == text
    assert line(numbers, spaces).as_dict()["text"] == text


def sign(text, place, *, sure=True):
    return Sign(text, sure, 0.8, Box(5, 6, 7, 8), place)


def among(numbers, *signs, spaces=()):
    return Line(tuple(digit(number) for number in numbers), spaces, signs)


@pytest.mark.parametrize("text", list(".,-/:"))
def test_a_sure_sign_between_digits_is_in_the_text(text):
    assert among((3, 5, 0), sign(text, 1)).text == f"3{text}50"


@pytest.mark.parametrize(
    "gap", [sign(",", 1, sure=False), sign(None, 1), sign("+", 1), sign(None, 1, sure=False)]
)
def test_a_sign_that_is_not_read_leaves_a_gap(gap):
    assert among((3, 5, 0), gap).text == "3 50"


@pytest.mark.parametrize("place", [0, 3])
def test_a_sign_at_an_end_is_told_and_not_in_the_text(place):
    line = among((3, 5, 0), sign("-", place), sign(None, place))

    assert line.text == "350"
    assert line.between == ()
    assert [each["place"] for each in line.as_dict()["signs"]] == [place, place]


@pytest.mark.parametrize(
    ("numbers", "signs", "spaces", "text"),
    [
        ((1, 2, 5, 2, 4), (sign(".", 2), sign(".", 3)), (), "12.5.24"),
        ((5, 7), (sign(",", 1),), (2,), "5, 7"),
        ((5, 7), (sign("-", 1),), (1,), "5 -7"),
        ((5, 7), (sign("-", 1),), (1, 2), "5 - 7"),
        ((5, 7), (sign(None, 1),), (1, 2), "5 7"),
        ((3, 4, 7), (sign(None, 1), sign(None, 2)), (), "3 4 7"),
        ((5,), (sign(None, 0), sign(None, 1)), (), "5"),
        ((1, 2, 7), (sign(None, 0),), (3,), "12 7"),
    ],
)
def test_spaces_count_digits_and_signs(numbers, signs, spaces, text):
    assert among(numbers, *signs, spaces=spaces).text == text


def test_a_sign_s_data_are_those_of_the_contract():
    (told,) = among((3, 5), sign(",", 1)).as_dict()["signs"]

    assert told == {
        "text": ",", "sure": True, "confidence": 0.8, "box": [5, 6, 7, 8], "place": 1,
    }  # fmt: skip


def test_what_may_be_a_digit_and_the_finder_are_told():
    told = replace(reading(), doubts=(Doubt(Box(1, 2, 3, 4), 0.25),), finder="2" * 12).as_dict()

    assert told["doubts"] == [{"box": [1, 2, 3, 4], "confidence": 0.25}]
    assert told["finder"] == "2" * 12
    assert (reading().as_dict()["doubts"], reading().as_dict()["finder"]) == ([], None)


def test_lines_are_put_together_from_places():
    digits, signs = [digit(number) for number in (7, 3, 5)], [sign(",", 0), sign("-", 0)]
    rows = [Row((1, 3, 2), (2,)), Row((4, 0), ())]

    one, other = lines(rows, digits, signs)

    assert (one.text, one.signs[0].place) == ("3, 5", 1)
    assert (other.text, other.signs[0].place) == ("7", 0)


def test_lines_are_read_from_top_to_bottom():
    assert reading(line((1, 2, 7), (2,)), line((8, 9, 5))).text == "12 7\n895"
    assert reading().text == ""


def test_spaces_are_in_the_text_and_nowhere_else():
    told = line((1, 2, 7), (2,)).as_dict()

    assert set(told) == {"text", "digits", "signs"}
    assert [each["digit"] for each in told["digits"]] == [1, 2, 7]


def test_hypotheses_are_told_for_a_digit_in_doubt_only():
    assert digit(3).as_dict()["hypotheses"] is None
    assert digit(3, (5, 8)).as_dict()["hypotheses"] == {"agreed": 5, "of": 8}
    assert digit(3, (0, 6)).as_dict()["hypotheses"] == {"agreed": 0, "of": 6}


def test_a_digit_s_data_are_those_of_the_contract():
    told = digit(3, (5, 8)).as_dict()

    assert set(told) == {
        "digit", "confidence", "sure", "box", "probabilities", "not_a_digit", "pixels",
        "hypotheses",
    }  # fmt: skip
    assert told["box"] == [1, 2, 3, 4]
    assert len(told["probabilities"]) == 10
    assert len(told["pixels"]) == 784


def test_a_trace_is_there_only_where_it_was_asked_for():
    stage = Stage("ink", "Ink found", b"\x89PNG\r\n")

    plain, traced = reading(line((7,))).as_dict(), reading(line((7,)), trace=(stage,)).as_dict()

    assert "trace" not in plain
    (told,) = traced["trace"]
    assert (told["stage"], told["title"]) == ("ink", "Ink found")
    kind, _, data = told["image"].partition(",")
    assert kind == "data:image/png;base64"
    assert base64.b64decode(data, validate=True) == b"\x89PNG\r\n"


def test_all_of_it_is_plain_json():
    stage = Stage("ink", "Ink found", b"\x00\xff")
    told = reading(line((1, 2, 7), (2,)), trace=(stage,)).as_dict()

    assert json.loads(json.dumps(told)) == told
    assert told["schema"] == 2
