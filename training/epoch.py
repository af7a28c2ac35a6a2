"""One pass over the training digits, and a look at the validation pictures after it."""

from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from tqdm import tqdm

from training import schedule
from training.augmentation import augment
from training.calibration import NOT_A_DIGIT, likelihood_loss
from training.network import CLASSES
from training.pools import Pool
from training.state import State

Step = Callable[..., Any]


def prepare(state: State, pool: Pool, teachers: Sequence[keras.Model] = ()) -> Step:
    """Compile a step: places of digits and non-digits, seed, rate and number in, loss out."""
    digits = tf.constant(np.concatenate([pool.digits.pixels, pool.redrawn]))
    labels = tf.constant(np.tile(pool.digits.labels.astype(np.int32), 2))
    nondigits = tf.constant(pool.nondigits)
    answers, doubtful = tf.eye(CLASSES), tf.constant(halves(pool.like))
    network, optimizer = state.trained, state.optimizer
    trust, softness, rough = (
        getattr(state.settings, name) for name in ("trust", "softness", "rough")
    )

    @tf.function
    def step(place: Any, other: Any, seed: Any, rate: Any, number: Any, strength: Any) -> Any:
        images = tf.concat([tf.gather(digits, place), tf.gather(nondigits, other)], axis=0)
        images = augment(tf.cast(images, tf.float32)[..., None], seed, rough, strength)
        true = tf.concat([tf.gather(labels, place), tf.fill(tf.shape(other), NOT_A_DIGIT)], axis=0)
        target = tf.concat(
            [tf.gather(answers, tf.gather(labels, place)), tf.gather(doubtful, other)], axis=0
        )
        with tf.GradientTape() as tape:
            logits = network(images, training=True)["logits"]
            losses = tf.nn.softmax_cross_entropy_with_logits(target, logits)
            if teachers:
                told = [teacher(images, training=False)["logits"] for teacher in teachers]
                told = tf.add_n(told) / len(told)
                agreed = tf.cast(tf.argmax(told, axis=1, output_type=tf.int32) == true, tf.float32)
                # Where the teachers err the label alone is learnt, and where there is no one label.
                agreed *= tf.cast(tf.reduce_max(target, axis=1) == 1, tf.float32)
                losses += trust * agreed * (distance(told, logits, softness) - losses)
            loss = tf.reduce_mean(losses)
        gradients = tape.gradient(loss, network.trainable_variables)
        optimizer.learning_rate.assign(rate)
        optimizer.apply(gradients, network.trainable_variables)
        state.average(number)
        return loss

    return step


def halves(like: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Give the answers, float32 [M, 11], that are right for non-digits.

    What looks `like` a digit and is none is either to the same degree: nobody could tell.
    """
    one = np.eye(CLASSES, dtype=np.float32)
    return (one[like] + one[NOT_A_DIGIT]) / 2


def distance(teacher: Any, student: Any, softness: float) -> Any:
    """Give the cross entropy of softened answers, logits [N, 11] each: float32 [N].

    Source: Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network" (2015); the
    square of the temperature keeps the gradients as large as those of the labels.
    """
    told = tf.nn.softmax(teacher / softness)
    return softness**2 * tf.nn.softmax_cross_entropy_with_logits(told, student / softness)


def train(state: State, step: Step, pool: Pool) -> float:
    """Train for one epoch and give its mean loss; seed and epoch decide all that is random."""
    settings = state.settings
    random = np.random.default_rng([settings.seed, 12, state.epoch])
    count = len(pool.digits)
    others = round(settings.batch * settings.nondigit_part)
    each = settings.batch - others
    steps = max(1, count // each)
    order = random.permutation(count)
    order += np.where(random.random(count) < settings.redrawn_part, count, 0)
    losses = []
    for number in tqdm(
        range(steps), desc=f"epoch {state.epoch + 1}/{settings.epochs}", mininterval=5
    ):
        done = state.epoch * steps + number
        loss = step(
            tf.constant(order[number * each : (number + 1) * each], tf.int32),
            tf.constant(random.integers(len(pool.nondigits), size=others), tf.int32),
            tf.constant([settings.seed, done], tf.int32),
            tf.constant(schedule.rate(done, settings.epochs * steps, settings.rate), tf.float32),
            tf.constant(done, tf.float32),
            tf.constant(
                schedule.strength(done, settings.epochs * steps, settings.calm), tf.float32
            ),
        )
        losses.append(float(loss))
    return float(np.mean(losses))


def validate(network: keras.Model, pool: Pool) -> dict[str, float]:
    """Give loss and accuracy on validation digits, on redrawn ones and on non-digits."""
    labels = pool.digits.labels.astype(np.int64)
    logits = predict(network, pool.digits.pixels)
    redrawn = predict(network, pool.redrawn)
    written = predict(network, pool.written.pixels)
    nondigits = predict(network, pool.nondigits[pool.like == NOT_A_DIGIT])
    none = np.full(len(nondigits), NOT_A_DIGIT)
    return {
        "validation_loss": likelihood_loss(logits, labels),
        "validation_accuracy": float((logits.argmax(axis=1) == labels).mean()),
        "validation_accuracy_of_ten": float(
            (logits[:, :NOT_A_DIGIT].argmax(axis=1) == labels).mean()
        ),
        "redrawn_loss": likelihood_loss(redrawn, labels),
        "redrawn_accuracy": float((redrawn.argmax(axis=1) == labels).mean()),
        **_of_written(written, pool.written.labels.astype(np.int64)),
        "nondigit_loss": likelihood_loss(nondigits, none),
        "nondigit_accuracy": float((nondigits.argmax(axis=1) == NOT_A_DIGIT).mean()),
    }


def _of_written(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> dict[str, float]:
    if not len(labels):
        return {"written_loss": 0.0, "written_accuracy": 0.0}  # a run without other hands
    return {
        "written_loss": likelihood_loss(logits, labels),
        "written_accuracy": float((logits.argmax(axis=1) == labels).mean()),
    }


def predict(network: keras.Model, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Give the logits, float32 [N, 11], of pictures, uint8 [N, 28, 28]."""
    parts = [
        np.asarray(network(pixels[start : start + 500, :, :, None].astype(np.float32))["logits"])
        for start in range(0, len(pixels), 500)  # 500 at a time keep the memory small
    ]
    return np.concatenate(parts) if parts else np.zeros((0, CLASSES), np.float32)
