"""Files as people give them to the page, mixed: of many formats, odd ones, and bad ones."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from PIL import Image

from tests.browser.bad import FILES, NOTHING
from tests.handwriting import Sheet, blank, encode, write
from tests.pages import Page, developed, picture
from tests.tiffs import DEFLATE, NONE, tiff

SIDE: Final = 240  # pixels of most pictures: what is counted is readings, not pixels
HALF_TURN: Final = 3  # as EXIF tells it
ORIENTATION: Final = 0x0112  # the EXIF tag

# Formats that Pillow writes, each with its extension, the digit that is written, and its options.
FORMATS: Final[tuple[tuple[str, str, int, dict[str, Any]], ...]] = (
    ("PNG", "png", 0, {}),
    ("PNG", "small.png", 1, {"bits": 4}),
    ("JPEG", "jpg", 2, {"quality": 90}),
    ("JPEG", "progressive.jpg", 3, {"quality": 80, "progressive": True}),
    ("GIF", "gif", 4, {}),
    ("BMP", "bmp", 5, {}),
    ("WEBP", "webp", 6, {"quality": 85}),
    ("WEBP", "lossless.webp", 7, {"lossless": True}),
    ("TIFF", "tif", 8, {}),
    ("TIFF", "lzw.tif", 9, {"compression": "tiff_lzw"}),
    ("PPM", "ppm", 3, {}),
    ("TGA", "tga", 4, {}),
    ("ICO", "ico", 5, {"sizes": [(SIDE, SIDE)]}),
)

DRAWING: Final = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" '
    b'height="200" fill="white"/><path d="M60 50h80l-40 110" fill="none" stroke="black" '
    b'stroke-width="14"/></svg>'
)


@dataclass(frozen=True)
class File:
    """A file and the code with which it has to be refused, None where it has to be read."""

    name: str
    content: bytes
    code: str | None = None


def mixture() -> list[File]:
    """One file of each kind, in an order that is always the same."""
    return [
        *_formats(),
        *_odd(),
        *_numbers(),
        *_hard(),
        *(File(name, content) for name, content, _ in NOTHING),
        *(File(each.name, each.content, each.code) for each in FILES),
    ]


def _formats() -> Iterator[File]:
    for kind, name, digit, options in FORMATS:
        image = write(digit, Sheet((SIDE, SIDE)))
        yield File(f"format.{name}", encode(image, kind, **options))
    yield File("format.avif", encode(write(6), "AVIF"))  # which the browser decodes
    yield File("format.svg", DRAWING)


def _odd() -> Iterator[File]:
    grey = write(5, Sheet((SIDE, SIDE))).convert("L")
    yield File("one bit.png", encode(grey.convert("1")))
    yield File("sixteen bits.png", encode(Image.fromarray(np.asarray(grey, np.uint16) * 257)))
    yield File("press.jpg", encode(grey.convert("CMYK"), "JPEG"))
    yield File("palette.png", encode(grey.convert("P")))
    yield File("clear ground.png", encode(_on_clear_ground(2)))
    samples = np.asarray(grey)[..., None]
    yield File("deflate.tif", tiff(samples, compression=DEFLATE))
    yield File("big.tif", tiff(samples, compression=NONE, big=True))
    yield File("float.tif", tiff((samples / 255).astype(np.float32), predictor=3))
    yield File("differences.tif", tiff(samples.astype(np.uint16) * 257, predictor=2))
    exif = Image.Exif()
    exif[ORIENTATION] = HALF_TURN
    for kind in ("JPEG", "PNG", "WEBP"):
        turned = write(7, Sheet((SIDE, SIDE))).rotate(180)
        yield File(f"turned.{kind.lower()}", encode(turned, kind, exif=exif))
    pages = io.BytesIO()
    blank(Sheet((SIDE, SIDE))).save(pages, "TIFF", save_all=True, append_images=[grey])
    yield File("second page.tif", pages.getvalue())
    frames = io.BytesIO()
    grey.save(frames, "GIF", save_all=True, append_images=[blank(Sheet((SIDE, SIDE))).convert("L")])
    yield File("frames.gif", frames.getvalue())
    moving = io.BytesIO()
    grey.save(moving, "WEBP", save_all=True, append_images=[grey.rotate(3, fillcolor=238)])
    yield File("moving.webp", moving.getvalue())
    whole = encode(write(8, Sheet((SIDE, SIDE))), "JPEG", quality=90)
    yield File("last bytes missing.jpg", whole[:-2])
    yield File("more after its end.jpg", whole + bytes(1000))


def _numbers() -> Iterator[File]:
    for seed, lines in enumerate((("471",), ("20 35", "6 1984"), ("3 1 4 1 5", "9 2 6 5"))):
        settings = Page(lines, seed=seed, light=0.2, texture=2.0)
        yield File(f"number-{seed}.jpg", developed(picture(settings), settings))
    large = Page(("84",), sheet=(600, 450), light=0.3, shadow=0.2, tilt=4.0, scale=2.0)
    yield File("photograph.jpg", developed(picture(large), large))


def _hard() -> Iterator[File]:
    tape = np.full((40, 4_000, 3), 235, np.uint8)
    tape[8:32, 100::90] = tape[8:32, 101::90] = 40
    tiny = np.full((9, 9, 3), 235, np.uint8)
    tiny[2:7, 4] = 40
    noise = np.random.default_rng(5).integers(0, 256, (SIDE, SIDE, 3), np.uint8)
    for name, pixels in (("tape.png", tape), ("tiny.png", tiny), ("noise.png", noise)):
        yield File(name, encode(Image.fromarray(pixels)))


def _on_clear_ground(digit: int) -> Image.Image:
    """White ink on nothing, as drawing pads have it."""
    ink = 255 - np.asarray(write(digit, Sheet((SIDE, SIDE))).convert("L"))
    white = np.full_like(ink, 255)
    return Image.fromarray(np.dstack([white, white, white, ink]))
