"""The whole way from a file's bytes to a Reading, with networks that are made up."""

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from reader import NotAnImage, read
from tests.finder import Mark, Told
from tests.handwriting import Sheet, blank, encode, write
from tests.made_up import always, networks


def said(image, digit=7, logit=20.0, find=None, name=None):
    """Read a picture with a classifier that always sees this digit."""
    return read(encode(image), name, networks(find, always(digit, logit)[0]))


def test_a_digit_is_read_with_all_that_the_contract_promises():
    classify, shown = always(7)
    image = write(7, Sheet(size=(600, 400)), centre=(0.4, 0.5))

    reading = read(encode(image), "seven.png", networks(classify=classify)).as_dict()

    assert reading["schema"] == 2
    assert reading["source"] == {
        "name": "seven.png",
        "width": 600,
        "height": 400,
        "format": "PNG",
    }
    assert (reading["verdict"], reading["text"], reading["reason"]) == ("digit", "7", None)
    (line,) = reading["lines"]
    assert (line["text"], line["signs"]) == ("7", [])
    (digit,) = line["digits"]
    assert digit["digit"] == 7
    assert digit["sure"] is True
    assert digit["confidence"] == max(digit["probabilities"])
    assert sum(digit["probabilities"]) + digit["not_a_digit"] == pytest.approx(1)
    assert digit["pixels"] == shown[0][0].ravel().tolist()
    assert set(reading["timings_ms"]) == {"decode", "find", "classify", "total"}
    assert all(value >= 0 for value in reading["timings_ms"].values())
    assert reading["doubts"] == []
    assert (reading["model"], reading["finder"]) == ("1" * 12, "3" * 12)
    assert json.loads(json.dumps(reading)) == reading


def test_what_the_classes_are_called_is_said_as_the_card_has_it():
    made = networks(classify=always(2)[0])
    lettered = replace(made, classifier=replace(made.classifier, labels="ABCDEFGHIJ"))
    reading = read(encode(write(2)), None, lettered).as_dict()
    assert (reading["text"], reading["lines"][0]["digits"][0]["digit"]) == ("C", "C")
    assert reading["labels"] == "ABCDEFGHIJ"
    assert "labels" not in read(encode(write(2)), None, made).as_dict(), "digits need none"


def test_the_classifier_is_shown_one_picture_of_28_by_28_bytes():
    classify, shown = always(0)

    read(encode(write(0)), None, networks(classify=classify))

    assert shown[0].shape == (1, 28, 28)
    assert shown[0].dtype == np.uint8


@pytest.mark.parametrize("size", [(300, 200), (1200, 900), (60, 60)])
def test_the_box_is_where_the_ink_is(size):
    image = write(4, Sheet(size=size))
    rows, columns = np.nonzero(np.asarray(image.convert("L")) < 140)
    corners = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)

    box = said(image).lines[0].digits[0].box

    # A digit is measured in 55 pixels along its longer side, so a box is as good as that.
    found = (box.x, box.y, box.x + box.width, box.y + box.height)
    assert np.abs(np.subtract(found, corners)).max() <= 1 + 1.5 * np.ptp(rows) / 55


def test_the_box_is_in_pixels_of_the_original_even_when_it_is_read_small():
    image = write(4, Sheet(size=(320, 240)), centre=(0.5, 0.5), height=0.5)
    large = image.resize((3200, 2400), Image.Resampling.BICUBIC)

    small_box = said(image).lines[0].digits[0].box
    large_box = said(large).lines[0].digits[0].box

    for side in ("x", "y", "width", "height"):
        assert getattr(large_box, side) == pytest.approx(10 * getattr(small_box, side), abs=15)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_exif_tag_does_not_change_what_the_network_sees(orientation):
    classify, shown = always(2)
    upright = write(2, Sheet(size=(300, 200)))
    # The transposition that undoes the tag's, by Pillow's table of what each tag asks for.
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    stored = upright if undo is None else upright.transpose(undo)
    exif = Image.Exif()
    exif[0x0112] = orientation

    read(encode(upright), None, networks(classify=classify))
    read(encode(stored, exif=exif), None, networks(classify=classify))

    assert np.array_equal(shown[0], shown[1])


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        (blank(Sheet(grain=3)), "blank"),
        (Image.new("RGB", (1, 1)), "too-small"),
        (write(3, Sheet(paper=(220, 220, 220), ink=(198, 198, 198))), "too-faint"),
    ],
    ids=["blank", "one pixel", "faint"],
)
def test_a_picture_without_a_digit_says_why_and_never_asks_the_classifier(image, reason):
    """The finder that is made up takes nothing so faint for ink."""
    classify, shown = always(8)

    reading = read(encode(image), None, networks(classify=classify))

    assert (reading.verdict, reading.reason) == ("nothing", reason)
    assert (reading.text, reading.lines, reading.doubts) == ("", (), ())
    assert shown == []


