"""One digit, at any place and size, with any pen, in any light, dark or light, and out of focus."""

import math

import numpy as np
import pytest
from PIL import Image, ImageFilter

from tests.handwriting import DIGITS, Sheet, write
from tests.network import only, seen
from tests.strokes import corners, extent, inked, off

LIGHTS = {
    "even": None,
    "from the left": lambda x, _: 1 - 0.7 * x,
    "from a corner": lambda x, y: 0.4 + 0.6 * (1 - x) * y,
    "a lamp": lambda x, y: 0.3 + 0.7 * math.exp(-((x - 0.5) ** 2 + (y - 0.4) ** 2) * 2),
    "the edge of a shadow": lambda x, y: 0.45 + 0.55 / (1 + math.exp((x + y - 1) / 0.02)),
}


def inverted(image):
    return Image.eval(image, lambda level: 255 - level)


@pytest.mark.parametrize("number", DIGITS)
@pytest.mark.parametrize("centre", [(0.5, 0.5), (0.2, 0.25), (0.8, 0.75)])
@pytest.mark.parametrize("height", [0.12, 0.35])
def test_the_box_is_where_the_digit_was_written(number, centre, height):
    image = write(number, Sheet(size=(400, 300)), centre=centre, height=height)

    found = only(image)

    assert found.digit == number
    assert off(found, inked(image)) <= 1


@pytest.mark.parametrize("number", DIGITS)
def test_the_picture_for_the_network_does_not_depend_on_place_or_size(number):
    small = write(number, Sheet(size=(500, 300)), centre=(0.3, 0.4), height=0.5)
    large = write(number, Sheet(size=(900, 900)), centre=(0.6, 0.5), height=0.8)

    first, second = (np.array(only(each).pixels).reshape(28, 28) for each in (small, large))

    # Where the centre of mass lies between two pixels, either may become the middle one. The
    # finder's mask ends a stroke within a pixel of its square, a third of one of these.
    shifts = [np.roll(second, (i, j), (0, 1)) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    assert min(np.abs(first - shifted).mean() for shifted in shifts) < 7


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize("ink", [(20, 20, 20), (30, 40, 130), (150, 40, 40), (90, 90, 90)])
def test_a_digit_is_read_under_any_light(light, ink):
    assert seen(write(5, Sheet(ink=ink, light=LIGHTS[light], grain=2))).text == "5"


@pytest.mark.parametrize("number", DIGITS)
@pytest.mark.parametrize("pen", [0.02, 0.09, 0.2])
def test_a_digit_is_read_dark_and_light_with_any_pen(number, pen):
    image = write(number, Sheet(grain=2), pen=pen)

    assert seen(image).text == str(number)
    assert seen(inverted(image)).text == str(number)


@pytest.mark.parametrize("height", [0.1, 0.95])
def test_light_ink_is_read_whatever_its_size(height):
    assert seen(inverted(write(8, Sheet(), height=height, pen=0.15))).text == "8"


def test_yellow_ink_that_only_blue_light_shows_is_read():
    assert seen(write(5, Sheet(paper=(255, 255, 255), ink=(250, 235, 40)))).text == "5"


def test_a_scaled_copy_gives_the_same():
    image = write(2, Sheet(grain=0))
    doubled = image.resize((600, 600), Image.Resampling.NEAREST)

    small, large = only(image), only(doubled)

    assert small.digit == large.digit == 2
    assert np.abs(np.subtract(corners(large.box), np.multiply(corners(small.box), 2))).max() <= 4


@pytest.mark.parametrize("number", DIGITS)
@pytest.mark.parametrize("pen", [0.07, 0.13])
def test_a_digit_that_fills_the_frame_is_one_digit(number, pen):
    """Its ink may be most of the picture, and the paper inside it look like light ink."""
    page = np.asarray(write(number, Sheet(grain=2), height=0.7, pen=pen))
    left, top, right, bottom = extent(page.min(axis=2) < 140)

    assert seen(Image.fromarray(page[top:bottom, left:right])).text == str(number)


def test_a_light_digit_is_read_and_not_the_paper_that_reaches_around_it_to_the_frame():
    """As in MNIST's own pictures: 20 pixels of 28, and no paper but what the frame cuts off."""
    levels = 255.0 - np.asarray(
        write(8, Sheet(grain=0), height=0.7, pen=0.2, slant=0).convert("L"), np.float64
    )
    levels = np.clip(levels - levels.min(), 0, 255)
    levels[levels < 60] = 0
    left, top, right, bottom = extent(levels > 100)
    image = Image.fromarray(levels[top:bottom, left:right].astype(np.uint8))
    scale = 20 / max(image.size)
    width, height = (round(side * scale) for side in image.size)
    field = Image.new("L", (28, 28))
    small = image.resize((width, height), Image.Resampling.BOX)
    field.paste(small, ((28 - width) // 2, (28 - height) // 2))

    assert seen(field).text == "8"


def test_a_digit_that_touches_the_frame_is_read():
    found = only(write(2, Sheet(size=(200, 200)), height=1.0))

    assert found.digit == 2
    assert found.box.height > 180


@pytest.mark.parametrize("number", DIGITS)
@pytest.mark.parametrize("blur", [0.01, 0.02, 0.03])
def test_a_blurred_digit_is_still_read(number, blur):
    found = only(write(number, Sheet(grain=0)).filter(ImageFilter.GaussianBlur(blur * 300)))

    assert found.digit == number
    assert off(found, inked(write(number))) <= 300 * blur + 2


def test_a_small_digit_far_out_of_focus_is_seen():
    """A digit 20 pixels high."""
    image = write(4, Sheet(size=(280, 280)), height=0.7, pen=0.1).convert("L")
    small = image.resize((28, 28), Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(2))

    assert len(seen(small).lines) == 1
