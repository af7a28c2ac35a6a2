"""The generated pictures that a run keeps in its folder."""

import pytest

from training import numerals, pools
from training.mnist import Digits
from training.settings import Settings


@pytest.fixture(scope="module")
def digits():
    return Digits(*numerals.write(60, seed=30))


def make(digits, folder, seed):
    settings = Settings(
        runs=folder, name="run", seed=seed, validation=20, nondigits=30, numerals=10
    )
    settings.folder.mkdir(exist_ok=True)
    return pools.make(digits, settings)


def test_pools_hold_what_the_settings_say(digits, tmp_path):
    training, validation = make(digits, tmp_path, seed=1)
    assert len(training.digits) == len(training.redrawn) == 40 + 10
    assert len(validation.digits) == len(validation.redrawn) == 20
    assert (len(training.nondigits), len(validation.nondigits)) == (30, 10)


def test_kept_pictures_are_taken_up_and_those_of_another_seed_are_not(digits, tmp_path):
    first, _ = make(digits, tmp_path, seed=1)
    kept = tmp_path / "run" / "pool-train.npz"
    written = kept.stat().st_mtime_ns
    again, _ = make(digits, tmp_path, seed=1)
    assert kept.stat().st_mtime_ns == written
    assert (again.nondigits == first.nondigits).all()
    other, _ = make(digits, tmp_path, seed=2)
    assert (other.nondigits != first.nondigits).any()
