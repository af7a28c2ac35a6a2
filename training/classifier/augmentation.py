"""Changes that keep a digit what it is, in batches: the hand, the pen, the paper.

Every function is deterministic in its `seed`, an int32 tensor [2]. They compute in whichever
backend Keras has; chance differs between backends, all else is the same.
"""

from typing import Any, Final

import numpy as np
from keras import ops
from numpy.typing import NDArray

from training.classifier import randomness

SIDE: Final = 28  # pixels along a side
CELLS: Final = 5  # elastic distortion: points along a side that move freely
TURN: Final = 0.3  # radians either way
SLANT: Final = 0.3  # pixels sideways for each pixel down, either way
NEARER: Final = 0.006  # perspective: part by which a pixel farther along an axis is larger, at most
ZOOM: Final = (0.84, 1.12)  # either axis by itself; larger, and a digit would leave the frame
SHIFT: Final = 1.8  # pixels either way, along both axes
BEND: Final = 2.0  # pixels by which a stray line leaves the straight one at most
ELASTIC: Final = 1.1  # pixels: the largest standard deviation of the points' movement

Tensor = Any  # of the backend, which has no types of its own for mypy


def augment(images: Tensor, seed: Tensor, part: float = 1.0, strength: Tensor = 1.0) -> Tensor:
    """Change pictures, float32 [N, 28, 28, 1] in 0..255: same shape and range.

    All are written by another hand, as different as `strength` says, 0..1; `part` of them also with
    another pen, on other paper.
    """
    seeds = randomness.split(seed, 6)
    images = warp(images, seeds[0], strength)
    rough = blur(thicken(images, seeds[1]), seeds[2])
    rough = soil(stretch(fade(rough, seeds[3])), seeds[4])
    (draw,) = _draws(images, seeds[5], 1)
    return ops.where(draw < part, rough, images)


def warp(images: Tensor, seed: Tensor, strength: Tensor = 1.0) -> Tensor:
    """Turn, slant, zoom, shift, tilt and distort elastically, by one bilinear resampling.

    Source of the elastic distortion: Simard et al., "Best Practices for Convolutional Neural
    Networks Applied to Visual Document Analysis" (2003), with a field smooth between free points.
    """
    count = ops.shape(images)[0]
    draws = strength * randomness.uniform([9, count, 1, 1], seed, -1.0, 1.0)
    turn, slant = TURN * draws[0], SLANT * draws[1]
    middle, half = (ZOOM[1] + ZOOM[0]) / 2, (ZOOM[1] - ZOOM[0]) / 2
    across, down = middle + half * draws[2], middle + half * draws[3]
    line = ops.arange(SIDE, dtype="float32") - (SIDE - 1) / 2
    x = line[None, None, :] - SHIFT * draws[4]
    y = line[None, :, None] - SHIFT * draws[5]
    nearer = 1.0 + NEARER * (draws[7] * x + draws[8] * y)
    turned_x = (ops.cos(turn) * x + ops.sin(turn) * y) / (across * nearer)
    turned_y = (ops.cos(turn) * y - ops.sin(turn) * x) / (down * nearer)
    size = ops.abs(draws[6])[:, :, :, None] * ELASTIC
    points = size * randomness.normal([count, CELLS, CELLS, 2], seed + 1)
    moves = spread(points)
    return sample(images, turned_x + slant * turned_y + moves[..., 0], turned_y + moves[..., 1])


def _humps(cells: int) -> NDArray[np.float32]:
    """Give each pixel's weights of the points along one axis, float32 [28, cells]: cosine humps."""
    places = np.linspace(0, cells - 1, SIDE)[:, None] - np.arange(cells)[None, :]
    return (0.5 + 0.5 * np.cos(np.pi * np.clip(places, -1, 1))).astype(np.float32)


_COARSE: Final = _humps(CELLS)
_FINE: Final = _humps(9)


def spread(points: Tensor, humps: NDArray[np.float32] = _COARSE) -> Tensor:
    """Interpolate fields between points, float32 [N, CELLS, CELLS, C] -> [N, 28, 28, C], smoothly.

    A product of two matrices: much faster here than resizing by the library.
    """
    return ops.einsum("yi,xj,nijc->nyxc", humps, humps, points)


