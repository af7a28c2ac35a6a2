"""Changes that keep a digit what it is, batched in TensorFlow: the hand, the pen, the paper.

Every function is deterministic in its `seed`, an int32 tensor [2].
"""

from typing import Any, Final

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

SIDE: Final = 28  # pixels along a side
CELLS: Final = 5  # elastic distortion: points along a side that move freely
TURN: Final = 0.2  # radians either way
SLANT: Final = 0.25  # pixels sideways for each pixel down, either way
ZOOM: Final = (0.84, 1.12)  # either axis by itself; larger, and a digit would leave the frame
SHIFT: Final = 1.8  # pixels either way, along both axes
ELASTIC: Final = 1.1  # pixels: the largest standard deviation of the points' movement

Tensor = Any  # TensorFlow has no types of its own for mypy


def augment(images: Tensor, seed: Tensor) -> Tensor:
    """Change pictures, float32 [N, 28, 28, 1] in 0..255: same shape and range."""
    seeds = tf.unstack(tf.random.experimental.stateless_split(seed, 5))
    images = warp(images, seeds[0])
    images = thicken(images, seeds[1])
    images = blur(images, seeds[2])
    images = stretch(fade(images, seeds[3]))
    return soil(images, seeds[4])


def warp(images: Tensor, seed: Tensor) -> Tensor:
    """Turn, slant, zoom, shift and distort elastically, by one bilinear resampling.

    Source of the elastic distortion: Simard et al., "Best Practices for Convolutional Neural
    Networks Applied to Visual Document Analysis" (2003), with a field smooth between free points.
    """
    count = tf.shape(images)[0]
    draws = tf.random.stateless_uniform([7, count, 1, 1], seed, -1.0, 1.0)
    turn, slant = TURN * draws[0], SLANT * draws[1]
    middle, half = (ZOOM[1] + ZOOM[0]) / 2, (ZOOM[1] - ZOOM[0]) / 2
    across, down = middle + half * draws[2], middle + half * draws[3]
    line = tf.range(SIDE, dtype=tf.float32) - (SIDE - 1) / 2
    x = line[None, None, :] - SHIFT * draws[4]
    y = line[None, :, None] - SHIFT * draws[5]
    turned_x = (tf.cos(turn) * x + tf.sin(turn) * y) / across
    turned_y = (tf.cos(turn) * y - tf.sin(turn) * x) / down
    size = tf.abs(draws[6])[:, :, :, None] * ELASTIC
    points = size * tf.random.stateless_normal([count, CELLS, CELLS, 2], seed + 1)
    moves = spread(points)
    return sample(images, turned_x + slant * turned_y + moves[..., 0], turned_y + moves[..., 1])


def spread(points: Tensor) -> Tensor:
    """Interpolate fields between points, float32 [N, CELLS, CELLS, C] -> [N, 28, 28, C], smoothly.

    A product of two matrices: much faster here than TensorFlow's own resizing.
    """
    return tf.einsum("yi,xj,nijc->nyxc", _WEIGHTS, _WEIGHTS, points)


def _weights() -> NDArray[np.float32]:
    """Give each pixel's weights of the points along one axis, float32 [28, CELLS]: cosine humps."""
    places = np.linspace(0, CELLS - 1, SIDE)[:, None] - np.arange(CELLS)[None, :]
    return (0.5 + 0.5 * np.cos(np.pi * np.clip(places, -1, 1))).astype(np.float32)


_WEIGHTS: Final = _weights()


