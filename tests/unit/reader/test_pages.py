"""Whole photographs of numbers, each with a hardship of its own, read to the last digit."""

import pytest

from tests.hand import Hand
from tests.network import is_sure, shipped
from tests.pages import BLUE, BOARD, CHALK, PENCIL, RED, Page, page

PAGES = {
    "one number": Page(("4207",), seed=1),
    "two lines": Page(("12 7", "895"), seed=2),
    "a page of ten lines": Page(
        ("3141 592", "653 589", "79 323", "846 264", "3383 27", "950 288", "41 971", "693 993",
         "7510 58", "209 749"),
        seed=3,
        hand=Hand(height=40),
    ),
    "five numbers on a line": Page(("16 93 7 208 45",), seed=4),
    "a long number": Page(("602214076",), seed=5),
    "thin pencil": Page(("1984 27", "506"), seed=6, ink=PENCIL, hand=Hand(pen=0.05)),
    "thick marker": Page(("38 4", "209"), seed=7, hand=Hand(pen=0.17, gap=0.3)),
    "blue on ruled lines": Page(("3141", "5926 53"), seed=8, ink=BLUE, ruling="lines"),
    "red on squares": Page(("2718", "28 45"), seed=9, ink=RED, ruling="squares", ruling_pitch=0.9),
    "small squares": Page(("60 31", "842"), seed=10, ruling="squares", ruling_pitch=0.5),
    "dotted paper": Page(("57 9", "1306"), seed=11, ruling="dots", ruling_pitch=0.5),
    "chalk on a board": Page(("408", "16 92"), seed=12, paper=BOARD, ink=CHALK, texture=5),
    "light falling off": Page(("73 60", "5128"), seed=13, light=0.6, grain=3),
    "a shadow across": Page(("945", "30 187"), seed=14, shadow=0.5, grain=2),
    "lamp light": Page(("846 2", "975"), seed=15, tint=(1.0, 0.82, 0.52), light=0.3),
    "rough paper": Page(("25 61", "790"), seed=16, texture=7, paper=(214, 196, 160)),
    "grain of a dark room": Page(("417", "68 3"), seed=17, grain=11, paper=(170, 168, 165)),
    "out of focus": Page(("93 5", "2704"), seed=18, blur=2.8),
    "a poor JPEG": Page(("5281", "60 94"), seed=19, quality=22),
    "writing uphill": Page(("3715", "80 462"), seed=20, tilt=7, margin=2),
    "a leaning hand": Page(("6294", "701 3"), seed=21, hand=Hand(slant=24, gap=0.3)),
    "an unsteady hand": Page(("8305", "42 197"), seed=22, hand=Hand(unrest=0.045, gap=0.3)),
    "seen from the side": Page(("1907", "36 84"), seed=23, perspective=0.2, margin=1.6),
    "a sheet on a dark table": Page(("592", "74 018"), seed=24, table=0.22, tilt=3),
    "specks and dust": Page(("461", "830 29"), seed=25, specks=60),
    "full stops": Page(("52 180", "7 36"), seed=26, hand=Hand(stops=True)),
    "touching pairs": Page(("84 27", "35 62"), seed=27, hand=Hand(gap=0.02)),
    "a five and a one that touch": Page(("51",), seed=51, hand=Hand(gap=0.05)),
    "a six and a nought that touch": Page(("35 60",), seed=0, hand=Hand(gap=0.08)),
    "four digits run together": Page(("84 27", "3560"), seed=27, hand=Hand(gap=-0.05)),
    "cells, some empty": Page(
        ("53..7.", "6..195", ".98...", "8...6."), seed=28, ruling="cells", ruling_ink=(60, 60, 66)
    ),
    "boxes of a form": Page(("0712", "1984"), seed=29, ruling="boxes"),
    "small on a large sheet": Page(("27 5", "1830"), seed=30, hand=Hand(height=34), margin=9),
    "twelve megapixels": Page(("604 9", "3172"), seed=31, scale=9, blur=1),
    "everything at once": Page(
        ("3840", "17 625"), seed=32, ink=BLUE, ruling="lines", tilt=3, table=0.12, light=0.4,
        shadow=0.25, tint=(1.0, 0.9, 0.75), grain=3, texture=3, specks=15, blur=1, quality=60,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read(name):
    settings = PAGES[name]
    content, text = page(settings)

    reading = shipped().read(content)

    # Whether digits in cells of their own are one number, the print does not say.
    found = reading.text.replace(" ", "") if settings.ruling in ("cells", "boxes") else reading.text
    assert found in _told(settings, text, reading)
    assert reading.verdict == ("number" if _is_certain(reading) else "unsure")


def _told(settings, text, reading):
    """What the text may be: with a full stop after each number, and without only in doubt."""
    if not settings.hand.stops:
        return [text]
    stopped = text.replace(" ", ". ")
    return [stopped] if is_sure(reading) else [stopped, text]


def _is_certain(reading):
    digits = [digit.sure for line in reading.lines for digit in line.digits]
    signs = [sign.shown for line in reading.lines for sign in line.between]
    return all(digits) and all(signs) and not reading.doubts
