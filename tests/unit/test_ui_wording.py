"""Three honest answers: this digit, probably this digit, none; and what would help."""

import re

import pytest

from ui.words.wording import (
    ANY_REASON,
    NOTHING,
    REASONS,
    about,
    all_digits,
    answer,
    chosen,
    details,
    name_box,
    read_again,
)


def digit(value, confidence=0.98, *, second=None, not_a_digit=0.001, sure=True):
    """A digit of a reading, as the contract of the page has it."""
    left = 1 - confidence - not_a_digit
    probabilities = [left / 9] * 10
    if second is not None:
        probabilities = [left * 0.01 / 8] * 10
        probabilities[second] = left * 0.99
    probabilities[value] = confidence
    return {
        "digit": value,
        "confidence": confidence,
        "sure": sure,
        "box": [1, 2, 3, 4],
        "probabilities": probabilities,
        "not_a_digit": not_a_digit,
    }


def reading(*lines, verdict="digit", reason=None, signs=(), doubts=0):
    """A reading of lines of digits, as the contract of the page has it; signs of the first line."""
    texts = ["".join(str(each["digit"]) for each in line) for line in lines]
    return {
        "schema": 2,
        "source": {"name": "a.jpg", "width": 640, "height": 480, "format": "JPEG"},
        "verdict": verdict,
        "text": "\n".join(texts),
        "reason": reason,
        "lines": [
            {"text": text, "digits": list(line), "signs": list(signs) if at == 0 else []}
            for at, (text, line) in enumerate(zip(texts, lines, strict=True))
        ],
        "doubts": [{"box": [1, 2, 3, 4], "confidence": 0.3}] * doubts,
        "timings_ms": {"decode": 1.0, "find": 8.0, "classify": 3.4, "total": 12.4},
        "model": "0123456789ab",
        "finder": "ba9876543210",
    }


def test_a_sure_digit_is_said_with_its_confidence():
    assert answer(reading([digit(7, 0.98)])) == ("The digit in this image is 7, 98 % sure.", "")


def test_the_surest_digit_is_still_not_certain():
    sentence, _ = answer(reading([digit(7, 1.0, not_a_digit=0.0)]))
    assert sentence == "The digit in this image is 7, over 99.9 % sure."


def test_an_unsure_digit_names_what_else_it_could_be():
    doubtful = digit(7, 0.6, second=1, sure=False)
    sentence, more = answer(reading([doubtful], verdict="unsure"))
    assert sentence == "Probably 7, could be 1."
    assert "would help" in more


def test_ink_that_may_be_no_digit_is_said_to_be_so():
    doubtful = digit(7, 0.6, second=1, not_a_digit=0.3, sure=False)
    sentence, _ = answer(reading([doubtful], verdict="unsure"))
    assert sentence == "Probably 7, if it is a digit at all."


def test_ink_that_is_likelier_none_is_said_to_be_so_first():
    doubtful = digit(3, 0.3, second=8, not_a_digit=0.6, sure=False)
    sentence, _ = answer(reading([doubtful], verdict="unsure"))
    assert sentence == "Probably no digit. If it is one, it is 3."


def test_an_unlikely_runner_up_is_not_named():
    doubtful = digit(7, 0.97, not_a_digit=0.004, sure=False)
    sentence, _ = answer(reading([doubtful], verdict="unsure"))
    assert sentence == "Very probably 7, 97 % sure."


@pytest.mark.parametrize(
    "reason", ["blank", "too-faint", "too-small", "not-a-digit", "letters", "not-writing"]
)
def test_nothing_comes_with_its_reason_and_what_would_help(reason):
    sentence, more = answer(reading(verdict="nothing", reason=reason))
    assert sentence == NOTHING
    assert more == REASONS[reason]
    assert len(re.findall(r"[.]", more)) >= 2, "a reason and a remedy"


def test_every_reason_says_something_else():
    assert len({*REASONS.values(), ANY_REASON}) == len(REASONS) + 1


