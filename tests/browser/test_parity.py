"""One reader, two runtimes: CPython and the page give the same pixels, Keras and the page agree."""

import base64
import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from serve import SITE
from tests.handwriting import DIGITS, Sheet, encode, write
from tests.network import shipped
from tests.reference import finder_reference
from tests.sweep import is_whole, marked

LOSSLESS_LEVELS = 4  # of 255: two runtimes round the finder's mask differently; 3 were seen
JPEG_LEVELS = 6  # of 255, in the mean of a digit's pixels: its mask is the finder's
JPEGS_ALIKE = 0.9  # of JPEGs, the part with boxes equal to a pixel and a mean within ALIKE_LEVELS
ALIKE_LEVELS = 2
JPEG_PART = 0.01  # of a large digit's size, by which its box may differ
JPEG_PIXELS = 4  # of the original picture: one of a picture that was decoded at a quarter
# Of the photographs `make test` reads every third in both runtimes, from the second on. Of those
# from the first on JPEGS_ALIKE are alike: the debt below, which all of them show, is not seen there
PART = 3


def drawn():
    """Pictures in every format and mode that files come in."""
    shadow = Sheet(size=(420, 360), light=lambda x, y: 1 - 0.5 * x * y, grain=4, seed=3)
    for digit in DIGITS:
        image = write(digit, shadow, slant=3 * digit - 13, pen=0.05 + digit / 100)
        yield f"{digit}.png", encode(image)
        yield f"{digit}.jpg", encode(image, "JPEG", quality=60 + 3 * digit)
    large = write(5, Sheet(size=(3000, 2000), grain=3))
    yield "large.jpg", encode(large, "JPEG", quality=85)
    yield "large-grey.jpg", encode(large.convert("L"), "JPEG", quality=85)
    plain = write(2)
    for mode in ("L", "1", "P", "LA", "RGBA", "CMYK"):
        kind = "TIFF" if mode == "CMYK" else "PNG"
        yield f"{mode}.{kind.lower()}", encode(plain.convert(mode), kind)
    deep = Image.fromarray(np.asarray(plain.convert("L")).astype(np.uint16) * 257)
    yield "16-bit.png", encode(deep)
    yield "cmyk.jpg", encode(plain.convert("CMYK"), "JPEG")
    yield "lossy.webp", encode(plain, "WEBP", quality=70)
    yield "plain.gif", encode(plain, "GIF")
    yield "plain.bmp", encode(plain, "BMP")
    for orientation in range(1, 9):
        exif = plain.getexif()
        exif[0x0112] = orientation
        yield f"exif-{orientation}.jpg", encode(plain, "JPEG", exif=exif)


def in_cpython(content, name):
    """Read with the shipped network, run by numpy: what a page shows depends on its answers."""
    return shipped().read(content, name).as_dict()


@pytest.fixture(scope="module")
def compared():
    """What the tests of this file have compared so far, by picture."""
    return {}


@pytest.fixture
def compare(settled, compared):
    """Read a picture in both runtimes, once; gives the digits of both, pair by pair."""

    def read(name, content):
        if content not in compared:
            compared[content] = pairs(settled, name, content)
        return compared[content]

    return read


def pairs(visitor, name, content):
    """The digits of a picture as CPython reads them and as the page does, pair by pair."""
    here, there = in_cpython(content, name), visitor.read(content, name)
    assert here["source"] == there["source"], name
    assert here["text"] == there["text"], name
    ours, theirs = (
        [digit for line in each["lines"] for digit in line["digits"]] for each in (here, there)
    )
    return list(zip(ours, theirs, strict=True))


def distance(ours, theirs):
    """How far two digits' pixels differ, the mean in grey levels, where they match best.

    A digit whose centre of mass lies between two pixels may be set into either.
    """
    one, other = (np.array(each["pixels"]).reshape(28, 28) for each in (ours, theirs))
    shifted = [np.roll(other, (y, x), (0, 1)) for y in (-1, 0, 1) for x in (-1, 0, 1)]
    return min(float(np.abs(one - each).mean()) for each in shifted)


