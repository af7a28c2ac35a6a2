"""Stages: the pictures of a reading's way, in its order, each a picture that opens."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from reader import read
from reader.mark import Mark
from reader.picture import decode
from reader.sight import Sight
from reader.stage import DOUBTFUL, RULE, SURE, draw_sheet, stages
from tests.hand import Hand
from tests.handwriting import Sheet, blank, encode, write
from tests.network import shipped
from tests.pages import Page, page
from tests.unit.reader.test_answer import CARD
from tests.unit.reader.test_pipeline import classify_as

RULED = Page(
    ("27", "5"), seed=3, ruling="lines", ruling_ink=(90, 100, 130), hand=Hand(height=48), margin=1
)


def traced(content, classify=None, card=CARD):
    classify = classify or classify_as(7)[0]
    return read(content, None, classify, card, trace=True)


def opened(stage):
    image = Image.open(io.BytesIO(stage.png))
    image.load()
    assert image.format == "PNG"
    return image


def has(image, colour):
    return bool((np.asarray(image.convert("RGB")) == colour).all(axis=2).any())


def test_without_the_option_there_are_no_stages():
    classify, _ = classify_as(7)

    reading = read(encode(write(7)), None, classify, CARD)

    assert reading.trace is None
    assert "trace" not in reading.as_dict()


def test_the_option_changes_nothing_else():
    classify, _ = classify_as(7)
    content = encode(write(7))

    plain = read(content, "a.png", classify, CARD).as_dict()
    told = traced(content, classify).as_dict()

    for key in ("verdict", "text", "reason", "lines", "model"):
        assert plain[key] == told[key]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (encode(write(7)), ["picture", "ink", "boxes", "digits"]),
        (page(RULED)[0], ["picture", "ink", "rules", "boxes", "digits"]),
        (encode(write(7, Sheet(size=(900, 600)))), ["picture", "ink", "boxes", "digits"]),
        (encode(blank()), ["picture"]),
        (encode(Image.new("RGB", (2, 2))), ["picture"]),
        (
            encode(write(3, Sheet(paper=(220, 220, 220), ink=(198, 198, 198)))),
            ["picture", "ink"],
        ),
    ],
    ids=["a digit", "ruled lines", "large", "blank", "tiny", "faint"],
)
def test_stages_come_in_the_order_of_the_reading(content, names):
    reading = traced(content, shipped().classify, shipped().card)

    assert [stage.stage for stage in reading.trace] == names
    assert len({stage.title for stage in reading.trace}) == len(names)
    for stage in reading.trace:
        image = opened(stage)
        assert 0 < max(image.size) <= 480


def test_stages_are_plain_data_with_addresses_that_open():
    told = traced(encode(write(7))).as_dict()["trace"]

    for stage in told:
        assert set(stage) == {"stage", "title", "image"}
        kind, _, data = stage["image"].partition(",")
        assert kind == "data:image/png;base64"
        Image.open(io.BytesIO(base64.b64decode(data, validate=True))).load()


def test_the_picture_comes_first_and_as_it_is():
    image = write(4, Sheet(size=(200, 150)))

    first = opened(traced(encode(image)).trace[0])

    assert np.array_equal(np.asarray(first), np.asarray(image))


@pytest.mark.parametrize("turns", [1, 3])
def test_a_picture_that_was_turned_is_shown_as_it_was_read(turns):
    image = write(4, Sheet(size=(200, 150)))

    (first,) = stages(decode(encode(image)), Sight((), None, None, None, turns))

    assert np.array_equal(np.asarray(opened(first)), np.rot90(np.asarray(image), turns))


def test_ink_is_dark_on_white_whatever_it_was():
    dark, light = write(4), Image.eval(write(4), lambda level: 255 - level)

    for image in (dark, light):
        drawn = np.asarray(opened(traced(encode(image)).trace[1]).convert("L"))
        assert np.median(drawn) == 255
        assert drawn.min() < 60


def test_rules_are_red():
    stages = {stage.stage: stage for stage in traced(page(RULED)[0]).trace}

    assert has(opened(stages["rules"]), RULE)
    assert not has(opened(stages["ink"]), RULE)


@pytest.mark.parametrize(("logit", "colour", "other"), [(20, SURE, DOUBTFUL), (4, DOUBTFUL, SURE)])
def test_a_box_tells_by_its_colour_whether_its_digit_is_sure(logit, colour, other):
    classify, _ = classify_as(5, logit=logit)
    image = write(5, Sheet(size=(300, 200)))

    reading = traced(encode(image), classify)
    boxes = opened({stage.stage: stage for stage in reading.trace}["boxes"])

    assert has(boxes, colour)
    assert not has(boxes, other)
    frame = np.argwhere((np.asarray(boxes) == colour).all(axis=2))
    box = reading.lines[0].digits[0].box
    corners = (*frame.min(axis=0), *frame.max(axis=0))
    expected = (box.y - 1, box.x - 1, box.y + box.height, box.x + box.width)
    assert np.abs(np.subtract(corners, expected)).max() <= 1


def test_the_sheet_shows_each_digit_as_the_network_saw_it():
    classify, seen = classify_as(7)

    shown = opened(traced(encode(write(7)), classify).trace[-1])

    assert shown.size == (60, 60)
    assert np.array_equal(np.asarray(shown.convert("L"))[2:58:2, 2:58:2], seen[0][0])


def test_a_sheet_of_many_has_rows_of_ten_and_ends():
    mark = Mark(0, 0, 1, 1, np.zeros((28, 28), np.uint8), np.ones((1, 1), np.bool_))

    assert draw_sheet([mark] * 23).size == (600, 180)
    assert draw_sheet([mark] * 400).size == (600, 360)
