"""The committed model run by numpy alone: tests without TensorFlow read with the real network.

The graph is walked as it stands in `model.json`, so that another network of the same operations
needs no change here. Tensors are NHWC, as in the graph.
"""

import base64
import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

import reader
from reader import Card, Reading
from serve import SITE

# Pictures at a time: the windows of a convolution over all of them stay below 60 MB.
TOGETHER: Final = 32

Tensor = NDArray[Any]
Node = dict[str, Any]


class UnknownOperation(Exception):
    """The graph asks for something that this file cannot compute; add it to OPERATIONS."""


class Network:
    """A model folder's card, and `classify` as the reader takes it."""

    def __init__(self, folder: Path = SITE / "model") -> None:
        self.card = Card.parse((folder / "card.json").read_text(encoding="utf-8"))
        model = json.loads((folder / self.card.graph_file).read_text(encoding="utf-8"))
        shard = (folder / self.card.weights_file).read_bytes()
        self._constants = _constants(model["weightsManifest"], shard)
        self._nodes: dict[str, Node] = {
            node["name"]: node for node in model["modelTopology"]["node"]
        }
        (self._given,) = (name for name, node in self._nodes.items() if node["op"] == "Placeholder")

    def classify(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Give the logits, float32 [N, 11], of pictures in MNIST's geometry, uint8 [N, 28, 28]."""
        given = pixels.astype(np.float32)[..., None]
        parts = [self._run(given[at : at + TOGETHER]) for at in range(0, len(given), TOGETHER)]
        return np.concatenate(parts) if parts else np.zeros((0, 11), np.float32)

    def read(self, data: bytes, name: str | None = None) -> Reading:
        """Read a picture file of this name; raises ReadError where it is none."""
        return reader.read(data, name, self.classify, self.card)

    def _run(self, given: Tensor) -> Tensor:
        values: dict[str, Tensor] = {**self._constants, self._given: given}

        def value(name: str) -> Tensor:
            name = name.partition(":")[0]
            if name not in values:
                node = self._nodes[name]
                if node["op"] not in OPERATIONS:
                    raise UnknownOperation(f"{node['op']} of the node {name}")
                inputs = [value(each) for each in node["input"] if not each.startswith("^")]
                values[name] = OPERATIONS[node["op"]](node, *inputs)
            return values[name]

        return value(self.card.logits)


@functools.cache
def shipped() -> Network:
    """The model in `site/model`."""
    return Network()


def _constants(manifest: list[dict[str, Any]], shard: bytes) -> dict[str, Tensor]:
    """Cut the shard into the graph's constants, in the manifest's order."""
    constants, offset = {}, 0
    for spec in (spec for group in manifest for spec in group["weights"]):
        stored = np.dtype(spec.get("quantization", {}).get("dtype", spec["dtype"]))
        count = int(np.prod(spec["shape"], dtype=np.int64))
        values = np.frombuffer(shard, stored, count, offset)
        constants[spec["name"]] = values.astype(spec["dtype"]).reshape(spec["shape"])
        offset += count * stored.itemsize
    if offset != len(shard):
        raise ValueError(f"the shard has {len(shard)} bytes, but model.json describes {offset}")
    return constants


def _numbers(node: Node, name: str) -> list[int]:
    return [int(each) for each in node["attr"][name]["list"].get("i", [])]


def _text(node: Node, name: str) -> str:
    return base64.b64decode(node["attr"][name]["s"]).decode()


def _flag(node: Node, name: str) -> int:
    return int(node["attr"].get(name, {}).get("i", 0))


def _finished(node: Node, flow: Tensor, extra: tuple[Tensor, ...]) -> Tensor:
    """Apply what the converter has fused to an operation: a bias, an activation, or both."""
    steps = node["attr"].get("fused_ops", {}).get("list", {}).get("s", [])
    left = list(extra)
    for step in (base64.b64decode(each).decode() for each in steps):
        if step == "BiasAdd":
            flow = flow + left.pop(0)
        elif step == "Relu":
            flow = np.maximum(flow, 0)
        else:
            raise UnknownOperation(f"{step} fused into the node {node['name']}")
    return flow


def _windows(node: Node, flow: Tensor, size: tuple[int, int]) -> Tensor:
    """What each place of a convolution sees, [N, rows, columns, channels, high, wide]."""
    if any(each != 1 for each in _numbers(node, "dilations")):
        raise UnknownOperation(f"dilations of the node {node['name']}")
    _, down, across, _ = _numbers(node, "strides")
    padding = _text(node, "padding")
    if padding == "SAME":  # the odd pixel of an uneven padding goes below and to the right
        amounts = [
            max((-(-side // step) - 1) * step + kernel - side, 0)
            for side, step, kernel in zip(flow.shape[1:3], (down, across), size, strict=True)
        ]
        around = [(amount // 2, amount - amount // 2) for amount in amounts]
        flow = np.pad(flow, [(0, 0), *around, (0, 0)])
    elif padding != "VALID":
        raise UnknownOperation(f"padding {padding} of the node {node['name']}")
    high, wide = size
    every = sliding_window_view(flow, high, 1)
    windows: Tensor = sliding_window_view(every, wide, 2)[:, ::down, ::across]
    return windows


def _convolution(node: Node, flow: Tensor, weights: Tensor, *extra: Tensor) -> Tensor:
    high, wide, channels, filters = weights.shape
    windows = _windows(node, flow, (high, wide))
    count, rows, columns = windows.shape[:3]
    seen = windows.transpose(0, 1, 2, 4, 5, 3).reshape(-1, high * wide * channels)
    result = seen @ weights.reshape(-1, filters)
    return _finished(node, result.reshape(count, rows, columns, filters), extra)


def _depthwise(node: Node, flow: Tensor, weights: Tensor, *extra: Tensor) -> Tensor:
    high, wide = weights.shape[:2]
    result = np.einsum("nyxchw,hwcm->nyxcm", _windows(node, flow, (high, wide)), weights)
    return _finished(node, result.reshape(*result.shape[:3], -1), extra)


def _multiplication(node: Node, left: Tensor, right: Tensor, *extra: Tensor) -> Tensor:
    for name in ("transpose_a", "transpose_b"):
        if node["attr"].get(name, {}).get("b"):
            raise UnknownOperation(f"{name} of the node {node['name']}")
    return _finished(node, left @ right, extra)


def _slice(node: Node, values: Tensor, begin: Tensor, end: Tensor, step: Tensor) -> Tensor:
    """Cut a piece out of a shape, which has one dimension."""
    masks = ("begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask")
    if values.ndim != 1 or any(_flag(node, name) for name in masks):
        raise UnknownOperation(f"a slice such as that of the node {node['name']}")
    piece = values[int(begin[0]) : int(end[0]) : int(step[0])]
    return piece[0] if _flag(node, "shrink_axis_mask") else piece


OPERATIONS: Final[dict[str, Callable[..., Tensor]]] = {
    "Add": lambda _, left, right: left + right,
    "AddV2": lambda _, left, right: left + right,
    "BiasAdd": lambda _, left, right: left + right,
    "Sub": lambda _, left, right: left - right,
    "Mul": lambda _, left, right: left * right,
    "RealDiv": lambda _, left, right: left / right,
    "Maximum": lambda _, left, right: np.maximum(left, right),
    "Relu": lambda _, flow: np.maximum(flow, 0),
    "Identity": lambda _, flow: flow,
    "Conv2D": _convolution,
    "_FusedConv2D": _convolution,
    "DepthwiseConv2dNative": _depthwise,
    "FusedDepthwiseConv2dNative": _depthwise,
    "MatMul": _multiplication,
    "_FusedMatMul": _multiplication,
    "Mean": lambda node, flow, axes: flow.mean(
        axis=tuple(np.atleast_1d(axes).tolist()),
        keepdims=bool(node["attr"].get("keep_dims", {}).get("b")),
    ),
    "Shape": lambda _, flow: np.array(flow.shape, np.int32),
    "StridedSlice": _slice,
    "Pack": lambda _, *values: np.stack(values),
    "Reshape": lambda _, flow, shape: flow.reshape(shape.tolist()),
}
