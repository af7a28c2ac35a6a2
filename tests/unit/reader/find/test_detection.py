"""Peaks, boxes and suppression on maps made by hand."""

import numpy as np
import pytest

from reader.find.detection import TOGETHER, detections, suppressed
from reader.find.maps import BOX, CHANNELS, DIGIT, KIND, OTHER, SIGN, SIGNS, STRIDE, UNIT, Maps
from reader.find.scan import MARGIN, Seen

LOW, HIGH = -8.0, 4.0
NEAR, FAR = (0.0, 0.0, 10.0, 20.0), (50.0, 0.0, 60.0, 20.0)


def blank(cells=24):
    maps = np.zeros((cells, cells, CHANNELS), np.float32)
    maps[..., [DIGIT, SIGN, OTHER]] = LOW
    return maps


def put(maps, row, column, box, *, channel=DIGIT, logit=HIGH):
    """State a box, in pixels of the level, from a cell."""
    left, top, right, bottom = box
    x = column * STRIDE + 1.5 - MARGIN
    y = row * STRIDE + 1.5 - MARGIN
    maps[row, column, channel] = logit
    maps[row, column, BOX] = np.array([x - left, y - top, right - 1 - x, bottom - 1 - y]) / UNIT


def seen(maps, scale=1.0):
    ink = np.full((2 * len(maps), 2 * len(maps), 4), LOW, np.float32)
    return Seen(Maps.of(ink, maps), scale)


def test_a_peak_gives_the_box_that_its_cell_states():
    maps = blank()
    put(maps, 10, 8, (5, 12, 25, 40))
    (found,) = detections([seen(maps)], 0.3, 0.3)
    assert found.box == pytest.approx((5, 12, 25, 40), abs=1e-4)
    assert found.score == pytest.approx(1 / (1 + np.exp(-HIGH)), abs=1e-5)
    assert found.sign is None
    assert (found.width, found.height) == pytest.approx((20, 28), abs=1e-4)
    assert found.centre == pytest.approx((15, 26), abs=1e-4)


def test_a_coarse_level_gives_the_boxes_of_the_picture():
    maps = blank()
    put(maps, 10, 8, (5, 12, 25, 40))
    (found,) = detections([seen(maps, 0.25)], 0.3, 0.3)
    assert found.box == pytest.approx((20, 48, 100, 160), abs=1e-3)


def test_a_lower_neighbour_is_no_peak():
    maps = blank()
    put(maps, 10, 8, (5, 12, 25, 40))
    put(maps, 10, 9, (5, 12, 25, 40), logit=HIGH - 1)
    assert len(detections([seen(maps)], 0.3, 0.3)) == 1


def test_a_level_does_not_answer_for_sizes_of_others():
    large = blank()
    put(large, 12, 12, (0, 0, 90, 90))
    small = blank()
    put(small, 10, 8, (20, 20, 26, 26))
    both = [seen(small, 0.5), seen(large, 1.0)]
    assert detections(both, 0.3, 0.3) == []
    # The coarsest has nobody above it, the finest nobody below.
    assert len(detections([seen(large)], 0.3, 0.3)) == 1
    assert len(detections([seen(blank(), 0.5), seen(small, 1.0)], 0.3, 0.3)) == 1


def test_a_sign_has_its_kind():
    maps = blank()
    put(maps, 10, 8, (10, 20, 16, 26), channel=SIGN)
    maps[10, 8, KIND.start + SIGNS.index("comma")] = 5
    (found,) = detections([seen(maps)], 0.3, 0.3)
    assert found.sign is not None
    assert SIGNS[found.sign[0]] == "comma"
    assert found.sign[1] > 0.9


def test_the_higher_of_two_that_overlap_stays():
    boxes = [(0, 0, 20, 30), (1, 1, 21, 31), (40, 0, 60, 30)]
    assert suppressed(boxes, [0.6, 0.9, 0.5]) == [1, 2]


def test_a_part_of_a_digit_is_suppressed_by_the_whole():
    nine, loop = (0, 0, 30, 50), (2, 2, 26, 24)
    assert suppressed([loop, nine], [0.7, 0.9]) == [1]


def test_touching_neighbours_both_stay():
    assert suppressed([(0, 0, 20, 30), (17, 0, 38, 30)], [0.9, 0.8]) == [0, 1]


def test_nothing_found_is_nothing_suppressed():
    assert suppressed([], []) == []


def test_many_boxes_are_suppressed_as_one_by_one():
    random = np.random.default_rng(7)
    corners = random.uniform(0, 300, (3 * TOGETHER, 2))
    boxes = [
        tuple(each) for each in np.hstack([corners, corners + random.uniform(8, 50, corners.shape)])
    ]
    scores = random.uniform(0, 1, len(boxes)).round(1).tolist()  # some are equal
    kept: list[int] = []
    for place in sorted(range(len(boxes)), key=lambda place: -scores[place]):
        if all(suppressed([boxes[other], boxes[place]], [1, 0]) == [0, 1] for other in kept):
            kept.append(place)
    assert suppressed(boxes, scores) == kept
    assert TOGETHER < len(kept) < len(boxes)


@pytest.mark.parametrize(
    ("boxes", "cores", "kept"),
    [
        ([NEAR, NEAR], [NEAR, NEAR], [1]),
        ([NEAR, NEAR], [NEAR, FAR], [1, 0]),
        ([NEAR, FAR], [NEAR, NEAR], [1, 0]),
    ],
    ids=["both", "the boxes alone", "the cores alone"],
)
def test_two_see_the_same_where_their_boxes_and_their_cores_do(boxes, cores, kept):
    assert suppressed(boxes, [0.5, 0.6], cores) == kept