@pytest.mark.parametrize("reason", [None, "a-reason-of-a-later-version"])
def test_a_reason_that_is_not_known_still_gets_advice(reason):
    assert answer(reading(verdict="nothing", reason=reason)) == (NOTHING, ANY_REASON)


def test_a_number_is_as_sure_as_its_least_sure_digit():
    number = reading([digit(1, 0.99), digit(2, 0.91)], verdict="number")
    assert answer(number)[0] == "The number in this image is 12, at least 91 % sure of each digit."


def test_more_than_99_9_percent_is_least_enough():
    number = reading([digit(1, 0.9998), digit(2, 0.9999)], verdict="number")
    assert answer(number)[0] == "The number in this image is 12, over 99.9 % sure of each digit."


def test_several_numbers_are_all_named():
    numbers = reading([digit(1), digit(2)], [digit(3)], [digit(4)], verdict="number")
    assert answer(numbers)[0].startswith("The numbers in this image are 12, 3 and 4, ")


def test_doubtful_digits_of_a_number_are_counted():
    doubtful = digit(2, 0.6, sure=False)
    number = reading([digit(1), doubtful], verdict="unsure")
    assert answer(number) == ("Probably 12.", "1 of 2 digits is in doubt.")
    number = reading([digit(1), doubtful, doubtful], verdict="unsure")
    assert answer(number) == ("Probably 122.", "2 of 3 digits are in doubt.")


def sign(text, place=1, *, sure=True):
    return {"text": text, "sure": sure, "confidence": 0.9, "box": [1, 2, 3, 4], "place": place}


GAP = "A sign between digits was not read surely: the text has a gap there."
ONE_MORE = "Something else may be a digit: it is left out, and marked with a question mark."
MORE = "2 other marks may be digits: left out, and marked with question marks."


@pytest.mark.parametrize("unread", [sign(None), sign("+"), sign(",", sure=False)])
def test_a_sign_that_was_not_read_is_why_a_number_is_in_doubt(unread):
    number = reading([digit(3), digit(5)], verdict="unsure", signs=[unread])
    number["text"] = "3 5"
    assert answer(number) == ("Probably 3 and 5.", GAP)


def test_signs_that_were_not_read_are_counted():
    number = reading([digit(3)] * 3, verdict="unsure", signs=[sign(None), sign(None, 2)])
    assert answer(number)[1].startswith("2 signs between digits were not read surely: ")


@pytest.mark.parametrize("place", [0, 2])
def test_a_sign_at_an_end_is_not_spoken_of(place):
    number = reading([digit(3), digit(5)], verdict="number", signs=[sign(None, place)])
    assert answer(number) == (
        "The number in this image is 35, at least 98 % sure of each digit.",
        "",
    )


def test_a_number_with_its_signs_is_one_number():
    number = reading([digit(3), digit(5)], verdict="number", signs=[sign(",")])
    number["text"] = "3,5"
    assert answer(number)[0].startswith("The number in this image is 3,5, ")
    number["text"] = "3, 5"
    assert answer(number)[0].startswith("The numbers in this image are 3 and 5, ")
    number["text"] = "3 - 5"
    assert answer(number)[0].startswith("The numbers in this image are 3 and 5, ")


def test_what_may_be_a_digit_and_was_left_out_is_said():
    assert answer(reading([digit(7)], verdict="unsure", doubts=1)) == (
        "Very probably 7, 98 % sure.", ONE_MORE,
    )  # fmt: skip
    assert answer(reading([digit(7)] * 2, verdict="unsure", doubts=2)) == ("Probably 77.", MORE)
    doubtful = digit(7, 0.6, second=1, sure=False)
    assert answer(reading([doubtful], verdict="unsure", doubts=1)) == (
        "Probably 7, could be 1.", ONE_MORE,
    )  # fmt: skip


