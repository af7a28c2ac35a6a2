"""Why one digit and not another, in words: the parts, the sums, and what they come to."""

import pytest

from ui.words.why import around, difference, label, places_words, rival, sum_words

FIELD = {"side": 7, "first": 3.5, "step": 4}


def levels(*inked):
    """The grey levels of a picture with ink in rectangles of left, top, right and bottom."""
    drawn = [0] * 784
    for left, top, right, bottom in inked:
        for row in range(top, bottom):
            for column in range(left, right):
                drawn[28 * row + column] = 255
    return drawn


SEVEN = levels((5, 4, 23, 8), (19, 8, 23, 24))


def added(**places):
    """What 49 places add: `at_2_3=1.5` is row 2, column 3."""
    given = [0.0] * 49
    for name, value in places.items():
        _, row, column = name.split("_")
        given[7 * int(row) + int(column)] = value
    return given


def found(logits, probabilities=None, temperature=0.5):
    """What the engine tells, of which each logit comes from one place and a constant of 1."""
    places = [[each - 1, *[0.0] * 48] for each in logits]
    return {
        "logits": logits,
        "probabilities": probabilities or [0.0] * 11,
        "places": places,
        "constants": [1.0] * len(logits),
        "temperature": temperature,
    }


def test_the_parts_of_a_digit_are_named_by_where_its_ink_is():
    assert around(SEVEN) == (5, 4, 23, 24)
    words = places_words(added(at_1_3=3.0, at_5_1=1.0, at_3_5=-2.0), FIELD, SEVEN, 7, 1)
    assert words == (
        "Ink at the top, and the lack of ink at the bottom left, speak for 7. "
        "Ink on the right speaks for 1."
    )


def test_a_part_that_gives_little_is_not_named():
    words = places_words(added(at_1_3=10.0, at_5_1=1.0), FIELD, SEVEN, 7, 1)
    assert words == "Ink at the top speaks for 7."


def test_a_narrow_digit_has_no_left_and_right():
    one = levels((12, 4, 16, 24))
    words = places_words(added(at_3_1=1.0), FIELD, one, 1, 10)
    assert words == "Ink in the middle speaks for 1."


@pytest.mark.parametrize(
    ("lead", "told"),
    [
        (0.01, "about as likely as"),
        (0.5, "2.7 times as likely as"),
        (2.0, "54 times as likely as"),
        (5.0, "22,000 times as likely as"),
        (9.0, "more than a million times as likely as"),
    ],
)
def test_the_sum_is_told_with_what_it_means(lead, told):
    logits = [0.0] * 11
    logits[7] = lead
    words = sum_words(found(logits), 7, 1)
    assert f"together +{lead:.1f}, which makes 7 {told} 1." in words


def test_who_is_behind_is_not_said_to_be_ahead():
    logits = [0.0] * 11
    logits[1] = 1.0
    words = sum_words(found(logits), 7, 1)
    assert "together \u22121.0, which makes 1 7.4 times as likely as 7." in words


def test_the_rival_is_the_best_other_digit_unless_it_is_likely_none():
    logits = [0.0, 3.0, 2.0, *[0.0] * 4, 9.0, 0.0, 0.0, 5.0]
    assert rival(found(logits), 7) == 1
    assert rival(found(logits, [*[0.0] * 10, 0.1]), 7) == 10
    assert label(10) == "no digit"
    assert difference(found(logits), 7, 1)[0] == 6.0
