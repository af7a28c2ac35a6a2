"""Segments: which digits are chosen, on answers whose values are known."""

import numpy as np
import pytest

from reader.answer import Answer
from reader.assembly import Read
from reader.figure import find_figures
from reader.found import Found
from reader.mark import Mark, mark_of
from reader.reading import Verdict
from reader.segment import Run, Segment, best, runs
from tests.strokes import digit, drawn, ink

NO_MARK = Mark(0, 0, 20, 20, np.zeros((28, 28), np.uint8), np.ones((20, 20), np.bool_))


def answer(number, confidence, *, sure=True, refused=False):
    rest = (1 - confidence) / 10
    probabilities = np.full(10, rest)
    probabilities[number] = confidence
    verdict: Verdict = "nothing" if refused else "digit" if sure else "unsure"
    return Answer(
        number, confidence, sure and not refused, probabilities, rest, verdict,
        "not-a-digit" if refused else None,
    )  # fmt: skip


def found(number, confidence=0.99, mark=NO_MARK, **how):
    return Found(mark, answer(number, confidence, **how))


def run(figure_of, answers, *, low=(), cut=0.6):
    """A run and its answers, from {(first, last): answer}; `low` names the segments that are."""
    segments = tuple(Segment(first, last, NO_MARK, (first, last) in low) for first, last in answers)
    figures = max(figure_of) + 1
    return Run(tuple(figure_of), segments, (cut,) * figures), list(answers.values())


def chosen(*given, **how):
    return [(each.answer.digit, each.answer.sure) for each in best(*run(*given, **how))]


def test_one_figure_is_what_it_is():
    assert chosen([0], {(0, 1): found(7)}) == [(7, True)]


@pytest.mark.parametrize("whole", [0.3, 0.55])
def test_pieces_that_are_sure_digits_are_chosen_before_a_whole_in_doubt(whole):
    answers = {(0, 1): found(3), (1, 2): found(5), (0, 2): found(8, whole, sure=False)}

    assert [number for number, _ in chosen([0, 0], answers)] == [3, 5]


def test_a_sure_whole_is_chosen_before_its_sure_pieces():
    """Half of an 8 is an 0: to cut costs something."""
    answers = {(0, 1): found(0), (1, 2): found(0), (0, 2): found(8)}

    assert chosen([0, 0], answers) == [(8, True)]


def test_a_whole_in_doubt_is_chosen_before_pieces_that_are_no_digits():
    answers = {
        (0, 1): found(1, 0.2, refused=True),
        (1, 2): found(7, 0.3, sure=False),
        (0, 2): found(4, 0.7, sure=False),
    }

    assert chosen([0, 0], answers) == [(4, False)]


def test_an_answer_in_doubt_counts_less_than_a_sure_one_of_the_same_confidence():
    pieces = {(0, 1): found(3, 0.9), (1, 2): found(5, 0.9)}
    doubtful, sure = found(8, 0.45, sure=False), found(8, 0.45)

    assert [each for each, _ in chosen([0, 0], {**pieces, (0, 2): sure}, cut=0.4)] == [8]
    assert [each for each, _ in chosen([0, 0], {**pieces, (0, 2): doubtful}, cut=0.4)] == [3, 5]


def test_atoms_are_put_together_where_their_digits_are_believed_most():
    """Three cuts, of which the middle one is between two digits."""
    answers = {
        (first, last): found(1, 0.1, sure=False) for last in range(1, 5) for first in range(last)
    }
    answers |= {(0, 2): found(2), (2, 4): found(7)}

    assert [number for number, _ in chosen([0] * 4, answers)] == [2, 7]


def test_one_refused_piece_does_not_decide_alone():
    """Beside three sure digits one scribble is worth less than they are."""
    answers = {
        (0, 1): found(3), (1, 2): found(5), (2, 3): found(9), (3, 4): found(1, 0.0, refused=True),
        (0, 4): found(8, 0.01, sure=False),
    }  # fmt: skip

    assert [number for number, _ in chosen([0] * 4, answers, cut=0.9)] == [3, 5, 9, 1]


def test_what_was_cut_is_never_sure():
    answers = {(0, 1): found(3), (1, 2): found(5), (0, 2): found(8, 0.3, sure=False)}

    assert all(not sure for _, sure in chosen([0, 0], answers))
    assert all(each.answer.verdict == "unsure" for each in best(*run([0, 0], answers)))


def test_the_less_a_cut_is_believed_the_surer_must_the_pieces_be():
    answers = {(0, 1): found(3, 0.9), (1, 2): found(5, 0.9), (0, 2): found(8, 0.8, sure=False)}

    assert [number for number, _ in chosen([0, 0], answers, cut=0.95)] == [3, 5]
    assert [number for number, _ in chosen([0, 0], answers, cut=0.1)] == [8]


def test_a_broken_digit_is_joined():
    answers = {
        (0, 1): found(1, 0.5, sure=False),
        (1, 2): found(7, 0.4, sure=False),
        (0, 2): found(4, 0.99),
    }

    assert chosen([0, 1], answers) == [(4, True)]


