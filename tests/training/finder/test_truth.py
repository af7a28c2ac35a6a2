"""The truth of a page at each level of its pyramid, and of a window of it."""

import numpy as np
import pytest

from reader.find.pyramid import GREY, pyramid
from tests.training.finder.made import page
from training.finder.truth import ALONE, HELD, PART, framed, levels_of, window


def test_each_level_of_the_pyramid_has_the_truth_in_its_own_pixels():
    made = page([(40, 20, 60, 60), (80, 24, 100, 64)], signs=[(66, 56, 72, 66)])

    levels = levels_of(made)

    expected = pyramid(made.picture)
    assert len(levels) == len(expected) == 3
    for (level, truth), own in zip(levels, expected, strict=True):
        assert np.array_equal(level.planes, own.planes)
        assert truth.instances.shape == truth.other.shape == level.planes.shape[:2]
        assert truth.boxes.tolist() == (made.boxes * level.scale).tolist()
        assert truth.sizes.tolist() == pytest.approx([40 * level.scale] * 2)
        assert truth.sign_boxes.tolist() == (made.sign_boxes * level.scale).tolist()
        assert truth.numbers.tolist() == [1, 2]
        assert truth.sign_kinds.tolist() == [1]
        for number, box in zip(truth.numbers, truth.boxes, strict=True):
            rows, columns = np.nonzero(truth.instances == number)
            left, top, right, bottom = box.round().astype(int)
            assert (columns.min(), rows.min()) == (left, top)
            assert (columns.max() + 1, rows.max() + 1) == (right, bottom)


def test_ink_wins_over_paper_where_a_level_is_halved():
    """A stroke of one pixel is one pixel wide at every level, and an odd side has its end."""
    stroke = page([(101, 20, 102, 141)], size=(201, 141))
    other = np.zeros((141, 201), np.uint8)
    other[140, 200] = 1

    levels = levels_of(page([(101, 20, 102, 141)], size=(201, 141), other=other))

    assert [truth.instances.shape for _, truth in levels] == [(141, 201), (71, 101), (36, 51)]
    for _, truth in levels:
        columns = np.flatnonzero(truth.instances.any(axis=0))
        assert len(columns) == 1
        assert truth.other[-1, -1] == 1
        assert truth.other.sum() == 1
    assert [int((truth.instances > 0).sum()) for _, truth in levels_of(stroke)] == [121, 61, 31]


def test_a_thumbnail_s_truth_is_doubled_with_its_picture():
    (level, truth), *_ = levels_of(page([(8, 4, 20, 24)], size=(28, 30)))

    assert level.scale == 2
    assert truth.instances.shape == (60, 56)
    assert truth.boxes.tolist() == [[16, 8, 40, 48]]
    assert (truth.instances[8:48, 16:40] == 1).all()
    assert int(truth.instances.sum()) == 24 * 40


def test_a_sign_is_as_large_as_the_digits_of_its_line():
    boxes = [(10, 10, 20, 40), (30, 10, 40, 50), (50, 10, 60, 90), (80, 100, 90, 120)]
    signs = [(22, 34, 26, 42), (92, 110, 98, 114), (120, 130, 128, 133)]

    (_, truth), (_, halved), *_ = levels_of(
        page(boxes, lines=[0, 0, 0, 1], signs=signs, sign_lines=[0, 1, 2])
    )

    assert truth.sign_sizes.tolist() == [40, 20, ALONE * 8]  # the median, the one, and none
    assert halved.sign_sizes.tolist() == [20, 10, ALONE * 4]


def cut(left, top, side=64, **facts):
    """A window of the finest level of a page with two digits and a sign."""
    boxes = [(40, 20, 60, 60), (80, 24, 100, 64)]
    level, truth = levels_of(page(boxes, signs=[(66, 56, 72, 66)], **facts))[0]
    return level, *window(level, truth, left, top, side)


def test_a_window_is_cut_with_its_truth():
    level, planes, truth = cut(30, 10)

    assert np.array_equal(planes, level.planes[10:74, 30:94])
    assert truth.boxes[0].tolist() == [10, 10, 30, 50]
    assert (truth.instances[10:50, 10:30] == 1).all()
    assert truth.numbers.tolist() == [1, 2]
    assert truth.sign_boxes.tolist() == [[36, 46, 42, 56]]
    assert truth.sizes.tolist() == [40, 40]


