"""A run's state, kept in one file: network, optimiser and the running mean of the weights."""

import json
from pathlib import Path
from typing import Any

import keras
import numpy as np

from training.classifier import loss, network
from training.classifier.settings import Settings
from training.run.atomic import atomic

Record = dict[str, float]


class State:
    """What a run needs to go on; `history` has one record for each finished epoch."""

    def __init__(self, settings: Settings) -> None:
        """Begin a run: fresh weights, drawn by the settings' seed."""
        keras.utils.set_random_seed(settings.seed)
        self.settings = settings
        self.plan = network.PLANS[settings.plan]
        self.trained = network.build(self.plan, settings.precision)
        self.averaged = network.build(self.plan)
        self.averaged.set_weights(self.trained.get_weights())
        self.optimizer = keras.optimizers.AdamW(settings.rate, weight_decay=settings.decay)
        self.optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
        self.optimizer.build(self.trained.trainable_variables)
        self.history: list[Record] = []

    @property
    def epoch(self) -> int:
        """How many epochs are done."""
        return len(self.history)

    def begin(self, folder: Path) -> None:
        """Take a finished run's averaged network for the first weights, and nothing else of it.

        Raises ValueError where there is no such run, or its network has another plan.
        """
        path = folder / "state.npz"
        if not (folder / "results.json").is_file() or not path.is_file():
            raise ValueError(f"{folder} is no finished run; train it to its end first.")
        with np.load(path) as arrays:
            plan = json.loads(str(arrays["story"]))["settings"]["plan"]
            if plan != self.settings.plan:
                raise ValueError(
                    f"{folder} has the plan {plan!r}, but {self.settings.plan!r} is to be trained; "
                    "--start needs a run of the same plan."
                )
            names = [f"averaged/{place}" for place in range(len(self.averaged.weights))]
            values = [arrays[name] for name in names]
        self.trained.set_weights(values)
        self.averaged.set_weights(values)

    def average(self, step: Any) -> None:
        """Move the running mean towards the weights, after a step of this number."""
        momentum = loss.momentum(step, self.settings.averaging)
        for mean, value in zip(self.averaged.weights, self.trained.weights, strict=True):
            mean.assign(mean.value * momentum + value.value * (1.0 - momentum))

    def save(self, path: Path) -> None:
        """Write the state; the file is replaced only when the new one is whole."""
        arrays: dict[str, Any] = {}
        for name, values in self._parts().items():
            for place, value in enumerate(values):
                arrays[f"{name}/{place}"] = np.asarray(value)
        story = {"settings": self.settings.as_dict(), "history": self.history}
        arrays["story"] = np.array(json.dumps(story))
        with atomic(path) as partial, partial.open("wb") as file:
            np.savez(file, **arrays)

    def resume(self, path: Path) -> None:
        """Take up the state in a file; raises ValueError where it belongs to other settings."""
        with np.load(path) as arrays:
            story = json.loads(str(arrays["story"]))
            if not self._fits(story["settings"]):
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
        self.history = story["history"]

    def _fits(self, settings: dict[str, Any]) -> bool:
        """Tell whether settings are this run's; epochs may differ, and the schedule follows."""
        return {**settings, "epochs": 0} == {**self.settings.as_dict(), "epochs": 0}

    def finished(self) -> keras.Model:
        """Give the folded form of the averaged network, as the last epoch left it.

        The learning rate ends at nothing, so no epoch has to be chosen, and none by chance.
        """
        return network.fold(self.averaged, self.plan)

    def _parts(self) -> dict[str, list[Any]]:
        return {
            "trained": self.trained.get_weights(),
            "averaged": self.averaged.get_weights(),
            "optimizer": [np.asarray(variable) for variable in self.optimizer.variables],
        }