def test_ink_that_the_network_refuses_is_nothing():
    reading = said(write(5), digit=10)

    assert (reading.verdict, reading.reason, reading.text) == ("nothing", "not-a-digit", "")


def test_a_doubtful_digit_keeps_its_text_and_says_so():
    reading = said(write(5), digit=5, logit=4.0)

    assert (reading.verdict, reading.text) == ("unsure", "5")
    assert not reading.lines[0].digits[0].sure


def bars(*marks, size=(300, 120)):
    """A picture of black boxes, and a finder that sees them as it is told."""
    pixels = np.full((size[1], size[0], 3), 240, np.uint8)
    for mark in marks:
        left, top, right, bottom = mark.box
        pixels[top:bottom, left:right] = 30
    return Image.fromarray(pixels), Told(size, marks)


ONE, TWO = Mark((60, 40, 70, 80)), Mark((100, 40, 110, 80))


def test_what_may_be_a_digit_is_shown_and_leaves_the_number_in_doubt():
    """Its peak is higher than the card's `doubt` and lower than its `digit`."""
    image, find = bars(ONE, TWO, Mark((200, 120, 210, 160), 0.25), size=(300, 200))

    reading = said(image, digit=1, find=find)

    assert (reading.text, reading.verdict) == ("11", "unsure")
    assert all(digit.sure for digit in reading.lines[0].digits)
    (doubt,) = reading.doubts
    assert doubt.confidence == pytest.approx(0.25, abs=0.01)
    box = doubt.box
    assert (box.x, box.y, box.width, box.height) == pytest.approx((200, 120, 10, 40), abs=2)


def test_what_is_hardly_believed_is_not_spoken_of():
    image, find = bars(ONE, TWO, Mark((200, 40, 210, 80), 0.05))

    reading = said(image, digit=1, find=find)

    assert (reading.text, reading.verdict, reading.doubts) == ("11", "number", ())


def test_a_picture_with_nothing_but_doubts_is_nothing_and_shows_them():
    image, find = bars(Mark((200, 40, 210, 80), 0.25), Mark((60, 40, 70, 80), 0.25))

    reading = said(image, digit=1, find=find)

    assert (reading.text, reading.verdict, reading.reason) == ("", "nothing", "not-a-digit")
    assert len(reading.doubts) == 2


def test_a_lone_digit_that_the_finder_doubts_is_read_in_doubt():
    image, find = bars(Mark((200, 40, 210, 80), 0.25))

    reading = said(image, digit=1, find=find)

    assert (reading.text, reading.verdict, reading.reason) == ("1", "unsure", None)
    assert reading.doubts == ()


@pytest.mark.parametrize(
    ("kind", "probability", "text", "verdict"),
    [
        ("comma", 0.99, "1,1", "number"),
        ("slash", 0.99, "1/1", "number"),
        ("plus", 0.99, "1 1", "unsure"),
        ("comma", 0.6, "1 1", "unsure"),
        ("comma", 0.2, "11", "number"),
    ],
)
def test_a_sign_between_digits_is_in_the_text_or_leaves_a_gap_and_a_doubt(
    kind, probability, text, verdict
):
    image, find = bars(ONE, TWO, Mark((82, 70, 88, 84), probability, kind))

    reading = said(image, digit=1, find=find)

    assert (reading.text, reading.verdict) == (text, verdict)
    assert reading.doubts == ()


def test_what_is_no_picture_is_refused_before_a_network_is_asked():
    classify, shown = always(1)
    find = Told((300, 300), ())

    with pytest.raises(NotAnImage):
        read(b"hello", "x.png", networks(find, classify))

    assert (shown, find.asked) == ([], [])


@pytest.mark.parametrize("seed", range(25))
def test_noise_never_breaks_it(seed):
    rng = np.random.default_rng(seed)
    shape = (*rng.integers(1, 90, 2), 3)

    reading = said(Image.fromarray(rng.integers(0, 256, shape).astype(np.uint8)), digit=0)

    assert reading.verdict in ("digit", "number", "unsure", "nothing")
