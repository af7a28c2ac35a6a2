"""Batches of windows: shapes, levels that suit the side, digits in them, and their variations."""

from dataclasses import fields

import numpy as np
import pytest

from reader.find.pyramid import DARK, GREY, LIGHT
from tests.training.finder.made import page
from training.finder import windows
from training.finder.targets import LEAST, MOST, Targets
from training.finder.truth import levels_of
from training.finder.truth import window as cut_out
from training.finder.windows import SIDE, SMALL, batch


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    """Windows as they are cut, without variations; a test may want one."""
    for name in ("NEGATIVE", "DIMMED", "TIGHT"):
        monkeypatch.setattr(windows, name, 0.0)


def levels():
    return levels_of(page([(100, 40, 120, 80), (130, 44, 150, 84)], size=(400, 340)))


def random(seed=1):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("side", [SIDE, SMALL])
def test_a_batch_has_planes_and_every_target(side):
    made = batch([levels()] * 5, side, random())

    assert set(made) == {"planes"} | {field.name for field in fields(Targets)}
    assert made["planes"].shape == (5, side, side, 3)
    assert made["planes"].dtype == np.uint8
    assert made["ink"].shape == (5, side, side)
    assert made["heat"].shape == (5, side // 4, side // 4, 2)
    assert all(len(values) == 5 for values in made.values())


def test_the_same_numbers_cut_the_same_windows():
    first, again, other = (batch([levels()] * 4, SIDE, random(seed)) for seed in (1, 1, 2))

    assert all(np.array_equal(first[name], again[name]) for name in first)
    assert not np.array_equal(first["planes"], other["planes"])


def test_the_targets_are_those_of_what_the_window_shows():
    made = batch([levels()] * 16, SIDE, random())

    for planes, ink in zip(made["planes"], made["ink"], strict=True):
        dark = planes[..., GREY] < 100
        # A coarser level's grey is a mean, and its ink all that has some.
        assert not (dark & (ink == 0)).any()
    assert (made["ink"].reshape(16, -1).max(axis=1) == 1).sum() > 8


@pytest.mark.parametrize("aimed", [0.0, 1.0])
def test_most_windows_are_cut_around_a_digit_that_the_level_answers_for(aimed, monkeypatch):
    """On a large sheet one digit is easily missed."""
    monkeypatch.setattr(windows, "AIMED", aimed)
    large = levels_of(page([(500, 400, 520, 440)], size=(640, 640)))[:1]
    assert LEAST <= 40 <= MOST

    made = batch([large] * 40, SIDE, random())

    hit = made["ink"].reshape(40, -1).any(axis=1).mean()
    assert hit == 1.0 if aimed else hit < 0.5


@pytest.mark.parametrize("written", [0.0, 1.0])
def test_where_there_is_no_digit_windows_are_cut_around_other_writing(written, monkeypatch):
    monkeypatch.setattr(windows, "WRITTEN", written)
    large = levels_of(page([], size=(640, 640)))[1:2]  # the first is of a part, enlarged
    large[0][1].other[400:420, 500:560] = 1

    made = batch([large] * 40, SIDE, random())

    hit = made["other"].reshape(40, -1).any(axis=1).mean()
    assert hit == 1.0 if written else hit < 0.5


def test_large_windows_are_of_fine_levels_and_small_ones_of_coarse_ones(monkeypatch):
    cut = []

    def window(level, truth, _left, _top, side):
        cut.append((max(truth.instances.shape), side))
        return original(level, truth, _left, _top, side)

    original = cut_out
    monkeypatch.setattr(windows, "window", window)
    made = levels_of(page([(100, 40, 120, 80)], size=(600, 500)))
    assert [max(truth.instances.shape) for _, truth in made] == [600, 300, 150, 75, 38]
    for side in (SIDE, SMALL):
        batch([made] * 60, side, random())

    assert {length for length, side in cut if side == SIDE} == {600, 300, 150}
    assert {length for length, side in cut if side == SMALL} == {150, 75, 38}


def test_a_page_too_small_for_either_side_is_seen_all_the_same():
    small = levels_of(page([(10, 6, 30, 40)], size=(60, 52)))
    large = levels_of(page([(10, 6, 30, 40)], size=(640, 60)))[:1]

    for side in (SIDE, SMALL):
        for made in (small, large):
            assert batch([made], side, random())["planes"].shape == (1, side, side, 3)


def test_a_picture_may_end_around_a_digit(monkeypatch):
    monkeypatch.setattr(windows, "TIGHT", 1.0)
    monkeypatch.setattr(windows, "AIMED", 1.0)
    made = levels_of(page([(100, 40, 120, 80), (130, 44, 150, 84)], size=(400, 340)))[:1]

    cut = batch([made] * 20, SIDE, random())

    for planes, ink, heat in zip(cut["planes"], cut["ink"], cut["heat"], strict=True):
        rows = np.flatnonzero(ink.any(axis=1))
        assert np.ptp(rows) + 1 == 40  # the digit that it was cut to, whole
        assert heat[..., 0].max() == 1
        seen = planes[..., GREY + 1 :].any(axis=2)
        most = 40 * 1.4
        assert np.ptp(np.flatnonzero(seen.any(axis=1))) <= most
        assert np.ptp(np.flatnonzero(seen.any(axis=0))) <= most


@pytest.mark.parametrize("seed", range(20))
def test_windows_stay_on_their_picture_give_or_take_a_margin(seed, monkeypatch):
    places = []
    original = cut_out

    def window(level, truth, left, top, side):
        height, width = truth.instances.shape
        places.append((left, width, side))
        places.append((top, height, side))
        return original(level, truth, left, top, side)

    monkeypatch.setattr(windows, "window", window)
    batch([levels()] * 8, SIDE, random(seed))

    for start, length, side in places:
        low, high = sorted((-16, length - side + 16))
        assert low <= start <= high


def test_a_negative_is_dark_where_the_other_is_light(monkeypatch):
    usual = batch([levels()] * 4, SIDE, random())
    monkeypatch.setattr(windows, "NEGATIVE", 1.0)
    negative = batch([levels()] * 4, SIDE, random())

    assert np.array_equal(negative["planes"][0][..., GREY], 255 - usual["planes"][0][..., GREY])
    assert np.array_equal(negative["planes"][0][..., DARK], usual["planes"][0][..., LIGHT])
    assert np.array_equal(negative["planes"][0][..., LIGHT], usual["planes"][0][..., DARK])
    assert np.array_equal(negative["ink"], usual["ink"])


def test_another_exposure_changes_the_grey_alone(monkeypatch):
    usual = batch([levels()] * 4, SIDE, random())
    monkeypatch.setattr(windows, "DIMMED", 1.0)
    dimmed = batch([levels()] * 4, SIDE, random())

    assert not np.array_equal(dimmed["planes"][0][..., GREY], usual["planes"][0][..., GREY])
    for plane in (DARK, LIGHT):
        assert np.array_equal(dimmed["planes"][0][..., plane], usual["planes"][0][..., plane])


def test_the_page_s_own_levels_are_never_changed(monkeypatch):
    for name in ("NEGATIVE", "DIMMED", "TIGHT"):
        monkeypatch.setattr(windows, name, 1.0)
    made = levels()
    before = [level.planes.copy() for level, _ in made]

    batch([made] * 8, SIDE, random())

    for (level, _), planes in zip(made, before, strict=True):
        assert np.array_equal(level.planes, planes)
