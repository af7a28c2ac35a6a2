"""Decoding: every orientation, mode and format to one upright RGB picture, or a clear error."""

import struct
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image

from reader.decode.limits import MAX_FILE_BYTES
from reader.decode.modes import WORKING_SIDE
from reader.decode.picture import decode
from reader.errors import DamagedImage, NotAnImage, TooLarge
from tests.handwriting import Sheet, encode, write

RED, GREEN, BLUE, WHITE = (250, 0, 0), (0, 250, 0), (0, 0, 250), (250, 250, 250)


def corners(pixels):
    """The colours of the four corners, clockwise from the top left."""
    return [tuple(pixels[place].tolist()) for place in ((0, 0), (0, -1), (-1, -1), (-1, 0))]


def flag():
    """Red, green, blue and white quarters, clockwise from the top left; wider than high."""
    image = Image.new("RGB", (64, 32), WHITE)
    image.paste(RED, (0, 0, 32, 16))
    image.paste(GREEN, (32, 0, 64, 16))
    image.paste(BLUE, (32, 16, 64, 32))
    return image


# How a format that usually loses something keeps colours as they are.
EXACT: dict[str, dict[str, Any]] = {
    "WEBP": {"lossless": True},
    "JPEG": {"quality": 100, "subsampling": 0},
}

# What the corners of the stored picture, clockwise from the top left, become when it is upright:
# the EXIF standard says where the stored row 0 and column 0 belong.
UPRIGHT = {
    1: [RED, GREEN, BLUE, WHITE],
    2: [GREEN, RED, WHITE, BLUE],
    3: [BLUE, WHITE, RED, GREEN],
    4: [WHITE, BLUE, GREEN, RED],
    5: [RED, WHITE, BLUE, GREEN],
    6: [WHITE, RED, GREEN, BLUE],
    7: [BLUE, GREEN, RED, WHITE],
    8: [GREEN, BLUE, WHITE, RED],
}


@pytest.mark.parametrize("orientation", UPRIGHT)
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP", "JPEG"])
def test_a_picture_is_turned_upright_by_its_exif_tag(orientation, kind):
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = EXACT.get(kind, {})

    picture = decode(encode(flag(), kind, exif=exif, **options))

    size = (64, 32) if orientation < 5 else (32, 64)
    assert (picture.width, picture.height) == size
    assert picture.pixels.shape == (size[1], size[0], 3)
    for found, expected in zip(corners(picture.pixels), UPRIGHT[orientation], strict=True):
        assert np.abs(np.subtract(found, expected)).max() <= 4


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "PPM"])
def test_every_format_is_read(kind):
    picture = decode(encode(write(7), kind))

    assert picture.format == kind
    assert (picture.width, picture.height) == (300, 300)


def test_transparency_is_laid_on_white():
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    image.paste((10, 20, 30, 255), (5, 5, 15, 15))
    image.putpixel((0, 0), (0, 0, 0, 128))

    pixels = decode(encode(image)).pixels

    assert pixels[19, 19].tolist() == [255, 255, 255]
    assert pixels[10, 10].tolist() == [10, 20, 30]
    assert abs(int(pixels[0, 0, 0]) - 127) <= 1


@pytest.mark.parametrize("mode", ["P", "LA"])
def test_transparency_of_other_modes_is_laid_on_white(mode):
    image = Image.new("LA", (20, 20), (0, 0))
    image.paste((30, 255), (5, 5, 15, 15))
    if mode == "P":
        image = image.convert("RGBA").quantize(4)

    pixels = decode(encode(image)).pixels

    assert pixels[19, 19].tolist() == [255, 255, 255]
    assert pixels[10, 10].tolist() == [30, 30, 30]


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK"])
def test_every_mode_becomes_rgb(mode):
    image = Image.new("RGB", (20, 10), "white")
    image.paste((0, 0, 0), (0, 0, 10, 10))

    picture = decode(encode(image.convert(mode), "TIFF"))

    assert picture.pixels.shape == (10, 20, 3)
    assert picture.pixels[5, 5].max() <= 2
    assert picture.pixels[5, 15].min() >= 253


def test_an_inverted_cmyk_jpeg_is_not_a_negative():
    image = Image.new("CMYK", (32, 32), (0, 0, 0, 0))

    assert decode(encode(image, "JPEG")).pixels.min() >= 250


@pytest.mark.parametrize("bits", [10, 12, 16])
def test_deep_grey_levels_are_scaled_by_their_bit_depth(bits):
    levels = np.zeros((8, 8), np.uint16)
    levels[:4] = 2**bits - 1
    levels[4:6] = 2 ** (bits - 1)

    pixels = decode(encode(Image.fromarray(levels))).pixels

    assert pixels[0, 0].tolist() == [255, 255, 255]
    assert abs(int(pixels[5, 0, 0]) - 128) <= 1
    assert pixels[7, 0].tolist() == [0, 0, 0]


