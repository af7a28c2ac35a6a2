"""A run's state, kept in one file: network, optimiser and the running mean of the weights."""

import json
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import ops

from training.finder import network
from training.finder.settings import Settings
from training.run.atomic import atomic


class State:
    """What a run needs to go on; `history` has one record for each look at validation pages."""

    def __init__(self, settings: Settings, *, any_size: bool = True) -> None:
        """Begin a run: fresh weights, drawn by the settings' seed; `any_size` as in `build`."""
        keras.utils.set_random_seed(settings.seed)
        self.settings = settings
        self.plan = network.PLANS[settings.plan]
        self.trained = network.build(self.plan, any_size=any_size)
        # The heatmaps begin as empty as they mostly are.
        head = self.trained.get_layer("maps")
        kernel, bias = head.get_weights()
        bias[[0, 1]] = network.RARE
        head.set_weights([kernel, bias])
        self.averaged = network.build(self.plan, any_size=any_size)
        self.averaged.set_weights(self.trained.get_weights())
        self.optimizer = keras.optimizers.AdamW(settings.rate, weight_decay=settings.decay)
        self.optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
        self.optimizer.build(self.trained.trainable_variables)
        self.step = 0
        self.pages = 0  # that were drawn, in the order of their numbers
        self.history: list[dict[str, Any]] = []

    def average(self) -> None:
        """Move the running mean towards the weights; quickly at first, to forget how they began."""
        step = ops.cast(self.optimizer.iterations.value, "float32")
        momentum = ops.minimum(self.settings.averaging, (1.0 + step) / (10.0 + step))
        for mean, value in zip(self.averaged.weights, self.trained.weights, strict=True):
            mean.assign(mean.value * momentum + value.value * (1.0 - momentum))

    def save(self, path: Path) -> None:
        """Write the state; the file is replaced only when the new one is whole."""
        arrays: dict[str, Any] = {}
        for name, values in self._parts().items():
            for place, value in enumerate(values):
                arrays[f"{name}/{place}"] = np.asarray(value)
        story = {
            "settings": self.settings.as_dict(),
            "history": self.history,
            "step": self.step,
            "pages": self.pages,
        }
        arrays["story"] = np.array(json.dumps(story))
        with atomic(path) as partial, partial.open("wb") as file:
            np.savez(file, **arrays)

    def resume(self, path: Path) -> None:
        """Take up the state in a file; raises ValueError where it belongs to other settings."""
        with np.load(path) as arrays:
            story = json.loads(str(arrays["story"]))
            if not self.settings.fits(story["settings"]):
                raise ValueError(
                    f"{path} belongs to a run with other settings ({story['settings']}); "
                    "choose another --name, or remove that folder to begin again."
                )
            parts = {
                name: [arrays[f"{name}/{place}"] for place in range(len(values))]
                for name, values in self._parts().items()
            }
        self.trained.set_weights(parts["trained"])
        self.averaged.set_weights(parts["averaged"])
        for variable, value in zip(self.optimizer.variables, parts["optimizer"], strict=True):
            variable.assign(value)
        self.step, self.pages = story["step"], story["pages"]
        self.history = story["history"]

    def begin(self, folder: Path) -> None:
        """Take over the network of another run, of this plan or of a smaller one."""
        path = folder / "state.npz"
        with np.load(path) as arrays:
            plan = network.PLANS[json.loads(str(arrays["story"]))["settings"]["plan"]]
            small = network.build(plan, any_size=False)
            weights = [arrays[f"averaged/{place}"] for place in range(len(small.weights))]
        small.set_weights(weights)
        network.grow(self.trained, small)
        self.averaged.set_weights(self.trained.get_weights())

    def _parts(self) -> dict[str, list[Any]]:
        return {
            "trained": self.trained.get_weights(),
            "averaged": self.averaged.get_weights(),
            "optimizer": [np.asarray(variable) for variable in self.optimizer.variables],
        }
