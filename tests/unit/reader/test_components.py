"""Connected components, against a flood fill that could not be simpler."""

import numpy as np
import pytest

from reader.components import grouped, runs_of


def components(mask):
    """The components of a mask, each as the set of its pixels."""
    runs = runs_of(mask)
    labels, order, starts = grouped(runs, mask.shape[1])
    assert len(labels) == len(order) == len(runs)
    parts = np.split(runs[order], starts[1:]) if len(runs) else []
    return [
        frozenset(
            (row, column) for row, first, last in part.tolist() for column in range(first, last)
        )
        for part in parts
    ]


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

    assert set(found) == {frozenset(part) for part in flood(mask)}
    assert sum(map(len, found)) == mask.sum()


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

    assert len(spiral) == mask.sum()


def test_an_empty_mask_has_no_components():
    assert components(np.zeros((5, 7), bool)) == []
