"""Keras to a TensorFlow.js graph model: float16 weights, one shard, the same bytes every time."""

import json
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import keras
import tensorflow as tf

GRAPH: Final = "model.json"
WEIGHTS: Final = "group1-shard1of1.bin"
SHARD: Final = 4 * 1024 * 1024  # bytes a shard may have: room for every network of this size

# The converter imports these at its start, for kinds of model that do not occur here. They weigh
# two gigabytes, so they are not installed, and empty modules stand in for them.
_UNUSED: Final = (
    "tensorflow_decision_forests",
    "tensorflow_hub",
    "tf_keras",
    "jax",
    "jax.experimental",
    "jax.experimental.jax2tf",
)


class ConversionError(Exception):
    """A network that did not become the graph model that the page expects."""


def convert(network: keras.Model, folder: Path) -> None:
    """Write `model.json` and one shard of float16 weights into `folder`, which must exist.

    Raises ConversionError where the converter splits the weights or leaves a convolution unfused.
    """
    with tempfile.TemporaryDirectory() as saved:
        _for_any_size(network).export(saved, format="tf_saved_model", verbose=False)
        _converter()(
            saved,
            str(folder),
            quantization_dtype_map={"float16": "*"},
            weight_shard_size_bytes=SHARD,
            control_flow_v2=True,
        )
    if not (folder / WEIGHTS).is_file() or len(list(folder.glob("group*"))) != 1:
        raise ConversionError(
            f"The converter wrote {sorted(path.name for path in folder.iterdir())}, but the page "
            f"loads {WEIGHTS} alone; the network is too large for one shard."
        )
    graph = json.loads((folder / GRAPH).read_text(encoding="utf-8"))
    _check_fused(graph)
    text = json.dumps(graph, sort_keys=True, separators=(",", ":"))
    (folder / GRAPH).write_text(text + "\n", encoding="utf-8")


def outputs(folder: Path) -> dict[str, str]:
    """Give the graph's tensor of each output of the signature, as in {"logits": "Identity:0"}."""
    graph = json.loads((folder / GRAPH).read_text(encoding="utf-8"))
    return {name: tensor["name"] for name, tensor in sorted(graph["signature"]["outputs"].items())}


class _Twice(keras.layers.Layer):
    """Bilinear enlargement of NHWC to twice the height and width, whatever these are."""

    def call(self, flow: Any) -> Any:
        size = 2 * tf.shape(flow)[1:3]
        return tf.raw_ops.ResizeBilinear(images=flow, size=size, half_pixel_centers=True)


class _Dilated(keras.layers.Conv2D):
    """A dilated convolution as one operation, where Keras makes nine of it."""

    def call(self, flow: Any) -> Any:
        padding, dilations = self.padding.upper(), self.dilation_rate
        flow = tf.nn.conv2d(flow, self.kernel, self.strides, padding, dilations=dilations)
        return tf.nn.bias_add(flow, self.bias)


def _for_any_size(network: keras.Model) -> keras.Model:
    """Copy a network, with layers that need not know the size of what they are given.

    Keras 3.15 cannot trace its own UpSampling2D where height and width are open, and asks for them
    in a dilated convolution.
    """
    copy = keras.models.clone_model(network, clone_function=_taken_over)
    copy.set_weights(network.get_weights())
    return copy


def _taken_over(layer: Any) -> Any:
    if isinstance(layer, keras.layers.UpSampling2D):
        if (layer.interpolation, layer.size) != ("bilinear", (2, 2)):
            raise ConversionError(
                f"{layer.name} enlarges by {layer.size}, {layer.interpolation}, but the export "
                "knows only bilinear enlargement by two."
            )
        return _Twice(name=layer.name)
    is_dilated = isinstance(layer, keras.layers.Conv2D) and layer.dilation_rate != (1, 1)
    kind = _Dilated if is_dilated else layer.__class__
    return kind.from_config(layer.get_config())


def _check_fused(graph: dict[str, Any]) -> None:
    """Raise ConversionError for a convolution without its bias, or apart from its activation."""
    nodes = {node["name"]: node for node in graph["modelTopology"]["node"]}
    operations = {node["op"] for node in nodes.values()}
    unfused = sorted({"Conv2D", "FusedBatchNormV3", "BiasAdd"} & operations)
    activated = (node for node in nodes.values() if node["op"] == "Relu")
    # A sum of two flows has its activation for itself.
    if any(nodes[node["input"][0].split(":")[0]]["op"] != "AddV2" for node in activated):
        unfused.append("Relu")
    if unfused or "_FusedConv2D" not in operations:
        raise ConversionError(
            f"The graph still has {', '.join(unfused)}: convolution, bias and activation did not "
            "become one operation, which costs the page time; see whether the converter changed."
        )


def _converter() -> Any:
    missing = [name for name in _UNUSED if name not in sys.modules]
    for name in missing:
        sys.modules[name] = ModuleType(name)
    vars(sys.modules["jax.experimental"])["jax2tf"] = sys.modules["jax.experimental.jax2tf"]
    try:
        from tensorflowjs.converters import convert_tf_saved_model  # noqa: PLC0415 see above
    finally:
        for name in missing:  # what is empty must not be taken for the real thing by anyone else
            del sys.modules[name]
    return convert_tf_saved_model