def sample(images: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """Read pictures at (x, y), float32 [N, 28, 28] from the middle, bilinearly; outside is 0."""
    width = SIDE + 2
    count = ops.shape(images)[0]
    flat = ops.reshape(ops.pad(images[..., 0], [[0, 0], [1, 1], [1, 1]]), [count, width * width])
    x = ops.clip(x + (SIDE + 1) / 2, 0.0, width - 1.001)
    y = ops.clip(y + (SIDE + 1) / 2, 0.0, width - 1.001)
    left, top = ops.floor(x), ops.floor(y)
    place = ops.reshape(ops.cast(top * width + left, "int32"), [count, SIDE * SIDE])
    right, low = (ops.reshape(part, [count, SIDE * SIDE]) for part in (x - left, y - top))

    def read(offset: int) -> Tensor:
        return ops.take_along_axis(flat, place + offset, axis=1)

    upper = read(0) * (1 - right) + read(1) * right
    lower = read(width) * (1 - right) + read(width + 1) * right
    return ops.reshape(upper * (1 - low) + lower * low, [count, SIDE, SIDE, 1])


def thicken(images: Tensor, seed: Tensor) -> Tensor:
    """Make three strokes in ten thicker or thinner, by up to half a pixel on either side."""
    draws = _draws(images, seed, 2)
    wide = ops.max_pool(images, 3, 1, "same")
    thin = -ops.max_pool(-images, 3, 1, "same")
    amount = 0.5 * draws[1]
    images = ops.where(draws[0] < 0.15, images + amount * (wide - images), images)
    return ops.where(draws[0] > 0.85, images + amount * (thin - images), images)


def blur(images: Tensor, seed: Tensor) -> Tensor:
    """Soften four pictures in ten, as a lens out of focus: half of them by more than a pixel."""
    draws = _draws(images, seed, 2)
    bell = np.array([1, 4, 6, 4, 1], np.float32)
    kernel = ops.convert_to_tensor((bell[:, None] * bell / 256)[:, :, None, None])
    soft = ops.depthwise_conv(images, kernel, 1, "same")
    softer = ops.depthwise_conv(soft, kernel, 1, "same")
    images = ops.where(draws[0] < 0.2, images + draws[1] * (soft - images), images)
    return ops.where(draws[0] > 0.8, soft + draws[1] * (softer - soft), images)


def fade(images: Tensor, seed: Tensor) -> Tensor:
    """Harden or soften the ink's grey levels, and let the pen's pressure vary, in some pictures."""
    draws = _draws(images, seed, 4)
    power = ops.exp(1.4 * (draws[1] - 0.5))
    bent = 255.0 * ops.power(ops.clip(images / 255.0, 0.0, 1.0), power)
    images = ops.where(draws[0] < 0.35, bent, images)
    count = ops.shape(images)[0]
    coarse = randomness.uniform([count, CELLS, CELLS, 1], seed + 3, 0.1, 1.3)
    pressure = ops.minimum(spread(coarse), 1.0)
    return ops.where(draws[2] < 0.15, images * pressure, images)


def stretch(images: Tensor) -> Tensor:
    """Stretch the brightest pixel to 255, as MNIST's geometry does; an empty field stays faint."""
    brightest = ops.max(images, axis=[1, 2, 3], keepdims=True)
    return images * (255.0 / ops.maximum(brightest, 60.0))


def soil(images: Tensor, seed: Tensor) -> Tensor:
    """Leave residues of paper and pen in some: grain, specks, gaps, a stray line, a smudge."""
    draws = _draws(images, seed, 9)
    noise = randomness.uniform(ops.shape(images), seed + 1)
    other = randomness.uniform(ops.shape(images), seed + 2)
    images = ops.where(draws[0] < 0.1, images + (noise - 0.5) * 80.0 * draws[1], images)
    speck = ops.where(noise < 0.05 * draws[2], 255.0 * draws[1], 0.0)
    images = ops.where(draws[3] < 0.1, ops.maximum(images, speck), images)
    gap = ops.where(other < 0.4 * draws[4], draws[5], 1.0)
    images = ops.where(draws[3] > 0.9, images * gap, images)
    images = ops.where(draws[6] < 0.35, ops.maximum(images, stray(images, seed + 3)), images)
    images = ops.where(draws[7] < 0.08, smudge(images, seed + 4, 110.0 * draws[8]), images)
    return ops.clip(images, 0.0, 255.0)


def stray(images: Tensor, seed: Tensor) -> Tensor:
    """Draw a line for each picture: at any angle and place, thin, faint or dark, slightly bent."""
    draws = _draws(images, seed, 7)
    line = ops.arange(SIDE, dtype="float32") - (SIDE - 1) / 2
    x, y = line[None, None, :, None], line[None, :, None, None]
    angle = 2.0 * np.pi * draws[0]
    across = ops.cos(angle) * x + ops.sin(angle) * y - 12.0 * (2.0 * draws[1] - 1.0)
    along = ops.cos(angle) * y - ops.sin(angle) * x
    length = 14.0 + 30.0 * draws[2]  # pixels from bend to bend and back
    bend = BEND * draws[3] * ops.sin(2.0 * np.pi * (along / length + draws[4]))
    half = 0.4 + 0.8 * draws[5]
    return 255.0 * draws[6] * ops.clip(half + 0.5 - ops.abs(across - bend), 0.0, 1.0)


def smudge(images: Tensor, seed: Tensor, level: Tensor) -> Tensor:
    """Cover patches of each picture, about a seventh of it, with an even grey `level`."""
    points = randomness.normal([ops.shape(images)[0], 9, 9, 1], seed)
    cover = ops.clip(4.0 * (spread(points, _FINE) - 0.55), 0.0, 1.0)
    return images + cover * (level - images)


def _draws(images: Tensor, seed: Tensor, count: int) -> list[Tensor]:
    """Draw `count` numbers in 0..1 for each picture, each [N, 1, 1, 1]."""
    shape = [count, ops.shape(images)[0], 1, 1, 1]
    return ops.unstack(randomness.uniform(shape, seed), num=count)