def test_two_sure_figures_are_not_joined_to_a_third():
    answers = {(0, 1): found(1), (1, 2): found(0), (0, 2): found(6, 0.995)}

    assert chosen([0, 1], answers) == [(1, True), (0, True)]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_dot_is_left_out_wherever_it_stands(place):
    numbers = [7, 4]
    numbers.insert(place, 0)
    answers = {(at, at + 1): found(number) for at, number in enumerate(numbers)}
    answers[place, place + 1] = found(0, 0.2, refused=True)
    low = [(place, place + 1)]

    assert chosen([0, 1, 2], answers, low=low) == [(7, True), (4, True)]


def test_a_dot_left_out_does_not_make_its_neighbours_join():
    """To leave it out counts nearly as much as a digit."""
    answers = {
        (0, 1): found(7),
        (1, 2): found(0, 0.2, refused=True),
        (0, 2): found(2, 0.9, sure=False),
    }

    assert chosen([0, 1], answers, low=[(1, 2)]) == [(7, True)]


def test_a_dash_that_makes_a_digit_whole_is_not_left_out():
    """The bar of a 5 that stands apart."""
    answers = {
        (0, 1): found(3, 0.5, sure=False),
        (1, 2): found(1, 0.2, refused=True),
        (0, 2): found(5, 0.99),
    }

    assert chosen([0, 1], answers, low=[(1, 2)]) == [(5, True)]


def test_a_dot_alone_is_nothing():
    assert chosen([0], {(0, 1): found(1, 0.1, refused=True)}, low=[(0, 1)]) == []


def test_segments_may_come_in_any_order():
    answers = {(0, 2): found(8, 0.3, sure=False), (1, 2): found(5), (0, 1): found(3)}
    reverse = dict(reversed(answers.items()))

    assert chosen([0, 0], answers) == chosen([0, 0], reverse)


def line_of(strokes, told, pen=7):
    """The figures of these strokes, left to right, with an answer for each, and their ink."""
    whole = ink(drawn(strokes, (600, 140), pen))
    figures = sorted(find_figures(whole), key=lambda each: each.left)
    assert len(figures) == len(told)
    marks = [mark_of(each.parts, whole) for each in figures]
    line = [
        Read(each, found(number, 0.95 if sure else 0.6, mark, sure=sure))
        for each, mark, (number, sure) in zip(figures, marks, told, strict=True)
    ]  # fmt: skip
    return line, whole


def test_figures_without_doubt_are_left_as_they_are():
    line, whole = line_of(digit(3, 20, 30, 80) + digit(7, 80, 30, 80), [(3, True), (7, True)])

    certain, unsettled = runs(line, 80, whole)

    assert certain == [each.found for each in line]
    assert unsettled == []


def test_a_figure_in_doubt_is_cut_and_its_neighbours_may_hold_the_rest():
    strokes = [each for place in range(4) for each in digit(3, 20 + 60 * place, 30, 80)]
    line, whole = line_of(strokes, [(3, True), (3, False), (3, True), (3, True)])

    certain, (run,) = runs(line, 80, whole)

    assert certain == [line[3].found]
    assert set(run.figure_of) == {0, 1, 2}
    places = {(each.first, each.last) for each in run.segments}
    assert run.figure_of.count(0) == run.figure_of.count(2) == 1  # a sure figure is not cut
    last = len(run.figure_of)
    assert {(0, 1), (1, last - 1), (last - 1, last)} <= places  # each figure as it is
    assert (0, last - 1) in places  # and two as one
    assert max(last for _, last in places) == last


def test_a_figure_far_away_has_nothing_to_do_with_one_in_doubt():
    line, whole = line_of(digit(3, 20, 30, 80) + digit(3, 300, 30, 80), [(3, False), (3, True)])

    certain, (run,) = runs(line, 80, whole)

    assert certain == [line[1].found]
    assert set(run.figure_of) == {0}


def test_a_figure_too_wide_for_one_digit_is_in_doubt_though_the_network_is_sure():
    strokes = [each for place in range(3) for each in digit(7, 20 + 48 * place, 30, 80)]
    line, whole = line_of(strokes, [(2, True)])

    certain, (run,) = runs(line, 80, whole)

    assert certain == []
    assert len(run.figure_of) >= 3


def test_the_segments_of_whole_figures_show_the_network_what_it_was_shown_before():
    strokes = digit(5, 20, 30, 80) + digit(2, 90, 30, 80)
    line, whole = line_of(strokes, [(5, False), (2, False)])

    _, (run,) = runs(line, 80, whole)

    shown = [each.mark.pixels for each in run.segments]
    for each in line:
        assert any(np.array_equal(each.found.mark.pixels, pixels) for pixels in shown)


def test_a_dash_in_doubt_is_low_and_a_digit_is_not():
    strokes = [*digit(4, 20, 30, 80), [(108, 72), (130, 71)]]
    line, whole = line_of(strokes, [(4, True), (1, False)], pen=10)

    _, (run,) = runs(line, 80, whole)

    low = {(each.first, each.last): each.low for each in run.segments}
    assert low[0, 1] is False
    assert low[1, 2] is True
