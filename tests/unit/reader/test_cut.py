"""Cuts: digits that touch come apart where they touch, and not a pixel is lost."""

import numpy as np
import pytest

from reader.cut import cut
from tests.strokes import digit, drawn, ink

HEIGHT = 100


def figure(*strokes, pen=9):
    """The mask of these strokes, cropped to its ink."""
    mask = ink(drawn([each for part in strokes for each in part], (700, 160), pen)).mask
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def extent(number, slant=0.0):
    """The left and right edge of a digit's strokes, without the pen."""
    places = [x for stroke in digit(number, 0, 0, HEIGHT, slant) for x, _ in stroke]
    return min(places), max(places)


def together(numbers, pen=9, slant=0.0, gap=-2.0):
    """Digits that touch, each in its own drawing, left to right in one coordinate system."""
    left, parts = 60.0, []
    for number in numbers:
        start, end = extent(number, slant)
        parts.append(digit(number, left - start, 30, HEIGHT, slant))
        left += end - start + pen + gap
    return parts


def is_parted(mask, pieces):
    """Tell whether the pieces make the mask, no pixel lost and none twice."""
    return np.array_equal(np.sum(pieces, axis=0), mask) and all(each.any() for each in pieces)


@pytest.mark.parametrize("slant", [0, 12, 25, -10])
@pytest.mark.parametrize(
    "numbers", [(8, 4), (2, 7), (3, 5), (0, 6), (1, 1), (7, 2, 9), (9, 4, 0, 3)]
)
def test_the_pieces_are_together_the_figure(numbers, slant):
    mask = figure(*together(numbers, slant=slant))

    pieces = cut(mask)

    assert len(pieces) >= len(numbers)
    assert is_parted(mask, pieces)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_comes_no_pixel_is_lost(seed):
    rng = np.random.default_rng(seed)
    mask = rng.random(rng.integers(1, 60, 2)) < rng.uniform(0.1, 0.9)
    mask[0, 0] = True

    assert is_parted(mask, cut(mask))


def wrong(pair, slant):
    """The least part of a pair's pixels that any way to put its pieces together gives wrongly."""
    parts = together(pair, slant=slant)
    both = ink(drawn([each for part in parts for each in part], (700, 160), 9)).mask
    first = ink(drawn(parts[0], (700, 160), 9)).mask
    rows, columns = np.flatnonzero(both.any(axis=1)), np.flatnonzero(both.any(axis=0))
    box = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]

    pieces = cut(both[box])

    assert len(pieces) > 1
    return min(
        (first[box] ^ np.any(pieces[:count], axis=0)).sum() / both.sum()
        for count in range(1, len(pieces))
    )


@pytest.mark.parametrize("slant", [0, 15, 25])
@pytest.mark.parametrize("pair", [(8, 4), (2, 7), (3, 5), (7, 2), (5, 7), (4, 9)])
def test_a_touching_pair_comes_apart_between_its_digits(pair, slant):
    assert wrong(pair, slant) < 0.1


def test_two_noughts_come_apart_though_their_sides_are_all_ink():
    assert wrong((0, 0), 0) < 0.15


@pytest.mark.parametrize("pen", [5, 10, 16])
@pytest.mark.parametrize("slant", [-10, 0, 15, 25])
def test_a_one_stays_whole(pen, slant):
    mask = figure(digit(1, 100, 30, HEIGHT, slant)[:1], pen=pen)
    stroke = figure([digit(1, 100, 30, HEIGHT, slant)[0][1:]], pen=pen)

    assert len(cut(stroke)) == 1
    assert len(cut(mask)) <= 2  # its flag is a valley away


def test_pieces_come_from_left_to_right_and_none_is_a_sliver():
    mask = figure(*together((3, 5, 2)))

    pieces = cut(mask)

    middles = [float(np.nonzero(piece)[1].mean()) for piece in pieces]
    assert middles == sorted(middles)
    assert all(np.ptp(np.nonzero(piece)[1]) + 1 >= 0.12 * len(mask) - 2 for piece in pieces)


def test_the_cuts_are_not_many():
    """A fence: each post is one more place to cut."""
    mask = np.zeros((60, 900), np.bool_)
    mask[28:32] = True
    mask[:, 5::30] = True

    assert 2 <= len(cut(mask)) <= 7
