"""Connected components, against a flood fill that could not be simpler."""

import numpy as np
import pytest

from reader.components import components, paint


def flood(mask):
    """Label by walking from pixel to pixel."""
    left = {tuple(pixel) for pixel in np.argwhere(mask).tolist()}
    found = []
    while left:
        open_ = [left.pop()]
        part = set(open_)
        while open_:
            row, column = open_.pop()
            for near in [(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]:
                if near in left:
                    left.remove(near)
                    part.add(near)
                    open_.append(near)
        found.append(part)
    return found


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("density", [0.1, 0.4, 0.6])
def test_components_are_those_of_a_flood_fill(seed, density):
    rng = np.random.default_rng(seed)
    mask = rng.random(rng.integers(1, 25, 2)) < density

    found = components(mask)

    pixels = {
        frozenset(
            (int(row), column)
            for row, first, last in part.runs.tolist()
            for column in range(first, last)
        )
        for part in found
    }
    assert pixels == {frozenset(part) for part in flood(mask)}
    assert [part.area for part in found] == sorted((len(part) for part in pixels), reverse=True)


def test_a_spiral_is_one_component():
    mask = np.zeros((21, 21), bool)
    row = column = 0
    mask[row, column] = True
    for turn, length in enumerate([20, 20, 20, 18, 18, 16, 16, 14, 14, 12, 12, 10, 10, 8]):
        step = [(0, 1), (1, 0), (0, -1), (-1, 0)][turn % 4]
        for _ in range(length):
            row, column = row + step[0], column + step[1]
            mask[row, column] = True

    (spiral,) = components(mask)

    assert spiral.area == mask.sum()
    assert (spiral.left, spiral.top, spiral.right, spiral.bottom) == (0, 0, 21, 21)


def test_the_box_of_a_component_is_half_open():
    mask = np.zeros((9, 9), bool)
    mask[2:5, 3:8] = True

    (part,) = components(mask)

    assert (part.left, part.top, part.right, part.bottom) == (3, 2, 8, 5)
    assert (part.width, part.height, part.size, part.area) == (5, 3, 5, 15)


def test_an_empty_mask_has_no_components():
    assert components(np.zeros((5, 7), bool)) == []


@pytest.mark.parametrize("seed", range(5))
def test_painting_all_components_gives_the_mask_again(seed):
    mask = np.random.default_rng(seed).random((30, 17)) < 0.5

    assert np.array_equal(paint(components(mask), 0, 0, 17, 30), mask)


def test_painting_one_component_leaves_the_others_out():
    mask = np.zeros((5, 9), bool)
    mask[1:4, 0:5] = True
    mask[1:3, 7:9] = True

    painted = paint(components(mask)[:1], 0, 0, 9, 5)

    assert painted[:, :6].sum() == 15
    assert not painted[:, 6:].any()


def test_a_box_cuts_what_is_painted():
    mask = np.random.default_rng(1).random((20, 20)) < 0.6

    assert np.array_equal(paint(components(mask), 4, 3, 15, 11), mask[3:11, 4:15])
