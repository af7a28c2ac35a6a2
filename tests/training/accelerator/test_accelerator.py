"""Training elsewhere: pictures packed, runs archived, and what both backends compute.

JAX is not in this environment. What is checked here is all around it and in TensorFlow: that the
accelerator's form of the network is the same function, and that a state with JAX's types resumes.
`training.accelerator.passes` itself is tried with a small pool where JAX is.
"""

import shlex
import tarfile
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from training.accelerator import archive, grey
from training.accelerator.gathering import Gathering, regathered
from training.accelerator.packed import Packed, load, pack
from training.classifier import batches, loss, network
from training.classifier.pool import Pool
from training.classifier.settings import Settings
from training.classifier.state import State
from training.digits import numerals
from training.digits.mnist import Digits


@pytest.fixture(scope="module")
def pool():
    """Thirty digits of which the first ten have been redrawn, and seven non-digits."""
    digits = Digits(*numerals.write(30, seed=5))
    redrawn = np.concatenate([255 - digits.pixels[:10], digits.pixels[10:]])
    like = np.array([10, 10, 10, 1, 10, 10, 10], np.uint8)
    return Pool(digits, redrawn, digits.pixels[:7, ::-1], like, digits.take(np.arange(3)))


@pytest.fixture(scope="module")
def state():
    """A run of two epochs of which nothing but the history is told."""
    settings = Settings(
        name="far-1", epochs=2, seed=4, start=Path("elsewhere/hand"),
        teachers=(Path("elsewhere/large-1"), Path("elsewhere/large-2")),
    )  # fmt: skip
    made = State(settings)
    made.history = [{"epoch": 1, "loss": 1.0}, {"epoch": 2, "loss": 0.5}]
    return made


def test_grey_levels_are_off_by_half_a_level_at_most(monkeypatch):
    monkeypatch.setattr(grey, "BLOCK", 3)
    pixels = np.random.default_rng(1).integers(256, size=(8, 28, 28)).astype(np.uint8)
    again = grey.restore(grey.squeeze(pixels))
    assert np.abs(again.astype(int) - pixels).max() <= 255 / (grey.LEVELS - 1) / 2 + 1
    assert (grey.restore(grey.squeeze(again)) == again).all()


def test_what_is_packed_is_what_is_loaded(pool, tmp_path):
    path = tmp_path / "new" / "pool.npz"
    pack(Packed(pool, pool, {"written": 7}), path)
    packed = load(path)
    assert packed.settings == {"written": 7}
    for again in (packed.pool, packed.aside):
        assert (again.digits.labels == pool.digits.labels).all()
        assert (again.like == pool.like).all()
        for name in ("redrawn", "nondigits"):
            near = np.abs(getattr(again, name).astype(int) - getattr(pool, name))
            assert near.max() <= 13, name
    assert (packed.pool.redrawn[10:] == packed.pool.digits.pixels[10:]).all()
    assert len(packed.pool.written) == 0
    assert (packed.aside.written.labels == pool.written.labels).all()


def test_every_digit_comes_once_in_an_epoch_as_it_is_or_redrawn(pool):
    settings = Settings(batch=8, nondigit_part=0.25, redrawn_part=0.5)
    places, others = batches.batches(settings, pool, 3)
    assert places.shape == (5, 6)
    assert sorted(places.ravel() % 30) == list(range(30))
    assert 0 < (places >= 30).mean() < 1
    assert others.shape == (5, 2)
    assert others.max() < 7
    assert (batches.batches(settings, pool, 3)[0] == places).all()
    assert (batches.batches(settings, pool, 4)[0] != places).any()


