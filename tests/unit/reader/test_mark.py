"""The main digit among other things on the paper."""

import math

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from reader.ink import find_ink
from reader.mark import Mark, find_mark
from tests.handwriting import DIGITS, Sheet, blank, write, write_strokes


def mark_of(image):
    ink = find_ink(np.asarray(image.convert("RGB")))
    assert ink is not None
    return find_mark(ink)


def box_of(image):
    """Where the ink of a clean picture is, by its darkest pixels."""
    dark = np.asarray(image.convert("L")) < 140
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    return columns[0], rows[0], columns[-1] + 1, rows[-1] + 1


def box(mark):
    return mark.left, mark.top, mark.right, mark.bottom


@pytest.mark.parametrize("digit", DIGITS)
@pytest.mark.parametrize("centre", [(0.5, 0.5), (0.2, 0.25), (0.8, 0.75)])
@pytest.mark.parametrize("height", [0.12, 0.35])
def test_the_box_is_where_the_digit_was_written(digit, centre, height):
    image = write(digit, Sheet(size=(400, 300)), centre=centre, height=height)

    assert np.abs(np.subtract(box(mark_of(image)), box_of(image))).max() <= 1


@pytest.mark.parametrize("digit", DIGITS)
def test_the_picture_for_the_network_does_not_depend_on_place_or_size(digit):
    small = write(digit, Sheet(size=(500, 300)), centre=(0.3, 0.4), height=0.5)
    large = write(digit, Sheet(size=(900, 900)), centre=(0.6, 0.5), height=0.8)

    first, second = mark_of(small).pixels.astype(int), mark_of(large).pixels.astype(int)

    # Where the centre of mass lies between two pixels, either may become the middle one.
    shifts = [np.roll(second, (i, j), (0, 1)) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    assert min(np.abs(first - shifted).mean() for shifted in shifts) < 4


def test_specks_and_a_line_along_the_frame_are_left_out():
    clean = write(3, Sheet(size=(300, 300)))
    dirty = clean.copy()
    canvas = ImageDraw.Draw(dirty)
    canvas.rectangle((0, 290, 300, 300), fill="black")  # the edge of the next cell
    canvas.line((4, 0, 4, 300), fill="black", width=3)
    for place in ((30, 40), (270, 60), (200, 20)):
        canvas.ellipse((*place, place[0] + 3, place[1] + 3), fill="black")

    assert box(mark_of(dirty)) == box(mark_of(clean))


def test_a_detached_bar_belongs_to_its_five():
    body, bar = DIGITS[5][0][1:], [(0.4, 0.0), (0.85, 0.0)]
    image = write_strokes([body, bar], Sheet(), centre=(0.5, 0.5), height=0.6, pen=0.06)

    assert np.abs(np.subtract(box(mark_of(image)), box_of(image))).max() <= 1


def test_the_halves_of_a_broken_stroke_belong_together():
    upper = [(0.7, 0.05), (0.3, 0.06), (0.28, 0.4)]
    lower = [(0.3, 0.65), (0.6, 0.68), (0.55, 0.95), (0.28, 0.93)]
    image = write_strokes([upper, lower], Sheet(), centre=(0.5, 0.5), height=0.6, pen=0.06)

    assert np.abs(np.subtract(box(mark_of(image)), box_of(image))).max() <= 1


def test_a_neighbour_is_left_out():
    image = write(7, Sheet(size=(600, 300)), centre=(0.35, 0.5), height=0.7)
    image.paste(write(1, Sheet(size=(150, 300)), height=0.8), (450, 0))

    assert box(mark_of(image))[2] < 450


def test_a_digit_that_touches_the_frame_is_still_found():
    image = write(2, Sheet(size=(200, 200)), height=1.0)

    assert isinstance(mark_of(image), Mark)
    assert box(mark_of(image))[3] - box(mark_of(image))[1] > 180


def test_a_filled_corner_is_no_digit():
    image = write(4, Sheet(size=(400, 400)), centre=(0.35, 0.4), height=0.1)
    clean = box(mark_of(image))
    ImageDraw.Draw(image).polygon([(400, 400), (310, 400), (400, 310)], fill=(60, 60, 60))

    assert box(mark_of(image)) == clean


@pytest.mark.parametrize("steep", [1.0, 2.0, 4.0])
@pytest.mark.parametrize("lamp", [(0.1, 0.1), (0.5, 0.2), (0.9, 0.6), (-0.2, 0.2)])
@pytest.mark.parametrize("grain", [0, 3])
def test_light_that_falls_off_over_blank_paper_is_no_figure(steep, lamp, grain):
    def light(x, y):
        return 0.2 + 0.8 * math.exp(-steep * ((x - lamp[0]) ** 2 + (y - lamp[1]) ** 2))

    ink = find_ink(np.asarray(blank(Sheet(size=(240, 320), light=light, grain=grain))))

    assert ink is None or ink.is_faint or find_mark(ink) == "blank"


@pytest.mark.parametrize("fade", [0.03, 0.05])
@pytest.mark.parametrize("place", [(0.9, 0.5), (0.95, 0.9), (0.2, 1.0)])
def test_a_soft_shadow_at_the_frame_is_no_figure(fade, place):
    def light(x, y):
        distance = math.hypot(x - place[0], y - place[1])
        return 1 - 0.5 / (1 + math.exp((distance - 0.1) / fade))

    ink = find_ink(np.asarray(blank(Sheet(size=(240, 320), light=light, grain=1))))

    assert ink is None or ink.is_faint or find_mark(ink) == "blank"


@pytest.mark.parametrize("digit", DIGITS)
@pytest.mark.parametrize("blur", [0.01, 0.02, 0.03])
def test_a_blurred_digit_is_still_a_figure(digit, blur):
    image = write(digit, Sheet(grain=0)).filter(ImageFilter.GaussianBlur(blur * 300))

    found = mark_of(image)

    assert isinstance(found, Mark)
    assert np.abs(np.subtract(box(found), box_of(write(digit)))).max() <= 300 * blur + 2


def test_dust_is_blank_paper():
    image = blank(Sheet(size=(500, 500)))
    ImageDraw.Draw(image).ellipse((100, 100, 104, 104), fill="black")

    assert mark_of(image) == "blank"


def test_a_tiny_mark_in_a_tiny_picture_is_too_small():
    image = Image.new("L", (20, 20), 255)
    ImageDraw.Draw(image).line((8, 8, 8, 11), fill=0)

    assert mark_of(image) == "too-small"


def test_a_stroke_that_is_broken_in_many_places_is_one_mark():
    """Ink that a dry pen left in pieces, each less than half a stroke's width from the next."""
    image = Image.new("L", (200, 200), 245)
    draw = ImageDraw.Draw(image)
    for place in range(8):
        top = 30 + 16 * place
        draw.rectangle((60 + 4 * place, top, 71 + 4 * place, top + 12), fill=20)

    found = mark_of(image)

    assert np.abs(np.subtract(box(found), (60, 30, 100, 155))).max() <= 1


def test_the_edges_of_a_small_blurred_picture_are_those_of_ink():
    """A digit 20 pixels high, far out of focus."""
    image = write(4, Sheet(size=(280, 280)), height=0.7, pen=0.1).convert("L")
    small = image.resize((28, 28), Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(2))

    assert isinstance(mark_of(small), Mark)
