"""What a visitor tells the reader: the way up, the ink, a part, and what is expected."""

import io
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from PIL import Image

import reader
from reader.decode.frame import Frame
from reader.decode.orientation import TURNS, as_stored, as_upright, turned_size
from reader.decode.part import cut
from reader.decode.picture import decode, pages
from reader.errors import BadOption
from reader.options import Options
from reader.reading import Box, Reading
from tests.hand import Hand
from tests.handwriting import encode
from tests.network import shipped
from tests.pages import BOARD, CHALK, Page, picture

HAND = Hand(height=48, gap=0.4)


def read(image: Image.Image, *, trace: bool = False, **options: Any) -> Reading:
    return reader.read(
        encode(image), None, shipped().networks, trace=trace, options=Options.of(options)
    )


def told(reading: Reading) -> dict[str, Any]:
    """All of a reading but how long it took and what was asked for."""
    plain = reading.as_dict()
    return {key: plain[key] for key in plain if key not in ("timings_ms", "options")}


def boxes(reading: Reading) -> list[Box]:
    return [digit.box for line in reading.lines for digit in line.digits]


def titles(reading: Reading) -> list[str]:
    return [stage.title for stage in reading.trace or ()]


def written(*lines: str, **settings: Any) -> Image.Image:
    return picture(Page(lines, seed=23, hand=HAND, **settings))


@pytest.fixture(scope="module")
def number() -> Image.Image:
    """A number, dark on light, upright."""
    return written("3041")


@pytest.fixture(scope="module")
def plain(number) -> Reading:
    """The same, read without any option."""
    return read(number)


@pytest.fixture(scope="module")
def both() -> Image.Image:
    """Dark ink above, chalk below."""
    above, below = written("2753"), written("4088", paper=BOARD, ink=CHALK)
    image = Image.new("RGB", (max(above.width, below.width), above.height + below.height))
    image.paste(above.resize((image.width, above.height)), (0, 0))
    image.paste(below.resize((image.width, below.height)), (0, above.height))
    return image


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *product(["turn"], [45, -90, 360, "90", True, 90.5, [90], {}]),
        *product(["ink"], ["Dark", "", 1, ["dark"]]),
        *product(["expect"], ["number", "digits", 7]),
        *product(["region"], [[0, 0, 9, 9], "all", 5, {}, {"x": 0, "y": 0, "width": 9}]),
        ("region", {"x": 0, "y": 0, "width": 0, "height": 9}),
        ("region", {"x": 0, "y": 0, "width": 9, "height": "9"}),
        ("region", {"x": 0, "y": True, "width": 9, "height": 9}),
        ("region", {"x": 0, "y": float("nan"), "width": 9, "height": 9}),
    ],
)
def test_what_is_no_option_is_refused_and_the_error_says_what_would_do(option, value):
    with pytest.raises(BadOption, match=f"^{option}.*(pass|above 0)") as refused:
        Options.of({option: value})
    assert refused.value.code == "bad-option"
    assert len(str(refused.value)) < 150


def test_nothing_asked_for_is_nothing_told(plain):
    nothing = {"turn": None, "ink": "either", "region": None, "expect": None, "trace": True}
    assert Options.of(nothing) == Options.of({}) == Options()
    assert "options" not in plain.as_dict()
    asked = {
        "turn": 90, "ink": "light", "expect": "digit",
        "region": {"x": 1, "y": 2, "width": 3, "height": 4},
    }  # fmt: skip
    assert Options.of(asked).as_dict() == asked
    region = {"x": 0.5, "y": 1.5, "width": 2, "height": 2.6, "top": 9}
    assert Options.of({"region": region}).region == Box(0, 1, 3, 4)


def test_the_whole_picture_as_a_region_is_read_as_without(number, plain):
    whole = {"x": -5, "y": 0, "width": number.width + 50, "height": number.height}
    reading = read(number, region=whole)
    assert told(reading) == told(plain)
    assert plain.text == "3041"
    inside = {"x": 0, "y": 0, "width": number.width, "height": number.height}
    assert reading.as_dict()["options"] == {"region": inside}


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_picture_that_is_turned_back_is_read_as_upright(number, plain, turn):
    came = number.rotate(turn, expand=True)  # counter-clockwise
    reading = read(came, turn=turn)

    ours, theirs = told(reading), told(plain)
    for one, other in zip(ours["lines"], theirs["lines"], strict=True):
        for digit, upright in zip(one["digits"], other["digits"], strict=True):
            # Where it lies in the picture as it came there is the same ink.
            x, y, width, height = digit.pop("box")
            cutout = came.crop((x, y, x + width, y + height)).rotate(-turn, expand=True)
            x, y, width, height = upright["box"]
            assert cutout.size == (width, height)
            ink = number.crop((x, y, x + width, y + height))
            assert np.array_equal(np.asarray(cutout), np.asarray(ink))
    for each in theirs["lines"]:
        for digit in each["digits"]:
            del digit["box"]
    del ours["source"], theirs["source"]
    assert ours == theirs
    assert (reading.source.width, reading.source.height) == came.size


def test_who_tells_the_way_up_is_believed(number):
    came = number.transpose(Image.Transpose.ROTATE_90)
    assert read(came).text == "3041"
    assert read(came, turn=0).text != "3041"


