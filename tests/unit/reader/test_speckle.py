"""Speckle: single black and white pixels are taken away, strokes are not."""

import numpy as np
import pytest

from reader.speckle import without_speckle


def sheet(side=80):
    """White paper with a black stroke, six pixels wide, and a hair of one pixel."""
    levels = np.full((side, side), 240, np.uint8)
    levels[20:60, 30:36] = 20
    levels[20:60, 50] = 20
    return np.repeat(levels[..., np.newaxis], 3, axis=2)


def speckled(picture, part):
    rng = np.random.default_rng(1)
    draws = rng.random(picture.shape[:2])
    noisy = picture.copy()
    noisy[draws < part / 2] = 0
    noisy[draws > 1 - part / 2] = 255
    return noisy


@pytest.mark.parametrize("part", [0.05, 0.17])
def test_speckle_goes_and_the_stroke_stays(part):
    picture = sheet()
    picture[20:60, 50] = 240  # among speckle nobody can tell a hair

    cleaned = without_speckle(speckled(picture, part)).astype(int)

    before = np.abs(speckled(picture, part).astype(int) - picture) > 100
    after = np.abs(cleaned - picture) > 100
    assert before.mean() > part / 3
    assert after.mean() < before.mean() / 4
    assert (cleaned[25:55, 32:34] < 100).mean() > 0.98


def test_a_picture_without_speckle_is_not_touched():
    picture = sheet()

    assert without_speckle(picture) is picture


def test_a_few_specks_of_dust_are_left_to_those_who_know_sizes():
    picture = sheet()
    picture[5:75:20, 5:75:20] = 0

    assert without_speckle(picture) is picture


def test_grain_of_a_camera_is_no_speckle():
    rng = np.random.default_rng(2)
    picture = (sheet() + rng.normal(0, 12, (80, 80, 3))).clip(0, 255).astype(np.uint8)

    assert without_speckle(picture) is picture


@pytest.mark.parametrize("size", [(1, 1), (2, 9), (9, 2), (3, 3)])
def test_the_smallest_pictures_pass(size):
    picture = np.zeros((*size, 3), np.uint8)

    assert without_speckle(picture).shape == picture.shape