def test_floating_point_levels_with_holes_are_read():
    levels = np.full((8, 8), 200.0, np.float32)
    levels[0, 0] = np.nan
    levels[1, 0] = -5

    assert decode(encode(Image.fromarray(levels), "TIFF")).pixels[7, 7].tolist() == [200] * 3


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "TIFF"])
def test_the_first_frame_of_an_animation_is_read(kind):
    first, second = Image.new("RGB", (16, 16), WHITE), Image.new("RGB", (16, 16), RED)
    data = encode(first, kind, save_all=True, append_images=[second], **EXACT.get(kind, {}))

    assert decode(data).pixels[8, 8].min() >= 245


# A JPEG is decoded at a quarter, which is nearly as fine, and takes a third of the time.
@pytest.mark.parametrize(("kind", "size"), [("JPEG", (1000, 750)), ("PNG", (WORKING_SIDE, 960))])
def test_a_large_picture_is_read_small_and_knows_its_size(kind, size):
    picture = decode(encode(Image.new("RGB", (4000, 3000), "white"), kind))

    assert (picture.width, picture.height) == (4000, 3000)
    assert picture.pixels.shape == (size[1], size[0], 3)
    assert picture.scale == pytest.approx((4000 / size[0], 3000 / size[1]))


def test_a_small_picture_keeps_its_pixels():
    image = write(3, Sheet(size=(57, 43)))

    picture = decode(encode(image))

    assert np.array_equal(picture.pixels, np.asarray(image))
    assert picture.scale == (1.0, 1.0)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"Dear diary, today I wrote a 7.", "text"),
        ("größer".encode() * 300, "text"),
        (b"%PDF-1.7 ...", "PDF"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "HEIC"),
        (b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00", "AVIF"),
        (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00", "film"),
        (b"PK\x03\x04" + bytes(40), "ZIP"),
        (bytes(range(256)) * 4, "not a picture"),
    ],
    ids=["empty", "text", "utf-8", "pdf", "svg", "heic", "avif", "mp4", "zip", "binary"],
)
def test_what_is_no_picture_is_named(data, word):
    with pytest.raises(NotAnImage, match=word) as failure:
        decode(data)

    assert failure.value.code == "not-an-image"
    assert "JPEG" in str(failure.value)  # what would do


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "PPM"])
@pytest.mark.parametrize("part", [0.5, 0.9])
def test_a_truncated_picture_is_damaged(kind, part):
    noise = np.random.default_rng(0).integers(0, 256, (60, 60, 3)).astype(np.uint8)
    data = encode(Image.fromarray(noise), kind)

    with pytest.raises(DamagedImage, match=r"damaged|incomplete") as failure:
        decode(data[: int(len(data) * part)])

    assert failure.value.code == "damaged-image"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF"])
@pytest.mark.parametrize("length", [12, 20])
def test_a_picture_s_first_bytes_alone_are_a_damaged_picture(kind, length):
    with pytest.raises(DamagedImage):
        decode(encode(write(1), kind)[:length])


def png_header(width, height):
    """A PNG that promises a size and holds next to nothing."""

    def chunk(name, body):
        check = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size)
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(20_000, 15_000), (10_000, 10_000), (65_535, 65_535)])
def test_a_huge_png_is_refused_by_its_header(size):
    with pytest.raises(TooLarge, match="megapixels") as failure:
        decode(png_header(*size))

    assert failure.value.code == "too-large"
    assert f"{size[0]} x {size[1]}" in str(failure.value)


def test_a_300_megapixel_jpeg_is_refused_by_its_header():
    data = bytearray(encode(Image.new("L", (16, 16)), "JPEG"))
    start = data.index(b"\xff\xc0") + 5
    data[start : start + 4] = struct.pack(">HH", 15_000, 20_000)

    with pytest.raises(TooLarge, match="300 megapixels"):
        decode(bytes(data))


def test_a_file_of_more_than_fifty_megabytes_is_refused_unopened():
    with pytest.raises(TooLarge, match="60 MB"):
        decode(encode(write(1)) + bytes(60_000_000))


def test_a_file_just_within_the_limit_is_opened():
    data = encode(write(1))

    assert decode(data + bytes(MAX_FILE_BYTES - len(data))).width == 300


def test_a_one_pixel_picture_is_a_picture():
    assert decode(encode(Image.new("RGB", (1, 1)))).pixels.shape == (1, 1, 3)
