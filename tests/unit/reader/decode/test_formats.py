"""Formats that Pillow's own Python decodes are read; others get a sentence that names them."""

import struct

import numpy as np
import pytest

from reader.decode.picture import decode
from reader.errors import DamagedImage, NotAnImage, Undecodable
from tests.handwriting import encode, write

FIVE = write(5).convert("RGB").resize((128, 128))
PIXELS = np.asarray(FIVE)


@pytest.mark.parametrize("options", [{}, {"compression": "tga_rle"}], ids=["plain", "rle"])
@pytest.mark.parametrize("mode", ["L", "RGB", "P"])
def test_tga_is_read(options, mode):
    picture = decode(encode(FIVE.convert(mode), "TGA", **options))

    assert picture.format == "TGA"
    assert np.array_equal(picture.pixels, np.asarray(FIVE.convert(mode).convert("RGB")))


def photoshop(pixels):
    height, width, planes = pixels.shape
    head = struct.pack(">4sH6xHIIHH", b"8BPS", 1, planes, height, width, 8, 3)
    return head + bytes(12) + bytes(2) + pixels.transpose(2, 0, 1).tobytes()


def test_the_picture_of_a_photoshop_file_is_read():
    picture = decode(photoshop(PIXELS))

    assert picture.format == "PSD"
    assert np.array_equal(picture.pixels, PIXELS)


@pytest.mark.parametrize("inside", ["png", "bmp"])
def test_the_largest_picture_of_an_icon_is_read(inside):
    data = encode(FIVE.convert("RGBA"), "ICO", sizes=[(16, 16), (128, 128)], bitmap_format=inside)

    picture = decode(data)

    assert (picture.format, picture.width) == ("ICO", 128)
    assert np.array_equal(picture.pixels, PIXELS)


@pytest.mark.parametrize(
    ("begin", "name"),
    [
        (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "JPEG XL"),
        (b"\xff\x0a\x00\x10", "JPEG XL"),
        (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG 2000"),
        (b"\xff\x4f\xff\x51\x00\x2f", "JPEG 2000"),
        (b"\x00\x00\x00\x1cftypavif", "AVIF"),
        (b"\x00\x00\x00\x18ftypheic", "HEIC"),
        (b"\x00\x00\x00\x18ftypmif1", "HEIC"),
        (b"\x00\x00\x00\x1cftypmif1\0\0\0\0mif1avif", "AVIF"),
    ],
)
def test_what_only_some_browsers_decode_is_named(begin, name):
    with pytest.raises(Undecodable, match=name) as failure:
        decode(begin + bytes(600))

    assert failure.value.kind == name
    assert failure.value.code == "not-an-image"
    assert "JPEG" in str(failure.value)


def test_bytes_that_nobody_here_knows_may_be_known_elsewhere():
    with pytest.raises(Undecodable, match="not a picture") as failure:
        decode(b"\x00\x00\x02\x00\x01" + bytes(60))

    assert failure.value.kind == "other"


@pytest.mark.parametrize("data", [b"", b"Dear diary", b"%PDF-1.7", b"PK\x03\x04" + bytes(40)])
def test_what_is_no_picture_is_asked_of_nobody(data):
    with pytest.raises(NotAnImage) as failure:
        decode(data)

    assert not isinstance(failure.value, Undecodable)


def test_pam_is_named():
    head = b"P7\nWIDTH 2\nHEIGHT 2\nDEPTH 1\nMAXVAL 255\nTUPLTYPE GRAYSCALE\nENDHDR\n"
    with pytest.raises(NotAnImage, match="PAM"):
        decode(head + bytes(4))


@pytest.mark.parametrize(
    "data",
    [encode(FIVE, "TGA")[:40], photoshop(PIXELS)[:3000], encode(FIVE, "ICO")[:200]],
    ids=["tga", "psd", "ico"],
)
def test_a_truncated_one_is_damaged(data):
    with pytest.raises(DamagedImage) as failure:
        decode(data)

    assert "damaged" in str(failure.value)


def test_a_message_never_has_the_words_of_an_exception():
    broken = bytearray(encode(FIVE, "TIFF"))
    broken[8:10] = b"\xff\xff"
    for data in (bytes(broken), encode(FIVE)[:60], encode(FIVE, "GIF")[:40], b"BM" + bytes(90)):
        with pytest.raises(DamagedImage) as failure:
            decode(data)
        message = str(failure.value)
        assert message.startswith("This ")
        assert str(failure.value.__cause__) not in message
        assert not any(word in message for word in ("Error", "site-packages", ".py", "Traceback"))
