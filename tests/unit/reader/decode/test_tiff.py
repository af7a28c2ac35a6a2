"""TIFF: compressions, samples, arrangements and colours come to the same picture."""

import io
import re
import zlib

import numpy as np
import pytest
from PIL import Image

from reader.decode.picture import decode, pages
from reader.errors import DamagedImage, Undecodable
from tests.handwriting import encode, write
from tests.tiffs import DEFLATE, NONE, OLD_DEFLATE, tiff

GREY = np.add.outer(np.arange(30), 6 * np.arange(37)).astype(np.uint8)[..., None]
COLOURS = np.dstack((GREY, 255 - GREY, np.flip(GREY))).astype(np.uint8)


def read(data):
    return decode(data).pixels


def same(found, wanted, tolerance=0):
    wide = np.broadcast_to(wanted, found.shape).astype(int)
    return found.shape == wide.shape and np.abs(found.astype(int) - wide).max() <= tolerance


@pytest.mark.parametrize("compression", [NONE, DEFLATE, OLD_DEFLATE], ids=["none", "8", "32946"])
@pytest.mark.parametrize("predictor", [1, 2])
@pytest.mark.parametrize("tile", [0, 16])
@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("order", "<>")
def test_blocks_are_put_together(compression, predictor, tile, apart, order):
    data = tiff(
        COLOURS, compression=compression, predictor=predictor, tile=tile, apart=apart, order=order,
        photometric=2,
    )  # fmt: skip

    assert same(read(data), COLOURS)


@pytest.mark.parametrize(
    "name", ["raw", "tiff_lzw", "packbits", "tiff_deflate", "tiff_adobe_deflate"]
)
@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "LA"])
def test_what_pillow_writes_is_read_as_pillow_reads_it(name, mode):
    image = write(5).convert("RGB").convert(mode)

    found = read(encode(image, "TIFF", compression=name))

    assert same(found, np.asarray(image.convert("RGBA").convert("RGB")), 2)


