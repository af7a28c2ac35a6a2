"""Stroke width, against pens of known width."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from reader.classify import stroke
from tests.handwriting import DIGITS, Sheet, write_strokes


@pytest.mark.parametrize("width", [3, 8, 15, 30])
@pytest.mark.parametrize("end", [(380, 60), (60, 380), (340, 300)])
def test_the_width_of_a_straight_stroke_is_found(width, end):
    image = Image.new("1", (440, 440))
    ImageDraw.Draw(image).line([(60, 60), end], fill=1, width=width)

    assert stroke.width(np.asarray(image)) == pytest.approx(width, rel=0.15, abs=1)


def test_a_diagonal_of_single_pixels_is_a_hair():
    assert stroke.width(np.eye(100, dtype=bool)) == pytest.approx(0.7, abs=0.1)  # 1 / sqrt(2)


@pytest.mark.parametrize("digit", DIGITS)
@pytest.mark.parametrize("pen", [0.03, 0.07, 0.14])
def test_the_width_of_a_pen_is_found_in_every_digit(digit, pen):
    sheet = Sheet(size=(400, 400), paper=(0, 0, 0), ink=(255, 255, 255))
    image = write_strokes(DIGITS[digit], sheet, centre=(0.5, 0.5), height=0.8, pen=pen)
    mask = np.asarray(image.convert("L")) > 127

    assert stroke.width(mask) == pytest.approx(pen * 320, rel=0.2, abs=1)


def test_a_thin_stroke_becomes_a_tenth_of_the_digit():
    ink = np.zeros((200, 200), np.uint8)
    ink[:, 98:102] = 255

    grown = stroke.thicken(ink, 4.0)

    assert stroke.width(grown > 127) / max(grown.shape) == pytest.approx(0.1, abs=0.02)


def test_a_thick_stroke_is_left_as_it_is():
    ink = np.zeros((50, 50), np.uint8)
    ink[:, 20:30] = 255

    assert stroke.thicken(ink, 10.0) is ink


def test_thickening_never_darkens():
    rng = np.random.default_rng(3)
    ink = rng.integers(0, 256, (stroke.WORKING_SIDE, 100)).astype(np.uint8)

    grown = stroke.thicken(ink, 1.0)
    margin = (grown.shape[0] - len(ink)) // 2

    assert margin > 0
    assert (grown[margin : margin + len(ink), margin : margin + 100] >= ink).all()


def test_a_small_outline_grows_by_less_than_a_pixel_and_stays_hollow():
    """Two one-pixel lines, two pixels apart, in a digit 20 pixels high."""
    ink = np.zeros((20, 12), np.uint8)
    ink[:, 3], ink[:, 6] = 255, 255

    grown = stroke.thicken(ink, 0.8)
    across = grown[grown.shape[0] // 2].astype(int)
    peaks = np.flatnonzero(across > 200)

    assert across[peaks[0] : peaks[-1]].min() < 100
