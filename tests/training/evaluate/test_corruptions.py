"""The corruptions against cases that can be computed by hand; all of them from their seed."""

import numpy as np
import pytest

from training.evaluate import edges
from training.evaluate.corruptions import CORRUPTIONS
from training.evaluate.fractal import MAP, fractal, fractals


def field(count=1):
    return np.zeros((count, 28, 28), np.uint8)


def block():
    """A block of full ink, rows 10 to 17 and columns 12 to 15."""
    pixels = field()
    pixels[0, 10:18, 12:16] = 255
    return pixels


def corrupted(name, pixels, seed=1):
    return CORRUPTIONS[name](pixels, np.random.default_rng(seed))


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_the_seed_decides_and_what_comes_is_a_picture(name):
    pixels = np.repeat(block(), 40, axis=0)
    before = pixels.copy()
    first = corrupted(name, pixels)
    assert first.shape == pixels.shape
    assert first.dtype == np.uint8
    assert (corrupted(name, pixels) == first).all()
    assert (pixels == before).all(), "what was given is not changed"
    assert (first != pixels).any()


def test_there_are_fifteen():
    assert len(CORRUPTIONS) == 15


def test_brightness_adds_half_and_stops_at_full():
    pixels = field()
    pixels[0, 0, :3] = (0, 51, 255)
    assert corrupted("brightness", pixels)[0, 0, :3].tolist() == [127, 178, 255]


def test_the_stripe_inverts_a_quarter_on_either_side():
    striped = corrupted("stripe", block())[0]
    assert (striped[:, :7] == 255).all()
    assert (striped[:, 21:] == 255).all()
    assert (striped[:, 7:21] == block()[0, :, 7:21]).all()


def test_translation_is_by_three_pixels_both_ways():
    moved = corrupted("translate", np.repeat(block(), 60, axis=0))
    corners = set()
    for picture in moved:
        rows, columns = np.nonzero(picture)
        assert [int(np.ptp(rows)), int(np.ptp(columns))] == [7, 3]
        corners.add((rows.min() - 10, columns.min() - 12))
    assert corners == {(-3, -3), (-3, 3), (3, -3), (3, 3)}


def test_scaling_shrinks_to_seven_tenths_around_the_middle():
    pixels = field()
    pixels[0, 4:24, 4:24] = 255
    small = corrupted("scale", pixels)[0].astype(float) / 255
    assert small.sum() == pytest.approx((20 * 0.7) ** 2, rel=0.04)
    assert np.abs(small - small[::-1, ::-1]).max() < 0.01


@pytest.mark.parametrize("name", ["rotate", "shear"])
def test_turning_and_slanting_go_both_ways_and_keep_the_middle(name):
    pixels = np.repeat(field(), 40, axis=0)
    pixels[:, 4:24, 13:15] = 255
    changed = corrupted(name, pixels).astype(float)
    tops = (changed[:, 6] @ np.arange(28)) / changed[:, 6].sum(axis=1) - 13.5
    # Seven and a half pixels above the middle a line leans by tan or sin of 0.4 radians.
    lean = 7.5 * (np.tan(0.4) if name == "rotate" else np.sin(0.4) / np.cos(0.4))
    assert np.abs(np.abs(tops) - lean).max() < 0.3
    assert {*np.sign(tops)} == {-1.0, 1.0}
    assert (changed[:, 13, 13] > 200).all()


def test_impulses_strike_seventeen_in_a_hundred_half_of_them_white():
    grey = np.full((20, 28, 28), 100, np.uint8)
    noisy = corrupted("impulse noise", grey)
    assert (noisy == 255).mean() == pytest.approx(0.085, abs=0.008)
    assert (noisy == 0).mean() == pytest.approx(0.085, abs=0.008)
    assert set(np.unique(noisy)) == {0, 100, 255}


def test_shot_noise_has_three_photons_for_full_ink_and_none_on_black():
    noisy = corrupted("shot noise", np.repeat(block(), 50, axis=0))
    inked = noisy[:, 10:18, 12:16].astype(float) / 255
    # Of a Poisson number with the mean 3, cut at 3, the mean is 3 - 3 P(0) - ... = 2.328.
    assert inked.mean() == pytest.approx(2.328 / 3, abs=0.02)
    assert set(np.unique(noisy)) == {0, 85, 170, 255}
    noisy[:, 10:18, 12:16] = 0
    assert not noisy.any()


