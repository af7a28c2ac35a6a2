"""The committed finder, put back into the form that is trained, answers as it did."""

import numpy as np
import pytest

from training.finder import restore
from training.finder.calibrate import finder
from training.finder.settings import Settings
from training.finder.state import State
from training.shipped import SHIPPED, Shipped

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def planes(data):
    return restore.windows(data, 12)


@pytest.fixture(scope="module")
def run(tmp_path_factory, planes):
    folder = tmp_path_factory.mktemp("runs") / "finder-shipped"
    restore.write(SHIPPED / "finder", planes, folder)
    return folder


def furthest(told, planes):
    """How far ink and maps are from what the page's network says, each of its own spread."""
    asked = Shipped().find(planes)
    return max(
        np.abs(np.asarray(one) - other).max() / other.std()
        for one, other in zip(told, asked, strict=True)
    )


def test_a_run_that_starts_from_it_begins_with_the_committed_network(run, planes):
    state = State(Settings(start=run))
    state.begin(run)
    told = state.averaged(planes.astype(np.float32), training=False)
    assert furthest((told["ink"], told["maps"]), planes) < 1e-3


def test_it_answers_alike_while_it_is_trained(run, planes):
    # In training a batch is normalised by what is measured on itself: here, what was measured.
    state = State(Settings(start=run))
    state.begin(run)
    told = state.trained(planes.astype(np.float32), training=True)
    assert furthest((told["ink"], told["maps"]), planes) < 0.05


def test_it_can_be_calibrated(run, planes):
    assert furthest(finder(run)(planes), planes) < 1e-3
