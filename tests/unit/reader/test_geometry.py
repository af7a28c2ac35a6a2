"""MNIST's geometry, against boxes whose result is known without the code under test."""

from fractions import Fraction

import numpy as np
import pytest

from reader.classify.geometry import normalise, normalise_all


def test_a_square_of_twenty_pixels_keeps_its_pixels_and_lands_in_the_middle():
    ink = np.zeros((20, 20), np.uint8)
    ink[0, :] = ink[-1, :] = ink[:, 0] = ink[:, -1] = 255

    field = normalise(ink)

    # The centre of mass of the box is at 10, so it is pasted at int(15 - 10) = 5.
    assert np.array_equal(field[5:25, 5:25], ink)
    assert field.sum() == ink.sum()


def test_the_longer_side_becomes_twenty_pixels_and_the_aspect_is_kept():
    field = normalise(np.full((40, 10), 255, np.uint8))

    rows, columns = np.nonzero(field)
    assert rows.max() - rows.min() + 1 == 20
    # 10 of 40 pixels across become 5 of 20; padded by 15 on each side they start in half a pixel.
    assert field.sum() == 20 * 5 * 255 or columns.max() - columns.min() + 1 in (5, 6)


def test_area_resampling_averages_the_pixels_under_each_new_one():
    ink = np.zeros((40, 40), np.uint8)
    ink[0:2, 0:2] = 200  # one whole pixel of the small box, and its brightest
    ink[38, 38] = 200  # a quarter of one

    field = normalise(ink)

    assert sorted(field[field > 0].tolist()) == [64, 255]  # 200 / 4 stretched by 255 / 200


def test_the_brightest_pixel_is_stretched_to_255():
    ink = np.zeros((20, 20), np.uint8)
    ink[:, :10] = 60
    ink[:, 10:] = 30

    field = normalise(ink)

    assert set(field[field > 0].tolist()) == {255, 128}


@pytest.mark.parametrize("seed", range(20))
def test_the_centre_of_mass_falls_into_the_middle_pixel(seed):
    ink = np.random.default_rng(seed).integers(0, 256, (20, 20)).astype(np.uint8)
    ink[0, 0] = ink[-1, -1] = 255
    ink[:, : seed // 2] = 0

    field = normalise(ink)

    total = int(field.astype(int).sum())
    for axis in (0, 1):
        mass = field.astype(int).sum(axis=1 - axis)
        centre = Fraction(sum(int(m) * (2 * i + 1) for i, m in enumerate(mass)), 2 * total)
        assert 14 < centre <= 15


def test_a_lopsided_box_stays_inside_the_field():
    ink = np.zeros((20, 20), np.uint8)
    ink[19, :] = 255
    ink[0, 0] = 1

    field = normalise(ink)

    assert field[27].sum() == 0 or field.sum() >= 20 * 255
    assert int((field == 255).sum()) == 20


def test_the_shorter_side_is_padded_on_both_sides():
    ink = np.full((20, 4), 255, np.uint8)

    field = normalise(ink)

    columns = np.flatnonzero(field.any(axis=0))
    assert columns.tolist() == [13, 14, 15, 16]


def test_a_box_without_ink_is_refused():
    with pytest.raises(ValueError, match="no ink"):
        normalise(np.zeros((5, 5), np.uint8))


def test_several_are_brought_to_the_geometry_as_each_alone():
    random = np.random.default_rng(3)
    inks = [
        random.integers(0, 256, size, np.uint8) for size in ((31, 9), (20, 20), (5, 60), (1, 1))
    ]
    assert np.array_equal(normalise_all(inks), np.stack([normalise(ink) for ink in inks]))


def test_ink_that_is_too_faint_to_be_left_is_an_empty_field():
    ink = np.zeros((400, 400), np.uint8)
    ink[7, 9] = 1
    assert not normalise(ink).any()
