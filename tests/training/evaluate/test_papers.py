"""Blank papers that the project renders: the same ones each time, and nothing written on them."""

import io

import numpy as np
import pytest
from PIL import Image, ImageFilter

from training.evaluate.papers import SIDES, fold, lamp, papers, ruling, shadow, texture
from training.evaluate.pictures import NONE

SIZE = (120, 90)


def test_a_seed_gives_the_same_papers_each_time_and_another_others():
    first = list(papers(3))
    assert first == list(papers(3))
    assert {each.label for each in first} == {NONE}
    others = [*papers(3, seed=1), *papers(3, ruled=True)]
    assert len({each.data for each in (*first, *others)}) == 9


@pytest.mark.parametrize("ruled", [False, True])
def test_papers_are_photographs_in_colour_of_the_sides_of_photographs(ruled):
    for each in papers(4, ruled=ruled):
        with Image.open(io.BytesIO(each.data)) as image:
            assert (image.format, image.mode) == ("JPEG", "RGB")
            assert SIDES[0] <= min(image.size) <= max(image.size) < SIDES[1]


def test_no_pixel_of_a_plain_paper_is_as_dark_as_ink():
    for each in papers(6):
        with Image.open(io.BytesIO(each.data)) as image:
            smooth = image.convert("L").filter(ImageFilter.GaussianBlur(2))
        around = smooth.filter(ImageFilter.GaussianBlur(20))
        assert (np.asarray(smooth, float) / np.maximum(np.asarray(around), 20)).min() > 0.75


def test_light_folds_and_shadows_change_a_paper_by_as_much_as_they_say():
    for seed in range(20):
        random = np.random.default_rng(seed)
        light = lamp(SIZE, random)
        assert light.shape == (90, 120, 3)
        assert 0.2 < light.min() < light.max() <= 1
        assert light.std(axis=(0, 1)).max() > 0
        folded = fold(SIZE, random)
        assert 0.75 <= folded.min() < folded.max() <= 1.2
        shaded = shadow(SIZE, random)
        assert 0.3 <= shaded.min() < shaded.max() <= 1
        assert abs(texture(SIZE, random).mean()) < 2


@pytest.mark.parametrize(("ruled", "least", "most"), [(False, 0, 2), (True, 5, 60)])
def test_ruled_papers_have_rules_and_plain_ones_no_more_than_folds(ruled, least, most):
    for each in papers(4, ruled=ruled):
        with Image.open(io.BytesIO(each.data)) as image:
            rows = np.asarray(image.convert("L"), float).mean(axis=1)
        around = np.median(np.lib.stride_tricks.sliding_window_view(rows, 25), axis=1)
        dark = rows[12:-12] < 0.98 * around
        assert least <= np.count_nonzero(dark[1:] & ~dark[:-1]) <= most


def test_rules_run_from_edge_to_edge():
    crossed = set()
    for seed in range(12):
        printed = ruling((200, 150), np.random.default_rng(seed))[..., 0] > 0
        rows, columns = printed.all(axis=1), printed.all(axis=0)
        assert rows.any()
        np.testing.assert_array_equal(printed, np.logical_or.outer(rows, columns))
        crossed.add(bool(columns.any()))
    assert crossed == {True, False}
