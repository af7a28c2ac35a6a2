"""Stages: the pictures of a reading's way, in its order, each a picture that opens."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from reader import read
from reader.look import look
from reader.trace.stages import DOUBTFUL, REFUSED, SIGN, SURE, draw_sheet, stages
from tests.finder import Mark, Patches, Told
from tests.handwriting import Sheet, blank, encode, write
from tests.made_up import always, networks
from tests.unit.reader.test_look import sheet, stands, wedges

ALL = ["picture", "ink", "detections", "lines", "digits"]


def traced(image, digit=7, logit=20.0, find=None):
    """The stages of a picture by their names, in their order."""
    told = read(encode(image), None, networks(find, always(digit, logit)[0]), trace=True)
    assert told.trace is not None
    return {stage.stage: stage for stage in told.trace}


def opened(stage):
    image = Image.open(io.BytesIO(stage.png))
    image.load()
    assert image.format == "PNG"
    return image


def has(image, colour):
    return bool((np.asarray(image.convert("RGB")) == colour).all(axis=2).any())


def frame(image, colour):
    """The first and last row and column of a colour: top, left, bottom, right."""
    places = np.argwhere((np.asarray(image.convert("RGB")) == colour).all(axis=2))
    return (*places.min(axis=0).tolist(), *places.max(axis=0).tolist())


def test_without_the_option_there_are_no_stages():
    reading = read(encode(write(7)), None, networks())

    assert reading.trace is None
    assert "trace" not in reading.as_dict()


def test_the_option_changes_nothing_else():
    content = encode(write(7))

    plain = read(content, "a.png", networks()).as_dict()
    told = read(content, "a.png", networks(), trace=True).as_dict()

    for key in ("verdict", "text", "reason", "lines", "doubts", "model", "finder"):
        assert plain[key] == told[key]


@pytest.mark.parametrize(
    ("image", "digit", "names"),
    [
        (write(7), 7, ALL),
        (write(7, Sheet(size=(900, 600))), 7, ALL),
        (write(7), 10, ["picture", "ink", "detections"]),
        (blank(), 7, ["picture", "ink"]),
        (Image.new("RGB", (2, 2)), 7, ["picture", "ink"]),
    ],
    ids=["a digit", "large", "refused", "blank", "tiny"],
)
def test_stages_come_in_the_order_of_the_reading(image, digit, names):
    told = traced(image, digit)

    assert list(told) == names
    assert len({stage.title for stage in told.values()}) == len(names)
    for stage in told.values():
        assert 0 < max(opened(stage).size) <= 480


def test_stages_are_plain_data_with_addresses_that_open():
    for stage in (stage.as_dict() for stage in traced(write(7)).values()):
        assert set(stage) == {"stage", "title", "image"}
        kind, _, data = stage["image"].partition(",")
        assert kind == "data:image/png;base64"
        Image.open(io.BytesIO(base64.b64decode(data, validate=True))).load()


def test_the_picture_comes_first_and_as_it_is():
    image = write(4, Sheet(size=(200, 150)))

    first = opened(traced(image)["picture"])

    assert np.array_equal(np.asarray(first), np.asarray(image))


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_picture_that_was_turned_is_shown_as_it_was_read(turns):
    upright = wedges()
    turned = Image.fromarray(np.ascontiguousarray(np.rot90(upright, -turns)))

    told = traced(turned, find=Patches(stands))

    assert np.array_equal(np.asarray(opened(told["picture"])), upright)
    for name in ("ink", "detections", "lines"):
        assert opened(told[name]).size == (240, 160)
    top, left, bottom, right = frame(opened(told["lines"]), SURE)
    assert (top, left, bottom, right) == pytest.approx((60, 38, 100, 182), abs=3)


def test_ink_is_dark_on_white_and_where_it_is_in_the_picture():
    image = write(4, Sheet(size=(600, 400)))
    inked = np.asarray(image.convert("L").resize((480, 320), Image.Resampling.BOX)) < 140

    drawn = np.asarray(opened(traced(image)["ink"]).convert("L"))

    assert drawn.shape == (320, 480)
    assert np.median(drawn) == 255
    assert (drawn < 128)[inked].mean() > 0.99
    assert ((drawn < 128) == inked).mean() > 0.95  # coarse levels make a stroke a little wider


def test_ink_is_that_of_all_levels():
    """Only the coarsest level has seen it."""
    inner = Patches()

    def find(planes):
        ink, maps = inner(planes)
        return (ink if max(planes.shape) < 100 else ink * 0 - 9), maps

    drawn = np.asarray(opened(traced(write(4, Sheet(size=(150, 150))), find=find)["ink"]))

    assert (drawn < 128).mean() > 0.05


@pytest.mark.parametrize(("logit", "colour", "other"), [(20, SURE, DOUBTFUL), (4, DOUBTFUL, SURE)])
def test_a_box_tells_by_its_colour_whether_its_digit_is_sure(logit, colour, other):
    image = write(5, Sheet(size=(300, 200)))

    boxes = opened(traced(image, 5, logit)["detections"])

    assert has(boxes, colour)
    assert not has(boxes, other)
    dark = np.argwhere(np.asarray(image.convert("L")) < 140)
    corners = (*dark.min(axis=0).tolist(), *dark.max(axis=0).tolist())
    assert frame(boxes, colour) == pytest.approx(corners, abs=4)


def test_signs_doubts_and_what_was_refused_have_colours_of_their_own():
    marks = [Mark((60, 40, 70, 80), 0.99), Mark((100, 40, 110, 80), 0.2)]
    dash = Mark((82, 58, 92, 62), 0.9, "dash")
    image = Image.fromarray(sheet(*marks, dash))

    boxes = opened(traced(image, 1, find=Told(image.size, [*marks, dash]))["detections"])
    refused = opened(traced(image, 10, find=Told(image.size, marks))["detections"])

    assert frame(boxes, SURE)[1:4:2] == pytest.approx((60, 70), abs=2)
    assert frame(boxes, DOUBTFUL)[1:4:2] == pytest.approx((100, 110), abs=2)
    assert frame(boxes, SIGN)[1:4:2] == pytest.approx((82, 92), abs=2)
    assert has(refused, REFUSED)
    assert not any(has(refused, colour) for colour in (SURE, DOUBTFUL, SIGN))


def test_a_centre_is_marked_larger_the_more_it_is_believed():
    def dot(probability):
        mark = Mark((60, 40, 110, 80), probability, ink=(60, 40, 64, 80))
        image = Image.fromarray(sheet(mark))
        drawn = opened(traced(image, 1, find=Told(image.size, [mark]))["detections"])
        middle = np.asarray(drawn)[50:70, 75:95]
        return (middle == SURE).all(axis=2).sum()

    assert dot(0.99) > dot(0.5) > 0


def test_a_line_is_a_course_through_its_digits_and_signs():
    marks = [
        Mark((60, 40, 70, 80)),
        Mark((160, 44, 170, 84)),
        Mark((110, 60, 120, 64), 0.9, "dash"),
    ]
    image = Image.fromarray(sheet(*marks))

    lines = np.asarray(opened(traced(image, 1, find=Told(image.size, marks))["lines"]))

    blue = (lines == SURE).all(axis=2)
    assert blue[55:70].any(axis=0)[66:165].all(), "from the first to the last without a gap"
    assert not blue[:, :55].any()
    assert not blue[:, 176:].any()


def test_the_sheet_shows_each_digit_as_the_classifier_saw_it():
    classify, shown = always(7)

    told = read(encode(write(7)), None, networks(classify=classify), trace=True).trace
    assert told is not None
    picture = opened(told[-1])

    assert picture.size == (60, 60)
    assert np.array_equal(np.asarray(picture.convert("L"))[2:58:2, 2:58:2], shown[0][0])


def test_a_sheet_of_many_has_rows_of_ten_and_ends():
    (mark,) = look(np.asarray(write(7)), networks()).digits

    assert draw_sheet([mark] * 23).size == (600, 180)
    assert draw_sheet([mark] * 400).size == (600, 360)


def test_stages_are_drawn_of_a_sight_and_its_lines():
    sight = look(np.asarray(write(7)), networks())

    assert [stage.stage for stage in stages(sight, [])] == [
        "picture",
        "ink",
        "detections",
        "digits",
    ]
    assert [stage.stage for stage in stages(sight, [[sight.digits[0].box]])] == ALL
