"""Samples: the numbers in a block's bytes, of any width, sign and byte order."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

# Predictors
HORIZONTAL: Final = 2
FLOATING: Final = 3

# NumPy's letter for each sample format of the specification; 4, untyped, is read as unsigned.
LETTERS: Final = {1: "u", 2: "i", 3: "f", 4: "u"}
WHOLE: Final = {"u": (8, 16, 32, 64), "i": (8, 16, 32, 64), "f": (16, 32, 64)}
PACKED: Final = 16  # bits, the widest samples that need not begin at a byte


def is_known(letter: str, bits: int) -> bool:
    """Tell whether samples of a kind and a width in bits can be read."""
    return bits in WHOLE.get(letter, ()) or (letter == "u" and 0 < bits <= PACKED)


def unpack(
    rows: NDArray[np.uint8], width: int, samples: int, kind: str, bits: int, predictor: int
) -> NDArray[Any]:
    """Give the samples [rows, width, samples] in rows of bytes, uint8 [rows, bytes].

    `kind` is a byte order and a letter of LETTERS, such as "<u". Raises ValueError where the bytes
    do not make up such rows.
    """
    order, letter = kind[0], kind[1]
    if bits not in WHOLE[letter]:
        return _packed(rows, width * samples, bits).reshape(len(rows), width, samples)
    size = bits // 8
    if predictor == FLOATING and letter == "f":
        # The highest bytes of all of a row's samples come first, and each is a difference.
        apart = rows[:, : width * samples * size].reshape(len(rows), -1, samples)
        planes = np.cumsum(apart, axis=1, dtype=np.uint8).reshape(len(rows), size, -1)
        values = np.ascontiguousarray(planes.transpose(0, 2, 1)).view(f">f{size}")
        return values.reshape(len(rows), width, samples)
    values = np.ascontiguousarray(rows[:, : width * samples * size]).view(f"{order}{letter}{size}")
    values = values.reshape(len(rows), width, samples)
    if predictor == HORIZONTAL:
        whole = values.view(f"{order}u{size}")
        return np.cumsum(whole, axis=1, dtype=f"u{size}").view(f"{letter}{size}")
    return values


def _packed(rows: NDArray[np.uint8], count: int, bits: int) -> NDArray[Any]:
    """Give unsigned samples that lie bit beside bit, each row from a byte on."""
    single = np.unpackbits(rows, axis=1, count=count * bits)
    if bits == 1:
        return single
    weights = 1 << np.arange(bits - 1, -1, -1, dtype=np.uint16)
    return single.reshape(len(rows), count, bits) @ weights


def join_chroma(rows: NDArray[np.uint8], width: int, across: int, down: int) -> NDArray[np.uint8]:
    """Give YCbCr pixels, uint8 [rows * down, width, 3], of units that share their colour.

    Each unit of a row is `across` x `down` values of Y, then one of Cb and one of Cr.
    """
    units = rows.reshape(len(rows), -1, across * down + 2)
    squares = units[..., :-2].reshape(*units.shape[:2], down, across).transpose(0, 2, 1, 3)
    luma = squares.reshape(len(rows) * down, -1)
    chroma = units[..., -2:].repeat(down, 0).repeat(across, 1)
    return np.dstack((luma, chroma))[:, :width]
