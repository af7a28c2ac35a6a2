"""Hypotheses: other views of a mark, each different in the way that it should be."""

from itertools import pairwise

import numpy as np
import pytest

from reader.figure import find_figures
from reader.hypothesis import hypotheses
from reader.mark import mark_in, mark_of
from tests.handwriting import DIGITS
from tests.strokes import digit, drawn, ink

# The order in which the views come.
LEFT, RIGHT, THIN, THICK, LOW, HIGH, MAIN = range(7)


def views(strokes, pen):
    """The mark's own picture and the other views of it, as whole numbers."""
    whole = ink(drawn(strokes, (240, 240), pen))
    (figure,) = find_figures(whole)
    mark = mark_of(figure.parts, whole)
    return mark.pixels.astype(int), [each.astype(int) for each in hypotheses(mark, whole)]


def slope(pixels):
    """How far a figure's columns move per row: the regression of x on y."""
    rows, columns = np.nonzero(pixels > 60)
    return float(np.polyfit(rows, columns, 1)[0])


@pytest.mark.parametrize("number", DIGITS)
def test_views_are_pictures_as_the_network_takes_them(number):
    whole = ink(drawn(digit(number, 40, 40, 150), (240, 240), 12))
    mark = mark_of(find_figures(whole)[0].parts, whole)

    seen = hypotheses(mark, whole)

    assert len(seen) == 6
    for each in seen:
        assert each.shape == (28, 28)
        assert each.dtype == np.uint8
        assert each.max() == 255


@pytest.mark.parametrize("number", [0, 2, 3, 5, 6, 8, 9])
@pytest.mark.parametrize("pen", [0.08, 0.14])
def test_a_view_with_thinner_strokes_has_less_ink_and_one_with_thicker_more(number, pen):
    own, seen = views(digit(number, 40, 40, 150), 150 * pen)

    for less, more in pairwise(view.sum() for view in (seen[THIN], own, seen[THICK])):
        assert less < 0.95 * more


def test_a_view_is_turned_to_either_side():
    own, seen = views(digit(1, 40, 40, 150)[:1], 14)

    leans = [slope(seen[LEFT]), slope(own), slope(seen[RIGHT])]
    # Nine degrees are a sixth of a column a row.
    assert abs(leans[0] - leans[1]) == pytest.approx(0.158, abs=0.05)
    assert abs(leans[2] - leans[1]) == pytest.approx(0.158, abs=0.05)
    assert (leans[0] - leans[1]) * (leans[2] - leans[1]) < 0


def test_a_higher_edge_takes_faint_ink_away():
    """A stroke whose lower half is fainter than its upper half, and just within the mask."""
    strength = drawn(digit(1, 40, 40, 150), (240, 240), 14)
    strength[120:] = strength[120:] * 0.55
    whole = ink(strength)
    mark = mark_of(find_figures(whole)[0].parts, whole)
    assert mark.bottom > 180

    seen = hypotheses(mark, whole)

    heights = [np.ptp(np.nonzero(view > 60)[1]) for view in (mark.pixels, seen[HIGH])]
    assert heights[1] > 1.5 * heights[0]  # what is left is stretched to the full height: wider


def test_a_lower_edge_does_not_reach_for_other_ink():
    """A neighbour's stroke inside the box, outside of what belongs to the mark."""
    strength = drawn(digit(0, 40, 40, 150), (240, 240), 12)
    alone = ink(strength)
    mask = mark_of(find_figures(alone)[0].parts, alone).mask
    left, top = np.nonzero(alone.mask)[1].min(), np.nonzero(alone.mask)[0].min()
    before = hypotheses(mark_in(mask, int(left), int(top), alone), alone)
    strength[100:130, 110:120] = 220

    after = hypotheses(mark_in(mask, int(left), int(top), ink(strength)), ink(strength))

    assert np.array_equal(before[LOW], after[LOW])
    assert np.array_equal(before[HIGH], after[HIGH])


def test_of_several_pieces_there_is_a_view_of_the_main_one_alone():
    body = [(40 + 150 * x, 50 + 150 * y) for x, y in DIGITS[5][0][1:]]
    bar = [(110, 52), (165, 50)]
    only, _ = views([body], 10)

    own, seen = views([body, bar], 10)

    assert len(seen) == 7
    assert np.abs(seen[MAIN] - only).mean() < 3
    assert np.abs(seen[MAIN] - own).mean() > 10


def test_a_view_without_ink_is_left_out():
    """So thin a stroke that narrower nothing is left, and so faint that a higher edge loses it."""
    strength = np.zeros((240, 240), np.uint8)
    strength[40:190, 120] = 112
    whole = ink(strength)
    mark = mark_in(whole.mask[40:190, 120:121], 120, 40, whole)

    seen = hypotheses(mark, whole)

    assert 0 < len(seen) < 6
    assert all(view.any() for view in seen)
