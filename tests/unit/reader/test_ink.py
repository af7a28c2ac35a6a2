"""Ink, on papers whose light and noise are known."""

import math
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from reader.ink import find_ink
from tests.handwriting import DIGITS, Sheet, blank, write
from tests.pages import Page, picture


def pixels(image):
    return np.asarray(image.convert("RGB"))


def some_ink(levels, *, other=False):
    """Find ink where there must be some."""
    found = find_ink(levels, other=other)
    assert found is not None
    return found


def truth(**where):
    """The pixels that are ink for sure and those that are paper for sure."""
    sheet = Sheet(paper=(255, 255, 255), ink=(0, 0, 0))
    grey = np.asarray(write(5, sheet, **where).convert("L"))
    return grey == 0, grey == 255


@pytest.mark.parametrize(("level", "is_unlit"), [(12, True), (90, False)], ids=["table", "shadow"])
def test_where_paper_would_be_too_dark_to_be_seen_is_known(level, is_unlit):
    """A sheet with a stroke on it, and a dark third beside it; and the same in negative."""
    levels = np.full((300, 300, 3), 230, np.uint8)
    levels[:, :100] = level
    levels[100:200, 200:210] = 30

    dark = some_ink(levels, other=some_ink(levels).light)
    negative = some_ink(255 - levels, other=not some_ink(255 - levels).light)

    if is_unlit:
        assert dark.unlit is not None
        side = len(dark.unlit)
        assert dark.unlit[:, : side // 4].all()
        assert not dark.unlit[:, side // 2 :].any()
    else:
        assert dark.unlit is None
    assert not dark.light
    assert negative.light
    assert negative.unlit is None


@pytest.mark.parametrize(
    "light",
    [
        None,
        lambda x, _: 1 - 0.7 * x,
        lambda x, y: 0.4 + 0.6 * (1 - x) * y,
        lambda x, y: 0.3 + 0.7 * math.exp(-((x - 0.5) ** 2 + (y - 0.4) ** 2) * 2),
        lambda x, y: 0.45 + 0.55 / (1 + math.exp((x + y - 1) / 0.02)),
    ],
    ids=["even", "from the left", "from a corner", "a lamp", "the edge of a shadow"],
)
@pytest.mark.parametrize("ink", [(20, 20, 20), (30, 40, 130), (150, 40, 40), (90, 90, 90)])
def test_ink_is_found_under_any_light(light, ink):
    image = write(5, Sheet(ink=ink, light=light, grain=2))
    is_ink, is_paper = truth()

    found = find_ink(pixels(image))

    assert found is not None
    assert not found.light
    middle = slice(40, -40)  # in a corner of the frame the light's end may look like a dark thing
    assert found.mask[is_ink].mean() > 0.99
    assert found.mask[middle, middle][is_paper[middle, middle]].mean() < 0.002


@pytest.mark.parametrize("digit", DIGITS)
@pytest.mark.parametrize("pen", [0.02, 0.09, 0.2])
def test_polarity_is_found_both_ways(digit, pen):
    image = write(digit, Sheet(grain=2), pen=pen)

    dark = find_ink(pixels(image))
    light = find_ink(255 - pixels(image))

    assert dark is not None
    assert light is not None
    assert not dark.light
    assert light.light


@pytest.mark.parametrize("height", [0.1, 0.95])
def test_polarity_does_not_depend_on_the_size_of_the_digit(height):
    image = write(8, Sheet(), height=height, pen=0.15)

    found = find_ink(255 - pixels(image))

    assert found is not None
    assert found.light


@pytest.mark.parametrize("light", [None, lambda x, _: 1 - 0.6 * x])
@pytest.mark.parametrize("grain", [0, 2, 8])
def test_blank_paper_has_no_ink_to_read(light, grain):
    found = find_ink(pixels(blank(Sheet(light=light, grain=grain))))

    assert found is None or found.is_faint


def test_one_flat_colour_has_no_ink():
    for level in (0, 7, 128, 255):
        assert find_ink(np.full((50, 60, 3), level, np.uint8)) is None


def test_ink_that_hardly_differs_from_its_paper_is_faint():
    sheet = Sheet(paper=(220, 220, 220), ink=(198, 198, 198))

    found = find_ink(pixels(write(3, sheet)))

    assert found is not None
    assert found.is_faint


def test_strength_is_the_part_of_the_paper_s_light_that_is_missing():
    sheet = Sheet(paper=(200, 200, 200), ink=(100, 100, 100))
    is_ink, is_paper = truth()

    found = find_ink(pixels(write(5, sheet)))

    assert found is not None
    assert np.median(found.strength[is_ink]) == 127  # 255 * (200 - 100) / 200, rounded down
    assert np.median(found.strength[is_paper]) == 0
    assert found.edge == pytest.approx(found.full / 2, abs=1)


def test_yellow_ink_that_only_blue_light_shows_is_found():
    sheet = Sheet(paper=(255, 255, 255), ink=(250, 235, 40))
    is_ink, is_paper = truth()

    found = find_ink(pixels(write(5, sheet)))

    assert found is not None
    assert found.mask[is_ink].all()
    assert not found.mask[is_paper].any()


@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (40, 1), (2, 3)])
def test_tiny_pictures_do_not_break_it(shape):
    noise = np.random.default_rng(0).integers(0, 256, (*shape, 3)).astype(np.uint8)

    find_ink(noise)