def sample(images: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """Read pictures at (x, y), float32 [N, 28, 28] from the middle, bilinearly; outside is 0."""
    width = SIDE + 2
    count = tf.shape(images)[0]
    flat = tf.reshape(tf.pad(images[..., 0], [[0, 0], [1, 1], [1, 1]]), [count, width * width])
    x = tf.clip_by_value(x + (SIDE + 1) / 2, 0.0, width - 1.001)
    y = tf.clip_by_value(y + (SIDE + 1) / 2, 0.0, width - 1.001)
    left, top = tf.floor(x), tf.floor(y)
    place = tf.reshape(tf.cast(top * width + left, tf.int32), [count, SIDE * SIDE])
    right, low = tf.reshape(x - left, tf.shape(place)), tf.reshape(y - top, tf.shape(place))

    def read(offset: int) -> Tensor:
        return tf.gather(flat, place + offset, batch_dims=1)

    upper = read(0) * (1 - right) + read(1) * right
    lower = read(width) * (1 - right) + read(width + 1) * right
    return tf.reshape(upper * (1 - low) + lower * low, [count, SIDE, SIDE, 1])


def thicken(images: Tensor, seed: Tensor) -> Tensor:
    """Make three strokes in ten thicker or thinner, by up to half a pixel on either side."""
    draws = _draws(images, seed, 2)
    wide = tf.nn.max_pool2d(images, 3, 1, "SAME")
    thin = -tf.nn.max_pool2d(-images, 3, 1, "SAME")
    amount = 0.5 * draws[1]
    images = tf.where(draws[0] < 0.15, images + amount * (wide - images), images)
    return tf.where(draws[0] > 0.85, images + amount * (thin - images), images)


def blur(images: Tensor, seed: Tensor) -> Tensor:
    """Soften three pictures in ten, as a lens out of focus."""
    draws = _draws(images, seed, 2)
    bell = tf.constant([1.0, 2.0, 1.0])
    kernel = (bell[:, None] * bell[None, :] / 16.0)[:, :, None, None]
    soft = tf.nn.depthwise_conv2d(images, kernel, [1, 1, 1, 1], "SAME")
    return tf.where(draws[0] < 0.3, images + draws[1] * (soft - images), images)


def fade(images: Tensor, seed: Tensor) -> Tensor:
    """Harden or soften the ink's grey levels, and let the pen's pressure vary, in some pictures."""
    draws = _draws(images, seed, 4)
    power = tf.exp(1.4 * (draws[1] - 0.5))
    bent = 255.0 * tf.pow(tf.clip_by_value(images / 255.0, 0.0, 1.0), power)
    images = tf.where(draws[0] < 0.35, bent, images)
    count = tf.shape(images)[0]
    coarse = tf.random.stateless_uniform([count, CELLS, CELLS, 1], seed + 3, 0.1, 1.3)
    pressure = tf.minimum(spread(coarse), 1.0)
    return tf.where(draws[2] < 0.15, images * pressure, images)


def stretch(images: Tensor) -> Tensor:
    """Stretch the brightest pixel to 255, as MNIST's geometry does; an empty field stays faint."""
    brightest = tf.reduce_max(images, axis=[1, 2, 3], keepdims=True)
    return images * (255.0 / tf.maximum(brightest, 60.0))


def soil(images: Tensor, seed: Tensor) -> Tensor:
    """Leave residues of the paper in some pictures: grain, a faint rule, specks."""
    draws = _draws(images, seed, 6)
    noise = tf.random.stateless_uniform(tf.shape(images), seed + 1)
    grain = (noise - 0.5) * 80.0 * draws[1]
    images = tf.where(draws[0] < 0.08, images + grain, images)
    line = tf.range(SIDE, dtype=tf.float32)
    place = draws[3] * (SIDE - 1)
    level = tf.maximum(0.0, 1.0 - tf.abs(line[None, :, None, None] - place)) * 150.0 * draws[4]
    level = level * tf.ones([1, 1, SIDE, 1])
    upright = tf.transpose(level, [0, 2, 1, 3])
    images = tf.where(draws[2] < 0.04, tf.maximum(images, level), images)
    images = tf.where(draws[2] > 0.96, tf.maximum(images, upright), images)
    speck = tf.where(noise < 0.006, 255.0 * draws[1], 0.0)
    images = tf.where(draws[5] < 0.08, tf.maximum(images, speck), images)
    return tf.clip_by_value(images, 0.0, 255.0)


def _draws(images: Tensor, seed: Tensor, count: int) -> list[Tensor]:
    """Draw `count` numbers in 0..1 for each picture, each [N, 1, 1, 1]."""
    shape = [count, tf.shape(images)[0], 1, 1, 1]
    return tf.unstack(tf.random.stateless_uniform(shape, seed), num=count)
