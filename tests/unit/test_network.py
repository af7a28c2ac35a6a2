"""The network in numpy, against the logits of Keras that the export wrote down."""

import base64
import json
import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from serve import SITE
from tests.network import OPERATIONS, Network, UnknownOperation, shipped

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
        path = folder / shipped().card.graph_file
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
    path = folder / shipped().card.weights_file
    path.write_bytes(path.read_bytes() + b"\0\0")

    with pytest.raises(ValueError, match="describes"):
        Network(folder)


@pytest.mark.parametrize("side", [7, 8])
@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize("padding", ["SAME", "VALID"])
def test_a_convolution_is_the_sum_over_its_window(side, stride, padding):
    """Against the definition, place by place: TensorFlow's rule of padding, written out."""
    rng = np.random.default_rng(0)
    flow = rng.normal(size=(2, side, side, 3)).astype(np.float32)
    weights = rng.normal(size=(3, 3, 3, 4)).astype(np.float32)
    node = {
        "name": "convolution",
        "attr": {
            "strides": {"list": {"i": ["1", str(stride), str(stride), "1"]}},
            "dilations": {"list": {"i": ["1", "1", "1", "1"]}},
            "padding": {"s": base64.b64encode(padding.encode()).decode()},
        },
    }
    from_padding = padding == "SAME"
    places = -(-side // stride) if from_padding else (side - 3) // stride + 1
    before = max((places - 1) * stride + 3 - side, 0) // 2 if from_padding else 0

    for name, shape in (("Conv2D", weights), ("DepthwiseConv2dNative", weights[..., :1])):
        found = OPERATIONS[name](node, flow, shape)
        assert found.shape[1:3] == (places, places)
        for y in range(places):
            for x in range(places):
                expected = np.zeros(found.shape[0::3])
                for row in range(3):
                    for column in range(3):
                        down = y * stride - before + row
                        across = x * stride - before + column
                        if 0 <= down < side and 0 <= across < side:
                            seen = flow[:, down, across]
                            expected += (
                                seen @ shape[row, column]
                                if name == "Conv2D"
                                else seen * shape[row, column, :, 0]
                            )
                assert np.allclose(found[:, y, x], expected, atol=1e-4)
