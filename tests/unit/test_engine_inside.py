"""What is shown of the inside of the classifier is what it computes, and nothing else."""

import base64
import json
import re
import zlib
from dataclasses import replace

import numpy as np
import pytest

from engine.anatomy import Anatomy
from engine.check import FILE, check
from engine.contribution import contributions
from engine.errors import EngineError
from serve import SITE
from tests.network import Graph, shipped

CLASSIFIER = SITE / "model" / "classifier"
LARGEST_CHECK = 150_000  # bytes that every visitor loads


def graph_and_shard():
    card = shipped().card
    return (CLASSIFIER / card.graph_file).read_bytes(), (
        CLASSIFIER / card.weights_file
    ).read_bytes()


def pictures():
    """Those of the check, uint8 [N, 28, 28]."""
    kept = json.loads((SITE / FILE).read_text(encoding="utf-8"))
    raw = zlib.decompress(base64.b64decode(kept["pixels"]))
    return np.frombuffer(raw, np.uint8).reshape(-1, 28, 28)


@pytest.fixture(scope="module")
def anatomy():
    return Anatomy.parse(*graph_and_shard())


def test_the_contributions_and_the_constant_are_the_difference_of_the_logits(anatomy):
    graph = Graph(CLASSIFIER, shipped().card)
    given = pictures()[:20].astype(np.float32)[..., None]  # one of each stroke model
    fields, logits = graph.run(given, anatomy.layers[-1].tensor, anatomy.logits)
    silent = 0
    for field, each in zip(fields, logits, strict=True):
        places, constants = contributions(field, anatomy)
        assert places.shape == (7, 7, 11)
        *_, second, first = each.argsort()
        lead = (places[..., first] - places[..., second]).sum()
        lead += constants[first] - constants[second]
        assert lead == pytest.approx(each[first] - each[second], abs=1e-4)
        assert places.sum(axis=(0, 1)) + constants == pytest.approx(each, abs=1e-4)
        assert np.abs(places[..., first] - places[..., second]).max() > 0.2
        gathered = (field * anatomy.gathering).sum(axis=(0, 1)) + anatomy.gathering_bias
        silent += int((gathered <= 0).sum())
    assert silent > len(logits), "nowhere has the rectifier anything to do"


def test_a_layer_s_places_lie_where_they_see(anatomy):
    """What changes in a place of the last field when one pixel of the picture does."""
    assert [(each.side, each.sees, each.first, each.step) for each in anatomy.layers] == [
        (28, 3, 0.5, 1),
        (14, 5, 1.5, 2),
        (14, 9, 1.5, 2),
        (7, 13, 3.5, 4),
        (7, 21, 3.5, 4),
        (7, 29, 3.5, 4),
    ]
    layer = anatomy.layers[3]  # of a later one no place's square lies in the picture as a whole
    pixels = np.random.default_rng(1).integers(1, 255, (28, 28)).astype(np.float32)
    middle = (3, 3)
    top = int(layer.first + layer.step * middle[0] - layer.sees / 2)
    changed = []
    for at in range(28):
        other = pixels.copy()
        other[at] = 0
        given = np.array([pixels, other])[..., None]
        (field,) = Graph(CLASSIFIER, shipped().card).run(given, layer.tensor)
        if np.abs(field[0][middle] - field[1][middle]).max() > 1e-2:
            changed.append(at)
    assert (changed[0], changed[-1]) == (top, top + layer.sees - 1)


def test_another_network_is_not_shown_as_this_one():
    graph, shard = graph_and_shard()
    model = json.loads(graph)
    nodes = model["modelTopology"]["node"]
    for node in nodes:
        if node["op"] == "FusedDepthwiseConv2dNative":
            node["op"] = "Mean"
    with pytest.raises(EngineError, match="another network"):
        Anatomy.parse(json.dumps(model).encode(), shard)
    unlike = re.sub(rb'"UmVsdQ=="', b'"UmVsdTY="', graph)  # Relu6
    assert unlike != graph
    with pytest.raises(EngineError, match="Relu6"):
        Anatomy.parse(unlike, shard)


def test_the_check_of_a_device_agrees_with_keras_and_notices_what_does_not():
    content = (SITE / FILE).read_bytes()
    assert len(content) <= LARGEST_CHECK
    network = shipped()
    moments = iter(range(1000))

    found = check(content, network.classify, network.card, lambda: next(moments) ** 2)

    assert (found["pictures"], found["right"], found["as_keras"]) == (100, 100, 100)
    assert found["largest_difference"] <= 1e-3
    assert found["milliseconds"]["median"] == pytest.approx(199)  # of 1, 5, 9, ... 397
    assert found["milliseconds"]["percentile_95"] == pytest.approx(377.2)

    def turned(pictures):
        return network.classify(np.ascontiguousarray(pictures[:, ::-1]))

    wrong = check(content, turned, network.card, lambda: 0)
    assert wrong["right"] < 80
    assert wrong["largest_difference"] > 1
    of_another = replace(network.card, weights_sha256="0" * 64)
    with pytest.raises(EngineError, match="was made for the classifier"):
        check(content, network.classify, of_another, lambda: 0)
