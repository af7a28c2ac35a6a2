"""The samples of the empty page are what the command draws, and small."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from training.samples.__main__ import LIST, OUT, drawn, listed
from training.samples.photograph import LARGEST
from training.samples.pictures import SAMPLES

FOLDER = Path(__file__).resolve().parents[3] / OUT

# Grey levels: what another processor's rounding may change of a pixel, on average.
ROUNDING = 0.5


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: each.name)
def test_a_committed_sample_is_what_the_command_draws(sample):
    committed = (FOLDER / f"{sample.name}.jpg").read_bytes()
    assert len(committed) <= LARGEST
    with Image.open(io.BytesIO(committed)) as one, Image.open(io.BytesIO(drawn(sample))) as other:
        assert one.size == other.size
        apart = np.abs(np.asarray(one, np.float32) - np.asarray(other, np.float32))
    assert apart.mean() < ROUNDING, "run `make samples`"


def test_the_list_is_that_of_the_command():
    assert (FOLDER / LIST).read_text(encoding="utf-8") == listed(), "run `make samples`"
    names = [each.name for each in SAMPLES]
    assert len(set(names)) == 8
    assert {path.name for path in FOLDER.iterdir()} == {LIST, *(f"{name}.jpg" for name in names)}
