"""Pictures without a digit: words, textures, blank and faint papers, shadows, dust."""

import math

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.handwriting import Sheet, blank, write
from tests.letters import letter
from tests.network import is_sure, looked, seen
from tests.strokes import FULL, drawn, on_paper

REASONS = {"blank", "too-faint", "not-a-digit", "not-writing", "letters"}


def word(letters):
    strokes = [
        stroke
        for place, name in enumerate(letters)
        for stroke in letter(name, 30 + 80 * place, 40, 60)
    ]
    return on_paper(drawn(strokes, (80 * len(letters) + 40, 140), 6))


@pytest.mark.parametrize("letters", ["HAMMER", "WARKE", "FAKE"])
def test_a_word_is_letters(letters):
    reading = seen(word(letters))

    assert (reading.lines, reading.reason) == ((), "letters")
    assert not is_sure(reading)


@pytest.mark.parametrize("letters", ["MARK", "WHEEKM"])
def test_a_word_whose_letters_look_like_digits_is_never_sure(letters):
    assert not is_sure(seen(word(letters)))


@pytest.mark.parametrize("ink", [198, 208], ids=["22 levels", "12 levels"])
def test_faint_ink_is_read(ink):
    image = write(3, Sheet(paper=(220, 220, 220), ink=(ink, ink, ink)))

    assert seen(image).text == "3"


def test_a_picture_with_nothing_to_read_says_why():
    image = blank(Sheet(grain=3))
    reading, sight = seen(image), looked(image)

    assert (reading.lines, reading.reason, sight.digits) == ((), "blank", ())
    assert not is_sure(reading)
    assert not sight.is_clear
    assert sight.worth == 0


def weave(kind):
    """A texture of no writing, grey levels 0..255."""
    y, x = np.mgrid[:300, :400]
    if kind == "wood":
        return 120 + 60 * np.sin(y / 5 + 4 * np.sin(x / 40))
    if kind == "grass":
        return np.random.default_rng(0).normal(120, 40, (300, 400))
    if kind == "hatching":
        lines = [[(x - 300.0, 0.0), (x, 300.0)] for x in range(0, 700, 14)]
        lines += [[(x, 0.0), (x - 300.0, 300.0)] for x in range(0, 700, 17)]
        return 250.0 - drawn(lines, (400, 300), 3)
    if kind == "bricks":
        wall = np.kron([[1, 1, 1, 1, 0, 0], [1, 1, 1, 1, 0, 0], [0] * 6], np.ones((6, 6)))
        return 100 + 100 * np.tile(wall, (14, 9))
    if kind == "dashes":
        dashes = [
            [(5.0 + 13 * x, 4.0 + 11 * y), (5 + 13 * x, 12 + 11 * y)]
            for x in range(60)
            for y in range(40)
        ]
        return 250.0 - drawn(dashes, (800, 460), 2)
    rng = np.random.default_rng(1)
    cells = {"stones": (30, 40), "gravel": (60, 80)}[kind]
    grey = Image.fromarray(rng.integers(0, 256, cells).astype(np.uint8))
    return np.asarray(grey.resize((400, 300), Image.Resampling.BICUBIC)).astype(np.float64)


@pytest.mark.parametrize(
    "kind", ["wood", "grass", "stones", "gravel", "hatching", "bricks", "dashes"]
)
def test_a_texture_is_nothing_with_a_reason_or_unsure(kind):
    reading = seen(Image.fromarray(weave(kind).clip(0, 255).astype(np.uint8)))

    assert not is_sure(reading)
    if not reading.lines:
        assert reading.reason in REASONS


@pytest.mark.parametrize("light", [None, lambda x, _: 1 - 0.6 * x], ids=["even", "falling off"])
@pytest.mark.parametrize("grain", [0, 2, 8])
def test_blank_paper_has_nothing_to_read(light, grain):
    reading = seen(blank(Sheet(light=light, grain=grain)))

    assert (reading.verdict, reading.lines) == ("nothing", ())
    assert reading.reason in {"blank", "too-faint"}


@pytest.mark.parametrize("level", [0, 7, 128, 255])
def test_one_flat_colour_is_blank(level):
    reading = seen(Image.new("L", (60, 50), level))

    assert (reading.verdict, reading.reason, reading.doubts) == ("nothing", "blank", ())


@pytest.mark.parametrize("steep", [1.0, 2.0, 4.0])
@pytest.mark.parametrize("lamp", [(0.1, 0.1), (0.5, 0.2), (0.9, 0.6), (-0.2, 0.2)])
@pytest.mark.parametrize("grain", [0, 3])
def test_light_that_falls_off_over_blank_paper_is_nothing(steep, lamp, grain):
    def light(x, y):
        return 0.2 + 0.8 * math.exp(-steep * ((x - lamp[0]) ** 2 + (y - lamp[1]) ** 2))

    reading = seen(blank(Sheet(size=(240, 320), light=light, grain=grain)))

    assert (reading.verdict, reading.reason in {"blank", "too-faint"}) == ("nothing", True)


@pytest.mark.parametrize("fade", [0.03, 0.05])
@pytest.mark.parametrize("place", [(0.9, 0.5), (0.95, 0.9), (0.2, 1.0)])
def test_a_soft_shadow_at_the_frame_is_nothing(fade, place):
    def light(x, y):
        distance = math.hypot(x - place[0], y - place[1])
        return 1 - 0.5 / (1 + math.exp((distance - 0.1) / fade))

    reading = seen(blank(Sheet(size=(240, 320), light=light, grain=1)))

    assert (reading.verdict, reading.reason in REASONS) == ("nothing", True)


def test_a_shadow_with_a_soft_edge_is_nothing():
    y, x = np.mgrid[:300, :400]
    soft = FULL / (1 + np.exp((np.hypot(x - 200, y - 150) - 60) / 20))

    assert seen(on_paper(soft.astype(np.uint8))).lines == ()


def test_dust_is_blank_paper():
    image = blank(Sheet(size=(500, 500)))
    ImageDraw.Draw(image).ellipse((100, 100, 104, 104), fill="black")
    reading = seen(image)

    assert (reading.verdict, reading.reason) == ("nothing", "blank")


def test_a_tiny_mark_in_a_tiny_picture_is_too_small():
    image = Image.new("L", (20, 20), 255)
    ImageDraw.Draw(image).line((8, 8, 8, 11), fill=0)
    reading = seen(image)

    assert (reading.verdict, reading.reason) == ("nothing", "too-small")