def test_ink_that_is_not_asked_for_is_not_read(both):
    middle = both.height / 2
    for ink, text in (("dark", "2753"), ("light", "4088")):
        reading = read(both, ink=ink, trace=True)
        assert reading.text == text
        assert all((box.y > middle) == (ink == "light") for box in boxes(reading))
        assert titles(reading)[1] == f"{ink.title()} ink found"
    assert read(both).text == "2753\n4088"


def test_a_picture_without_the_ink_that_is_asked_for_is_blank():
    reading = read(written("2753", grain=0), ink="light")
    assert (reading.verdict, reading.reason) == ("nothing", "blank")


@pytest.mark.parametrize("side", [28, 36])
def test_a_thumbnail_is_read_by_the_ink_that_is_asked_for(side):
    seven = written("7").convert("L").resize((side, side), Image.Resampling.BOX)
    assert read(seven, ink="dark").text == "7"
    assert read(Image.eval(seven, lambda level: 255 - level), ink="light").text == "7"
    assert read(seven, ink="light").text != "7"


def test_a_region_is_read_alone_and_its_boxes_lie_in_the_whole_picture(number, plain):
    second = boxes(plain)[1]
    around = {
        "x": second.x - 8, "y": second.y - 8,
        "width": second.width + 16, "height": second.height + 16,
    }  # fmt: skip
    reading = read(number, region=around, trace=True)
    assert reading.text == "0"
    (box,) = boxes(reading)
    assert np.abs(np.subtract(box.as_list(), second.as_list())).max() <= 2
    assert (reading.source.width, reading.source.height) == number.size
    assert titles(reading)[0] == "The part of the picture"


def test_a_region_and_a_turn_go_together(number, plain):
    came = number.rotate(90, expand=True)
    width = came.height  # of the upright picture
    second = boxes(plain)[1]
    around = {
        "x": second.y - 8, "y": width - second.x - second.width - 8,
        "width": second.height + 16, "height": second.width + 16,
    }  # fmt: skip
    reading = read(came, region=around, turn=90, trace=True)
    (box,) = boxes(reading)
    assert reading.text == "0"
    shown = [second.y, width - second.x - second.width, second.height, second.width]
    assert np.abs(np.subtract(box.as_list(), shown)).max() <= 2
    assert titles(reading)[0] == "The part of the picture, turned by 90°"


def test_a_region_beside_the_picture_is_refused(number):
    with pytest.raises(BadOption, match="beside the picture"):
        read(number, region={"x": number.width, "y": 0, "width": 5, "height": 5})


def test_a_region_of_a_few_pixels_is_too_small(number):
    reading = read(number, region={"x": 3, "y": 3, "width": 5, "height": 5})
    assert (reading.verdict, reading.reason) == ("nothing", "too-small")


def test_one_digit_is_one_digit():
    broken = np.asarray(written("5").convert("L")).copy()
    (box,) = boxes(read(Image.fromarray(broken)))
    cut_at = box.y + round(0.2 * box.height)
    broken[cut_at : cut_at + 4] = 235
    for image, text in ((Image.fromarray(broken), "5"), (written("12"), None)):
        reading = read(image, expect="digit")
        assert len(boxes(reading)) == 1
        assert text in (None, reading.text)
    assert (reading.verdict, len(reading.doubts)) == ("unsure", 1)  # of two, one is left out


def test_a_thumbnail_of_numbers_is_not_taken_for_a_digit():
    seven = written("7").convert("L").resize((28, 28), Image.Resampling.BOX)
    calls = []
    networks = shipped().networks

    def classify(pixels):
        calls.append(len(pixels))
        return networks.classify(pixels)

    watched = replace(networks, classify=classify)
    reader.read(encode(seven), None, watched)
    assert calls == [1]  # all its ink at once, and nothing was looked for
    reading = reader.read(encode(seven), None, watched, options=Options.of({"expect": "numbers"}))
    assert len(calls) > 1 or not reading.lines


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_region_is_where_the_picture_shows_it(orientation):
    stored = np.zeros((40, 60, 3), np.uint8)
    stored[..., 0], stored[..., 1] = np.arange(40)[:, None], np.arange(60)
    image = Image.fromarray(stored)
    upright = image.transpose(TURNS[orientation]) if orientation > 1 else image
    for heeded, shown in ((True, upright), (False, image)):
        frame, part = cut(
            Frame(image, image.size, "JPEG", orientation), Box(5, 9, 7, 3), heeded=heeded
        )
        expected = np.asarray(shown.crop((5, 9, 12, 12)))
        back = frame.image.transpose(TURNS[orientation]) if orientation > 1 else frame.image
        got = np.asarray(back if heeded else frame.image)
        assert np.array_equal(got, expected)
        left, top, width, height = (int(side) for side in part)
        again = np.asarray(upright.crop((left, top, left + width, top + height)))
        assert np.array_equal(again, np.asarray(back))
    corners = (5, 9, 12, 12)
    size = turned_size(image.size, orientation)
    there = as_stored(corners, size, orientation)
    assert as_upright(there, image.size, orientation) == corners


def test_a_part_of_a_large_photograph_is_seen_with_more_of_its_pixels():
    out = io.BytesIO()
    Image.effect_noise((4000, 3000), 30).save(out, "JPEG", quality=60)
    content = out.getvalue()
    (part,) = pages(content, region=Box(2000, 600, 800, 600))
    assert decode(content).pixels.shape == (750, 1000, 3)
    assert part.pixels.shape == (600, 800, 3)
    assert list(part.extent) == [2000, 600, 800, 600]
    assert (part.width, part.height) == (4000, 3000)