def test_where_only_doubtful_marks_are_seen_they_are_spoken_of_and_not_the_reason():
    assert answer(reading(verdict="nothing", reason="blank", doubts=1)) == (NOTHING, ONE_MORE)


def test_all_that_is_in_doubt_is_said():
    digits = [digit(1), digit(2, 0.6, sure=False)]
    number = reading(digits, verdict="unsure", signs=[sign(None)], doubts=1)
    assert answer(number)[1] == f"1 of 2 digits is in doubt. {GAP} {ONE_MORE}"
    page = reading([digit(4)] * 30, verdict="unsure", signs=[sign(None)], doubts=2)
    assert answer(page) == ("30 digits on one line, all without doubt.", f"{GAP} {MORE}")


@pytest.mark.parametrize(
    ("doubts", "sentence"),
    [
        (0, "81 digits on 9 lines, all without doubt."),
        (1, "81 digits on 9 lines, 1 of them in doubt."),
        (3, "81 digits on 9 lines, 3 of them in doubt."),
    ],
)
def test_a_page_of_digits_is_counted_and_not_said(doubts, sentence):
    digits = [digit(4, 0.6, sure=False)] * doubts + [digit(4)] * (81 - doubts)
    lines = [digits[9 * line : 9 * line + 9] for line in range(9)]
    said, more = answer(reading(*lines, verdict="unsure" if doubts else "number"))
    assert said == sentence
    assert bool(more) == bool(doubts)


def test_a_long_number_is_counted_too():
    assert answer(reading([digit(4)] * 20, verdict="number"))[0].startswith("The number in this")
    sentence, _ = answer(reading([digit(4)] * 21, verdict="number"))
    assert sentence == "21 digits on one line, all without doubt."


def test_a_box_is_called_by_its_digit_its_sureness_and_its_place():
    assert name_box(digit(3, 0.98), 1, 7) == "3, 98 % sure, digit 2 of 7"
    doubtful = digit(3, 0.6, sure=False)
    assert name_box(doubtful, 6, 7) == "3, 60 % sure, in doubt, digit 7 of 7"


def test_the_evidence_for_one_of_several_digits_has_a_heading():
    assert chosen(digit(3, 0.98), 1, 7) == "Digit 2 of 7: 3, 98 % sure."
    doubtful = digit(3, 0.6, second=8, sure=False)
    assert chosen(doubtful, 1, 7) == "Digit 2 of 7: probably 3, could be 8."


def test_what_was_read_again_is_told():
    assert read_again({"agreed": 6, "of": 8}) == "Read again in 8 other ways: 6 agreed."
    assert read_again(None) == ""


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ({"format": "TIFF"}, ""),
        ({"format": "TIFF", "page": 2, "pages": 3}, "This is page 2 of 3."),
        ({"format": "GIF", "page": 1, "pages": 30}, "This is frame 1 of 30."),
        (
            {"format": "JPEG", "complete": False},
            "The end of the file is missing, and a part of the picture with it.",
        ),
    ],
)
def test_what_is_odd_about_a_file_is_told(source, said):
    assert about(source) == said


def test_all_digits_are_in_reading_order():
    numbers = reading([digit(1), digit(2)], [digit(3)], verdict="number")
    assert [each["digit"] for each in all_digits(numbers)] == [1, 2, 3]


def test_the_small_print():
    assert details(reading([digit(7, not_a_digit=0.02)]), 45_600) == [
        "640 \N{MULTIPLICATION SIGN} 480 JPEG",
        "46 kB",
        "read in 12 ms",
        "no digit at all: 2.0 %",
        "model 0123456789ab",
        "finder ba9876543210",
    ]


def test_the_small_print_names_a_finder_only_where_there_is_one():
    one = reading([digit(7)])
    one["finder"] = None
    assert details(one, 45_600)[-1] == "model 0123456789ab"


def test_the_small_print_without_a_digit_has_no_doubt_about_one():
    parts = details(reading(verdict="nothing", reason="blank"), 45_600)
    assert not [part for part in parts if "digit" in part]
