"""Files that are not damaged, only odd, are read; where a part is missing that is told."""

import zlib

import numpy as np
import pytest
from PIL import Image

from reader.decode.picture import decode
from reader.errors import DamagedImage
from tests.handwriting import encode, write
from tests.pngs import png_chunk as chunk

FIVE = write(5)
PIXELS = np.asarray(FIVE.convert("RGB"))
AFTER_HEADER = 8 + 25  # bytes of the signature and of IHDR


def png_with(*more, before_pixels=True):
    data = encode(FIVE)
    at = AFTER_HEADER if before_pixels else len(data) - 12
    return data[:at] + b"".join(more) + data[at:]


MEGABYTES = zlib.compress(b"drawing " * 400_000)
WRONG = b"\0\0\0\0"

ODD = {
    "zTXt of 3 MB": chunk(b"zTXt", b"data\0\0" + MEGABYTES),
    "iTXt of 3 MB": chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + MEGABYTES),
    "many texts": chunk(b"zTXt", b"data\0\0" + zlib.compress(bytes(900_000))) * 90,
    "wrong checksum": chunk(b"tEXt", b"Comment\0hello")[:-4] + WRONG,
    "wrong checksum of eXIf": chunk(b"eXIf", b"MM\0*")[:-4] + WRONG,
    "unknown ICC method": chunk(b"iCCP", b"name\0\7" + zlib.compress(b"profile")),
    "broken ICC": chunk(b"iCCP", b"name\0\0" + b"no zlib"),
    "junk in eXIf": chunk(b"eXIf", b"\xff\xd8 no exif at all" * 3),
    "eXIf cut": chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\x09"),
    "wrong length of pHYs": chunk(b"pHYs", b"\0\1"),
    "unknown chunk": chunk(b"vpAg", bytes(9)),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("before", [True, False])
def test_a_png_is_read_whatever_its_extra_chunks_hold(name, before):
    if name.startswith("pHYs"):
        before = True

    picture = decode(png_with(ODD[name], before_pixels=before))

    assert np.array_equal(picture.pixels, PIXELS)
    assert picture.whole


def test_a_png_with_a_wrong_checksum_of_its_header_is_damaged():
    data = bytearray(encode(FIVE))
    data[AFTER_HEADER - 1] ^= 1

    with pytest.raises(DamagedImage):
        decode(bytes(data))


def test_a_png_without_its_end_is_whole():
    picture = decode(encode(FIVE)[:-12])

    assert np.array_equal(picture.pixels, PIXELS)
    assert picture.whole


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P"])
def test_a_png_whose_last_rows_are_missing_is_read_and_says_so(mode):
    noise = np.random.default_rng(1).integers(0, 256, (100, 100, 3), np.uint8)
    image = Image.fromarray(noise).convert(mode)
    wanted = np.asarray(image.convert("RGB"))
    data = encode(image)

    picture = decode(data[: int(0.96 * len(data))])

    assert not picture.whole
    assert np.array_equal(picture.pixels[:90], wanted[:90])
    assert picture.pixels[99].min() == picture.pixels[98].min(), "goes on as it ended"


@pytest.mark.parametrize("cut", [1, 2])
@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_jpeg_without_its_end_is_whole(cut, progressive, mode):
    data = encode(FIVE.convert(mode), "JPEG", progressive=progressive)

    picture = decode(data[:-cut])

    assert picture.whole
    assert np.array_equal(picture.pixels, decode(data).pixels)


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_without_its_last_rows_is_read_and_says_so(progressive):
    noise = np.random.default_rng(2).integers(0, 256, (400, 300, 3), np.uint8)
    data = encode(Image.fromarray(noise), "JPEG", progressive=progressive)

    picture = decode(data[: int(0.97 * len(data))])

    assert not picture.whole
    wanted = decode(data).pixels
    assert np.abs(picture.pixels[:350].astype(int) - wanted[:350]).mean() < 12


def test_a_large_jpeg_without_its_end_is_read_smaller():
    image = FIVE.convert("RGB").resize((4000, 3000))

    picture = decode(encode(image, "JPEG")[:-2])

    assert (picture.width, picture.height) == (4000, 3000)
    assert picture.pixels.shape == (750, 1000, 3)
    assert picture.whole


@pytest.mark.parametrize("progressive", [False, True])
def test_half_a_jpeg_is_damaged(progressive):
    data = encode(write(5), "JPEG", quality=90, progressive=progressive)
    part = 0.05 if progressive else 0.5

    with pytest.raises(DamagedImage, match="JPEG"):
        decode(data[: len(data) - int((1 - part) * (len(data) - 600))])
