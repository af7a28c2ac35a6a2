"""Colour: what the samples of a TIFF page mean, as RGB or grey, with or without transparency."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reader.decode.levels import nearest

# Photometric interpretations
WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, MASK, CMYK, YCBCR = range(7)
CIELAB, ICCLAB = 8, 9

# How many samples of a pixel are colour; those that come after are transparency, or nothing.
COLOURS: Final = {
    WHITE_IS_ZERO: 1, BLACK_IS_ZERO: 1, RGB: 3, PALETTE: 1, MASK: 1, CMYK: 4, YCBCR: 3,
    CIELAB: 3, ICCLAB: 3,
}  # fmt: skip

# What is said of pixels that are stored in a way that is not read here.
NAMES: Final = {
    10: "ITU L*a*b*", 32803: "the raw data of a camera's sensor", 32844: "SGI LogL",
    32845: "SGI LogLuv", 34892: "a camera's linear raw data", 51177: "a depth map",
}  # fmt: skip

# CIE 1976 L*a*b* of the D50 white of print to linear sRGB, by Bradford's adaptation.
WHITE: Final = (0.9642, 1.0, 0.8249)
TO_RGB: Final = np.array(
    [
        [3.1338561, -1.6168667, -0.4906146],
        [-0.9787684, 1.9161415, 0.0334540],
        [0.0719453, -0.2289914, 1.4052427],
    ]
)


def name(photometric: int) -> str:
    """Name a photometric interpretation for the visitor."""
    return NAMES.get(photometric, f"colours of the kind {photometric}")


def from_palette(places: NDArray[Any], entries: tuple[int, ...]) -> NDArray[np.uint8]:
    """Give the colours, uint8 [rows, width, 3], at places [rows, width] of a palette.

    Raises IndexError where a place is beyond it.
    """
    table = np.array(entries, np.uint32).reshape(3, -1).T
    # Entries have 16 bits; some writers fill only the lower eight.
    unused = 8 if table.max(initial=0) > 255 else 0
    return np.asarray((table >> unused).astype(np.uint8)[places], np.uint8)


def from_lab(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Convert L* 0..100, a* and b*, [rows, width, 3], to sRGB, uint8."""
    middle = (values[..., 0] + 16) / 116
    axes = (middle + values[..., 1] / 500, middle, middle - values[..., 2] / 200)
    cut = 6 / 29
    xyz = [
        white * np.where(axis > cut, axis**3, 3 * cut**2 * (axis - 4 / 29))
        for white, axis in zip(WHITE, axes, strict=True)
    ]
    linear = (np.stack(xyz, axis=-1) @ TO_RGB.T).clip(0.0, 1.0)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return nearest(encoded * 255)


def lab(values: NDArray[Any], photometric: int, bits: int) -> NDArray[np.float64]:
    """Give L* 0..100, a* and b* of stored samples, [rows, width, 3] of 8 or 16 bits, unsigned."""
    levels = values.astype(np.float64)
    highest = float(2**bits - 1)
    unit = 2.0 ** (bits - 8)
    apart = levels[..., 1:] / unit
    signed = np.where(apart >= 128, apart - 256, apart) if photometric == CIELAB else apart - 128
    return np.dstack((levels[..., :1] * (100 / highest), signed))


def image_of(levels: NDArray[np.uint8], photometric: int) -> Image.Image:
    """Make a picture of colours in eight bits, [rows, width, samples]: L or RGB."""
    if photometric == CMYK:
        return Image.fromarray(np.ascontiguousarray(levels), "CMYK").convert("RGB")
    if photometric == YCBCR:
        return Image.fromarray(np.ascontiguousarray(levels), "YCbCr").convert("RGB")
    if levels.shape[2] == 1:
        grey = levels[..., 0]
        return Image.fromarray(255 - grey if photometric == WHITE_IS_ZERO else grey)
    return Image.fromarray(np.ascontiguousarray(levels))
