"""What must not change what is read: turned, scaled, inverted, dimmed, framed; noise is no text."""

from string import digits

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.hand import Hand
from tests.handwriting import encode
from tests.network import shipped
from tests.pages import BLACK, BLUE, RED, Page, developed, picture

# The same examples in every run and on every machine, and none timed: the processor is shared. A
# failing one is not made smaller: that takes minutes, and the settings of a page say enough.
examples = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)

seeds = st.integers(0, 2**32 - 1)


def numbers(most):
    return st.text(digits, min_size=1, max_size=most)


@st.composite
def clear(draw, most_lines=2, most_numbers=2):
    """A page without hardships, as the settings that draw it."""
    line = st.lists(numbers(4), min_size=1, max_size=most_numbers).map(" ".join)
    return Page(
        lines=tuple(draw(st.lists(line, min_size=1, max_size=most_lines))),
        seed=draw(seeds),
        ink=draw(st.sampled_from([BLACK, BLUE, RED])),
        hand=Hand(pen=draw(st.sampled_from([0.07, 0.09, 0.12])), unrest=0.01, gap=0.3),
        grain=draw(st.sampled_from([0.0, 1.5])),
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


@examples
@given(clear())
def test_a_clear_page_is_read_as_it_is_written(page):
    assert text(picture(page)) == page.text


@pytest.mark.parametrize("orientation", UNDONE)
@settings(parent=examples, max_examples=2)
@given(page=clear())
def test_the_camera_may_be_held_in_any_way(orientation, page):
    upright = picture(page)
    undo = UNDONE[orientation]
    stored = upright if undo is None else upright.transpose(undo)
    exif = Image.Exif()
    exif[0x0112] = orientation

    turned = shipped().read(encode(stored, exif=exif))

    assert turned.lines == shipped().read(encode(upright)).lines
    assert turned.text == page.text


@examples
@given(clear(), st.floats(0.5, 2.0))
def test_the_resolution_may_be_any(page, scale):
    upright = picture(page)
    width, height = (round(side * scale) for side in upright.size)

    assert text(upright.resize((width, height), Image.Resampling.LANCZOS)) == page.text


@examples
@given(clear())
def test_ink_may_be_light_on_dark(page):
    assert text(exposed(255 - levels(picture(page)))) == page.text


@examples
@given(clear(), st.floats(0.45, 1.05), st.floats(-20, 15))
def test_the_exposure_may_be_any(page, gain, offset):
    assert text(exposed(gain * levels(picture(page)) + offset)) == page.text


@examples
@given(clear(), st.lists(st.floats(0, 0.9), min_size=4, max_size=4), st.integers(1, 2))
def test_there_may_be_more_paper_around(page, parts, times):
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


@examples
@given(clear(1), clear(1))
def test_lines_are_read_from_top_to_bottom(first, second):
    below = joined(picture(first), picture(second), axis=0)

    assert text(below) == f"{first.text}\n{second.text}"


@examples
@given(clear(1, 1), clear(1, 1))
def test_numbers_are_read_from_left_to_right(first, second):
    beside = joined(picture(first), picture(second), axis=1)

    assert text(beside) == f"{first.text} {second.text}"


@examples
@given(clear())
def test_boxes_stand_in_the_order_in_which_they_are_read(page):
    lines = shipped().read(encode(picture(page))).lines

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


sides = st.one_of(st.integers(1, 40), st.integers(41, 700))


@pytest.mark.parametrize("kind", ["uniform", "gaussian", "coloured", "salt and pepper"])
@examples
@given(size=st.tuples(sides, sides), seed=seeds)
def test_noise_is_no_number(kind, size, seed):
    rng = np.random.default_rng(seed)

    reading = shipped().read(encode(Image.fromarray(noise(kind, size, rng))))

    assert (reading.verdict, reading.text, reading.lines) == ("nothing", "", ())
    assert reading.reason


papers = st.builds(
    Page,
    lines=st.just(()),
    sheet=st.tuples(st.integers(60, 900), st.integers(60, 900)),
    light=st.floats(0, 0.8),
    light_angle=st.floats(0, 360),
    shadow=st.floats(0, 0.6),
    texture=st.floats(0, 4),
    grain=st.floats(0, 4),
    quality=st.sampled_from([None, 40, 75, 95]),
    seed=seeds,
)


@examples
@given(papers)
def test_blank_paper_is_no_number(paper):
    reading = shipped().read(developed(picture(paper), paper))

    assert (reading.source.width, reading.source.height) == paper.sheet
    assert (reading.verdict, reading.text) == ("nothing", "")
