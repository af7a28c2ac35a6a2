"""What must not change what is read: turned, scaled, inverted, dimmed, framed; noise is no text."""

from zlib import crc32

import numpy as np
import pytest
from PIL import Image

from tests.hand import Hand
from tests.handwriting import encode
from tests.network import shipped
from tests.pages import BLACK, BLUE, RED, Page, developed, picture

# By their seeds the examples stay the same, whatever else is changed or run: some are debts.
EXAMPLES = 15

LONGEST = 4  # digits of a number


@pytest.fixture(params=range(EXAMPLES))
def rng(request):
    """What an example is drawn with; those of each test are its own."""
    return np.random.default_rng([request.param, crc32(request.node.originalname.encode())])


def clear(rng, most_lines=2, most_numbers=2):
    """A page without hardships, as the settings that draw it."""

    def number():
        return "".join(map(str, rng.integers(0, 10, rng.integers(1, LONGEST + 1))))

    def line():
        return " ".join(number() for _ in range(rng.integers(1, most_numbers + 1)))

    inks, pens, grains = (BLACK, BLUE, RED), (0.07, 0.09, 0.12), (0.0, 1.5)
    return Page(
        lines=tuple(line() for _ in range(rng.integers(1, most_lines + 1))),
        seed=int(rng.integers(2**32)),
        ink=inks[rng.integers(len(inks))],
        hand=Hand(pen=pens[rng.integers(len(pens))], unrest=0.01, gap=0.3),
        grain=grains[rng.integers(len(grains))],
    )


def text(image, **options):
    """What is read of a picture."""
    return shipped().read(encode(image, **options)).text


def levels(image):
    return np.asarray(image).astype(np.float64)


def exposed(values):
    return Image.fromarray(values.round().clip(0, 255).astype(np.uint8))


# By Pillow's table of what each EXIF tag asks for, the transposition that undoes it.
UNDONE = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def test_a_clear_page_is_read_as_it_is_written(rng):
    page = clear(rng)

    assert text(picture(page)) == page.text


@pytest.mark.parametrize("orientation", UNDONE)
@pytest.mark.parametrize("rng", range(2), indirect=True)
def test_the_camera_may_be_held_in_any_way(orientation, rng):
    page = clear(rng)
    upright = picture(page)
    undo = UNDONE[orientation]
    stored = upright if undo is None else upright.transpose(undo)
    exif = Image.Exif()
    exif[0x0112] = orientation

    turned = shipped().read(encode(stored, exif=exif))

    assert turned.lines == shipped().read(encode(upright)).lines
    assert turned.text == page.text


def test_the_resolution_may_be_any(rng):
    page, scale = clear(rng), rng.uniform(0.5, 2.0)
    upright = picture(page)
    width, height = (round(side * scale) for side in upright.size)

    assert text(upright.resize((width, height), Image.Resampling.LANCZOS)) == page.text


def test_ink_may_be_light_on_dark(rng):
    page = clear(rng)

    assert text(exposed(255 - levels(picture(page)))) == page.text


def test_the_exposure_may_be_any(rng):
    page, gain, offset = clear(rng), rng.uniform(0.45, 1.05), rng.uniform(-20, 15)

    assert text(exposed(gain * levels(picture(page)) + offset)) == page.text


def test_there_may_be_more_paper_around(rng):
    page, parts, times = clear(rng), rng.uniform(0, 0.9, 4), rng.integers(1, 3)
    values = levels(picture(page))
    margin = page.margin * page.hand.height
    for _ in range(times):
        above, below, left, right = (round(part * margin) for part in parts)
        # The margin mirrored is a margin with the grain of the paper, and without ink.
        values = np.pad(values, ((above, below), (left, right), (0, 0)), mode="reflect")
        margin += min(above, below, left, right)

    assert text(exposed(values)) == page.text


def joined(first, second, axis):
    """Two pages side by side (axis 1) or one below the other (axis 0), on one sheet."""
    parts = [levels(first), levels(second)]
    across = max(part.shape[1 - axis] for part in parts)
    padded = []
    for part in parts:
        missing = [(0, 0), (0, 0), (0, 0)]
        missing[1 - axis] = (0, across - part.shape[1 - axis])
        padded.append(np.pad(part, missing, mode="edge"))
    return exposed(np.concatenate(padded, axis=axis))


def test_lines_are_read_from_top_to_bottom(rng):
    first, second = clear(rng, 1), clear(rng, 1)
    below = joined(picture(first), picture(second), axis=0)

    assert text(below) == f"{first.text}\n{second.text}"


def test_numbers_are_read_from_left_to_right(rng):
    first, second = clear(rng, 1, 1), clear(rng, 1, 1)
    beside = joined(picture(first), picture(second), axis=1)

    assert text(beside) == f"{first.text} {second.text}"


def test_boxes_stand_in_the_order_in_which_they_are_read(rng):
    lines = shipped().read(encode(picture(clear(rng)))).lines

    for line in lines:
        lefts = [digit.box.x for digit in line.digits]
        assert lefts == sorted(lefts)
        tops = [digit.box.y for digit in line.digits]
        assert max(tops) < min(digit.box.y + digit.box.height for digit in line.digits)
    middles = [
        np.mean([each.box.y + each.box.height / 2 for each in line.digits]) for line in lines
    ]
    assert middles == sorted(middles)


def noise(kind, size, rng):
    """A picture of nothing but noise, uint8 [height, width, 3]."""
    width, height = size
    if kind == "uniform":
        return rng.integers(0, 256, (height, width, 3)).astype(np.uint8)
    if kind == "gaussian":
        grey = rng.normal(rng.uniform(0, 255), rng.uniform(1, 90), (height, width, 1))
        return np.repeat(grey, 3, axis=2).clip(0, 255).astype(np.uint8)
    if kind == "coloured":
        colours = rng.normal(rng.uniform(0, 255, 3), rng.uniform(1, 90, 3), (height, width, 3))
        return colours.clip(0, 255).astype(np.uint8)
    # Salt and pepper on paper: a few pixels, each alone.
    grains = np.full((height, width, 3), 230, np.uint8)
    grains[rng.random((height, width)) < rng.uniform(0, 0.1)] = rng.integers(0, 256, 3)
    return grains


@pytest.mark.parametrize("kind", ["uniform", "gaussian", "coloured", "salt and pepper"])
def test_noise_is_no_number(kind, rng):
    least, most = ((1, 40), (41, 700))[rng.integers(2)]
    size = rng.integers(least, most, 2, endpoint=True)

    reading = shipped().read(encode(Image.fromarray(noise(kind, size, rng))))

    assert (reading.verdict, reading.text, reading.lines) == ("nothing", "", ())
    assert reading.reason


def blank(rng):
    """A sheet without anything written on it, as the settings that draw it."""
    width, height = map(int, rng.integers(60, 900, 2, endpoint=True))
    return Page(
        lines=(),
        sheet=(width, height),
        light=rng.uniform(0, 0.8),
        light_angle=rng.uniform(0, 360),
        shadow=rng.uniform(0, 0.6),
        texture=rng.uniform(0, 4),
        grain=rng.uniform(0, 4),
        quality=(None, 40, 75, 95)[rng.integers(4)],
        seed=int(rng.integers(2**32)),
    )


def test_blank_paper_is_no_number(rng):
    paper = blank(rng)

    reading = shipped().read(developed(picture(paper), paper))

    assert (reading.source.width, reading.source.height) == paper.sheet
    assert (reading.verdict, reading.text) == ("nothing", "")
