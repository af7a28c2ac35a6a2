"""The pyramid: sizes, contrast of both signs and of colours, and thin strokes at coarse levels."""

import numpy as np
import pytest
from PIL import Image

from reader.find.pyramid import COARSEST, DARK, GREY, LIGHT, _halved, pyramid, tiers


def paper(height=200, width=300, colour=(230, 230, 230)):
    return np.full((height, width, 3), colour, np.uint8)


def test_levels_halve_until_the_shorter_side_is_small_enough():
    levels = pyramid(paper(200, 301))
    assert [level.planes.shape[:2] for level in levels] == [
        (200, 301),
        (100, 151),
        (50, 76),
        (25, 38),
    ]
    assert [level.scale for level in levels] == [1, 0.5, 0.25, 0.125]
    assert min(levels[-1].planes.shape[:2]) <= COARSEST < min(levels[-2].planes.shape[:2])


def test_a_thumbnail_is_enlarged_twice():
    first = pyramid(paper(28, 28))[0]
    assert first.scale == 2
    assert first.planes.shape == (56, 56, 3)


@pytest.mark.parametrize("shape", [(9, 9), (1, 400), (2, 1280), (40, 1280)])
def test_any_shape_has_levels(shape):
    levels = pyramid(paper(*shape))
    assert levels
    assert all(level.planes.dtype == np.uint8 for level in levels)


def test_paper_has_no_contrast():
    for level in pyramid(paper()):
        assert (level.planes[..., GREY] == 230).all()
        assert not level.planes[..., [DARK, LIGHT]].any()


@pytest.mark.parametrize(
    ("ground", "ink", "plane"),
    [
        ((230, 230, 230), (20, 20, 20), DARK),
        ((20, 30, 25), (230, 230, 230), LIGHT),
        ((225, 205, 160), (120, 130, 165), DARK),  # a blue pen on beige, as light as it in grey
        ((200, 60, 60), (60, 140, 60), DARK),
    ],
)
def test_ink_stands_out_in_the_plane_of_its_sign(ground, ink, plane):
    pixels = paper(colour=ground)
    pixels[80:120, 148:152] = ink
    planes = pyramid(pixels)[0].planes
    assert planes[100, 150, plane] > 128
    assert planes[20, 20, plane] == 0


def test_a_thin_stroke_is_still_there_where_it_is_a_tenth_of_a_pixel():
    pixels = paper(1200, 1200)
    pixels[:, 598:600] = 30
    levels = pyramid(pixels)
    coarse = levels[-1].planes
    assert levels[-1].scale <= 1 / 16
    assert coarse[20, :, DARK].max() > 100  # 200 grey levels would be 200 / 8 by averaging
    assert coarse[20, :, GREY].min() > 190
    assert (coarse[20, :10, DARK] == 0).all()


def test_inverting_a_picture_swaps_the_planes():
    random = np.random.default_rng(3)
    pixels = random.integers(0, 256, (64, 96, 3), dtype=np.uint8)
    for level, inverted in zip(pyramid(pixels), pyramid(255 - pixels), strict=True):
        dark, light = level.planes[..., DARK].astype(int), level.planes[..., LIGHT].astype(int)
        # Means are rounded half up, so a level or two may differ; the scale makes up to 30 of one.
        assert np.abs(dark - inverted.planes[..., LIGHT]).mean() < 2
        assert np.abs(light - inverted.planes[..., DARK]).mean() < 2


@pytest.mark.parametrize("place", [(0, 0, 64, 96), (-16, -16, 112, 144), (40, 70, 60, 60)])
def test_a_window_is_cut_out_of_a_level_and_its_grey_edge_goes_on(place):
    top, left, height, width = place
    pixels = np.random.default_rng(4).integers(0, 256, (64, 96, 3), dtype=np.uint8)
    whole = pyramid(pixels)[0].planes
    rows = np.arange(top, top + height).clip(0, 63)
    columns = np.arange(left, left + width).clip(0, 95)
    expected = whole[rows][:, columns]
    beyond = (rows != np.arange(top, top + height))[:, None]
    beyond = beyond | (columns != np.arange(left, left + width))
    expected[beyond, 1:] = 0  # neither darker nor lighter than its surroundings
    window = tiers(pixels)[0].window(top, left, height, width)
    assert np.array_equal(window, expected)


def test_contrast_is_half_the_maximum_where_it_is_halved():
    plane = Image.fromarray(np.array([[0, 200, 9, 9], [0, 0, 9, 9]], np.uint8))
    assert np.asarray(_halved(plane)).tolist() == [[(50 + 200) // 2, 9]]
