"""How far a digit's ink is followed beyond its box: on maps whose ink is known to the pixel."""

import numpy as np
import pytest

from reader.find.detection import Detection
from reader.find.maps import STRIDE, Maps
from reader.find.reach import FURTHER, reaching
from reader.find.scan import MARGIN, Seen

SIDE = 160  # pixels of the framed level


def seen(*inks, scale=1.0, towards=()):
    """A level with ink in boxes of the picture; in boxes of `towards` it points to a centre."""
    maps = Maps.empty(SIDE, SIDE)
    for left, top, right, bottom in np.array(inks) * scale + MARGIN:
        maps.ink[int(top) : int(bottom), int(left) : int(right)] = 0.9
    y, x = np.indices(maps.digit.shape) * STRIDE + STRIDE / 2 - MARGIN
    for (left, top, right, bottom), (to_x, to_y) in towards:
        inside = (x >= left) & (x < right) & (y >= top) & (y < bottom)
        maps.centre[inside] = np.stack([to_x - x, to_y - y], axis=-1)[inside]
    return Seen(maps, scale)


def detection(*box):
    return Detection(box, 0.9, 0, None, 0.0)


def reached(level, each, *others):
    return reaching([level], [each], [each, *others])[0].box


def test_a_stem_below_the_box_belongs_to_it():
    assert reached(seen((40, 20, 46, 80)), detection(30, 18, 60, 66)) == (30, 18, 60, 80)


@pytest.mark.parametrize("scale", [0.5, 1.0])
def test_a_box_may_grow_on_every_side(scale):
    level = seen((20, 48, 90, 56), (52, 20, 60, 90), scale=scale)
    assert reached(level, detection(32, 32, 80, 80)) == (20, 20, 90, 90)


def test_what_the_box_holds_already_changes_nothing():
    each = detection(30, 18, 60, 66)
    assert reaching([seen((40, 20, 46, 64))], [each], [each])[0] is each


def test_many_boxes_of_several_levels_are_each_followed_on_their_own():
    """As one by one, whatever their order."""
    stems = [(40, 20, 46, 80), (84, 20, 90, 64)]
    levels = [seen(*stems), seen(*stems, scale=0.5)]
    boxes = [(30, 18, 60, 66), (74, 18, 100, 66)]
    found = [Detection(box, 0.9, level, None, 0.0) for box in boxes for level in range(len(levels))]
    alone = [reaching(levels, [each], found)[0].box for each in found]
    assert [each.box for each in reaching(levels, found, found)] == alone
    assert [box[3] for box in alone] == [80, 80, 66, 66]


def test_of_no_detections_there_is_nothing_to_follow():
    assert reaching([seen()], [], []) == []


def test_ink_that_is_not_connected_is_another_digits():
    level = seen((40, 20, 46, 60), (40, 70, 46, 90))
    assert reached(level, detection(30, 18, 60, 61)) == (30, 18, 60, 61)


def test_ink_is_followed_a_part_of_the_digits_size_and_no_further():
    left, top, right, bottom = reached(seen((40, 20, 46, 120)), detection(30, 20, 60, 60))
    assert (left, top, right) == (30, 20, 60)
    assert bottom == pytest.approx(60 + FURTHER * 40, abs=1)


def test_ink_that_points_to_a_neighbour_is_the_neighbours():
    """One stroke through two digits that touch: the lower part points to the lower one."""
    above, below = (50.0, 36.0), (50.0, 84.0)
    level = seen((48, 20, 52, 100), towards=[((30, 16, 70, 60), above), ((30, 60, 70, 104), below)])
    first, second = detection(36, 20, 64, 52), detection(36, 68, 64, 100)
    assert reached(level, first, second)[3] == pytest.approx(60, abs=2)
    assert reached(level, second, first)[1] == pytest.approx(60, abs=2)


def test_at_the_levels_edge_there_is_nothing_more():
    assert reached(seen((-16, 20, 140, 26)), detection(-16, 10, 144, 30)) == (-16, 10, 144, 30)
