"""MNIST's digits as dark ink on photographed paper, of varied size, place, light and camera."""

import gzip
import io
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def read_idx(path: Path) -> NDArray[np.uint8]:
    """Read a gzipped idx file of bytes, in the shape that its header states."""
    content = gzip.decompress(path.read_bytes())
    zeros, kind, dimensions = struct.unpack(">HBB", content[:4])
    if zeros or kind != 0x08:
        raise ValueError(f"{path.name} is no idx file of bytes: it begins with {content[:4].hex()}")
    shape = struct.unpack(f">{dimensions}I", content[4 : 4 + 4 * dimensions])
    return np.frombuffer(content, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def on_paper(digit: NDArray[np.uint8], rng: np.random.Generator) -> bytes:
    """Put a digit, uint8 [28, 28] with bright ink, on a sheet; PNG or JPEG bytes.

    The sheet is 160 to 640 pixels wide and tall, the digit's field 15 to 90 % of its shorter
    side and anywhere on it; ink is dark, paper light and tinted, light falls off by up to 30 %
    in one direction, and the sensor adds up to 4 grey levels of noise.
    """
    height, width = (int(side) for side in rng.integers(160, 641, 2))
    side = int(min(height, width) * rng.uniform(0.15, 0.9))
    field = Image.fromarray(digit).resize((side, side), Image.Resampling.BICUBIC)
    top, left = (int(rng.integers(0, room + 1)) for room in (height - side, width - side))
    cover = np.zeros((height, width, 1), np.float32)
    cover[top : top + side, left : left + side, 0] = np.asarray(field, np.float32) / 255
    paper = (rng.uniform(190, 255) - rng.uniform(0, 15, 3)).astype(np.float32)
    ink = rng.uniform(0, 90, 3).astype(np.float32)
    colours = paper + cover * (ink - paper)
    colours *= _light(height, width, rng)
    grain = rng.standard_normal((height, width, 1), np.float32)
    colours += np.float32(rng.uniform(0, 4)) * grain
    image = Image.fromarray(np.rint(colours.clip(0, 255)).astype(np.uint8))
    file = io.BytesIO()
    if rng.random() < 0.5:
        image.save(file, "PNG", compress_level=1)
    else:
        image.save(file, "JPEG", quality=int(rng.integers(70, 96)))
    return file.getvalue()


def _light(height: int, width: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Light that falls off evenly in one direction, 0.7 to 1, float32 [height, width, 1]."""
    angle = rng.uniform(0, np.pi / 2)
    slope = np.add.outer(
        np.linspace(0, np.sin(angle), height, dtype=np.float32),
        np.linspace(0, np.cos(angle), width, dtype=np.float32),
    )
    slope = np.rot90(slope / slope.max(), 2 * int(rng.integers(2)))
    light = 1 - np.float32(rng.uniform(0, 0.3)) * slope
    return light[..., np.newaxis]
