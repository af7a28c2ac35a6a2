"""The committed networks run by numpy alone: tests without TensorFlow read with the real ones.

A graph is walked as it stands in `model.json`, so that another network of the same operations
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
from PIL import Image

import reader
from reader import ClassifierCard, Digit, Reading
from reader.find.card import FinderCard
from reader.look import look
from reader.networks import Networks
from reader.sight import Sight
from reader.weights import weights_of
from serve import SITE
from tests.handwriting import encode

# Pictures at a time: the windows of a convolution over all of them stay below 60 MB.
TOGETHER: Final = 32

Tensor = NDArray[Any]
Node = dict[str, Any]


class UnknownOperation(Exception):
    """The graph asks for something that this file cannot compute; add it to OPERATIONS."""


class Graph:
    """A graph with its weights, walked from its outputs back to its input."""

    def __init__(self, folder: Path, card: ClassifierCard | FinderCard) -> None:
        model = json.loads((folder / card.graph_file).read_text(encoding="utf-8"))
        shard = (folder / card.weights_file).read_bytes()
        self._constants = weights_of(model["weightsManifest"], shard)
        self._nodes: dict[str, Node] = {
            node["name"]: node for node in model["modelTopology"]["node"]
        }
        (self._given,) = (name for name, node in self._nodes.items() if node["op"] == "Placeholder")

    def run(self, given: Tensor, *outputs: str) -> list[Tensor]:
        """Give the graph's tensors of these names."""
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

        return [value(name) for name in outputs]


class Network:
    """A folder of both networks, as the reader takes them: `networks`."""

    def __init__(self, folder: Path = SITE / "model") -> None:
        classifier, finder = folder / "classifier", folder / "finder"
        self.card = ClassifierCard.parse((classifier / "card.json").read_text(encoding="utf-8"))
        self.finder = FinderCard.parse((finder / "card.json").read_text(encoding="utf-8"))
        self._classifier = Graph(classifier, self.card)
        self._finder = Graph(finder, self.finder)
        self.networks = Networks.checked(self.find, self.finder, self.classify, self.card)

    def classify(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Give the logits, float32 [N, 11], of pictures in MNIST's geometry, uint8 [N, 28, 28]."""
        given = pixels.astype(np.float32)[..., None]
        parts = [
            self._classifier.run(given[at : at + TOGETHER], self.card.logits)[0]
            for at in range(0, len(given), TOGETHER)
        ]
        return np.concatenate(parts) if parts else np.zeros((0, 11), np.float32)

    def find(self, planes: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Give ink and maps, as `reader.find.maps` states them, of levels, uint8 [N, H, W, 3]."""
        given = planes.astype(np.float32)
        ink, maps = self._finder.run(given, self.finder.ink, self.finder.maps)
        return ink, maps

    def read(self, data: bytes, name: str | None = None) -> Reading:
        """Read a picture file of this name; raises ReadError where it is none."""
        return reader.read(data, name, self.networks)


@functools.cache
def shipped() -> Network:
    """The networks in `site/model`."""
    return Network()


def seen(image: Image.Image) -> Reading:
    """Read a picture with the networks in `site/model`."""
    return shipped().read(encode(image))


def only(image: Image.Image) -> Digit:
    """Give the one digit that is read in a picture; raises ValueError where there is not one."""
    ((found,),) = (line.digits for line in seen(image).lines)
    return found


def looked(image: Image.Image) -> Sight:
    """See what the networks in `site/model` see in a picture."""
    return look(np.asarray(image.convert("RGB")), shipped().networks)


def is_sure(reading: Reading) -> bool:
    """Tell whether a reading says what it says without a doubt."""
    return reading.verdict in ("digit", "number")


def _numbers(node: Node, name: str) -> list[int]:
    return [int(each) for each in node["attr"][name]["list"].get("i", [])]


def _text(node: Node, name: str) -> str:
    return base64.b64decode(node["attr"][name]["s"]).decode()


def _flag(node: Node, name: str) -> int:
    return int(node["attr"].get(name, {}).get("i", 0))


def _finished(node: Node, flow: Tensor, extra: tuple[Tensor, ...]) -> Tensor:
    """Apply, in its place, what the converter has fused to an operation: bias, activation, both."""
    steps = node["attr"].get("fused_ops", {}).get("list", {}).get("s", [])
    left = list(extra)
    for step in (base64.b64decode(each).decode() for each in steps):
        if step == "BiasAdd":
            flow += left.pop(0)
        elif step == "Relu":
            np.maximum(flow, 0, out=flow)
        else:
            raise UnknownOperation(f"{step} fused into the node {node['name']}")
    return flow


def _windows(node: Node, flow: Tensor, size: tuple[int, int]) -> Tensor:
    """What each place of a convolution sees, [N, rows, columns, channels, high, wide]."""
    _, down, across, _ = _numbers(node, "strides")
    _, apart_down, apart_across, _ = _numbers(node, "dilations")
    high, wide = (size[0] - 1) * apart_down + 1, (size[1] - 1) * apart_across + 1
    padding = _text(node, "padding")
    if padding == "SAME":  # the odd pixel of an uneven padding goes below and to the right
        amounts = [
            max((-(-side // step) - 1) * step + span - side, 0)
            for side, step, span in zip(flow.shape[1:3], (down, across), (high, wide), strict=True)
        ]
        around = [(amount // 2, amount - amount // 2) for amount in amounts]
        flow = np.pad(flow, [(0, 0), *around, (0, 0)])
    elif padding != "VALID":
        raise UnknownOperation(f"padding {padding} of the node {node['name']}")
    every = sliding_window_view(flow, high, 1)
    windows: Tensor = sliding_window_view(every, wide, 2)[:, ::down, ::across]
    return windows[..., ::apart_down, ::apart_across]


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


def _enlargement(node: Node, flow: Tensor, size: Tensor) -> Tensor:
    """Interpolate between the middles of pixels, first down, then across."""
    if node["attr"].get("align_corners", {}).get("b"):
        raise UnknownOperation(f"align_corners of the node {node['name']}")
    if not node["attr"].get("half_pixel_centers", {}).get("b"):
        raise UnknownOperation(f"no half_pixel_centers of the node {node['name']}")
    for axis, places in zip((1, 2), size.tolist(), strict=True):
        side = flow.shape[axis]
        at = (np.arange(places, dtype=np.float32) + np.float32(0.5)) * np.float32(side / places)
        at = np.clip(at - np.float32(0.5), 0, side - 1)
        before = at.astype(int)
        part = (at - before.astype(np.float32)).reshape((-1, *[1] * (3 - axis)))
        near = flow.take(before, axis)
        flow = near + (flow.take(np.minimum(before + 1, side - 1), axis) - near) * part
    return flow


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
    "ResizeBilinear": _enlargement,
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
