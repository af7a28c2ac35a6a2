"""Size is counted as it is stored, and large scans are reduced while they are decoded."""

import struct
import tracemalloc
import zlib

import numpy as np
import pytest
from PIL import Image

from reader.decode.modes import WORKING_SIDE, eight_bits
from reader.decode.picture import decode
from reader.errors import TooLarge
from tests.handwriting import encode, write

A3_600 = (7016, 9921)
A4_1200 = (9921, 14031)


def scan(mode, size):
    """A page with a large digit in its upper left."""
    image = Image.new(mode, size, 255 if mode != "1" else 1)
    image.paste(write(5).convert("L").resize((2000, 2000)).convert(mode), (500, 500))
    return image


def picture_of(mode, size, kind, **options):
    picture = decode(encode(scan(mode, size), kind, **options))
    assert (picture.width, picture.height) == size
    assert max(picture.pixels.shape) == WORKING_SIDE
    across, down = picture.scale
    ink = picture.pixels[..., 0] < 128
    rows, columns = np.nonzero(ink)
    assert 500 < columns.min() * across < columns.max() * across < 2500
    assert 500 < rows.min() * down < rows.max() * down < 2500
    return picture


@pytest.mark.parametrize(
    ("mode", "size", "kind", "options"),
    [
        ("1", A3_600, "TIFF", {"compression": "group4"}),
        ("1", A3_600, "PNG", {"compress_level": 1}),
        ("L", A4_1200, "TIFF", {"compression": "tiff_adobe_deflate"}),
        ("L", A4_1200, "PNG", {"compress_level": 1}),
        ("L", A4_1200, "JPEG", {}),
    ],
    ids=lambda each: str(each)[:30],
)
def test_a_scan_is_read(mode, size, kind, options):
    picture_of(mode, size, kind, **options)


def test_a_scan_of_one_bit_takes_little_more_than_its_pixels():
    data = encode(scan("1", A3_600), "TIFF", compression="tiff_adobe_deflate")
    tracemalloc.start()

    decode(data)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 150e6, "converted whole, 70 million pixels take 280 MB"


@pytest.mark.parametrize("mode", ["1", "P", "PA", "CMYK"])
def test_a_large_picture_is_never_converted_whole(mode):
    image = Image.new(mode, (6000, 5000))

    assert max(eight_bits(image).size) == 3000


@pytest.mark.parametrize("mode", ["P", "LA", "RGBA"])
def test_large_pictures_of_other_modes_are_the_same_as_converted_whole(mode):
    image = scan("L", (6000, 5000)).convert(mode)
    wanted = image.convert("RGB").resize((1280, 1067), Image.Resampling.BOX)

    found = decode(encode(image, compress_level=1)).pixels

    assert np.abs(found.astype(int) - np.asarray(wanted)).mean() < 1


def test_deep_levels_of_a_large_picture_are_averaged_exactly_enough():
    levels = np.full((5000, 6000), 60_000, np.uint16)
    levels[1000:2000, 1000:3000] = 10_000

    found = decode(encode(Image.fromarray(levels), compress_level=1)).pixels

    assert abs(int(found[0, 0, 0]) - round(60_000 / 257)) <= 1
    assert abs(int(found[320, 426, 0]) - round(10_000 / 257)) <= 1


@pytest.mark.parametrize("kind", ["TIFF", "PNG"])
def test_a_picture_beyond_a_phone_is_still_refused(kind):
    data = bytearray(encode(Image.new("RGB", (16, 16)), kind))
    if kind == "TIFF":
        for tag in (0x100, 0x101):
            place = data.index(bytes((tag & 255, tag >> 8)) + b"\x04\x00\x01\x00\x00\x00")
            data[place + 8 : place + 12] = (30_000).to_bytes(4, "little")
        with pytest.raises(TooLarge, match="900 megapixels"):
            decode(bytes(data))
    else:
        data[16:24] = struct.pack(">II", 30_000, 30_000)
        data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
        with pytest.raises(TooLarge, match="900 megapixels"):
            decode(bytes(data))
