"""The committed networks in Python: graphs and weights that the page loads, run by TensorFlow."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import tensorflow as tf
from google.protobuf import json_format
from numpy.typing import NDArray

from reader.card import CardError, NetworkCard
from reader.classify.card import ClassifierCard
from reader.find.card import FinderCard
from reader.networks import Networks
from reader.weights import weights_of

SHIPPED: Final = Path(__file__).resolve().parent.parent / "site" / "model"
Run = Callable[[NDArray[np.uint8]], list[NDArray[np.float32]]]

TOGETHER: Final = 500  # pictures at a time, so that the memory stays small


class Shipped:
    """A folder of both networks, as the reader takes them: `networks`."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        """Load and verify a folder; raises CardError where card, graph and weights do not fit."""
        self.folder = folder
        classifier = ClassifierCard.parse(
            _read(folder / "classifier" / "card.json").decode("utf-8")
        )
        finder = FinderCard.parse(_read(folder / "finder" / "card.json").decode("utf-8"))
        self._classify = run_folder(folder / "classifier", classifier, [classifier.logits])
        self._find = run_folder(folder / "finder", finder, [finder.ink, finder.maps])
        self.networks = Networks.checked(self.find, finder, self.classify, classifier)

    def classify(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Give the logits, float32 [N, 11], of pictures in MNIST's geometry, uint8 [N, 28, 28]."""
        parts = [
            self._classify(part[..., None])[0]
            for part in (pixels[at : at + TOGETHER] for at in range(0, len(pixels), TOGETHER))
        ]
        return np.concatenate(parts) if parts else np.zeros((0, 11), np.float32)

    def find(self, planes: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Give ink and maps, as `reader.find.maps` states them, of levels, uint8 [N, H, W, 3]."""
        ink, maps = self._find(planes)
        return ink, maps


def run_folder(folder: Path, card: NetworkCard, outputs: list[str]) -> Run:
    """Give a function from uint8 in the graph's shape to its tensors of these names, float32.

    Raises CardError where graph and weights are not those of the card.
    """
    graph = _verified(folder / card.graph_file, card.graph_sha256)
    weights = _verified(folder / card.weights_file, card.weights_sha256)
    function = _function(json.loads(graph), weights, outputs)
    return lambda given: [np.asarray(each) for each in function(tf.constant(given, tf.float32))]


def weights(folder: Path, card: NetworkCard) -> dict[str, NDArray[Any]]:
    """Give a committed network's weights by the names that the graph has for them.

    Raises CardError where graph and weights are not those of the card.
    """
    graph = _verified(folder / card.graph_file, card.graph_sha256)
    shard = _verified(folder / card.weights_file, card.weights_sha256)
    return weights_of(json.loads(graph)["weightsManifest"], shard)


def fill(network: Any, folder: Path, card: NetworkCard) -> None:
    """Give Keras's folded network, in place, the committed weights; raises CardError as above."""
    kept = weights(folder, card)
    for layer in network.layers:
        shapes = [each.shape for each in layer.get_weights()]
        # The converter has put the layer's name into those of its weights, kernel before bias.
        own = [value for name, value in kept.items() if f"/{layer.name}_1/" in name]
        if shapes:
            layer.set_weights([own[place].reshape(shape) for place, shape in enumerate(shapes)])


def _function(model: dict[str, Any], weights: bytes, outputs: list[str]) -> Any:
    """Make a function of TensorFlow from a graph model, its weights put in place as constants."""
    graph = json_format.ParseDict(model["modelTopology"], tf.compat.v1.GraphDef())
    values = weights_of(model["weightsManifest"], weights)
    for node in graph.node:
        if node.name in values:
            # The topology has the constants' types and shapes; their content lies in the shard.
            node.attr["value"].tensor.CopyFrom(tf.make_tensor_proto(values[node.name]))
    _unfuse(graph)
    given = next(node.name for node in graph.node if node.op == "Placeholder")
    wrapped = tf.compat.v1.wrap_function(lambda: tf.import_graph_def(graph, name=""), signature=[])
    return wrapped.prune(f"{given}:0", outputs)


def _unfuse(graph: Any) -> None:
    """Take apart what TensorFlow.js computes in one operation, and TensorFlow has as three."""
    for node in [node for node in graph.node if node.op == "FusedDepthwiseConv2dNative"]:
        steps = [each.decode() for each in node.attr["fused_ops"].list.s]
        if steps != ["BiasAdd", "Relu"]:
            raise CardError(f"model.json fuses {steps}, but the export fuses bias and activation.")
        flow, weights, bias = node.input
        alone, biased = f"{node.name}/alone", f"{node.name}/biased"
        first = graph.node.add(name=alone, op="DepthwiseConv2dNative", input=[flow, weights])
        for name in ("T", "strides", "padding", "data_format", "dilations"):
            first.attr[name].CopyFrom(node.attr[name])
        second = graph.node.add(name=biased, op="BiasAdd", input=[alone, bias])
        second.attr["T"].CopyFrom(node.attr["T"])
        # The last step keeps the name, under which the others know it.
        kind, named = node.attr["T"].type, node.name
        node.Clear()
        node.name, node.op = named, "Relu"
        node.input.append(biased)
        node.attr["T"].type = kind


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as cause:
        raise CardError(
            f"{path} is missing; restore the folder from the repository, or export a model into it."
        ) from cause


def _verified(path: Path, sha256: str) -> bytes:
    content = _read(path)
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise CardError(
            f"{path} has the SHA-256 {found[:12]}…, but the card beside it states {sha256[:12]}…; "
            "restore both from the same commit, or export the model again."
        )
    return content
