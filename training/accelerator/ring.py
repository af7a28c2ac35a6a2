"""The newest windows, kept in the accelerator's memory, where each is drawn many times."""

from functools import partial
from typing import Any

import jax
import numpy as np
from jax import numpy as jnp

from training.finder.windows import Batch

Arrays = dict[str, jax.Array]


class Ring:
    """Arrays of `room` windows; new ones take the place of the oldest."""

    def __init__(self, first: Batch, room: int) -> None:
        """Make room, in multiples of the windows that come together, and keep the first ones."""
        self._each = len(first["planes"])
        self.room = max(1, room // self._each) * self._each
        self._taken = 0
        self.arrays: Arrays = {
            name: jnp.zeros((self.room, *values.shape[1:]), values.dtype)
            for name, values in first.items()
        }
        self.take(first)

    def take(self, windows: Batch) -> None:
        """Keep windows, in place of the oldest where the ring is full."""
        start = np.int32(self._taken % self.room)
        self.arrays = _placed(self.arrays, windows, start)
        self._taken += self._each

    @property
    def filled(self) -> int:
        """How many windows there are to draw from."""
        return min(self._taken, self.room)


@partial(jax.jit, donate_argnums=0)
def _placed(arrays: Arrays, windows: Batch, start: Any) -> Arrays:
    return {
        name: jax.lax.dynamic_update_slice_in_dim(arrays[name], windows[name], start, axis=0)
        for name in arrays
    }


def drawn(arrays: Arrays, places: jax.Array) -> Arrays:
    """Give the windows at these places, as the losses want them: kinds int32, the rest float32."""
    return {
        name: values[places].astype(jnp.int32 if name == "kind" else jnp.float32)
        for name, values in arrays.items()
    }
