"""The network: five 3x3 convolutions, strides in place of pooling, one dense layer.

`build` makes the form that is trained, with batch normalisation; `fold` the form that is shipped,
in which each convolution has taken its normalisation into its own weights.
"""

from typing import Any, Final

import keras
import numpy as np

CLASSES: Final = 11  # ten digits and "not a digit"
PARAMETERS: Final = 100_000  # the most that the shipped form may have
# Channels and stride of each convolution. Most of the work is done at 14x14: 28x28 is dear on the
# page's processor, and 7x7 has lost the thin strokes.
CONVOLUTIONS: Final = ((20, 1), (32, 2), (48, 1), (56, 2), (88, 1))
FEATURES: Final = CONVOLUTIONS[-1][0]  # length of the penultimate layer
SCALE: Final = 1 / 256  # of the pixels: a power of two, which float16 weights keep exactly
EPSILON: Final = 1e-3  # of the normalisation's variance, Keras's default


def build() -> keras.Model:
    """Build the trained form: float32 [N, 28, 28, 1] in 0..255 -> logits [N, 11], features."""
    return _assemble(normalised=True)


def fold(trained: keras.Model) -> keras.Model:
    """Give the shipped form of a trained network: the same function, without normalisation.

    y = gamma (w x - mean) / sqrt(variance + epsilon) + beta is a convolution with the weights
    w gamma / sqrt(variance + epsilon) and the bias beta - mean gamma / sqrt(variance + epsilon).
    """
    shipped = _assemble(normalised=False)
    for place in range(len(CONVOLUTIONS)):
        (weights,) = trained.get_layer(f"convolution_{place}").get_weights()
        gamma, beta, mean, variance = trained.get_layer(f"normalisation_{place}").get_weights()
        scale = gamma / np.sqrt(variance + EPSILON)
        folded = [weights * scale, beta - mean * scale]
        shipped.get_layer(f"convolution_{place}").set_weights(folded)
    shipped.get_layer("logits").set_weights(trained.get_layer("logits").get_weights())
    return shipped


def _assemble(*, normalised: bool) -> keras.Model:
    pixels = keras.Input((28, 28, 1), name="pixels")
    flow: Any = keras.layers.Rescaling(SCALE, name="scaling")(pixels)
    for place, (channels, stride) in enumerate(CONVOLUTIONS):
        flow = keras.layers.Conv2D(
            channels,
            3,
            strides=stride,
            padding="same",
            use_bias=not normalised,
            kernel_initializer="he_normal",
            name=f"convolution_{place}",
        )(flow)
        if normalised:
            flow = keras.layers.BatchNormalization(
                momentum=0.95, epsilon=EPSILON, name=f"normalisation_{place}"
            )(flow)
        flow = keras.layers.ReLU(name=f"activation_{place}")(flow)
    features = keras.layers.GlobalAveragePooling2D(name="features")(flow)
    logits = keras.layers.Dense(CLASSES, name="logits")(features)
    return keras.Model(pixels, {"logits": logits, "features": features}, name="inkling")
