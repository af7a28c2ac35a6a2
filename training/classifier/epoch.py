"""One pass over the training digits, in TensorFlow."""

from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from tqdm import tqdm

from training.classifier import batches, loss, schedule
from training.classifier.augmentation import augment
from training.classifier.pool import Pool
from training.classifier.state import State

Step = Callable[..., Any]


def prepare(state: State, pool: Pool, teachers: Sequence[keras.Model] = ()) -> Step:
    """Compile a step: places of digits and non-digits, seed, rate and number in, loss out."""
    material = {name: tf.constant(array) for name, array in loss.material(pool).items()}
    network, optimizer, settings = state.trained, state.optimizer, state.settings

    @tf.function
    def step(place: Any, other: Any, seed: Any, rate: Any, number: Any, strength: Any) -> Any:
        images = loss.pictures(material, place, other)
        images = augment(images, seed, settings.rough, strength)
        target = loss.answers(material, place, other)
        told = [teacher(images, training=False)["logits"] for teacher in teachers]
        with tf.GradientTape() as tape:
            logits = network(images, training=True)["logits"]
            mean = loss.mean_loss(target, logits, told, settings)
        gradients = tape.gradient(mean, network.trainable_variables)
        optimizer.learning_rate.assign(rate)
        optimizer.apply(gradients, network.trainable_variables)
        state.average(number)
        return mean

    return step


def train(state: State, step: Step, pool: Pool) -> float:
    """Train for one epoch and give its mean loss; seed and epoch decide all that is random."""
    settings = state.settings
    places, others = batches.batches(settings, pool, state.epoch)
    steps = len(places)
    losses = []
    for number in tqdm(
        range(steps), desc=f"epoch {state.epoch + 1}/{settings.epochs}", mininterval=5
    ):
        done = state.epoch * steps + number
        mean = step(
            tf.constant(places[number]),
            tf.constant(others[number]),
            tf.constant([settings.seed, done], tf.int32),
            tf.constant(schedule.rate(done, settings.epochs * steps, settings.rate), tf.float32),
            tf.constant(done, tf.float32),
            tf.constant(
                schedule.strength(done, settings.epochs * steps, settings.calm), tf.float32
            ),
        )
        losses.append(float(mean))
    return float(np.mean(losses))
