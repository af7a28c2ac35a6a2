"""A network of Keras and its optimiser as plain arrays, which JAX's functions take and give."""

from typing import Any, NamedTuple

import jax
import keras
from jax import numpy as jnp

Arrays = list[jax.Array]


class Values(NamedTuple):
    """What changes while a network is trained; `mean_` are the running means."""

    trainable: Arrays
    other: Arrays  # the statistics of the normalisation
    optimizer: Arrays
    mean_trainable: Arrays
    mean_other: Arrays


class Trainee:
    """The unchanging side: which variables there are, and what a step does with their values."""

    def __init__(
        self, trained: keras.Model, averaged: keras.Model, optimizer: Any, momentum: float
    ) -> None:
        """Train `trained` with its built optimiser; `averaged` takes the running mean."""
        self.trained, self.averaged, self.optimizer = trained, averaged, optimizer
        self._momentum = momentum
        (self._rate,) = (
            place
            for place, variable in enumerate(optimizer.variables)
            if variable.name == "learning_rate"
        )

    def values(self) -> Values:
        """Give the values that the variables have now."""
        return Values(
            _values(self.trained.trainable_variables),
            _values(self.trained.non_trainable_variables),
            _values(self.optimizer.variables),
            _values(self.averaged.trainable_variables),
            _values(self.averaged.non_trainable_variables),
        )

    def keep(self, values: Values) -> None:
        """Give the variables these values."""
        for variables, each in zip(
            (
                self.trained.trainable_variables,
                self.trained.non_trainable_variables,
                self.optimizer.variables,
                self.averaged.trainable_variables,
                self.averaged.non_trainable_variables,
            ),
            values,
            strict=True,
        ):
            for variable, value in zip(variables, each, strict=True):
                variable.assign(value)

    def stepped(self, values: Values, gradients: Arrays, other: Arrays, rate: Any) -> Values:
        """Take one step of the optimiser at a rate, and move the running means.

        `other` are the statistics after the step's pictures. The means move quickly at first, to
        forget how they began.
        """
        optimizer = list(values.optimizer)
        optimizer[self._rate] = rate
        trainable, optimizer = self.optimizer.stateless_apply(
            optimizer, gradients, values.trainable
        )
        done = optimizer[0].astype(jnp.float32)  # the optimiser's first variable counts its steps
        momentum = jnp.minimum(self._momentum, (1 + done) / (10 + done))
        mean_trainable, mean_other = (
            [
                mean * momentum + value * (1 - momentum)
                for mean, value in zip(means, news, strict=True)
            ]
            for means, news in (
                (values.mean_trainable, trainable),
                (values.mean_other, other),
            )
        )
        return Values(trainable, other, optimizer, mean_trainable, mean_other)


def _values(variables: list[Any]) -> Arrays:
    return [variable.value for variable in variables]
