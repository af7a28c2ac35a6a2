"""Which figures are believed: well seen ones, and those that stand on a line with them."""

import pytest

from reader.layout.hysteresis import NEAR, supported

HIGH, LOW = 0.6, 0.2


def box(x, y=0, height=30):
    return (x, y, x + 0.6 * height, y + height)


def test_a_well_seen_figure_is_believed_and_a_hardly_seen_one_alone_is_not():
    assert supported([box(0)], [0.7], HIGH, LOW).tolist() == [True]
    assert supported([box(0)], [0.5], HIGH, LOW).tolist() == [False]
    assert supported([], [], HIGH, LOW).tolist() == []


def test_a_hardly_seen_figure_is_believed_beside_a_well_seen_one_and_an_unlikely_one_never():
    boxes = [box(0), box(25), box(50)]

    assert supported(boxes, [0.7, 0.3, 0.1], HIGH, LOW).tolist() == [True, True, False]


def test_support_goes_on_along_a_line():
    boxes = [box(NEAR * 30 * place) for place in range(4)]

    assert supported(boxes, [0.3, 0.3, 0.3, 0.7], HIGH, LOW).all()


@pytest.mark.parametrize(
    "other",
    [box(25, y=20), box(25, height=60), box(18 + NEAR * 30 + 1), box(2)],
    ids=["lower", "twice as high", "too far away", "in the same place"],
)
def test_what_is_no_neighbour_gives_no_support(other):
    assert supported([box(0), other], [0.7, 0.3], HIGH, LOW).tolist() == [True, False]
