"""Pen trajectories: which are chosen, and how they are drawn."""

import numpy as np
import pytest

from training.digits import characters
from training.digits.characters import EDGE, HEIGHT, ROUND, Characters, drawn, paths
from training.errors import DataError

BAR = [[500, 0], [500, 1000]]
CROSS = [[0, 500], [1000, 500]]


@pytest.fixture
def file(tmp_path):
    """A bar, a cross of two strokes that is a letter, and a slashed nought of two points."""
    path = tmp_path / "some.npz"
    np.savez(
        path,
        points=np.array([*BAR, *BAR, *CROSS, [0, 0], [1000, 1000]], np.int16),
        stroke_ends=np.array([2, 4, 6, 8], np.int32),
        character_ends=np.array([1, 3, 4], np.int32),
        label=np.array(["1", "x", "0"]),
        kind=np.array(["digit", "lower", "digit"]),
        split=np.array(["train", "train", "validation"]),
        slashed=np.array([False, False, True]),
    )
    return path


def test_a_character_is_its_strokes_in_their_order(file):
    with np.load(file) as data:
        (bar,) = paths(data, 0)
        first, second = paths(data, 1)
    assert (bar == np.array(BAR) / 1000).all()
    assert (first == np.array(BAR) / 1000).all()
    assert (second == np.array(CROSS) / 1000).all()


def test_characters_are_chosen_by_kind_and_split(file):
    digits = Characters.load(file, seed=1)
    assert digits.labels.tolist() == ["1", "0"]
    assert digits.slashed.tolist() == [False, True]
    assert Characters.load(file, 1, "validation").labels.tolist() == ["0"]
    assert Characters.load(file, 1, "train", "other").labels.tolist() == ["x"]
    assert digits.take(digits.slashed).labels.tolist() == ["0"]


def test_the_same_seed_draws_the_same(file):
    assert (Characters.load(file, 1).pixels == Characters.load(file, 1).pixels).all()
    assert (Characters.load(file, 1).pixels != Characters.load(file, 2).pixels).any()


def test_a_file_that_is_missing_is_named(tmp_path):
    with pytest.raises(DataError, match="strokes are needed"):
        Characters.load(tmp_path / "none.npz", 1)


def test_a_bar_is_as_wide_as_its_pen_and_stands_in_the_middle(monkeypatch):
    """By hand: a line of 100 with a round pen of w is w wide and 100 + w long, at 20 pixels."""
    monkeypatch.setattr(characters, "ROUND", (0.14, 0.14))
    (picture,) = drawn([[np.array(BAR) / 1000]], np.random.default_rng(1))
    rows = np.flatnonzero(picture.any(axis=1))
    assert len(rows) == 20
    ink = picture[rows[5:15]].sum(axis=1).mean() / 255
    # OpenCV's smooth lines are about a pixel of the hundred wider.
    assert ink == pytest.approx(20 * 15 / (HEIGHT + 15), abs=0.2)
    middle = picture[10:18].sum(axis=0)
    assert middle @ np.arange(28) / middle.sum() == pytest.approx(14, abs=0.6)
    assert HEIGHT * ROUND[1] / 2 < EDGE
