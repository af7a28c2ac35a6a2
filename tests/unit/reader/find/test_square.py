"""Squares cut out of a picture, also where they reach beyond it."""

import numpy as np
import pytest
from PIL import Image

from reader.find.paper import SIDE
from reader.find.square import cut

ROOM = 300  # pixels of its edge that are put around a picture


@pytest.mark.parametrize("size", [(1, 1), (60, 40), (300, 7)])
@pytest.mark.parametrize(
    "square",
    [
        (10.25, 5.5, 20.0),
        (-7.5, -30.25, 50.0),
        (30.0, 20.0, 200.0),
        (-90.0, 4.0, 30.0),
        (310, 99, 9),
    ],
    ids=["inside", "above", "below", "left of all", "right of all"],
)
def test_a_pictures_edge_goes_on_beyond_it(size, square):
    pixels = np.random.default_rng(5).integers(0, 255, (*size, 3), np.uint8)
    around = Image.fromarray(np.pad(pixels, ((ROOM, ROOM), (ROOM, ROOM), (0, 0)), mode="edge"))
    left, top, side = square

    seen = cut(Image.fromarray(pixels), square)

    assert seen.shape == (3, SIDE, SIDE)
    assert np.array_equal(seen, cut(around, (left + ROOM, top + ROOM, side)))
