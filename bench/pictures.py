"""The pictures that are read against the clock: all drawn here, so that what they say is known."""

import random
from dataclasses import dataclass, replace
from typing import Final

from bench.letters import words
from tests.hand import Hand
from tests.handwriting import Sheet, encode, write
from tests.pages import Page, developed, picture

# The side of a picture of 100 megapixels, more than any telephone takes, and what it is drawn at:
# the content of a larger drawing would be no other, only slower to make.
VAST: Final = (10_000, 10_000)
DRAWN: Final = (1_000, 1_000)

# Pixels of a sheet of paper as it is drawn; the photograph of it has twice as many a side.
SHEET: Final = (2000, 1500)


@dataclass(frozen=True)
class Drawn:
    """A picture's file; `digits` is how many it shows, `size` its width and height in pixels."""

    what: str
    file: str
    content: bytes
    size: tuple[int, int]
    digits: int


def one_digit() -> Drawn:
    """One digit in a small photograph."""
    sheet = Sheet(size=(400, 400), grain=2.0)
    content = encode(write(7, sheet), "JPEG", quality=90)
    return Drawn("one digit, 400 x 400 pixels", "one.jpg", content, sheet.size, 1)


def twenty_digits() -> Drawn:
    """Twenty large digits on a page that a telephone has photographed, 12 megapixels."""
    lines = _lines(4, 1, 5, seed=1)
    settings = replace(_sheet(lines), hand=Hand(height=190), margin=1.0)
    return _photograph("20 digits, JPEG of 12 megapixels", "twenty.jpg", settings)


def two_hundred_digits() -> Drawn:
    """A page full of numbers, 12 megapixels."""
    lines = _lines(10, 4, 5, seed=2)
    hand = Hand(height=78, space=0.9, leading=0.8)
    settings = replace(_sheet(lines), hand=hand, margin=0.8)
    return _photograph("200 digits, JPEG of 12 megapixels", "two-hundred.jpg", settings)


def page_of_words() -> Drawn:
    """A page of words on ruled paper, 12 megapixels: no digit, and thousands of strokes."""
    hand = Hand(height=44)
    settings = replace(_sheet(()), hand=hand, margin=1.0, ruling="lines", ruling_pitch=1.5)
    pitch = settings.ruling_pitch * hand.height
    # The first rule lies below the margin and a letter; the words stand on the rules.
    top = (settings.margin + 1.1) * hand.height % pitch + pitch - hand.height
    written = words(SHEET, hand.height, pitch, top, seed=4)
    settings = replace(settings, strokes=tuple(tuple(stroke) for stroke in written))
    return _photograph("page of words on ruled paper, JPEG of 12 megapixels", "words.jpg", settings)


def photographs() -> list[Drawn]:
    """Twelve photographs of 1 to 3 megapixels, no two alike in content, light or paper."""
    drawn = []
    for seed, (rows, numbers, digits) in enumerate(
        ((1, 1, 1), (1, 1, 5), (3, 1, 4), (4, 2, 3)) * 3
    ):
        width = 580 + 38 * seed  # of the sheet; the photograph has twice as many pixels a side
        settings = Page(
            _lines(rows, numbers, digits, seed), sheet=(width, width * 3 // 4), seed=seed,
            hand=Hand(height=width // (4 if digits == 1 else 11)), margin=0.8, texture=2.0,
            grain=2.0, light=0.1 * (seed % 5), shadow=0.15 * (seed % 3), tilt=seed % 7 - 3.0,
            ruling=("none", "lines", "squares")[seed // 4], scale=2.0,
        )  # fmt: skip
        drawn.append(_photograph(f"photograph {seed + 1}", f"photograph-{seed + 1}.jpg", settings))
    return drawn


def large_photographs(count: int) -> list[Drawn]:
    """So many photographs of 12 megapixels, of one number each to a page of them."""
    drawn = []
    for seed in range(count):
        rows, numbers, digits = ((1, 1, 3), (2, 1, 4), (4, 1, 5), (5, 2, 3))[seed % 4]
        lines = _lines(rows, numbers, digits, seed)
        settings = replace(
            _sheet(lines), hand=Hand(height=(500, 300, 190, 130)[seed % 4]), margin=0.8, seed=seed,
            shadow=0.15 * (seed % 3), tilt=seed % 7 - 3.0,
        )  # fmt: skip
        name = f"large-{seed + 1}"
        drawn.append(_photograph(f"{name}, 12 megapixels", f"{name}.jpg", settings))
    return drawn


def vast(kind: str) -> Drawn:
    """A digit in a picture of 100 megapixels; `kind` is JPEG or PNG.

    In grey a PNG of this size is read; in colour it takes three times the memory.
    """
    options = {"quality": 85} if kind == "JPEG" else {"compress_level": 1}
    mode = "L" if kind == "JPEG" else "RGB"
    image = write(5, Sheet(size=DRAWN)).convert(mode).resize(VAST)
    content = encode(image, kind, **options)
    return Drawn(f"{kind} of 100 megapixels", f"vast.{kind.lower()}", content, VAST, 1)


def _sheet(lines: tuple[str, ...]) -> Page:
    """Paper under light that falls off, photographed at 12 megapixels."""
    return Page(lines, sheet=SHEET, texture=2.0, grain=2.0, light=0.3, scale=2.0)


def _lines(rows: int, numbers: int, digits: int, seed: int) -> tuple[str, ...]:
    """Rows of so many numbers of so many digits each."""
    pick = random.Random(seed).choices  # noqa: S311 seeded digits need no cryptography
    return tuple(
        " ".join("".join(pick("0123456789", k=digits)) for _ in range(numbers)) for _ in range(rows)
    )


def _photograph(what: str, file: str, settings: Page) -> Drawn:
    image = picture(settings)
    digits = sum(each.isdigit() for each in settings.text)
    return Drawn(what, file, developed(image, settings), image.size, digits)
