"""A picture is read upright, and its boxes are where it is shown."""

import numpy as np
import pytest
from PIL import Image

from reader import read
from reader.decode.orientation import as_stored, orientation_of, turned_size, upright
from reader.decode.picture import decode, pages
from tests.handwriting import encode, write
from tests.made_up import always, networks
from tests.pngs import png_chunk

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    b'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/></rdf:RDF></x:xmpmeta>'
)


def exif(orientation):
    block = Image.Exif()
    block[0x0112] = orientation
    return block


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_box_goes_back_to_where_it_is_stored(orientation):
    stored = np.zeros((40, 60), np.uint8)
    stored[5:12, 20:50] = 255
    image = upright(Image.fromarray(stored), orientation)
    box = image.getbbox()
    assert box is not None

    found = as_stored(box, image.size, orientation)

    assert found == (20, 5, 50, 12)
    assert turned_size(image.size, orientation) == (60, 40)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_note_in_xmp_alone_is_not_heeded(kind):
    data = encode(Image.new("RGB", (60, 40)), kind, xmp=XMP)
    if kind == "PNG":
        info = data.index(b"IDAT") - 4
        body = b"XML:com.adobe.xmp\0\0\0\0\0" + XMP
        data = data[:info] + png_chunk(b"iTXt", body) + data[info:]
    assert XMP in data

    assert (decode(data).width, decode(data).height) == (60, 40)


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"junk",
        b"MM\0*\0\0\0\x08",
        b"Exif\0\0II*\0\xff\xff\xff\xff",
        b"MM\0*\0\0\0\x08\xff\xff",
    ],
)
def test_a_damaged_block_has_no_orientation(block):
    assert orientation_of(block) == 1


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_boxes_are_where_a_viewer_shows_them_that_does_not_heed_the_tag(orientation):
    image = write(4)
    back = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90,
            8: Image.Transpose.ROTATE_270}[orientation]  # fmt: skip
    stored = Image.new("RGB", (400, 300), "white")
    stored.paste(image, (0, 0))
    stored = stored.transpose(back)
    data = encode(stored, "WEBP", exif=exif(orientation), lossless=True)
    rows, columns = np.nonzero(np.asarray(stored.convert("L")) < 140)

    reading = read(data, None, networks(classify=always(4)[0]), unheeded=frozenset({"WEBP"}))

    assert (reading.source.width, reading.source.height) == stored.size
    box = reading.lines[0].digits[0].box
    found = (box.x, box.y, box.x + box.width, box.y + box.height)
    wanted = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    assert np.abs(np.subtract(found, wanted)).max() <= 8
    (seen,) = pages(data, frozenset({"JPEG"}))
    assert (seen.seen_size, seen.turned) == ((400, 300), 1)
