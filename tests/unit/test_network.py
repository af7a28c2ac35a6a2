"""The networks in numpy, against the answers of Keras that the exports wrote down."""

import base64
import json
import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from reader import CardError
from serve import SITE
from tests.network import OPERATIONS, Network, UnknownOperation, shipped
from tests.reference import finder_reference

PARITY = Path(__file__).parents[1] / "browser" / "parity.json"


@pytest.fixture(scope="module")
def parity():
    """Pictures, uint8 [N, 28, 28], and the logits of Keras, [N, 11]."""
    kept = json.loads(PARITY.read_text(encoding="utf-8"))
    assert kept["weights"] == shipped().card.weights_sha256, "of another model: export it again"
    pictures = [np.frombuffer(base64.b64decode(each), np.uint8) for each in kept["inputs"]]
    return np.array(pictures).reshape(-1, 28, 28), np.array(kept["logits"])


def test_it_agrees_with_keras(parity):
    pictures, keras = parity

    found = shipped().classify(pictures)

    assert found.shape == (len(pictures), 11)
    assert found.dtype == np.float32
    assert len(set(keras.argmax(axis=1))) >= 10
    assert np.abs(found - keras).max() <= 1e-3


def test_a_picture_s_logits_do_not_depend_on_what_it_is_read_with(parity):
    pictures, _ = parity

    together = shipped().classify(pictures)
    alone = np.concatenate([shipped().classify(each[None]) for each in pictures])

    assert np.abs(together - alone).max() <= 1e-4


def test_no_pictures_have_no_logits():
    assert shipped().classify(np.zeros((0, 28, 28), np.uint8)).shape == (0, 11)


def test_the_finder_agrees_with_keras():
    reference = finder_reference()
    assert reference.weights == shipped().finder.weights_sha256, "of another model: export it again"

    ink, maps = shipped().find(reference.planes)

    assert ink.dtype == maps.dtype == np.float32
    assert np.abs(reference.kept(ink) - reference.ink).max() <= 1e-3
    assert np.abs(reference.kept(maps) - reference.maps).max() <= 1e-3
    assert np.ptp(reference.ink) > 1, "the levels show too little"


def test_the_finder_takes_levels_of_any_size_and_number():
    planes = finder_reference().planes

    whole = shipped().find(planes)
    one = shipped().find(planes[1:2])
    none = shipped().find(planes[:0])
    small = shipped().find(planes[:1, :32, :32])

    for name, together, alone in zip(("ink", "maps"), whole, one, strict=True):
        assert np.abs(together[1:2] - alone).max() <= 1e-4, name
    assert [each.shape[:3] for each in none] == [(0, 32, 48), (0, 16, 24)]
    assert [each.shape[:3] for each in small] == [(1, 16, 16), (1, 8, 8)]


def test_the_finder_is_fast_enough_for_large_pictures():
    planes = np.random.default_rng(1).integers(0, 256, (1, 512, 768, 3), np.uint8)
    start = time.process_time()

    shipped().find(planes)

    # About half a second: a picture of 12 megapixels is seen on two such levels and smaller ones.
    assert time.process_time() - start < 5


def test_it_is_fast_enough_for_whole_pages(parity):
    pictures, _ = parity
    start = time.process_time()

    shipped().classify(pictures)

    # About 2 ms; a page of a hundred digits still takes less than two seconds at ten times that.
    assert (time.process_time() - start) / len(pictures) < 0.02


@pytest.fixture
def changed(tmp_path):
    """A way to change the graph of a copy of the model: `changed(function of the topology)`."""

    def change(edit):
        folder = shutil.copytree(SITE / "model", tmp_path / "model")
        path = folder / "classifier" / shipped().card.graph_file
        model = json.loads(path.read_text(encoding="utf-8"))
        edit(model["modelTopology"]["node"])
        path.write_text(json.dumps(model), encoding="utf-8")
        return Network(folder)

    return change


def test_an_operation_that_it_does_not_know_is_named(changed):
    def edit(nodes):
        next(node for node in nodes if node["op"] == "_FusedConv2D")["op"] = "LeakyRelu"

    with pytest.raises(UnknownOperation, match="LeakyRelu"):
        changed(edit).classify(np.zeros((1, 28, 28), np.uint8))


def test_weights_that_do_not_fit_the_graph_are_refused(tmp_path):
    folder = shutil.copytree(SITE / "model", tmp_path / "model")
    path = folder / "finder" / shipped().finder.weights_file
    path.write_bytes(path.read_bytes() + b"\0\0")

    with pytest.raises(CardError, match="describes"):
        Network(folder)


def convolution(padding, stride, dilation):
    """A node of the graph."""
    return {
        "name": "convolution",
        "attr": {
            "strides": {"list": {"i": ["1", str(stride), str(stride), "1"]}},
            "dilations": {"list": {"i": ["1", str(dilation), str(dilation), "1"]}},
            "padding": {"s": base64.b64encode(padding.encode()).decode()},
        },
    }


@pytest.mark.parametrize("side", [7, 8])
@pytest.mark.parametrize(("stride", "dilation"), [(1, 1), (2, 1), (1, 2)])
@pytest.mark.parametrize("padding", ["SAME", "VALID"])
def test_a_convolution_is_the_sum_over_its_window(side, stride, dilation, padding):
    """Against the definition, place by place: TensorFlow's rule of padding, written out."""
    rng = np.random.default_rng(0)
    flow = rng.normal(size=(2, side, side, 3)).astype(np.float32)
    weights = rng.normal(size=(3, 3, 3, 4)).astype(np.float32)
    node = convolution(padding, stride, dilation)
    span = 2 * dilation + 1
    from_padding = padding == "SAME"
    places = -(-side // stride) if from_padding else (side - span) // stride + 1
    before = max((places - 1) * stride + span - side, 0) // 2 if from_padding else 0

    for name, shape in (("Conv2D", weights), ("DepthwiseConv2dNative", weights[..., :1])):
        found = OPERATIONS[name](node, flow, shape)
        assert found.shape[1:3] == (places, places)
        for y in range(places):
            for x in range(places):
                expected = np.zeros(found.shape[0::3])
                for row in range(3):
                    for column in range(3):
                        down = y * stride - before + row * dilation
                        across = x * stride - before + column * dilation
                        if 0 <= down < side and 0 <= across < side:
                            seen = flow[:, down, across]
                            expected += (
                                seen @ shape[row, column]
                                if name == "Conv2D"
                                else seen * shape[row, column, :, 0]
                            )
                assert np.allclose(found[:, y, x], expected, atol=1e-4)


ENLARGEMENT = {"name": "larger", "attr": {"half_pixel_centers": {"b": True}}}


def test_an_enlargement_to_twice_the_size_lies_between_the_middles_of_pixels():
    """By hand: a quarter and three quarters of two neighbours, and the rim as it is."""
    flow = np.array([[0, 4], [8, 12]], np.float32)[None, :, :, None]

    found = OPERATIONS["ResizeBilinear"](ENLARGEMENT, flow, np.array([4, 4]))

    across = np.array([0, 1, 3, 4])
    expected = across + np.array([0, 2, 6, 8])[:, None]
    assert found[0, :, :, 0].tolist() == expected.tolist()


@pytest.mark.parametrize("attribute", [{}, {"align_corners": {"b": True}}])
def test_an_enlargement_between_other_places_is_not_known(attribute):
    node = {"name": "larger", "attr": attribute}
    with pytest.raises(UnknownOperation, match="larger"):
        OPERATIONS["ResizeBilinear"](node, np.zeros((1, 2, 2, 1), np.float32), np.array([4, 4]))
