"""Both trainings with JAX, on this processor: what comes back is finished where TensorFlow is.

A process of its own runs each, as Keras has one backend in a process.
"""

import json
import os
import subprocess
import sys
import tarfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from training.accelerator.packed import Packed, pack
from training.classifier.pool import Pool
from training.classifier.settings import Settings as ClassifierSettings
from training.classifier.state import State as ClassifierState
from training.digits import numerals
from training.digits.mnist import Digits
from training.finder import train
from training.finder.pages import VALIDATION_SEED, validation
from training.finder.settings import Settings
from training.finder.state import State
from training.finder.windows import aside

ROOT = Path(__file__).parents[3]
ASIDE = 2  # pages that the finder's loss is stated on
ROOM = 128  # windows of either kind that are kept


def elsewhere(module, *flags):
    """Run a module with Keras on JAX; gives what it printed."""
    environment = {**os.environ, "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"}
    environment["PYTHONPATH"] = os.pathsep.join((str(ROOT / "site"), str(ROOT)))
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, flags)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def trained(data, tmp_path_factory):
    """The settings of a finder that learnt for one call."""
    settings = Settings(
        data=data, runs=tmp_path_factory.mktemp("runs"), name="far", plan="slim", seed=3,
        windows=2, small=2, workers=1, first=8, validation=ASIDE, rate=0.01, averaging=0.7,
    )  # fmt: skip
    flags = [
        word
        for name in (
            *("data", "runs", "name", "plan", "seed", "windows", "small", "first", "workers"),
            *("rate", "averaging"),
        )
        for word in (f"--{name}", getattr(settings, name))
    ]
    own = ("--seconds", 1, "--room", ROOM, "--validation", ASIDE)
    elsewhere("training.accelerator.finder", *own, *flags)
    return settings


@pytest.mark.data
def test_a_finder_trained_with_jax_is_finished_with_tensorflow(trained, data):
    state = State(replace(trained, steps=50))
    state.resume(trained.folder / "state.npz")
    assert state.step == 50
    told = state.history[-1]["validation"]
    windows = aside(validation(ASIDE, VALIDATION_SEED, data))
    again = train._validate(state.averaged, windows)
    assert again == pytest.approx(told, abs=2e-3)
    fresh = State(trained)
    before = train._validate(fresh.averaged, windows)
    assert told["total"] < 0.9 * before["total"]
    assert int(np.asarray(state.optimizer.iterations)) == 50
    folder = train.run(replace(trained, steps=50))
    results = json.loads((folder / "results.json").read_text())
    assert results["last"]["step"] == 50
    assert (folder / "network.keras").is_file()


def test_a_network_taught_with_jax_is_finished_with_tensorflow(tmp_path):
    """A teacher and one network that learns from it, an epoch each of very few digits."""
    pixels, labels = numerals.write(40, seed=6)
    digits = Digits(pixels, labels)
    like = np.full(8, 10, np.uint8)
    pool = Pool(digits, pixels.copy(), pixels[:8, ::-1].copy(), like, digits.take(np.arange(4)))
    pack(Packed(pool, pool, {"written": 0, "crops": 0}), tmp_path / "pool.npz")
    elsewhere(
        "training.accelerator.classifier",
        *("--pool", tmp_path / "pool.npz", "--to", tmp_path / "runs.tar", "--total", 1),
        *("--teachers", 1, "--teacher", "--plan assistant --batch 16", "--teacher-seconds", 1),
        *("--seeds", "--fresh", 3, "--seconds", 1, "--batch", 16),
    )
    with tarfile.open(tmp_path / "runs.tar") as runs:
        runs.extractall(tmp_path, filter="data")
    words = (tmp_path / "far-3" / "finish.txt").read_text().split()
    assert words[:3] == ["python", "-m", "training.classifier.train"]
    settings = ClassifierSettings.parse([*words[3:], "--runs", str(tmp_path)])
    state = ClassifierState(settings)
    state.resume(tmp_path / "far-3" / "state.npz")
    assert state.epoch == settings.epochs >= 1
    assert state.history[-1]["loss"] > 0
    assert all(np.isfinite(weights).all() for weights in state.averaged.get_weights())
