"""Greek letters as strokes of a pen, from fonts that have them."""

import numpy as np
import pytest

from training.pages.alphabet import LETTERS, alphabet, written
from training.pages.strokes import box

ALPHA = "\u03b1"
LIGHT, LATIN_ONLY = "truetype/dejavu/DejaVuSans-ExtraLight.ttf", "truetype/ocr-a/OCRA.ttf"


@pytest.fixture(scope="module")
def forms():
    return alphabet((LIGHT,))


def test_a_font_with_greek_has_every_letter_in_strokes_of_height_1(forms):
    assert set(forms) == set(LETTERS)
    for shapes in forms.values():
        (strokes,) = shapes
        left, top, right, bottom = box(strokes)
        assert (left, top) == pytest.approx((0, 0), abs=1e-3)
        assert max(bottom, (right - left) / 2) == pytest.approx(1, abs=0.01)


def test_an_alpha_is_a_line_that_crosses_itself(forms):
    """It begins and ends to the right, and between them it goes around to the left."""
    strokes = forms[ALPHA][0]
    longest = max(strokes, key=len)

    assert len(strokes) <= 3
    assert longest[:, 0].min() < 0.1


def test_a_font_without_greek_gives_no_letter():
    assert alphabet((LATIN_ONLY,)) == {}


def test_a_letter_is_bent_and_slanted_anew_each_time(forms):
    random = np.random.default_rng(1)
    drawn = [written({ALPHA: forms[ALPHA]}, random) for _ in range(3)]

    assert {letter for letter, _ in drawn} == {ALPHA}
    widths = [box(strokes)[2] - box(strokes)[0] for _, strokes in drawn]
    assert len(set(widths)) == 3
