"""Why nothing was read: from plain figures, and measured in papers that are made here."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from reader.answer.reason import Evidence, reason, stands_out
from reader.find.pyramid import pyramid
from reader.find.scan import ALWAYS

PEN = Evidence(600, 400, contrast=120.0, strokes=0.03, crowd=0.1)


def test_what_a_pen_drew_and_no_digit_was_read_in_is_no_digit():
    assert reason(PEN) == "not-a-digit"
    assert reason(replace(PEN, refused=2)) == "not-a-digit"


@pytest.mark.parametrize("width", [7, 600])
def test_a_picture_of_a_few_pixels_or_of_tiny_digits_is_too_small(width):
    assert reason(replace(PEN, width=width, height=7)) == "too-small"
    assert reason(replace(PEN, tiny=True)) == "too-small"
    assert reason(replace(PEN, width=8, height=8)) == "not-a-digit"


def test_other_writing_is_letters_however_faint():
    assert reason(replace(PEN, writing=0.1, refused=5)) == "letters"
    assert reason(replace(PEN, writing=0.1, contrast=12.0)) == "letters"


def test_a_crowd_of_things_is_no_writing_but_one_mark_in_it_is_spoken_of():
    assert reason(replace(PEN, crowd=0.7)) == "not-writing"
    assert reason(replace(PEN, crowd=0.7, refused=1)) == "not-a-digit"
    assert reason(replace(PEN, crowd=0.7, refused=9)) == "not-writing"


def test_little_contrast_is_blank_paper_or_faint_ink():
    assert reason(replace(PEN, contrast=12.0)) == "too-faint"
    assert reason(replace(PEN, contrast=12.0, strokes=0.5)) == "blank"
    assert reason(replace(PEN, contrast=12.0, strokes=0.5, refused=1)) == "too-faint"
    assert reason(replace(PEN, contrast=2.0, refused=1)) == "blank"  # dust
    assert reason(replace(PEN, contrast=40.0)) == "blank"  # rules


def seen(picture):
    """What stands out in a picture, a PIL image, at the finest level that is always seen whole."""
    levels = [level.planes for level in pyramid(np.asarray(picture))]
    contrast, strokes, crowd = stands_out(
        next(each for each in levels if max(each.shape) <= ALWAYS)
    )
    return Evidence(picture.width, picture.height, contrast, strokes, crowd)


def paper(ink=None, *, grain=0.0, rules=None):
    levels = 225 + grain * np.random.default_rng(5).normal(size=(200, 280, 3))
    picture = Image.fromarray(levels.clip(0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(picture)
    for y in range(20, 200, 24) if rules else ():
        pen.line([(0, y), (280, y)], fill=(rules, rules, rules), width=1)
    if ink is not None:
        pen.ellipse((90, 50, 190, 150), outline=(ink, ink, ink), width=6)
    return picture.filter(ImageFilter.BoxBlur(1))


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (paper(), "blank"),
        (paper(grain=9.0), "blank"),
        (paper(rules=190), "blank"),
        (paper(205), "too-faint"),
        (paper(60), "not-a-digit"),
        (paper(60, grain=9.0), "not-a-digit"),
        (paper(grain=90.0), "not-writing"),
        (Image.new("RGB", (280, 200), "navy"), "blank"),
    ],
    ids=["blank", "grain", "rules", "faint", "circle", "circle on grain", "noise", "one colour"],
)
def test_papers_and_things(picture, why):
    assert reason(seen(picture)) == why
