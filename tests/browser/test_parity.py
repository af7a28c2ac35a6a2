"""One reader, two runtimes: CPython and the page give the same pixels, Keras and the page agree."""

import csv

import numpy as np
import pytest
from PIL import Image

import reader
from serve import SITE
from tests.handwriting import DIGITS, Sheet, encode, write


def drawn():
    """Pictures in every format and mode that files come in."""
    shadow = Sheet(size=(420, 360), light=lambda x, y: 1 - 0.5 * x * y, grain=4, seed=3)
    for digit in DIGITS:
        image = write(digit, shadow, slant=3 * digit - 13, pen=0.05 + digit / 100)
        yield f"{digit}.png", encode(image)
        yield f"{digit}.jpg", encode(image, "JPEG", quality=60 + 3 * digit)
    large = write(5, Sheet(size=(3000, 2000), grain=3))
    yield "large.jpg", encode(large, "JPEG", quality=85)
    yield "large-grey.jpg", encode(large.convert("L"), "JPEG", quality=85)
    plain = write(2)
    for mode in ("L", "1", "P", "LA", "RGBA", "CMYK"):
        kind = "TIFF" if mode == "CMYK" else "PNG"
        yield f"{mode}.{kind.lower()}", encode(plain.convert(mode), kind)
    deep = Image.fromarray(np.asarray(plain.convert("L")).astype(np.uint16) * 257)
    yield "16-bit.png", encode(deep)
    yield "cmyk.jpg", encode(plain.convert("CMYK"), "JPEG")
    yield "lossy.webp", encode(plain, "WEBP", quality=70)
    yield "plain.gif", encode(plain, "GIF")
    yield "plain.bmp", encode(plain, "BMP")
    for orientation in range(1, 9):
        exif = plain.getexif()
        exif[0x0112] = orientation
        yield f"exif-{orientation}.jpg", encode(plain, "JPEG", exif=exif)


def in_cpython(content, name):
    """Read with a network that is always sure, so that the pixels come back whatever they show."""

    def classify(pixels):
        logits = np.zeros((len(pixels), 11), np.float32)
        logits[:, 0] = 100
        return logits

    card = reader.Card.parse((SITE / "model" / "card.json").read_text(encoding="utf-8"))
    return reader.read(content, name, classify, card).as_dict()


def compare(visitor, pictures):
    """Read each picture in both runtimes; what they find must be the same. Counts the digits."""
    seen = 0
    for name, content in pictures:
        here, there = in_cpython(content, name), visitor.read(content, name)
        assert here["source"] == there["source"], name
        if not there["lines"]:  # the real network may call it no digit, and then gives no pixels
            continue
        (ours,), (theirs,) = here["lines"][0]["digits"], there["lines"][0]["digits"]
        assert ours["pixels"] == theirs["pixels"], name
        assert ours["box"] == theirs["box"], name
        seen += 1
    return seen


def test_drawn_pictures_of_every_format_give_the_same_pixels(settled):
    pictures = list(drawn())
    assert len(pictures) > 40
    assert compare(settled, pictures) >= 0.9 * len(pictures)


@pytest.mark.data
def test_photographs_give_the_same_pixels(settled, data):
    pictures = []
    for folder in ("photos", "drawn"):
        with (data / folder / "labels.csv").open(encoding="utf-8") as rows:
            paths = [row["path"] for row in csv.DictReader(rows) if "sudoku" not in row["path"]]
        pictures += [(path, (data / folder / path).read_bytes()) for path in paths]
    assert len(pictures) > 200
    assert compare(settled, pictures) >= 0.9 * len(pictures)
