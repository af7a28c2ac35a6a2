"""Chance that a seed decides, an int32 tensor [2], in whichever backend Keras has.

TensorFlow's stateless functions or JAX's: each gives the same from the same seed, but not what the
other gives.
"""

from collections.abc import Sequence
from typing import Any

import keras

Tensor = Any  # of TensorFlow or JAX, which have no types of their own for mypy

if keras.config.backend() == "jax":
    import jax

    def uniform(shape: Sequence[Any], seed: Tensor, low: float = 0.0, high: float = 1.0) -> Tensor:
        """Draw float32 numbers of this shape, low <= number < high, all alike likely."""
        return jax.random.uniform(_key(seed), tuple(shape), minval=low, maxval=high)

    def normal(shape: Sequence[Any], seed: Tensor) -> Tensor:
        """Draw float32 numbers of this shape, of mean 0 and standard deviation 1."""
        return jax.random.normal(_key(seed), tuple(shape))

    def split(seed: Tensor, count: int) -> list[Tensor]:
        """Make seeds of one, as different as chance allows."""
        return list(jax.random.key_data(jax.random.split(_key(seed), count)).view("int32"))

    def _key(seed: Tensor) -> Tensor:
        return jax.random.wrap_key_data(seed.view("uint32"), impl="threefry2x32")

else:
    import tensorflow as tf

    def uniform(shape: Sequence[Any], seed: Tensor, low: float = 0.0, high: float = 1.0) -> Tensor:
        """Draw float32 numbers of this shape, low <= number < high, all alike likely."""
        return tf.random.stateless_uniform(shape, seed, low, high)

    def normal(shape: Sequence[Any], seed: Tensor) -> Tensor:
        """Draw float32 numbers of this shape, of mean 0 and standard deviation 1."""
        return tf.random.stateless_normal(shape, seed)

    def split(seed: Tensor, count: int) -> list[Tensor]:
        """Make seeds of one, as different as chance allows."""
        return tf.unstack(tf.random.experimental.stateless_split(seed, count))
