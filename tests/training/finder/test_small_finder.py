"""A small finder, trained here in about a minute of one core, finds digits on unseen pages."""

import json
from collections import deque
from dataclasses import replace

import keras
import numpy as np
import pytest
import tensorflow as tf

from reader.look import look
from tests.made_up import always, networks
from tests.training.finder.made import written
from training.finder import network, train
from training.finder.network import Plan, opened
from training.finder.pages import Levels
from training.finder.schedule import rate
from training.finder.score import Score
from training.finder.settings import Settings
from training.finder.state import State
from training.finder.truth import levels_of

TINY = Plan(half=6, quarter=12, eighth=20, sixteenth=32, ink=6, depth=1)
STEPS = 500
STOP = 200  # steps between two records; after the first the run is interrupted
UNSEEN = 40  # pages


class Here:
    """Pages of numerals, drawn in this process as they are taken: see `training.finder.pages`."""

    def __init__(self, seed, start, workers, kept, data):  # noqa: ARG002 as the real ones
        self.seed, self.taken = seed, start
        self.kept: deque[Levels] = deque(maxlen=kept)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def take(self):
        self.kept.append(levels_of(written(self.seed, self.taken)))
        self.taken += 1

    def any(self, random):
        return self.kept[int(random.integers(len(self.kept)))]


def set_aside(count, seed, _data):
    return [levels_of(written(seed, number)) for number in range(count)]


@pytest.fixture(scope="module")
def small():
    """A tiny plan, and pages of one simple kind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(network.PLANS, "tiny", TINY)
        patch.setattr(train, "Pages", Here)
        patch.setattr(train, "validation", set_aside)
        yield patch


@pytest.fixture(scope="module")
def finished(small, tmp_path_factory):
    """The folder of a run that was interrupted, taken up again and came to its end."""
    settings = Settings(
        runs=tmp_path_factory.mktemp("runs"), name="small", plan="tiny", steps=STEPS,
        windows=6, small=8, kept=400, first=120, each=4, validation=16, rate=4e-3, averaging=0.98,
        record=STOP,
    )  # fmt: skip

    def stop_after_the_first(step, settings):
        if (settings.folder / "state.npz").exists():
            raise KeyboardInterrupt
        return rate(step, settings)

    small.setattr(train, "rate", stop_after_the_first)
    with pytest.raises(KeyboardInterrupt):
        train.run(settings)
    assert not (settings.folder / "results.json").exists()
    small.setattr(train, "rate", rate)
    return train.run(settings)


def test_a_run_leaves_all_that_an_export_needs(finished):
    results = json.loads((finished / "results.json").read_text(encoding="utf-8"))

    assert results["run"] == "small"
    assert results["settings"]["plan"] == "tiny"
    assert results["parameters"] == network.fold(network.build(TINY), TINY).count_params()
    assert results["last"]["step"] == STEPS
    with np.load(finished / "parity.npz") as parity:
        assert parity["planes"].dtype == np.uint8
        assert parity["planes"].shape[1:] == (160, 160, 3)


def test_an_interrupted_run_goes_on_after_its_last_record(finished):
    with np.load(finished / "state.npz") as state:
        story = json.loads(str(state["story"]))

    assert [record["step"] for record in story["history"]] == [200, 400, 500]
    assert story["step"] == STEPS
    assert story["pages"] >= 2 * 120 + STEPS // 4  # those before the interruption, and fresh ones


def test_it_learns_from_record_to_record(finished):
    with np.load(finished / "state.npz") as state:
        history = json.loads(str(state["story"]))["history"]

    totals = [record["validation"]["total"] for record in history]
    assert totals[-1] < 0.9 * totals[0]
    for name in ("ink", "digit", "box"):
        assert history[-1]["validation"][name] < history[0]["validation"][name], name


def test_it_finds_digits_on_pages_that_it_has_never_seen(finished):
    folded = opened(keras.saving.load_model(finished / "network.keras"), TINY)

    def find(planes):
        told = folded(tf.constant(planes, tf.float32))
        return np.asarray(told["ink"]), np.asarray(told["maps"])

    score = Score()
    for page in (written(77, number) for number in range(UNSEEN)):
        score.count(page, look(page.picture, networks(find, always(1)[0])))

    assert score.n > 100
    assert score.found / score.n > 0.9
    assert score.false / (score.found + score.false) < 0.05


def test_a_run_of_a_larger_plan_begins_with_what_this_one_has_learned(small, finished, tmp_path):
    small.setitem(network.PLANS, "grown", replace(TINY, fine=1, again=1))
    state = State(Settings(runs=tmp_path, plan="grown", start=finished))
    planes = np.random.default_rng(1).integers(0, 256, (1, 64, 64, 3)).astype(np.float32)

    state.begin(finished)

    told = opened(keras.saving.load_model(finished / "network.keras"), TINY)(planes)
    for begun in (state.trained, state.averaged):
        maps = np.asarray(begun(planes, training=False)["maps"])
        assert np.abs(maps - np.asarray(told["maps"])).max() < 1e-3
    assert state.settings.as_dict()["start"] == "small"
