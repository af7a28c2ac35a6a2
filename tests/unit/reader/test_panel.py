"""Panels of another paper: the same ink on all of them; what is no panel stays."""

import numpy as np
import pytest
from PIL import Image

from reader.panel import with_one_paper
from tests.handwriting import Sheet, write


def written(digit=5, size=(300, 300)):
    return np.asarray(write(digit, Sheet(size=size), height=0.7).convert("RGB"))


def evened_out(picture):
    return with_one_paper(picture, Image.fromarray(picture).convert("L"))


def with_bands(picture, bands, axis=1):
    """Invert bands, given as fractions of the side, as a table beside the sheet would look."""
    changed = picture.copy()
    count = picture.shape[axis]
    for start, end in bands:
        part = slice(round(start * count), round(end * count))
        place = (slice(None), part) if axis == 1 else (part, slice(None))
        changed[place] = 255 - changed[place]
    return changed


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("bands", [[(0, 0.25), (0.75, 1)], [(0, 0.3)], [(0.6, 1)]])
def test_bands_are_brought_to_the_paper_of_the_middle(axis, bands):
    picture = written()

    evened = evened_out(with_bands(picture, bands, axis))

    assert (np.abs(evened.astype(int) - picture) > 60).mean() < 0.01


def test_a_small_picture_s_bands_are_found_too():
    small = np.asarray(Image.fromarray(written()).resize((28, 28), Image.Resampling.BOX))

    evened = evened_out(with_bands(small, [(0, 0.25), (0.75, 1)]))

    assert (evened == small).all()


def test_a_picture_of_one_paper_is_not_touched():
    picture = written()

    assert evened_out(picture) is picture


def test_a_shadow_is_no_panel():
    """Its ink is darker than its paper on both sides of the edge, straight though it is."""
    picture = written().copy()
    picture[:, :120] = picture[:, :120] // 4

    assert evened_out(picture) is picture


def test_a_stroke_from_edge_to_edge_is_no_panel():
    picture = np.full((200, 100, 3), 240, np.uint8)
    picture[:, 35:62] = 20

    assert evened_out(picture) is picture


def test_a_slanted_border_is_no_panel():
    picture = written().copy()
    y, x = np.mgrid[:300, :300]
    picture[x < y * 0.8] = 10

    assert evened_out(picture) is picture


def test_a_bulging_border_is_no_panel():
    """It begins and ends like one, but between them it is not straight."""
    picture = written().copy()
    y, x = np.mgrid[:300, :300]
    picture[x < 75 - 60 * np.sin(np.pi * y / 300)] = 10

    assert evened_out(picture) is picture
