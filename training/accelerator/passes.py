"""One pass over the training digits in JAX: as `training.classifier.epoch`, in a single call.

The same pictures in the same order, the same rates and the same recipe; only chance in the
augmentation and the initial weights is not TensorFlow's.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import keras
import numpy as np

from training.accelerator.gathering import regathered
from training.classifier import batches, loss, schedule
from training.classifier.augmentation import augment
from training.classifier.pool import Pool
from training.classifier.settings import Settings
from training.classifier.state import State

Arrays = list[Any]  # one array for each of a network's or an optimiser's variables
Pass = Callable[..., Any]


class Weights(NamedTuple):
    """All that a step changes, each in the order of Keras's variables."""

    trained: Arrays
    normalising: Arrays
    mean_trained: Arrays
    mean_normalising: Arrays
    optimizer: Arrays


class Steps(NamedTuple):
    """What an epoch's steps are given: first axis of each is the step."""

    place: Any
    other: Any
    seed: Any
    rate: Any
    number: Any
    strength: Any


def weights(state: State) -> Weights:
    """Take the weights out of a state."""
    parts = (variables for variables in _variables(state))
    return Weights(*([jnp.array(variable.value) for variable in part] for part in parts))


def put(state: State, now: Weights) -> None:
    """Put weights back into a state."""
    for variables, values in zip(_variables(state), now, strict=True):
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)


def _variables(state: State) -> list[Arrays]:
    return [
        state.trained.trainable_variables,
        state.trained.non_trainable_variables,
        state.averaged.trainable_variables,
        state.averaged.non_trainable_variables,
        state.optimizer.variables,
    ]


def steps(settings: Settings, pool: Pool, epoch: int) -> Steps:
    """Lay out an epoch: its pictures, seeds, rates and strengths of the augmentation."""
    places, others = batches.batches(settings, pool, epoch)
    done = range(epoch * len(places), (epoch + 1) * len(places))
    whole = settings.epochs * len(places)
    return Steps(
        places,
        others,
        np.array([(settings.seed, at) for at in done], np.int32),
        np.array([schedule.rate(at, whole, settings.rate) for at in done], np.float32),
        np.array(done, np.float32),
        np.array([schedule.strength(at, whole, settings.calm) for at in done], np.float32),
    )


def prepare(state: State, teachers: Sequence[keras.Model] = ()) -> Pass:
    """Compile an epoch: weights, steps, material and teachers' weights in, weights and loss out.

    It serves every seed of these settings: a state's weights are arguments, not part of it.
    """
    network, optimizer, settings = regathered(state.trained), state.optimizer, state.settings
    tellers = [regathered(teacher) for teacher in teachers]
    at = [variable is optimizer.learning_rate for variable in optimizer.variables].index(True)

    def step(now: Weights, given: Steps, material: loss.Material, told: list[Arrays]) -> Any:
        images = loss.pictures(material, given.place, given.other)
        images = augment(images, given.seed, settings.rough, given.strength)
        target = loss.answers(material, given.place, given.other)
        answers = [
            teller.stateless_call(*values, images, training=False)[0]["logits"]
            for teller, values in zip(tellers, told, strict=True)
        ]

        def lost(trained: Arrays) -> Any:
            outputs, normalising = network.stateless_call(
                trained, now.normalising, images, training=True
            )
            return loss.mean_loss(target, outputs["logits"], answers, settings), normalising

        (mean, normalising), gradients = jax.value_and_grad(lost, has_aux=True)(now.trained)
        variables = [*now.optimizer[:at], given.rate, *now.optimizer[at + 1 :]]
        trained, variables = optimizer.stateless_apply(variables, gradients, now.trained)
        kept = loss.momentum(given.number, settings.averaging)

        def moved(means: Arrays, values: Arrays) -> Arrays:
            return [a * kept + b * (1.0 - kept) for a, b in zip(means, values, strict=True)]

        means = moved(now.mean_trained, trained), moved(now.mean_normalising, normalising)
        return Weights(trained, normalising, *means, variables), mean

    def whole(now: Weights, given: Steps, material: loss.Material, told: list[Arrays]) -> Any:
        now, means = jax.lax.scan(lambda at, row: step(at, row, material, told), now, given)
        return now, means.mean()

    return jax.jit(whole)


def values(network: keras.Model) -> list[Arrays]:
    """Give a network's weights as its `stateless_call` takes them."""
    return [
        [variable.value for variable in network.trainable_variables],
        [variable.value for variable in network.non_trainable_variables],
    ]