def test_motion_draws_a_point_out_to_one_side_and_keeps_its_light():
    pixels = np.repeat(field(), 30, axis=0)
    pixels[:, 14, 20] = 255
    drawn = corrupted("motion blur", pixels).astype(float)
    assert np.abs(drawn.sum(axis=(1, 2)) - 255).max() < 20  # less what is rounded down
    rows, columns = np.nonzero(drawn.sum(axis=0) > 0)
    assert columns.max() == 20
    assert columns.min() < 14
    assert np.ptp(rows) <= 2 * (20 - columns.min()) + 1


def test_the_dotted_line_has_gaps_of_two_columns():
    line = corrupted("dotted line", field())[0]
    inked = line.any(axis=0)
    assert not inked[[0, 1, 4, 5, 8, 9, 24, 25]].any()
    assert inked[[2, 3, 6, 7, 10, 11]].all()


def test_the_zigzag_runs_across_and_leaves_the_edges():
    lines = corrupted("zigzag", np.repeat(field(), 50, axis=0))
    inked = lines.any(axis=0).any(axis=0)
    assert not inked[:2].any()
    assert inked[3:24].all()
    heights = [np.ptp(np.nonzero(line.any(axis=1))[0]) for line in lines]
    assert 4 <= np.median(heights) <= 12


def test_spatter_is_never_brighter_than_its_mud_on_black_and_hides_ink():
    assert corrupted("spatter", np.repeat(field(), 9, axis=0)).max() <= 63
    full = np.full((9, 28, 28), 255, np.uint8)
    assert 0.02 < (corrupted("spatter", full) < 128).mean() < 0.5


def test_fog_keeps_a_quarter_of_the_contrast():
    pixels = np.repeat(block(), 200, axis=0)
    foggy = corrupted("fog", pixels).astype(float)
    inside, beside = foggy[:, 12:16, 13:15], foggy[:, 12:16, 8:10]
    assert (inside - beside).mean() == pytest.approx(255 / 4, rel=0.1)


def test_glass_moves_ink_by_a_few_pixels_and_loses_none():
    blurred = corrupted("glass blur", np.repeat(block(), 20, axis=0)).astype(float)
    assert blurred.sum(axis=(1, 2)).mean() == pytest.approx(255 * 32, rel=0.03)
    assert blurred[:, :4].max() == 0


def test_the_outline_of_a_block_is_a_ring():
    ring = corrupted("canny edges", block())[0] > 0
    assert not ring[13:15, 13:15].any()
    rows, columns = np.nonzero(ring)
    assert np.abs([rows.min() - 9.5, rows.max() - 17.5]).max() <= 1
    assert np.abs([columns.min() - 11.5, columns.max() - 15.5]).max() <= 1
    assert (ring[11:17].sum(axis=1) == 2).all()


def test_blurring_keeps_the_sum_and_has_the_bell_s_deviation():
    levels = np.zeros((1, 41, 41))
    levels[0, 20, 20] = 1
    soft = edges.blur(levels, 2.0)[0]
    assert soft.sum() == pytest.approx(1)
    assert soft.sum(axis=0) @ (np.arange(41) - 20) ** 2 == pytest.approx(4, rel=0.02)


def test_a_faint_edge_goes_on_only_where_a_clear_one_touches_it():
    levels = np.zeros((2, 28, 28))
    levels[:, :, 14:] = 0.05  # Sobel's slope is 4 x 0.68 x 0.05: between weak and strong
    levels[1, :, 14:] = np.linspace(0.3, 0.045, 28)[:, None]  # clear above, fading below
    alone, continued = edges.canny(levels)
    assert not alone.any()
    assert continued[16:24, 12:16].any(axis=1).all()


def test_fractals_are_all_different_and_fill_the_range():
    some = fractals(100, np.random.default_rng(1))
    assert some.shape == (100, 28, 28)
    assert len({window.tobytes() for window in some}) == 100
    whole = fractal(np.random.default_rng(1))
    assert whole.shape == (MAP, MAP)
    assert (whole.min(), whole.max()) == (0, 1)
    # It wraps around: the step over its edge is like any other.
    inside = np.abs(np.diff(whole, axis=0)).mean()
    assert np.abs(whole[0] - whole[-1]).mean() < 2 * inside