@pytest.mark.parametrize(("across", "down"), [(1, 1), (2, 1), (2, 2), (4, 2)])
def test_colours_of_fewer_places_than_their_brightness(across, down):
    """The order of TIFF 6.0, section 21: the luma of each unit, then its Cb and its Cr."""
    luma = np.asarray(write(5).convert("L").resize((48, 32)))
    squares = luma.reshape(32 // down, down, 48 // across, across).transpose(0, 2, 1, 3)
    units = squares.reshape(32 // down, 48 // across, -1)
    grey = np.full((*units.shape[:2], 2), 128, np.uint8)
    content = np.concatenate((units, grey), axis=2).tobytes()
    data = tiff(
        np.zeros((32, 48, 3), np.uint8), photometric=6, strip=32,
        compression=(8, lambda _: zlib.compress(content)), more={530: (3, [across, down])},
    )  # fmt: skip

    assert same(read(data), luma[..., None], 1)


@pytest.mark.parametrize("name", ["group3", "group4", "tiff_ccitt"])
def test_faxes_are_read(name):
    image = write(5).convert("1")

    assert same(read(encode(image, "TIFF", compression=name)), np.asarray(image.convert("RGB")))


@pytest.mark.parametrize("mode", ["L", "RGB", "YCbCr"])
def test_jpeg_inside_is_read(mode):
    image = write(5).convert("RGB").convert(mode)

    found = read(encode(image, "TIFF", compression="jpeg", quality=95))

    # Colours at half the resolution differ where ink meets paper.
    assert np.abs(found.astype(int) - np.asarray(image.convert("RGB"))).mean() < 3


def test_a_jpeg_of_red_green_and_blue_is_taken_for_that_whatever_its_planes_are_called():
    data = encode(Image.fromarray(COLOURS), "TIFF", compression="jpeg", quality=95)
    numbered = re.sub(rb"R(..)G(..)B(..)", b"\x01\\1\x02\\2\x03\\3", data, flags=re.DOTALL)
    numbered = re.sub(rb"\x03R(.)G(.)B(.)", b"\x03\x01\\1\x02\\2\x03\\3", numbered, flags=re.DOTALL)
    assert numbered != data

    assert np.abs(read(numbered).astype(int) - COLOURS).mean() < 8


def test_old_jpeg_is_read_where_it_is_a_file_of_its_own():
    inside = encode(write(5), "JPEG", quality=95)
    whole = tiff(np.zeros((300, 300, 3), np.uint8), compression=(6, lambda _: b""), photometric=6)
    data = tiff(
        np.zeros((300, 300, 3), np.uint8), compression=(6, lambda _: b""), photometric=6, strip=300,
        more={513: (4, [len(whole) * 9]), 514: (4, [len(inside)])},
    ).ljust(len(whole) * 9, b"\0") + inside  # fmt: skip

    assert np.abs(read(data).astype(int) - np.asarray(write(5).convert("RGB"))).mean() < 2
    with pytest.raises(Undecodable, match="old JPEG"):
        read(whole)


@pytest.mark.parametrize(
    ("number", "name"),
    [(34925, "LZMA"), (50000, "ZSTD"), (50001, "WebP"), (34712, "JPEG 2000"), (34661, "JBIG"),
     (34887, "LERC"), (61234, "number 61234")],
)  # fmt: skip
def test_another_compression_is_named_and_nothing_called_damaged(number, name):
    with pytest.raises(Undecodable, match=name) as failure:
        read(tiff(GREY, compression=(number, zlib.compress)))

    assert failure.value.code == "not-an-image"
    assert "PNG or JPEG" in str(failure.value)
    assert "damaged" not in str(failure.value)


@pytest.mark.parametrize("bits", [1, 2, 3, 4, 6, 12])
def test_samples_of_any_width_are_read(bits):
    highest = 2**bits - 1
    values = (np.arange(30 * 37).reshape(30, 37, 1) % (highest + 1)).astype(np.uint16)
    values[0, 0] = highest

    assert same(read(tiff(values, bits=bits)), np.rint(values * (255 / highest)))


@pytest.mark.parametrize("dtype", ["u2", "u4", "u8", "i2", "i4"])
@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("predictor", [1, 2])
def test_whole_numbers_are_scaled_by_what_they_need(dtype, order, predictor):
    for shift in (0, 4, 7, 22):
        if shift < 8 * np.dtype(dtype).itemsize - 8:
            values = GREY.astype(dtype) << shift
            values[0, 0] = (256 << shift) - 1

            found = read(tiff(values, order=order, predictor=predictor))

            assert same(found[1:], GREY[1:], 1)


def test_whole_numbers_of_32_bits_up_to_the_highest():
    values = (GREY.astype(np.uint32) << 24) | 0xFFFFFF

    assert same(read(tiff(values)), GREY, 1)


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8"])
@pytest.mark.parametrize("predictor", [1, 3])
@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("highest", [1.0, 255.0])
def test_floating_point_levels_are_read(dtype, predictor, order, highest):
    values = (GREY / 255 * highest).astype(dtype)

    assert same(read(tiff(values, predictor=predictor, order=order)), GREY, 1)


def test_floating_point_colours_from_0_to_1_are_read():
    assert same(read(tiff((COLOURS / 255).astype(np.float32), photometric=2)), COLOURS, 1)


def test_levels_about_zero_are_spread():
    values = GREY.astype(np.float32) / 127.5 - 1
    wanted = (GREY.astype(float) - GREY.min()) * (255 / np.ptp(GREY))

    assert same(read(tiff(values)), wanted, 1)


def test_lzw_with_floating_point_levels_is_read():
    content = encode(Image.fromarray((GREY[..., 0] / 255).astype(np.float32)), "TIFF",
                     compression="tiff_lzw")  # fmt: skip

    assert same(read(content), GREY, 1)


def test_white_is_zero():
    assert same(read(tiff(GREY, photometric=0)), 255 - GREY)


def test_cielab_is_read_as_its_colours():
    lab = np.zeros((8, 8, 3), np.uint8)
    lab[:4, :, 0] = 255  # white
    lab[4:] = (136, 208, 195)  # the red of sRGB: L* 53.2, a* 80, b* 67, as D50 has it
    lab[4:, :, 1:] = (80, 67)

    found = read(tiff(lab, photometric=8))

    assert found[0, 0].min() >= 253
    assert np.abs(found[7, 0].astype(int) - (255, 0, 0)).max() <= 12


def test_transparency_is_kept_whether_it_is_in_the_colours_or_not():
    alpha = GREY / 255
    for kind, stored in ((1, 100 * alpha), (2, np.full_like(alpha, 100))):
        clear = np.dstack((stored, stored, stored, GREY)).round().astype(np.uint8)
        found = read(tiff(clear, photometric=2, more={338: (3, [kind])}))
        assert same(found, 255 - 155 * alpha, 2)


def test_big_tiff_is_read():
    assert same(read(tiff(GREY, big=True)), GREY)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_the_orientation_of_the_tag_is_heeded(orientation):
    turns = {1: 0, 3: 2, 6: -1, 8: 1}[orientation]

    found = read(tiff(GREY, more={274: (3, [orientation])}))

    assert same(found, np.rot90(GREY, turns))


def test_a_small_copy_of_the_page_is_no_page():
    first = Image.fromarray(np.asarray(write(5)))
    out = io.BytesIO()
    small = first.resize((30, 30))
    small.encoderinfo = {"tiffinfo": {254: 1}}
    first.save(out, "TIFF", save_all=True, append_images=[small, write(7)])

    found = list(pages(out.getvalue()))

    assert [(each.page, each.pages, each.width) for each in found] == [(1, 2, 300), (2, 2, 300)]


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_file_that_is_cut_is_damaged(part):
    data = encode(write(5), "TIFF", compression="tiff_adobe_deflate")

    with pytest.raises(DamagedImage):
        read(data[: int(part * len(data))])


def test_blocks_beyond_reason_are_refused_without_asking_for_memory():
    huge = tiff(GREY, tile=16)
    place = huge.index(b"\x42\x01\x04\x00\x01\x00\x00\x00") + 8  # the width of a tile
    broken = huge[:place] + b"\xff\xff\xff\x7f" + huge[place + 4 :]

    with pytest.raises(DamagedImage) as failure:
        read(broken)
    assert "beyond reason" in str(failure.value.__cause__)