def test_a_batch_holds_digits_then_non_digits_with_what_is_right_for_each(pool):
    material = loss.material(pool)
    place, other = np.array([2, 32]), np.array([3, 0])
    pictures = np.asarray(loss.pictures(material, place, other))[..., 0]
    assert (pictures[0] == pool.digits.pixels[2]).all()
    assert (pictures[1] == 255 - pool.digits.pixels[2]).all()
    assert (pictures[2:] == pool.nondigits[other]).all()
    right = np.asarray(loss.answers(material, place, other))
    assert right.argmax(axis=1)[:2].tolist() == [pool.digits.labels[2]] * 2
    assert right[2].tolist() == [0, 0.5, *[0] * 8, 0.5]
    assert right[3, 10] == 1


def test_teachers_are_believed_where_they_are_right_and_there_is_one_answer():
    """Three pictures: the teachers' mean is right, is wrong, and cannot be either."""
    settings = Settings(trust=0.5, softness=1.0)
    target = np.zeros((3, 11), np.float32)
    target[0, 1] = target[1, 1] = 1
    target[2, [1, 10]] = 0.5
    logits = np.zeros((3, 11), np.float32)
    told = np.zeros((3, 11), np.float32)
    told[[0, 1, 2], [1, 2, 1]] = 8
    each = [
        float(loss.mean_loss(target[[n]], logits[[n]], [told[[n]] * 2, told[[n]] * 0], settings))
        for n in range(3)
    ]
    # Equal logits are log(11) from any answer; so are both parts of the first.
    assert each == pytest.approx([np.log(11)] * 3, rel=1e-5)
    sure = logits + 3 * target
    alone, taught = (float(loss.mean_loss(target, sure, by, settings)) for by in ([], [told]))
    first = [float(loss.mean_loss(target[:1], sure[:1], by, settings)) for by in ([], [told[:1]])]
    assert taught - alone == pytest.approx((first[1] - first[0]) / 3, rel=1e-3)
    assert taught > alone  # the teacher is less sure than the label


def test_the_gathering_as_a_product_and_a_sum_is_the_same_function():
    built = network.build(network.SHIPPED)
    again = regathered(built)
    assert isinstance(again.get_layer("gathering"), Gathering)
    assert [weights.path for weights in again.weights] == [w.path for w in built.weights]
    random = np.random.default_rng(2)
    built.set_weights([random.uniform(0.1, 0.3, w.shape) for w in built.weights])
    again.set_weights(built.get_weights())
    pictures = random.uniform(0, 255, (5, 28, 28, 1)).astype(np.float32)
    expected = np.asarray(built(pictures)["logits"])
    assert np.asarray(again(pictures)["logits"]) == pytest.approx(expected, rel=1e-4)


def test_an_archived_run_resumes_with_the_command_beside_it(state, tmp_path):
    path = tmp_path / "runs.tar"
    archive.add_teacher(path, State(replace(state.settings, name="large-1", plan="assistant")))
    archive.add(path, state)
    with tarfile.open(path) as runs:
        runs.extractall(tmp_path, filter="data")
    assert {entry.name for entry in (tmp_path / "large-1").iterdir()} == {
        *("averaged.npz", "history.json")
    }
    words = shlex.split((tmp_path / "far-1" / archive.COMMAND).read_text(encoding="utf-8"))
    assert words[:3] == ["python", "-m", "training.classifier.train"]
    settings = Settings.parse(words[3:])
    assert settings.teachers == (Path("runs/large-1"), Path("runs/large-2"))
    with np.load(tmp_path / "far-1" / "state.npz") as kept:
        arrays = dict(kept)
    arrays["optimizer/0"] = arrays["optimizer/0"].astype(np.int32) + 9  # JAX counts in 32 bits
    saved = tmp_path / "of-jax.npz"
    np.savez(saved, **arrays)
    keras.utils.set_random_seed(99)
    resumed = State(settings)
    resumed.resume(saved)
    assert resumed.epoch == settings.epochs == 2
    assert int(resumed.optimizer.iterations) == 9
    for now, before in zip(resumed.averaged.weights, state.averaged.weights, strict=True):
        assert (np.asarray(now) == np.asarray(before)).all()
