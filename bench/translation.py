"""The shipped classifier as ONNX, so that both pages run the same network with the same weights.

The graph of TensorFlow.js is walked from its output back to its input. Its tensors are NHWC and
ONNX's are NCHW: the kernels are turned, and the input has one channel, so its bytes stay the same.
Weights are written as float16, as they are stored, and widened by the graph.
"""

import base64
import json
from pathlib import Path
from typing import Any, Final

import numpy as np

from bench import onnx
from reader import ClassifierCard
from reader.weights import weights_of

SIDE: Final = 28  # pixels, of the square that the classifier takes
CLASSES: Final = 11  # the digits, and what is none
GIVEN: Final = "pixels"  # float32 [N, 1, 28, 28], grey levels of 0 to 255
TOLD: Final = "logits"  # float32 [N, 11]

# Operations on two tensors, and the axes of kernels in ONNX's order: out, in, down, across.
ARITHMETIC: Final = {"Mul": "Mul", "AddV2": "Add"}
KERNELS: Final = {"_FusedConv2D": (3, 2, 0, 1), "FusedDepthwiseConv2dNative": (2, 3, 0, 1)}


class UntranslatableError(Exception):
    """The graph has an operation that has no translation here; add it to `_translate`."""


def translated(folder: Path) -> bytes:
    """Give the classifier in a folder of the site as the bytes of an ONNX model.

    Raises UntranslatableError where it has operations that the shipped one has not.
    """
    card = ClassifierCard.parse((folder / "card.json").read_text(encoding="utf-8"))
    graph = _Graph(folder, card)
    last = graph.value(card.logits)
    graph.nodes.append(onnx.Node("Identity", (last,), TOLD))
    given = onnx.Value(GIVEN, (None, 1, SIDE, SIDE))
    told = onnx.Value(TOLD, (None, CLASSES))
    return onnx.model(graph.nodes, given, told, graph.weights)


class _Graph:
    """Nodes and weights of ONNX, in the order in which they are asked for."""

    def __init__(self, folder: Path, card: ClassifierCard) -> None:
        model = json.loads((folder / card.graph_file).read_text(encoding="utf-8"))
        shard = (folder / card.weights_file).read_bytes()
        self._constants = weights_of(model["weightsManifest"], shard)
        self._operations = {each["name"]: each for each in model["modelTopology"]["node"]}
        self._names: dict[str, str] = {}
        self.nodes: list[onnx.Node] = []
        self.weights: dict[str, np.ndarray[Any, Any]] = {}

    def value(self, tensor: str) -> str:
        """Give the name that a tensor of TensorFlow's graph has in ONNX, with all it comes of."""
        name = tensor.partition(":")[0]
        if name not in self._names:
            self._names[name] = self._translate(self._operations[name])
        return self._names[name]

    def _translate(self, node: dict[str, Any]) -> str:
        operation, inputs = node["op"], node.get("input", [])
        if operation == "Placeholder":
            return GIVEN
        flow = self.value(inputs[0])
        if operation == "Identity":
            return flow
        if operation in ARITHMETIC:
            weight = self._weight(inputs[1])
            return self._finished(node, ARITHMETIC[operation], (flow, weight))
        if operation in KERNELS:
            kernel = self._weight(inputs[1], KERNELS[operation])
            groups = 1 if operation == "_FusedConv2D" else self._constants[inputs[1]].shape[2]
            return self._convolution(node, (flow, kernel, self._weight(inputs[2])), groups)
        if operation == "Reshape":
            # To [N, features], of a tensor of 1 x 1 pixels, where NHWC and NCHW are the same.
            return self._add("Flatten", (flow,))
        if operation == "_FusedMatMul":
            weights = (self._weight(each) for each in inputs[1:])
            return self._finished(node, "Gemm", (flow, *weights))
        raise UntranslatableError(f"{operation} of the node {node['name']}")

    def _convolution(self, node: dict[str, Any], inputs: tuple[str, ...], groups: int) -> str:
        padding = base64.b64decode(node["attr"]["padding"]["s"]).decode()
        strides = [int(each) for each in node["attr"]["strides"]["list"]["i"]]
        return self._finished(
            node, "Conv", inputs, group=groups, strides=strides[1:3],
            auto_pad={"SAME": "SAME_UPPER", "VALID": "VALID"}[padding],
        )  # fmt: skip

    def _finished(
        self, node: dict[str, Any], operation: str, inputs: tuple[str, ...], **how: onnx.Attribute
    ) -> str:
        """Add an operation, and the activation that TensorFlow's converter has fused to it."""
        output = self._add(operation, inputs, **how)
        fused = node["attr"].get("fused_ops", {}).get("list", {}).get("s", [])
        for each in (base64.b64decode(name).decode() for name in fused):
            if each == "Relu":
                output = self._add("Relu", (output,))
            elif each != "BiasAdd":  # a bias is an input of Conv and of Gemm
                raise UntranslatableError(f"{each}, fused to the node {node['name']}")
        return output

    def _add(self, operation: str, inputs: tuple[str, ...], **how: onnx.Attribute) -> str:
        output = f"{operation.lower()}-{len(self.nodes)}"
        self.nodes.append(onnx.Node(operation, inputs, output, how))
        return output

    def _weight(self, name: str, axes: tuple[int, ...] | None = None) -> str:
        array = self._constants[name]
        stored = f"weight-{len(self.weights)}"
        self.weights[stored] = (array if axes is None else array.transpose(axes)).astype(np.float16)
        return self._add("Cast", (stored,), to=onnx.FLOAT)
