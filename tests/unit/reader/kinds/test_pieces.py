"""A digit in pieces is one digit, and specks, stops and bars beside it are none of its pieces."""

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.handwriting import DIGITS, Sheet, write, write_strokes
from tests.network import is_sure, only, seen
from tests.strokes import corners, digit, drawn, extent, inked, off, on_paper

BODY = [(100 + 150 * x, 80 + 150 * y) for x, y in DIGITS[5][0][1:]]  # a 5 without its bar


def broken(number, parts):
    """A digit's strokes cut in so many parts each, with a gap between them."""
    pieces = []
    for stroke in digit(number, 80, 40, 200):
        points = [
            (x + part * (to_x - x), y + part * (to_y - y))
            for (x, y), (to_x, to_y) in pairwise(stroke)
            for part in np.linspace(0, 1, 8).tolist()
        ]
        cuts = [len(points) * part // parts for part in range(parts + 1)]
        pieces += [points[first : last - 2] for first, last in pairwise(cuts)]
    return pieces


@pytest.mark.parametrize("number", [2, 3, 5, 6, 8, 9])
def test_one_digit_in_pieces_is_one_digit(number):
    strength = drawn(broken(number, 4), (360, 280), 14)

    found = only(on_paper(strength))

    assert found.digit == number
    assert off(found, extent(strength > 110)) <= 2


def test_a_stroke_that_is_broken_in_many_places_is_one_digit():
    """Ink that a dry pen left in pieces, each less than half a stroke's width from the next."""
    image = Image.new("L", (200, 200), 245)
    draw = ImageDraw.Draw(image)
    for place in range(8):
        top = 30 + 16 * place
        draw.rectangle((60 + 4 * place, top, 71 + 4 * place, top + 12), fill=20)

    found = only(image)

    assert found.digit == 1
    assert off(found, (60, 30, 100, 155)) <= 1


@pytest.mark.parametrize(
    "bar",
    [[(168, 88), (225, 88)], [(150, 66), (215, 70)], [(238, 92), (272, 88)]],
    ids=["beside", "above", "to the right"],
)
def test_a_detached_bar_belongs_to_its_five(bar):
    found = only(on_paper(drawn([BODY, bar], (400, 300), 12)))

    assert found.digit == 5
    assert found.box.x + found.box.width >= bar[1][0]


@pytest.mark.parametrize(
    "strokes",
    [
        [DIGITS[5][0][1:], [(0.4, 0.0), (0.85, 0.0)]],
        [[(0.7, 0.05), (0.3, 0.06), (0.28, 0.4)],
         [(0.3, 0.65), (0.6, 0.68), (0.55, 0.95), (0.28, 0.93)]],
    ],
    ids=["its bar", "its lower half"],
)  # fmt: skip
def test_what_stands_apart_of_a_five_belongs_to_it(strokes):
    image = write_strokes(strokes, Sheet(), centre=(0.5, 0.5), height=0.6, pen=0.06)

    found = only(image)

    assert found.digit == 5
    assert off(found, inked(image)) <= 1


@pytest.mark.parametrize("place", [(175, 40), (240, 80), (245, 226), (90, 150)])
def test_a_speck_and_a_full_stop_belong_to_no_digit(place):
    """Smaller than any piece of a digit, or at the foot of it."""
    x, y = place
    strokes, speck = digit(5, 100, 80, 150), [(x, y), (x + 1, y)]
    alone = only(on_paper(drawn(strokes, (400, 300), 9)))

    reading = seen(on_paper(drawn([*strokes, speck], (400, 300), 9)))

    assert reading.text == "5"
    assert off(reading.lines[0].digits[0], corners(alone.box)) <= 2


def test_a_comma_at_the_foot_of_a_digit_is_none():
    strokes = [*digit(5, 100, 80, 150), [(238.0, 205.0), (232.0, 228.0)]]

    assert seen(on_paper(drawn(strokes, (400, 300), 9))).text == "5"


def test_specks_and_a_line_along_the_frame_are_left_out():
    clean = write(3, Sheet(size=(300, 300)))
    dirty = clean.copy()
    canvas = ImageDraw.Draw(dirty)
    canvas.rectangle((0, 290, 300, 300), fill="black")  # the edge of the next cell
    canvas.line((4, 0, 4, 300), fill="black", width=3)
    for place in ((30, 40), (270, 60), (200, 20)):
        canvas.ellipse((*place, place[0] + 3, place[1] + 3), fill="black")

    assert only(dirty).digit == 3
    assert off(only(dirty), corners(only(clean).box)) <= 1


def test_a_filled_corner_is_no_digit():
    image = write(4, Sheet(size=(400, 400)), centre=(0.35, 0.4), height=0.1)
    clean = only(image)
    ImageDraw.Draw(image).polygon([(400, 400), (310, 400), (400, 310)], fill=(60, 60, 60))

    assert clean.digit == 4
    assert only(image).box == clean.box


@pytest.mark.parametrize("part", [0.05, 0.17])
def test_a_digit_is_read_among_speckle(part):
    levels = np.asarray(write(5, Sheet(grain=0))).copy()
    draws = np.random.default_rng(1).random(levels.shape[:2])
    levels[draws < part / 2] = 0
    levels[draws > 1 - part / 2] = 255

    assert seen(Image.fromarray(levels)).text == "5"


def test_a_solid_bar_that_a_pen_drew_is_a_one():
    reading = seen(on_paper(drawn([[(200, 60), (200, 240)]], (400, 300), 24)))

    assert reading.text == "1"
    assert is_sure(reading)
