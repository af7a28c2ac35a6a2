"""Ablations: the figures of a row, and that its part is off while they are measured."""

import numpy as np
import pytest

from reader import marks
from training.digits.mnist import Digits
from training.evaluate import ablate
from training.evaluate.dataset_groups import Material
from training.evaluate.grids import Grids
from training.evaluate.lines import Lines
from training.evaluate.signs import Signs
from training.evaluate.switches import SWITCHES
from training.evaluate.tally import Tally
from training.finder.score import Score


def tally(name, n, right, sure=0):
    return Tally(name, "by hand", n=n, right=right, sure=sure)


def test_a_row_states_pooled_sets_in_per_cent():
    tables = {
        "sets": [
            tally("photos/pen", 4, 0), tally("photos", 200, 199), tally("photos/sudoku", 8, 7),
            tally("drawn", 3, 3), tally("nondigits", 50, 20, sure=1), tally("faults", 7, 6),
            tally("blank papers", 40, 39), tally("ruled papers, nothing written", 40, 38),
        ],
        "lines": [Lines("strings/pen", "", n=9, right=1), Lines("strings", "", n=10, right=9)],
        "turned": [Lines("strings, turned", "", n=30, right=24)],
        "grids": [Grids("strings/sudoku", "", n=324, right=300)],
        "corruptions": [tally("fog", 10, 8), tally("zigzag", 10, 9)],
        "generated": [
            Score("generated/one", pages=9, n=9, right=0, false=9),
            Score(pages=100, n=1000, right=951, sure=800, sure_and_right=796, false=12),
        ],
        "signs": [Signs("signs", "", n=80, right=60, sure=50, sure_and_right=47)],
    }  # fmt: skip
    assert ablate.figures(tables) == {
        "photos": "99.5", "photos/sudoku": "87.5", "drawn": "100.0", "nondigits, not sure": "98.0",
        "papers with a digit": "3", "faults": "6 of 7", "lines": "90.0",
        "lines of turned pages": "80.0", "cells": "92.6", "worst corruption": "80.0",
        "generated: read": "95.1", "right when sure": "99.5", "false a page": "0.120",
        "signs: right": "75.0", "surely wrong": "3",
    }  # fmt: skip


def test_what_was_not_measured_has_no_column():
    assert ablate.figures({}) == {}
    assert ablate.figures({"generated": [Score()]})["generated: read"] == "none"


@pytest.fixture
def material(tmp_path):
    digits = Digits(np.zeros((0, 28, 28), np.uint8), np.zeros(0, np.uint8))
    return Material(tmp_path, tmp_path, digits)


@pytest.mark.parametrize(("part", "rounds"), [(ablate.ALL, 2), ("second look after a refusal", 1)])
def test_a_part_is_off_while_its_row_is_measured(part, rounds, material, monkeypatch, tmp_path):
    seen = []

    def measured(group, *_):
        seen.append((group, marks.ROUNDS))
        return {"sets": [tally(group, 2, 1)]}

    monkeypatch.setattr(ablate, "Shipped", lambda folder: folder)
    monkeypatch.setattr(ablate, "group_of", measured)
    told = ablate.without(material, tmp_path, ["drawn", "registers"], part)
    assert seen == [("drawn", rounds), ("registers", rounds)]
    assert told == {"drawn": "50.0", "registers": "50.0"}
    assert marks.ROUNDS == 2


def test_the_first_row_has_all_parts_and_each_has_one():
    assert ablate.NAMES[0] == ablate.ALL
    assert len(set(ablate.NAMES)) == 1 + len(SWITCHES)


def test_what_cannot_be_measured_ends_with_a_message(tmp_path, capsys):
    assert ablate.main(["--model", str(tmp_path)]) == 1
    assert "card.json is missing" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        ablate.main(["--without", "everything"])
    assert "choose from" in capsys.readouterr().err


@pytest.mark.data
def test_rows_are_printed_as_a_table(data, capsys):
    """Real processes, the committed networks, and nothing to look at."""
    parts = [ablate.ALL, SWITCHES[0].name]
    asked = ["--pictures", str(data), "--pages", "0", "--groups", "generated", "signs"]
    assert ablate.main([*asked, "--processes", "1", "--without", *parts]) == 0
    heading, line, *rows = capsys.readouterr().out.splitlines()
    columns = ["generated: read", "right when sure", "false a page", "signs: right", "surely wrong"]
    assert heading == f"| without | {' | '.join(columns)} |"
    assert line == "|---|" + "--:|" * 5
    assert rows == [f"| {part} | none | none | 0.000 | none | 0 |" for part in parts]
