"""Targets of a window, against cases computed by hand."""

import numpy as np
import pytest

from reader.find.maps import SIGNS, STRIDE, UNIT
from training.finder.targets import FAINT, LEAST, MOST, targets
from training.finder.truth import Truth

SIDE = 96


def truth(boxes=(), *, whole=True, contrast=80.0, signs=(), sign_size=30.0, sizes=None, other=None):
    """A window with solid boxes as digits, and signs of one kind."""
    instances = np.zeros((SIDE, SIDE), np.uint16)
    for number, (left, top, right, bottom) in enumerate(boxes, 1):
        instances[max(0, top) : bottom, max(0, left) : right] = number
    table = np.array(boxes, np.float32).reshape(-1, 4)
    own = np.maximum(table[:, 3] - table[:, 1], 0.9 * (table[:, 2] - table[:, 0]))
    return Truth(
        instances=instances,
        other=np.zeros((SIDE, SIDE), np.uint8) if other is None else other,
        numbers=np.arange(1, len(boxes) + 1),
        boxes=table,
        sizes=np.array(own if sizes is None else sizes, np.float32),
        whole=np.full(len(boxes), whole),
        contrast=np.full(len(boxes), contrast, np.float32),
        sign_boxes=np.array(signs, np.float32).reshape(-1, 4),
        sign_sizes=np.full(len(signs), sign_size, np.float32),
        sign_kinds=np.full(len(signs), SIGNS.index("comma"), np.int32),
    )


def test_the_cell_that_holds_the_middle_is_the_peak():
    made = targets(truth([(20, 30, 40, 62)]))
    assert made.heat[..., 0].max() == 1
    assert np.argwhere(made.heat[..., 0] == 1).tolist() == [[46 // STRIDE, 30 // STRIDE]]
    assert not made.heat[..., 1].any()
    assert (made.heat_weight == 1).all()


def test_a_cell_states_the_box_from_its_own_middle():
    made = targets(truth([(20, 30, 40, 62)]))
    row, column = 46 // STRIDE, 30 // STRIDE
    x, y = column * STRIDE + 1.5, row * STRIDE + 1.5
    stated = made.box[row, column] * UNIT
    assert stated == pytest.approx([x - 20, y - 30, 40 - 1 - x, 62 - 1 - y])
    assert made.box_weight[row, column] == pytest.approx(UNIT / 32)
    assert made.box_weight[0, 0] == 0


def test_ink_points_to_the_middle_of_its_own_digit():
    made = targets(truth([(10, 30, 26, 60), (30, 30, 46, 60)]))
    for x, middle in ((12, 18), (40, 38)):
        cell = made.centre[44 // STRIDE, x // STRIDE] * UNIT
        assert cell[0] == pytest.approx(middle - 0.5 - (x // STRIDE * STRIDE + 1.5))
    assert made.centre_weight[44 // STRIDE, 12 // STRIDE] == 1
    assert made.centre_weight[0, 0] == 0


def test_touching_digits_are_two_peaks():
    made = targets(truth([(10, 30, 28, 60), (27, 30, 45, 60)]))
    assert int((made.heat[..., 0] == 1).sum()) == 2


@pytest.mark.parametrize(
    ("size", "peaks", "ignored", "finer"),
    [
        (LEAST - 6, 0, False, True),  # for a finer level
        (LEAST - 2, 0, True, True),  # either level may answer
        (LEAST + 10, 1, False, False),
        (MOST + 10, 0, True, False),
        (MOST + 30, 0, False, False),  # for a coarser level
    ],
)
def test_a_level_answers_for_its_sizes(size, peaks, ignored, finer):
    made = targets(truth([(30, 30, 50, 50)], sizes=[size]))
    assert int((made.heat[..., 0] == 1).sum()) == peaks
    assert (made.heat_weight[..., 0] == 0).any() == ignored
    assert bool(made.finer.any()) == finer


def test_what_is_cut_off_or_crossed_out_is_ignored_but_its_ink_is_not():
    made = targets(truth([(20, 30, 40, 62)], whole=False))
    assert not (made.heat[..., 0] == 1).any()
    assert (made.heat_weight[..., 0][40 // STRIDE, 30 // STRIDE]) == 0
    assert made.ink[40, 30] == 1
    assert made.ink_weight[40, 30] == 1


def test_nobody_is_asked_for_what_cannot_be_seen():
    made = targets(truth([(20, 30, 40, 62)], contrast=FAINT - 1))
    assert made.ink_weight[40, 30] == 0
    assert made.heat_weight[40 // STRIDE, 30 // STRIDE, 0] == 0


def test_a_sign_has_its_own_peak_and_kind():
    made = targets(truth([(20, 30, 40, 62)], signs=[(44, 56, 50, 68)]))
    row, column = 62 // STRIDE, 47 // STRIDE
    assert made.heat[row, column, 1] == 1
    assert made.heat[row, column, 0] < 1
    assert made.kind[row, column] == SIGNS.index("comma")
    assert made.kind_weight[row, column] == 1


def test_a_cell_with_any_other_writing_says_so():
    other = np.zeros((SIDE, SIDE), np.uint8)
    other[41, 70] = 1
    made = targets(truth(other=other))
    assert made.other.sum() == 1
    assert made.other[41 // STRIDE, 70 // STRIDE] == 1
