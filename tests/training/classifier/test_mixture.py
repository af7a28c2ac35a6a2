"""The generated pictures that a run keeps in its folder."""

import numpy as np
import pytest

from training.classifier import mixture
from training.classifier.settings import Settings
from training.digits import numerals, redrawing
from training.digits.mnist import Digits


@pytest.fixture(scope="module")
def digits():
    return Digits(*numerals.write(60, seed=30))


def make(digits, folder, validation=20, nondigits=30):
    settings = Settings(runs=folder, validation=validation, nondigits=nondigits, numerals=10,
                        written=0, crops=0)  # fmt: skip
    return mixture.make(digits, settings)


def test_pools_hold_what_the_settings_say(digits, tmp_path):
    training, validation = make(digits, tmp_path)
    assert len(training.digits) == len(training.redrawn) == 40 + 2 * 10
    assert len(validation.digits) == len(validation.redrawn) == 20
    assert (len(training.nondigits), len(validation.nondigits)) == (30, 20)


def test_kept_pictures_are_taken_up_by_the_next_run(digits, tmp_path):
    first, _ = make(digits, tmp_path)
    kept = tmp_path / "pictures" / "train.npz"
    written = kept.stat().st_mtime_ns
    again, _ = make(digits, tmp_path)
    assert kept.stat().st_mtime_ns == written
    assert (again.nondigits == first.nondigits).all()


def test_pictures_that_were_made_of_other_digits_are_not_taken_up(digits, tmp_path):
    make(digits, tmp_path)
    other = Digits(digits.pixels[::-1].copy(), digits.labels[::-1].copy())
    fresh, _ = make(other, tmp_path)
    assert (
        fresh.redrawn[:40] == redrawing.redraw(fresh.digits.take(np.arange(40)), mixture.SEED)
    ).all()


@pytest.mark.data
def test_hands_and_crops_are_trained_and_validated_on_apart(digits, data, tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    for part, value in (("train", 7), ("validation", 9)):
        np.savez(
            folder / f"crops-{part}.npz",
            pixels=np.full((3, 28, 28), value, np.uint8),
            labels=np.array([value, 10, 10], np.uint8),
            like=np.array([10, 10, 10], np.uint8),
            peaks=np.array([0.9, 0.9, 0.9], np.float32),
        )
    settings = Settings(
        data=data / "mnist", runs=tmp_path, validation=20, nondigits=30, numerals=10,
        written=40, crops=3,
    )  # fmt: skip
    training, validation = mixture.make(digits, settings)
    # MNIST's and those of stroke models and fonts, 40 by hand, one crop.
    assert len(training.digits) == len(training.redrawn) == 40 + 2 * 10 + 40 + 1
    assert (training.digits.pixels[-1] == 7).all()
    assert (training.redrawn[-41:] == training.digits.pixels[-41:]).all()
    assert len(validation.digits) == 20
    assert len(validation.written) == 20 + 1
    assert (validation.written.pixels[-1] == 9).all()
    for pool, value in ((training, 7), (validation, 9)):
        assert len(pool.like) == len(pool.nondigits)
        assert (pool.nondigits == value).all(axis=(1, 2)).sum() == 2


def test_what_looks_like_a_digit_is_a_tenth_of_the_non_digits():
    like = np.array([10] * 90 + [1] * 90, np.uint8)
    kept = mixture.few_ambiguous(like, seed=1)
    assert (like[kept] == 10).sum() == 90
    assert (like[kept] == 1).sum() == 10
