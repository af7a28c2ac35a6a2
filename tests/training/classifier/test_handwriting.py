"""UNIPEN's characters as training pictures, drawn with all pens."""

import numpy as np
import pytest

from training.classifier import handwriting
from training.classifier.calibration import NOT_A_DIGIT
from training.pages.sources import Sources

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def sources(data):
    return Sources.load(data, "train")


def test_the_same_seed_writes_the_same_digits_all_labels_in_turn(sources):
    first, again = (handwriting.digits(20, sources, seed=1) for _ in range(2))
    assert first.labels.tolist() == [*range(10), *range(10)]
    assert (first.pixels == again.pixels).all()
    other = handwriting.digits(20, sources, seed=2)
    assert (first.pixels != other.pixels).any(axis=(1, 2)).all()


def test_pictures_are_in_mnists_geometry(sources):
    for picture in handwriting.digits(30, sources, seed=3).pixels:
        assert picture.max() == 255
        rows, columns = (np.flatnonzero(picture.any(axis=axis)) for axis in (1, 0))
        assert max(np.ptp(rows), np.ptp(columns)) in (18, 19)
        assert picture.sum(axis=0) @ np.arange(28) / picture.sum() == pytest.approx(14, abs=1)


def test_letters_are_no_digits_and_some_look_like_one(sources):
    count = len([each for each in sources.trajectories.all_of if not each.isdigit()])
    pixels, like = handwriting.others(count, sources, seed=1)
    assert len(pixels) == count
    told = {digit: int((like == digit).sum()) for digit in np.unique(like).tolist()}
    # O o, l I | / \\ ' , and Z z, S s, b, g q, B: each once.
    assert told.pop(NOT_A_DIGIT) == count - 17
    assert told == {0: 2, 1: 7, 2: 2, 5: 2, 6: 1, 8: 1, 9: 2}


def test_no_writer_is_in_both_parts(sources, data):
    held = Sources.load(data, "validation")
    assert not set(sources.trajectories.writers) & set(held.trajectories.writers)
