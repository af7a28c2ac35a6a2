"""The network: 3x3 convolutions, strides in place of pooling, one dense layer.

`build` makes the form that is trained, with batch normalisation; `fold` the form that is shipped,
in which each convolution has taken its normalisation into its own weights.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
from numpy.typing import NDArray

CLASSES: Final = 11  # ten digits and "not a digit"
PARAMETERS: Final = 100_000  # the most that the shipped form may have
SCALE: Final = 1 / 256  # of the pixels: a power of two, which float16 weights keep exactly
EPSILON: Final = 1e-3  # of the normalisation's variance, Keras's default
FIELD: Final = 7  # pixels along a side of what the last convolution gives


@dataclass(frozen=True)
class Convolution:
    """One convolution: its output channels, the side of its kernel and its stride, in pixels."""

    channels: int
    kernel: int = 3
    stride: int = 1


Plan = tuple[Convolution, ...]

# Two strides in all: the field after them is FIELD x FIELD. What is computed at 28x28 is dear on
# the page's processor, so that layer is narrow; without it every second pixel is passed over
# before anything has been seen.
SHIPPED: Final[Plan] = (
    Convolution(16),
    Convolution(32, stride=2),
    Convolution(40),
    Convolution(48, stride=2),
    Convolution(64),
    Convolution(60),
)
# As small, with nothing at 28x28: it learns from the teachers, and the shipped network from it
# (Mirzadeh et al., "Improved Knowledge Distillation via Teacher Assistant", 2020).
ASSISTANT: Final[Plan] = (
    Convolution(32, kernel=5, stride=2),
    Convolution(40),
    Convolution(48, stride=2),
    Convolution(64),
    Convolution(64),
)
# Four times as many parameters, and too slow for the page.
TEACHER: Final[Plan] = (
    Convolution(48, kernel=5, stride=2),
    Convolution(96),
    Convolution(96, stride=2),
    Convolution(128),
    Convolution(128),
)
# Twelve times as many, and much of it at 28x28: to be trained on an accelerator.
LARGE: Final[Plan] = (
    Convolution(64),
    Convolution(128, stride=2),
    Convolution(128),
    Convolution(256, stride=2),
    Convolution(256),
)
PLANS: Final[dict[str, Plan]] = {
    "shipped": SHIPPED,
    "assistant": ASSISTANT,
    "teacher": TEACHER,
    "large": LARGE,
}
FEATURES: Final = SHIPPED[-1].channels  # length of the penultimate layer


def build(plan: Plan = SHIPPED, precision: str = "float32") -> keras.Model:
    """Build the trained form: float32 [N, 28, 28, 1] in 0..255 -> logits [N, 11], features.

    `precision` is the name of Keras's policy; the weights are float32 in all of them.
    """
    return _assemble(plan, precision, normalised=True)


def shipped(plan: Plan = SHIPPED) -> keras.Model:
    """Build the shipped form, folded and with new weights."""
    return _assemble(plan, "float32", normalised=False)


def load(path: Path, plan: Plan, precision: str) -> keras.Model:
    """Read a saved folded network of this plan, to run in this precision."""
    network = _assemble(plan, precision, normalised=False)
    saved = keras.saving.load_model(path, compile=False)
    network.set_weights(saved.get_weights())
    return network


def fold(trained: keras.Model, plan: Plan = SHIPPED) -> keras.Model:
    """Give the folded form of a trained network: the same function, without normalisation.

    y = gamma (w x - mean) / sqrt(variance + epsilon) + beta is a convolution with the weights
    w gamma / sqrt(variance + epsilon) and the bias beta - mean gamma / sqrt(variance + epsilon).
    """
    shipped = _assemble(plan, "float32", normalised=False)
    for place in range(len(plan)):
        _fold(trained, shipped, f"convolution_{place}", f"normalisation_{place}")
    _fold(trained, shipped, "gathering", "normalisation_of_gathering")
    shipped.get_layer("logits").set_weights(trained.get_layer("logits").get_weights())
    return shipped


def _fold(trained: keras.Model, shipped: keras.Model, name: str, normalisation: str) -> None:
    (weights,) = trained.get_layer(name).get_weights()
    gamma, beta, mean, variance = trained.get_layer(normalisation).get_weights()
    scale: NDArray[np.float32] = gamma / np.sqrt(variance + EPSILON)
    # A depthwise kernel is [height, width, channels, 1], any other ends in its output channels.
    along = scale[:, None] if weights.shape[-1] == 1 != len(scale) else scale
    shipped.get_layer(name).set_weights([weights * along, beta - mean * scale])


def _assemble(plan: Plan, precision: str, *, normalised: bool) -> keras.Model:
    pixels = keras.Input((28, 28, 1), name="pixels")
    flow: Any = keras.layers.Rescaling(SCALE, dtype=precision, name="scaling")(pixels)
    for place, convolution in enumerate(plan):
        flow = keras.layers.Conv2D(
            convolution.channels,
            convolution.kernel,
            strides=convolution.stride,
            padding="same",
            use_bias=not normalised,
            kernel_initializer="he_normal",
            dtype=precision,
            name=f"convolution_{place}",
        )(flow)
        flow = _activated(flow, str(place), precision, normalised=normalised)
    # Each channel is gathered with its own weight for each place, where an average would forget
    # where in the digit a stroke was found; it begins as the average.
    flow = keras.layers.DepthwiseConv2D(
        FIELD,
        use_bias=not normalised,
        dtype=precision,
        depthwise_initializer=keras.initializers.Constant(FIELD**-2),
        name="gathering",
    )(flow)
    flow = _activated(flow, "of_gathering", precision, normalised=normalised)
    features = keras.layers.Flatten(dtype=precision, name="features")(flow)
    # In float32 whatever the precision of the rest: the loss needs its digits.
    logits = keras.layers.Dense(CLASSES, dtype="float32", name="logits")(features)
    return keras.Model(pixels, {"logits": logits, "features": features}, name="inkling")


def _activated(flow: Any, name: str, precision: str, *, normalised: bool) -> Any:
    if normalised:
        flow = keras.layers.BatchNormalization(
            momentum=0.95, epsilon=EPSILON, dtype=precision, name=f"normalisation_{name}"
        )(flow)
    return keras.layers.ReLU(dtype=precision, name=f"activation_{name}")(flow)
