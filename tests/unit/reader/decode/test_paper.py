"""The paper under transparency is the one on which the ink is seen."""

import numpy as np
import pytest
from PIL import Image, ImageChops

from reader.decode.picture import decode, from_pixels
from tests.handwriting import encode, write

INK = np.asarray(write(5).convert("L")) < 128


def on_clear(ink, clear=(0, 0, 0, 0), where=INK):
    pixels = np.empty((*where.shape, 4), np.uint8)
    pixels[...] = clear
    pixels[where] = (*ink, 255)
    return Image.fromarray(pixels)


def contrast(picture):
    levels = picture.pixels.astype(int).mean(axis=2)
    return abs(levels[INK].mean() - levels[~INK].mean())


LIGHT = [(255, 255, 255), (211, 211, 211), (255, 240, 120), (150, 255, 255)]
DARK = [(0, 0, 0), (30, 30, 90), (120, 120, 120), (200, 30, 30), (20, 120, 220)]


@pytest.mark.parametrize("ink", LIGHT)
@pytest.mark.parametrize("clear", [(0, 0, 0, 0), (255, 255, 255, 0)])
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_light_ink_is_laid_on_black(ink, clear, kind):
    options = {"lossless": True, "exact": True} if kind == "WEBP" else {}

    picture = decode(encode(on_clear(ink, clear), kind, **options))

    assert picture.paper == "black"
    assert contrast(picture) >= 150


@pytest.mark.parametrize("ink", DARK)
def test_dark_ink_is_laid_on_white(ink):
    picture = decode(encode(on_clear(ink)))

    assert picture.paper == "white"
    assert contrast(picture) >= 100


def test_a_gif_of_white_ink_is_laid_on_black():
    image = Image.fromarray(np.where(INK, 1, 0).astype(np.uint8), "P")
    image.putpalette([255, 255, 255] * 2)

    picture = decode(encode(image, "GIF", transparency=0))

    assert picture.paper == "black"
    assert contrast(picture) == 255


def test_a_digit_cut_out_of_white_is_seen():
    picture = decode(encode(on_clear((255, 255, 255), where=~INK)))

    assert picture.paper == "black"
    assert contrast(picture) == 255


def test_a_thin_light_line_among_much_that_is_clear():
    where = np.zeros((600, 800), bool)
    where[200:400, 300:303] = True

    assert decode(encode(on_clear((255, 255, 255), where=where))).paper == "black"


def test_soft_edges_of_a_light_drawing_do_not_make_it_dark():
    soft = write(5).convert("L").resize((900, 900), Image.Resampling.BICUBIC)
    white = Image.new("RGBA", soft.size, "white")
    white.putalpha(ImageChops.invert(soft))

    assert decode(encode(white)).paper == "black"


def test_a_page_with_clear_corners_stays_on_white():
    image = write(5).convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 12, 12))

    picture = decode(encode(image))

    assert picture.paper == "white"
    assert picture.pixels[3, 3].min() == 255


def test_a_picture_without_transparency_has_no_paper():
    assert decode(encode(write(5))).paper is None
    assert decode(encode(write(5).convert("RGBA"))).paper is None


@pytest.mark.parametrize("kind", ["TGA", "ICO"])
def test_an_unused_byte_for_transparency_is_not_one(kind):
    image = write(5).convert("RGBA").resize((128, 128))
    image.putalpha(0)
    options = {"sizes": [(128, 128)], "bitmap_format": "bmp"} if kind == "ICO" else {}

    picture = decode(encode(image, kind, **options))

    assert picture.paper is None
    assert np.array_equal(picture.pixels, np.asarray(image.convert("RGB")))


def test_nothing_at_all_is_white():
    assert decode(encode(Image.new("RGBA", (30, 20), (0, 0, 0, 0)))).paper == "white"


def test_pixels_of_another_decoder_are_laid_on_paper_too():
    image = on_clear((255, 255, 255))

    picture = from_pixels(image.tobytes(), image.size, (900, 900), "AVIF")

    assert (picture.paper, picture.format) == ("black", "AVIF")
    assert (picture.width, picture.height) == (900, 900)
    assert contrast(picture) == 255
