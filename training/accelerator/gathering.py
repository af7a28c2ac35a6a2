"""The same network with its gathering layer as a product and a sum.

As a convolution with as many groups as channels it is among the slowest that accelerators have.
"""

from typing import Any

import keras
from keras import ops


class Gathering(keras.layers.DepthwiseConv2D):
    """A depthwise convolution whose kernel is as large as the field: [N, F, F, C] -> [N, 1, 1, C].

    Same weights and configuration as Keras's own.
    """

    def call(self, inputs: Any) -> Any:
        """Weigh every place of every channel, and add them up, in float32 whatever the policy."""
        weights = ops.cast(self.kernel, "float32")[None, ..., 0]
        gathered = ops.sum(ops.cast(inputs, "float32") * weights, axis=(1, 2), keepdims=True)
        if self.use_bias:
            gathered += ops.cast(self.bias, "float32")
        return ops.cast(gathered, self.compute_dtype)


def regathered(network: keras.Model) -> keras.Model:
    """Give a network of the same function with fresh weights, in the same order."""
    return keras.models.clone_model(network, clone_function=_regathered)


def _regathered(layer: keras.layers.Layer) -> keras.layers.Layer:
    kind = Gathering if isinstance(layer, keras.layers.DepthwiseConv2D) else type(layer)
    return kind.from_config(layer.get_config())