def test_whole_numbers_only_so_that_a_scaled_copy_gives_the_same_mask():
    image = write(2, Sheet(grain=0))
    doubled = image.resize((600, 600), Image.Resampling.NEAREST)

    small, large = find_ink(pixels(image)), find_ink(pixels(doubled))

    assert small is not None
    assert large is not None
    assert (large.mask[::2, ::2] == small.mask).mean() > 0.995


@pytest.mark.parametrize("inverted", [False, True])
def test_the_other_ink_is_of_the_other_polarity(inverted):
    """Asked for it, the reader looks for light ink on a sheet whose ink is dark, and finds none."""
    levels = pixels(write(5, Sheet(grain=2)))
    levels = 255 - levels if inverted else levels
    is_ink, _ = truth()

    usual, other = some_ink(levels), find_ink(levels, other=True)

    assert usual.light is inverted
    assert usual.mask[is_ink].mean() > 0.99
    assert other is None or other.light is not inverted
    assert other is None or other.mask[is_ink].mean() < 0.05


@pytest.mark.parametrize("digit", DIGITS)
@pytest.mark.parametrize("pen", [0.04, 0.1])
def test_plain_writing_is_not_contested(digit, pen):
    levels = pixels(write(digit, Sheet(grain=2), pen=pen))

    assert not some_ink(levels).contested
    assert not some_ink(255 - levels).contested


@pytest.mark.parametrize("inverted", [False, True])
def test_a_sheet_on_a_table_is_contested_and_the_other_ink_is_there_too(inverted):
    """A table all around makes the sheet look like light ink on dark paper."""
    sheet = Page(("592", "740"), seed=2, table=0.3, tilt=3)
    bare = picture(replace(sheet, lines=(), sheet=picture(sheet).size))
    levels, empty = pixels(picture(sheet)).astype(int), pixels(bare).astype(int)
    is_ink = (empty - levels).max(axis=2) > 150
    assert is_ink.mean() > 0.01
    shown = (255 - levels if inverted else levels).astype(np.uint8)

    found = [some_ink(shown), some_ink(shown, other=True)]

    assert all(each.contested for each in found)
    right = next(each for each in found if each.light is inverted)
    assert right.mask[is_ink].mean() > 0.99


def test_both_inks_are_never_of_one_polarity():
    """Whatever the picture: half of it noise."""
    for seed in range(10):
        rng = np.random.default_rng(seed)
        levels = rng.integers(0, 256, (60, 80, 3)).astype(np.uint8)
        levels[:, : int(rng.integers(1, 79))] = rng.integers(0, 256, 3)

        found, other = find_ink(levels), find_ink(levels, other=True)

        assert found is None or other is None or found.light != other.light
