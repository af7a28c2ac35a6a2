"""Thousands of broken picture files: each is read or refused in good time, and harms no other.

`make sweep` reads all of them, `make test` the first of each kind.
"""

import io
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from PIL import Image

import reader
from tests.handwriting import Sheet, encode, write
from tests.mutation import MUTATIONS, splice
from tests.network import shipped
from tests.sweep import cases, marked
from tests.tiffs import tiff

# Seconds of the processor that any file may take; a good one takes hundredths.
LIMIT = 5.0

# Broken files of each base file: more than two thousand that differ, in all.
EACH = 122

# Those of them that `make test` reads. Most broken TIFFs are refused: of fewer all would be.
FIRST = 122

SHEET = Sheet(size=(56, 44), grain=2)


def deep(image):
    """The same in 16 bits."""
    return Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)


def ascii_pixmap(image):
    """A PPM that spells its numbers out."""
    numbers = " ".join(map(str, np.asarray(image).ravel()))
    return f"P3\n# drawn\n{image.width} {image.height}\n255\n{numbers}\n".encode()


def telephone(image):
    """A JPEG as telephones write it: turned by its tag, with another picture behind it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    image.save(file, "MPO", save_all=True, append_images=[image.transpose(Image.Transpose(0))],
               exif=exif)  # fmt: skip
    return file.getvalue()


def bases():
    """A small file of each kind, by name."""
    image = write(5, SHEET, height=0.8, pen=0.13)
    second = write(3, SHEET, height=0.8, pen=0.13)
    several: dict[str, Any] = {"save_all": True, "append_images": [second]}
    clear = image.convert("RGBA")
    clear.putalpha(200)
    yield "jpeg", encode(image, "JPEG", quality=80)
    yield "progressive.jpeg", encode(image.convert("L"), "JPEG", progressive=True)
    yield "cmyk.jpeg", encode(image.convert("CMYK"), "JPEG")
    yield "mpo.jpeg", telephone(image)
    yield "png", encode(image, dpi=(300, 300))
    yield "palette.png", encode(image.quantize(8), transparency=1)
    yield "deep.png", encode(deep(image))
    yield "animated.png", encode(clear, **several)
    yield "gif", encode(image, "GIF", transparency=0, **several)
    yield "bmp", encode(image, "BMP")
    yield "palette.bmp", encode(image.quantize(16), "BMP")
    yield "tiff", encode(image, "TIFF", dpi=(300, 300))
    yield "lzw.tiff", encode(deep(image), "TIFF", compression="tiff_lzw")
    yield "jpeg.tiff", encode(image, "TIFF", compression="jpeg")
    yield "pages.tiff", encode(image, "TIFF", compression="tiff_adobe_deflate", **several)
    yield "fax.tiff", encode(image.convert("1"), "TIFF", compression="group4")
    yield "tiles.tiff", tiff(np.asarray(image), predictor=2, tile=16, photometric=2)
    yield (
        "big.tiff",
        tiff(np.asarray(image) / np.float32(255), predictor=3, photometric=2, big=True),
    )
    yield "ico", encode(image, "ICO", sizes=[SHEET.size], bitmap_format="bmp")
    yield "tga", encode(image, "TGA", compression="tga_rle")
    yield "webp", encode(image, "WEBP", quality=70)
    yield "animated.webp", encode(clear, "WEBP", lossless=True, **several)
    yield "ppm", encode(image, "PPM")
    yield "ascii.ppm", ascii_pixmap(image)


BASES = dict(bases())


class TooSlow(BaseException):
    """Raised amid a reading; no handler of the reader's for its own errors may swallow it."""


@contextmanager
def in_time() -> Iterator[None]:
    """Raise TooSlow after LIMIT seconds of the processor.

    A signal is heard between two steps of Python. Code in C that never comes back is
    ended by pytest's `faulthandler_timeout`, with a trace. The timer goes on: a signal that
    meets one of numpy's threads is not heard by the main thread until the next one.
    """

    def late(*_):
        raise TooSlow

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, LIMIT, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def good():
    """What an unbroken picture says; the times that it took aside."""
    reading = shipped().read(BASES["png"]).as_dict()
    assert reading["text"] == "5"
    return {key: value for key, value in reading.items() if key != "timings_ms"}


def broken(name, rng, count):
    """Broken copies of a base file, each with the word for what was done to it."""
    data, others = BASES[name], list(BASES.values())
    for number in range(count):
        place = number % (len(MUTATIONS) + 1)
        if place == len(MUTATIONS):
            yield "splice", splice(data, others[rng.integers(len(others))], rng)
        else:
            yield MUTATIONS[place].__name__, MUTATIONS[place](data, rng)


def outcome(data):
    """Read a file in time: the code of the documented error, or "read"."""
    with in_time():
        try:
            reading = shipped().read(data)
        except reader.ReadError as error:
            return error.code
    assert reading.verdict in ("digit", "number", "unsure", "nothing")
    return "read"


@marked
@pytest.mark.parametrize("name", BASES)
def test_a_broken_file_is_read_or_refused(name, tmp_path):
    rng = np.random.default_rng(list(name.encode()))
    expected = good()
    seen = set()
    for number, (what, data) in enumerate(broken(name, rng, cases(EACH, FIRST)), 1):
        try:
            seen.add(outcome(data))
        except BaseException as error:
            kept = tmp_path / f"{number}-{what}-{name}"
            kept.write_bytes(data)
            error.add_note(f"the file, number {number} by {what}, is kept as {kept}")
            raise
        if number % 100 == 0:
            assert good() == expected, f"after number {number}, by {what}"
    assert good() == expected
    # Neither is everything refused nor is everything read: the files are broken, and not all by
    # their first bytes.
    assert {"read", "damaged-image"} <= seen


def test_there_are_thousands_and_no_two_runs_differ():
    everything = [
        [data for _, data in broken(name, np.random.default_rng(list(name.encode())), EACH)]
        for name in BASES
    ]

    assert sum(len(set(each)) for each in everything) >= 2000
    again = broken("png", np.random.default_rng(list(b"png")), EACH)
    assert [data for _, data in again] in everything


def test_a_file_that_never_ends_is_noticed(monkeypatch):
    def forever(*_):
        while True:
            pass

    monkeypatch.setattr(shipped(), "read", forever)
    monkeypatch.setattr(sys.modules[__name__], "LIMIT", 0.05)

    with pytest.raises(TooSlow):
        outcome(b"")
