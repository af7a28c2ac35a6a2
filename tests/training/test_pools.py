"""The generated pictures that a run keeps in its folder."""

import numpy as np
import pytest

from training import numerals, pools, redrawing
from training.mnist import Digits
from training.settings import Settings


@pytest.fixture(scope="module")
def digits():
    return Digits(*numerals.write(60, seed=30))


def make(digits, folder, validation=20, nondigits=30):
    settings = Settings(runs=folder, validation=validation, nondigits=nondigits, numerals=10)
    return pools.make(digits, settings)


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
        fresh.redrawn[:40] == redrawing.redraw(fresh.digits.take(np.arange(40)), pools.SEED)
    ).all()
