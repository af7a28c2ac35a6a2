"""All that stands out from the frame of a small picture, and the views of it as it is."""

import numpy as np
import pytest

from reader.find.thumbnail import as_they_are, thumbnail


def picture(paper, ink, side=28):
    """A bar, 4 by 16 pixels, on plain paper; its edge to the right is half ink."""
    grey = np.full((side, side), paper, np.uint8)
    grey[6:22, 10:14] = ink
    grey[6:22, 14] = (paper + ink) // 2
    return np.repeat(grey[..., None], 3, axis=2)


@pytest.mark.parametrize(("paper", "ink"), [(0, 255), (255, 0), (120, 180)])
def test_ink_is_what_differs_from_the_frame(paper, ink):
    (found,) = filter(None, [thumbnail(picture(paper, ink))])

    assert list(found.box) == [10, 6, 15, 22]
    assert list(found.levels.shape) == [16, 5]
    assert (found.levels[:, :4] == 255).all()
    assert np.abs(found.levels[:, 4].astype(int) - 127).max() <= 2
    assert found.contrast == pytest.approx(abs(ink - paper))


def test_a_picture_of_one_colour_has_no_ink():
    assert thumbnail(picture(90, 90)) is None


def test_what_is_wider_than_a_digit_is_not_upright():
    upright = picture(255, 0)
    lying = np.ascontiguousarray(np.rot90(upright))

    found = filter(None, map(thumbnail, (upright, lying)))

    assert [each.is_upright for each in found] == [True, False]


def test_a_picture_is_seen_in_both_polarities_and_without_stripes():
    plain = picture(0, 255)
    striped = plain.copy()
    striped[:, 12:] = 255 - striped[:, 12:]

    dark, light, level = as_they_are(striped)

    assert np.array_equal(dark, striped[..., 0])
    assert np.array_equal(light, 255 - striped[..., 0])
    assert np.array_equal(level, plain[..., 0])
