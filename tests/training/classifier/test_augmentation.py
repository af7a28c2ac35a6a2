"""Augmentation: the same from the same seed, and a digit never leaves the frame."""

import numpy as np
import pytest
import tensorflow as tf

from training.classifier import augmentation
from training.digits import numerals


@pytest.fixture(scope="module")
def digits():
    return numerals.write(300, seed=8)[0][..., None].astype(np.float32)


def changed(images, *seed, by=augmentation.augment):
    return by(tf.constant(images), tf.constant(seed, tf.int32)).numpy()


def test_the_seed_decides_everything(digits):
    first = changed(digits, 1, 2)
    assert (changed(digits, 1, 2) == first).all()
    differing = (np.abs(changed(digits, 1, 3) - first).max(axis=(1, 2, 3)) > 30).mean()
    assert differing > 0.95


def test_shape_and_range_stay(digits):
    after = changed(digits, 4, 5)
    assert after.shape == digits.shape
    assert after.dtype == np.float32
    assert after.min() >= 0
    assert after.max() <= 255


def test_a_digit_stays_in_the_frame(digits):
    """Ink that a warp pushes over the edge is lost: in the worst of many, hardly any."""
    for seed in range(5):
        after = changed(digits, 6, seed, by=augmentation.warp)[..., 0]
        edge = np.concatenate([after[:, 0], after[:, -1], after[:, :, 0], after[:, :, -1]], axis=1)
        share = edge.sum(axis=1) / after.sum(axis=(1, 2))
        assert share.max() < 0.06
        assert share.mean() < 0.005


def test_a_digit_keeps_its_size_within_the_zoom(digits):
    """Height and width of the ink, before and after, over many digits."""
    after = changed(digits, 9, 9, by=augmentation.warp)[..., 0] > 100
    before = digits[..., 0] > 100
    for axis in (1, 2):
        ratio = after.any(axis=3 - axis).sum(axis=1) / before.any(axis=3 - axis).sum(axis=1)
        assert 0.85 < np.median(ratio) < 1.15
        assert np.quantile(ratio, 0.05) > 0.6


def test_sampling_at_each_pixel_s_own_place_changes_nothing(digits):
    line = np.arange(28, dtype=np.float32) - 13.5
    x, y = (
        np.broadcast_to(line[None, None], (300, 28, 28)),
        np.broadcast_to(line[None, :, None], (300, 28, 28)),
    )
    same = augmentation.sample(tf.constant(digits), tf.constant(x), tf.constant(y)).numpy()
    assert np.abs(same - digits).max() < 0.01


def test_sampling_a_pixel_to_the_right_moves_ink_to_the_left(digits):
    line = np.arange(28, dtype=np.float32) - 13.5
    x, y = (
        np.broadcast_to(line[None, None] + 1, (300, 28, 28)),
        np.broadcast_to(line[None, :, None], (300, 28, 28)),
    )
    moved = augmentation.sample(tf.constant(digits), tf.constant(x), tf.constant(y)).numpy()
    assert np.abs(moved[:, :, :-1] - digits[:, :, 1:]).max() < 0.01
    assert not moved[:, :, -1].any()


def test_equal_points_spread_to_an_even_field():
    field = augmentation.spread(tf.ones([1, augmentation.CELLS, augmentation.CELLS, 1])).numpy()
    assert field.shape == (1, 28, 28, 1)
    assert np.abs(field - 1).max() < 1e-6


def test_stretching_brings_ink_to_full_and_leaves_an_empty_field_empty(digits):
    faint = np.concatenate([digits[:5] * 0.4, np.zeros((1, 28, 28, 1), np.float32)])
    stretched = augmentation.stretch(tf.constant(faint)).numpy()
    assert np.abs(stretched[:5].max(axis=(1, 2, 3)) - 255).max() < 0.01
    assert not stretched[5].any()


def test_strokes_become_thinner_and_thicker(digits):
    before = digits.sum(axis=(1, 2, 3))
    ratio = changed(digits, 7, 8, by=augmentation.thicken).sum(axis=(1, 2, 3)) / before
    assert (ratio < 0.95).mean() > 0.08
    assert (ratio > 1.05).mean() > 0.08
    assert 0.6 < (ratio == 1).mean() < 0.8


def test_the_part_that_gets_another_pen_is_the_stated_one(digits):
    """What another pen and paper change, over the same warp, for none, half and all pictures."""
    seed = tf.constant([3, 9], tf.int32)
    none, half, whole = (
        augmentation.augment(tf.constant(digits), seed, part).numpy() for part in (0.0, 0.5, 1.0)
    )
    assert (none == changed(digits, *_first_seed(seed), by=augmentation.warp)).all()
    rough = (whole != none).any(axis=(1, 2, 3))
    taken = (half != none).any(axis=(1, 2, 3))
    assert rough.mean() > 0.7
    assert taken[rough].mean() == pytest.approx(0.5, abs=0.1)
    assert (half[taken] == whole[taken]).all()


def _first_seed(seed):
    return tf.random.experimental.stateless_split(seed, 6)[0].numpy().tolist()


def test_a_stray_line_is_thin_and_crosses_the_field(digits):
    lines = changed(digits, 2, 4, by=augmentation.stray)[..., 0]
    inked = (lines > 0.5 * lines.max(axis=(1, 2), keepdims=True)).sum(axis=(1, 2))
    assert 10 < np.median(inked) < 90
    assert lines.max() <= 255


def test_a_smudge_is_grey_and_covers_a_part(digits):
    dark = tf.constant(digits * 0 + 255)
    covered = augmentation.smudge(dark, tf.constant([1, 2], tf.int32), 60.0).numpy() < 250
    assert 0.05 < covered.mean() < 0.45


def test_a_calmer_hand_differs_less(digits):
    seed = tf.constant([5, 5], tf.int32)

    def difference(strength):
        warped = augmentation.warp(tf.constant(digits), seed, strength).numpy()
        return np.abs(warped - digits).mean()

    assert difference(0.5) < 0.8 * difference(1.0)
