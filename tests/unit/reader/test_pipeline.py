"""The whole way from a file's bytes to a Reading."""

import json

import numpy as np
import pytest
from PIL import Image

from reader import NotAnImage, read
from tests.handwriting import Sheet, blank, encode, write
from tests.unit.reader.test_answer import CARD


def classify_as(digit, logit=20.0):
    """A network that always sees the same; it remembers what it was shown."""
    seen = []

    def classify(pixels):
        seen.append(pixels)
        logits = np.zeros((len(pixels), 11), np.float32)
        logits[:, digit] = logit
        return logits

    return classify, seen


def test_a_digit_is_read_with_all_that_the_contract_promises():
    classify, seen = classify_as(7)
    image = write(7, Sheet(size=(600, 400)), centre=(0.4, 0.5))

    reading = read(encode(image), "seven.png", classify, CARD).as_dict()

    assert reading["schema"] == 1
    assert reading["source"] == {
        "name": "seven.png",
        "width": 600,
        "height": 400,
        "format": "PNG",
    }
    assert (reading["verdict"], reading["text"], reading["reason"]) == ("digit", "7", None)
    (line,) = reading["lines"]
    assert line["text"] == "7"
    (digit,) = line["digits"]
    assert digit["digit"] == 7
    assert digit["sure"] is True
    assert digit["confidence"] == max(digit["probabilities"])
    assert sum(digit["probabilities"]) + digit["not_a_digit"] == pytest.approx(1)
    assert digit["pixels"] == seen[0][0].ravel().tolist()
    assert set(reading["timings_ms"]) == {"decode", "find", "classify", "total"}
    assert all(value >= 0 for value in reading["timings_ms"].values())
    assert reading["model"] == "1" * 12
    assert json.loads(json.dumps(reading)) == reading


def test_the_network_is_shown_one_picture_of_28_by_28_bytes():
    classify, seen = classify_as(0)

    read(encode(write(0)), None, classify, CARD)

    assert seen[0].shape == (1, 28, 28)
    assert seen[0].dtype == np.uint8


def test_the_box_is_in_pixels_of_the_original_even_when_it_is_read_small():
    classify, _ = classify_as(4)
    image = write(4, Sheet(size=(320, 240)), centre=(0.5, 0.5), height=0.5)
    large = image.resize((3200, 2400), Image.Resampling.BICUBIC)

    small_box = read(encode(image), None, classify, CARD).lines[0].digits[0].box
    large_box = read(encode(large), None, classify, CARD).lines[0].digits[0].box

    for side in ("x", "y", "width", "height"):
        assert getattr(large_box, side) == pytest.approx(10 * getattr(small_box, side), abs=15)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_exif_tag_does_not_change_what_the_network_sees(orientation):
    classify, seen = classify_as(2)
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

    read(encode(upright), None, classify, CARD)
    read(encode(stored, exif=exif), None, classify, CARD)

    assert np.array_equal(seen[0], seen[1])


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        (blank(Sheet(grain=3)), "blank"),
        (Image.new("RGB", (1, 1)), "too-small"),
        (write(3, Sheet(paper=(220, 220, 220), ink=(198, 198, 198))), "too-faint"),
    ],
    ids=["blank", "one pixel", "faint"],
)
def test_a_picture_without_a_digit_says_why_and_never_asks_the_network(image, reason):
    classify, seen = classify_as(8)

    reading = read(encode(image), None, classify, CARD)

    assert (reading.verdict, reading.reason) == ("nothing", reason)
    assert (reading.text, reading.lines) == ("", ())
    assert seen == []


def test_ink_that_the_network_refuses_is_nothing():
    classify, _ = classify_as(10)

    reading = read(encode(write(5)), None, classify, CARD)

    assert (reading.verdict, reading.reason, reading.text) == ("nothing", "not-a-digit", "")


def test_a_doubtful_digit_keeps_its_text_and_says_so():
    classify, _ = classify_as(5, logit=4.0)

    reading = read(encode(write(5)), None, classify, CARD)

    assert (reading.verdict, reading.text) == ("unsure", "5")
    assert not reading.lines[0].digits[0].sure


def test_what_is_no_picture_is_refused_before_the_network_is_asked():
    classify, seen = classify_as(1)

    with pytest.raises(NotAnImage):
        read(b"hello", "x.png", classify, CARD)

    assert seen == []


@pytest.mark.parametrize("seed", range(25))
def test_noise_never_breaks_it(seed):
    rng = np.random.default_rng(seed)
    shape = (*rng.integers(1, 90, 2), 3)
    classify, _ = classify_as(0)

    reading = read(
        encode(Image.fromarray(rng.integers(0, 256, shape).astype(np.uint8))), None, classify, CARD
    )

    assert reading.verdict in ("digit", "unsure", "nothing")