def as_png(content):
    """The same picture as CPython decodes it, upright, in a format without loss."""
    return encode(ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB"))


def assert_that_both_agree(compare, pictures, *, jpegs_alike=JPEGS_ALIKE):
    """Lossless pictures give the same pixels, to LOSSLESS_LEVELS, and so does a decoded JPEG.

    The decoders of JPEG are not the same: Pyodide's Pillow is linked to libjpeg, CPython's to
    libjpeg-turbo, and the standard leaves each its own rounding, most of all where the picture is
    decoded small. Of that no more than JPEG_LEVELS may be left in the network's input, and no more
    than JPEG_PIXELS, or JPEG_PART of the digit, in the boxes.
    """
    compared = 0
    alike = []  # JPEGs that both decoders leave nearly the same
    for name, content in pictures:
        if content.startswith(b"\xff\xd8"):
            for ours, theirs in compare(name, content):
                away = distance(ours, theirs)
                assert away <= JPEG_LEVELS, name
                close = ours["box"] == pytest.approx(theirs["box"], abs=1)
                alike.append(away <= ALIKE_LEVELS and close)
                far = max(JPEG_PIXELS, JPEG_PART * max(theirs["box"][2:]))
                assert ours["box"] == pytest.approx(theirs["box"], abs=far), name
            content = as_png(content)  # noqa: PLW2901 the same picture from here on
        found = compare(name, content)
        for ours, theirs in found:
            assert ours["pixels"] == pytest.approx(theirs["pixels"], abs=LOSSLESS_LEVELS), name
            assert ours["box"] == theirs["box"], name
        compared += bool(found)
    assert sum(alike) >= jpegs_alike * len(alike), f"{sum(alike)} of {len(alike)} JPEGs are alike"
    assert compared >= 0.9 * len(pictures), "too few pictures were read to be compared"


def test_drawn_pictures_of_every_format_give_the_same_pixels(compare):
    pictures = list(drawn())
    assert len(pictures) > 40
    assert_that_both_agree(compare, pictures)


def photographs(data):
    pictures = []
    for folder in ("photos", "drawn"):
        with (data / folder / "labels.csv").open(encoding="utf-8") as rows:
            paths = [row["path"] for row in csv.DictReader(rows) if "sudoku" not in row["path"]]
        pictures += [(path, (data / folder / path).read_bytes()) for path in paths]
    assert len(pictures) > 200
    return pictures if is_whole() else pictures[1::PART]


@marked
@pytest.mark.data
def test_photographs_give_the_same_pixels(compare, data):
    """How many JPEGs are alike is asked below."""
    assert_that_both_agree(compare, photographs(data), jpegs_alike=0)


@marked
@pytest.mark.data
@pytest.mark.xfail(
    strict=True, reason="owed by 2027-01-31: the finder's ink ends up to 5 pixels of 800 elsewhere"
)
def test_most_photographs_are_alike_to_both_decoders(compare, data):
    jpegs = [each for each in photographs(data) if each[1].startswith(b"\xff\xd8")]
    assert_that_both_agree(compare, jpegs)


RUN_MODEL = """
async ({folder, content, shape, outputs}) => {
  const tf = await import(new URL("./vendor/tensorflow/tf.js", document.baseURI));
  tf.setWasmPaths(new URL("./vendor/tensorflow/", document.baseURI).href);
  await tf.setBackend("wasm");
  await tf.ready();
  const file = new URL(`./model/${folder}/model.json`, document.baseURI).href;
  const model = await tf.loadGraphModel(file);
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  const before = tf.memory().numTensors;
  const input = tf.tensor(bytes, shape, "float32");
  const tensors = outputs.map((output) => model.execute(input, output));
  const told = (tensor) => ({shape: tensor.shape, values: Array.from(tensor.dataSync())});
  const answers = tensors.map(told);
  for (const tensor of [input, ...tensors]) tensor.dispose();
  return {backend: tf.getBackend(), left: tf.memory().numTensors - before, answers};
}
"""


@pytest.fixture(scope="module")
def card():
    path = SITE / "model" / "classifier" / "card.json"
    return json.loads(path.read_text(encoding="utf-8"))


def run_model(visitor, folder, given, *outputs):
    """A shipped network in the shipped TensorFlow.js: outputs for uint8 of the graph's shape."""
    asked = {
        "folder": folder,
        "content": base64.b64encode(given.tobytes()).decode("ascii"),
        "shape": list(given.shape),
        "outputs": outputs,
    }
    told = visitor.page.evaluate(RUN_MODEL, asked)
    assert told["backend"] == "wasm"
    assert told["left"] == 0, "a graph leaves tensors behind"
    return [np.array(each["values"]).reshape(each["shape"]) for each in told["answers"]]


def run_classifier(visitor, card, pictures):
    """Uint8 [N, 28, 28] to logits [N, 11]."""
    given = pictures.reshape(-1, 28, 28, 1)
    (logits,) = run_model(visitor, "classifier", given, card["outputs"]["logits"])
    return logits


def test_the_shipped_finder_agrees_with_keras(visit_briefly):
    """Outputs of Keras with the same float16-rounded weights, as the export wrote them down."""
    reference = finder_reference()
    card = shipped().networks.finder
    assert reference.weights == card.weights_sha256, "of another finder: export it again"
    visitor = visit_briefly().open()
    ink, maps = run_model(visitor, "finder", reference.planes, card.ink, card.maps)
    assert np.abs(reference.kept(ink) - reference.ink).max() <= 1e-3
    assert np.abs(reference.kept(maps) - reference.maps).max() <= 1e-3
    here = shipped().networks.find(reference.planes)
    assert max(np.abs(ink - here[0]).max(), np.abs(maps - here[1]).max()) <= 1e-3


def test_the_shipped_classifier_agrees_with_keras(visit_briefly, card):
    """Logits of Keras with the same float16-rounded weights, as the export wrote them down."""
    expected = json.loads((Path(__file__).parent / "parity.json").read_text(encoding="utf-8"))
    assert expected["weights"] == card["weights"]["sha256"], "of another model: export it again"
    pictures = np.array(
        [np.frombuffer(base64.b64decode(each), np.uint8) for each in expected["inputs"]]
    )
    keras = np.array(expected["logits"])
    assert pictures.shape == (len(keras), 784)
    assert len(keras) >= 50
    assert len(set(keras.argmax(axis=1))) >= 10, "the inputs show too few classes"
    found = run_classifier(visit_briefly().open(), card, pictures)
    assert np.abs(found - keras).max() <= 1e-3
    assert (found.argmax(axis=1) == keras.argmax(axis=1)).all()


def test_the_page_s_probabilities_are_the_model_s(visit_briefly, card):
    """What the engine says of a picture is the calibrated softmax of the logits of its pixels."""
    visitor = visit_briefly().open().until_ready()
    digits = [visitor.read(encode(write(digit)))["lines"][0]["digits"][0] for digit in DIGITS]
    pixels = np.array([digit["pixels"] for digit in digits], np.uint8)
    logits = run_classifier(visitor, card, pixels) / card["temperature"]
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    expected = powers / powers.sum(axis=1, keepdims=True)
    found = [[*digit["probabilities"], digit["not_a_digit"]] for digit in digits]
    assert np.abs(np.array(found) - expected).max() < 1e-5