def test_a_digit_that_the_window_cuts_is_not_whole_and_its_ink_is_there():
    _, _, truth = cut(30, 10)  # 14 of the second digit's 20 columns

    assert truth.whole.tolist() == [True, False]
    assert (truth.instances == 2).sum() == 14 * 40
    held = round(20 * HELD)
    assert cut(80 + held - 64 + 1, 10)[2].whole.tolist()[1]
    assert not cut(80 + held - 64 - 1, 10)[2].whole.tolist()[1]


def test_what_is_not_whole_on_the_page_is_not_in_a_window():
    _, _, truth = cut(30, 10, whole=np.array([False, True]))

    assert truth.whole.tolist() == [False, False]


def test_a_sign_that_the_window_cuts_is_left_out():
    assert len(cut(30, 10)[2].sign_boxes) == 1
    _, _, truth = cut(6, 10)  # four of its six columns

    assert len(truth.sign_boxes) == len(truth.sign_sizes) == len(truth.sign_kinds) == 0


def test_beyond_the_picture_its_grey_edge_goes_on_and_nothing_is_there():
    level, planes, truth = cut(-30, 120)

    assert planes.shape == (64, 64, 3)
    assert np.array_equal(planes[:40, 30:], level.planes[120:, :34])
    assert (planes[:40, :30, GREY] == level.planes[120:, :1, GREY]).all()
    assert (planes[40:, 30:, GREY] == level.planes[-1, :34, GREY]).all()
    assert not planes[:, :30, GREY + 1 :].any()
    assert not planes[40:, :, GREY + 1 :].any()
    assert not truth.instances.any()
    assert not truth.whole.any()


def test_a_level_is_cut_to_a_smaller_frame_with_its_truth():
    boxes = [(40, 20, 60, 60), (80, 24, 100, 64)]
    level, truth = levels_of(page(boxes, signs=[(66, 56, 72, 66)]))[0]

    small, part = framed(level, truth, 36, 10, 90, 62)

    assert np.array_equal(small.planes, level.planes[10:62, 36:90])
    assert small.scale == level.scale
    assert part.boxes[0].tolist() == [4, 10, 24, 50]
    assert part.whole.tolist() == [True, False]  # ten of the second one's 20 columns
    assert part.instances.shape == (52, 54)
    assert (part.instances == 2).sum() == 10 * 38
    assert len(part.sign_boxes) == 0


def test_a_page_with_small_digits_has_a_part_enlarged_with_its_truth():
    boxes = [(300, 210, 306, 222), (310, 210, 316, 222)]
    made = page(boxes, size=(400, 340), signs=[(307, 220, 309, 222)])

    (level, truth), (whole, _), *_ = levels_of(made)

    assert (level.scale, whole.scale) == (2, 1)
    assert level.planes.shape == (2 * PART, 2 * PART, 3)
    left, top = truth.boxes[1][:2] / 2
    assert np.array_equal(truth.boxes[1] - truth.boxes[0], [20, 0, 20, 0])
    assert truth.sizes.tolist() == [24, 24]
    assert (truth.sign_boxes[0] - truth.boxes[0]).tolist() == [14, 20, 6, 0]
    dark = level.planes[..., GREY] < 100
    x, y = int(2 * left), int(2 * top)
    assert dark[y + 2 : y + 22, x + 2 : x + 10].all()
    assert (truth.instances[y : y + 24, x : x + 12] == 2).all()


def test_a_page_of_large_digits_has_nothing_enlarged_and_one_without_any_its_middle():
    assert levels_of(page([(40, 20, 60, 60)], size=(400, 340)))[0][0].scale == 1
    level, truth = levels_of(page([], size=(400, 340)))[0]
    assert (level.scale, truth.instances.shape) == (2, (2 * PART, 2 * PART))


def test_a_window_beside_the_picture_is_empty():
    _, planes, truth = cut(400, 400)

    assert planes.shape == (64, 64, 3)
    assert not truth.instances.any()
    assert not truth.whole.any()
    assert truth.sign_boxes.shape == (0, 4)


def test_a_page_without_anything_has_levels_and_windows():
    for level, truth in levels_of(page([])):
        planes, empty = window(level, truth, 0, 0, 32)
        assert planes.shape == (32, 32, 3)
        assert truth.boxes.shape == empty.boxes.shape == (0, 4)
        assert truth.sign_sizes.shape == empty.sign_sizes.shape == (0,)
