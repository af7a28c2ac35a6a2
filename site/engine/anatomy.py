"""How the classifier is built, as its graph tells: convolutions, then one weight for each place.

What comes out of the last convolution is a field of places. Gathering weighs each channel of each
place and sums up over the places; the logits are sums of what is gathered.
"""

import base64
import json
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError
from reader.weights import weights_of

SIDE: Final = 28  # pixels along a side of the input

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Layer:
    """A convolution with its activation: `tensor` is its name in the graph.

    It gives `side` x `side` places of so many `channels`. Each place sees a square of `sees` pixels
    a side of the input; the middle of the first is at `first` pixels from the left and from the
    top, that of the next `step` pixels farther.
    """

    tensor: str
    side: int
    channels: int
    sees: int
    first: float
    step: int


@dataclass(frozen=True)
class Anatomy:
    """The layers from the input on, and the weights of what follows the last of them.

    `gathering` is [rows, columns, channels], its bias [channels], `dense` [channels, classes] and
    its bias [classes], all float32. `gathered` and `logits` are names of tensors.
    """

    layers: tuple[Layer, ...]
    gathered: str
    logits: str
    gathering: Floats
    gathering_bias: Floats
    dense: Floats
    dense_bias: Floats

    @classmethod
    def parse(cls, graph: bytes, shard: bytes) -> Self:
        """Read `model.json` and its only shard.

        Raises EngineError where it is built otherwise, CardError where both do not fit.
        """
        model = json.loads(graph)
        values = weights_of(model["weightsManifest"], shard)
        nodes = model["modelTopology"]["node"]
        layers: list[Layer] = []
        for node in nodes:
            if node["op"] == "_FusedConv2D":
                _check(node, ["BiasAdd", "Relu"])
                layers.append(_next(layers, node, values[node["input"][1]]))
        try:
            (gathering,) = (each for each in nodes if each["op"] == "FusedDepthwiseConv2dNative")
            (dense,) = (each for each in nodes if each["op"] == "_FusedMatMul")
        except ValueError as cause:
            raise EngineError(
                "model/classifier/model.json is another network than the one that can be looked "
                "into: it has to end in one depthwise convolution and one dense layer."
            ) from cause
        _check(gathering, ["BiasAdd", "Relu"])
        _check(dense, ["BiasAdd"])
        weights = values[gathering["input"][1]][..., 0]
        if not layers or weights.shape[0] != layers[-1].side:
            raise EngineError(
                f"model/classifier/model.json gathers a field of {weights.shape[:2]}, but its last "
                "convolution gives another; export the model again."
            )
        return cls(
            layers=tuple(layers),
            gathered=gathering["name"],
            logits=dense["name"],
            gathering=weights,
            gathering_bias=values[gathering["input"][2]],
            dense=values[dense["input"][1]],
            dense_bias=values[dense["input"][2]],
        )


def _next(before: list[Layer], node: dict[str, Any], weights: Floats) -> Layer:
    """Give the layer of a convolution with the padding "same", after those before it."""
    last = before[-1] if before else Layer("", SIDE, 1, 1, 0.5, 1)
    kernel = weights.shape[0]
    stride = int(node["attr"]["strides"]["list"]["i"][1])
    side = -(-last.side // stride)
    padding = max((side - 1) * stride + kernel - last.side, 0) // 2
    return Layer(
        tensor=node["name"],
        side=side,
        channels=weights.shape[3],
        sees=last.sees + (kernel - 1) * last.step,
        first=last.first + last.step * ((kernel - 1) / 2 - padding),
        step=last.step * stride,
    )


def _check(node: dict[str, Any], expected: list[str]) -> None:
    fused = [base64.b64decode(each).decode() for each in node["attr"]["fused_ops"]["list"]["s"]]
    if fused != expected:
        raise EngineError(
            f"model/classifier/model.json fuses {fused} in {node['name']}, but what is shown of it "
            f"needs {expected}; export the model again."
        )
