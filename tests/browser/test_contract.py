"""`window.inkling`: what embedding pages and downloads rely on, exactly as docs/api.md says."""

import base64
import hashlib
import io

import pytest
from PIL import Image

from serve import SITE
from tests.browser.visitor import Refused
from tests.handwriting import Sheet, blank, encode, write

KEYS = {
    *("schema", "source", "verdict", "text", "reason", "lines", "doubts", "timings_ms", "model"),
    "finder",
}
DIGIT_KEYS = {
    *("digit", "confidence", "sure", "box", "probabilities", "not_a_digit", "pixels"),
    "hypotheses",
}


def test_the_engine_s_state_is_an_attribute_of_the_page(settled):
    assert settled.engine == "ready"


def test_ready_is_a_promise_that_has_come_true(settled):
    assert settled.page.evaluate("window.inkling.ready instanceof Promise")
    settled.page.evaluate("window.inkling.ready")


def test_a_reading_has_every_part_of_the_schema(settled):
    sheet = Sheet(size=(400, 300))
    content = encode(write(7, sheet, centre=(0.7, 0.4), height=0.5), "JPEG", quality=95)
    reading = settled.read(content, "seven.jpg")
    assert set(reading) == KEYS
    assert reading["schema"] == 2
    assert reading["source"] == {
        "name": "seven.jpg", "width": 400, "height": 300, "format": "JPEG",
    }  # fmt: skip
    assert (reading["verdict"], reading["text"], reading["reason"]) == ("digit", "7", None)
    (line,) = reading["lines"]
    assert set(line) == {"text", "digits", "signs"}
    assert (line["text"], line["signs"], reading["doubts"]) == ("7", [], [])
    (digit,) = line["digits"]
    assert set(digit) == DIGIT_KEYS
    assert (digit["digit"], digit["sure"], digit["hypotheses"]) == (7, True, None)
    assert len(digit["probabilities"]) == 10
    assert digit["confidence"] == max(digit["probabilities"]) == digit["probabilities"][7]
    assert sum(digit["probabilities"]) + digit["not_a_digit"] == pytest.approx(1)
    assert len(digit["pixels"]) == 28 * 28
    assert {type(pixel) for pixel in digit["pixels"]} == {int}
    assert (min(digit["pixels"]), max(digit["pixels"])) == (0, 255)
    # The seven is 150 pixels tall, its strokes included 163, around (280, 120).
    x, y, width, height = digit["box"]
    assert abs(x + width / 2 - 280) < 10
    assert abs(y + height / 2 - 120) < 10
    assert 100 < width < 130
    assert 135 < height < 165
    assert set(reading["timings_ms"]) == {"decode", "find", "classify", "total"}
    assert all(time >= 0 for time in reading["timings_ms"].values())


def test_the_stages_come_only_when_they_are_asked_for(settled):
    content = encode(write(7))
    reading = settled.read(content, trace=True)
    assert set(reading) == {*KEYS, "trace"}
    assert reading["text"] == "7"
    assert len({stage["stage"] for stage in reading["trace"]}) == len(reading["trace"]) >= 3
    for stage in reading["trace"]:
        assert set(stage) == {"stage", "title", "image"}
        kind, image = stage["image"].split(",")
        assert kind == "data:image/png;base64"
        with Image.open(io.BytesIO(base64.b64decode(image))) as picture:
            picture.load()
            assert max(picture.size) > 8
    assert set(settled.read(content, trace=False)) == KEYS


def test_the_model_is_named_by_its_weights(settled):
    weights = (SITE / "model" / "classifier" / "group1-shard1of1.bin").read_bytes()
    expected = hashlib.sha256(weights).hexdigest()[:12]
    assert settled.read(encode(write(1)))["model"] == expected


def test_a_blob_has_no_name(settled):
    assert settled.read(encode(write(1)), None)["source"]["name"] is None


def test_a_reading_through_the_contract_makes_no_card(settled):
    before = settled.names
    settled.read(encode(write(1)), "quiet.png")
    assert settled.names == before


def test_many_readings_at_once_come_back_each_to_its_own(settled):
    answers = settled.page.evaluate(
        """async (pictures) => {
          const blobs = pictures.map((each) =>
            new Blob([Uint8Array.from(atob(each), (character) => character.charCodeAt(0))]));
          const readings = await Promise.all(blobs.map((blob) => window.inkling.read(blob)));
          return readings.map((reading) => reading.text);
        }""",
        [_base64(encode(write(digit))) for digit in (3, 1, 4, 1, 5, 9, 2, 6)],
    )
    assert answers == list("31415926")


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def test_blank_paper_is_an_answer_and_no_error(settled):
    reading = settled.read(encode(blank()))
    assert set(reading) == KEYS
    assert (reading["verdict"], reading["text"], reading["lines"]) == ("nothing", "", [])


@pytest.mark.parametrize("thing", ["undefined", "null", "'http://'", "42", "{}"])
def test_what_is_no_picture_is_refused(settled, thing):
    code = settled.page.evaluate(
        f"window.inkling.read({thing}).then(() => 'read', (error) => error.code)"
    )
    assert code == "not-an-image"


def test_an_error_says_what_came_and_has_a_code(settled):
    with pytest.raises(Refused) as refused:
        settled.read(b"%PDF-1.7")
    assert refused.value.code == "not-an-image"
    assert "PDF" in refused.value.message
