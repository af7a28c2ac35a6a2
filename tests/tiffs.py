"""TIFF files of kinds that Pillow does not write, made here tag by tag."""

import struct
import zlib
from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

FORMATS = {"u": 1, "i": 2, "f": 3}


def raw(content: bytes) -> bytes:
    """Leave a block as it is."""
    return content


# The compressions that are made here: their number, and how a block is compressed.
NONE: tuple[int, Callable[[bytes], bytes]] = (1, raw)
DEFLATE: tuple[int, Callable[[bytes], bytes]] = (8, zlib.compress)
OLD_DEFLATE: tuple[int, Callable[[bytes], bytes]] = (32946, zlib.compress)


def packed(values: NDArray[Any], bits: int) -> NDArray[np.uint8]:
    """Put samples [rows, columns, samples] of less than a byte side by side, a row a byte."""
    rows = values.reshape(len(values), -1)
    single = (rows[..., None] >> np.arange(bits - 1, -1, -1)) & 1
    return np.packbits(single.reshape(len(rows), -1).astype(np.uint8), axis=1)


def tiff(
    pixels: NDArray[Any],
    *,
    compression: tuple[int, Callable[[bytes], bytes]] = DEFLATE,
    photometric: int = 1,
    bits: int = 0,
    predictor: int = 1,
    apart: bool = False,
    tile: int = 0,
    strip: int = 7,
    order: Literal["<", ">"] = "<",
    big: bool = False,
    more: dict[int, tuple[int, list[int]]] | None = None,
) -> bytes:
    """Make a file of samples [rows, columns, samples]; `bits` below 8 are packed.

    `tile` is the side of square tiles, `strip` the rows of a strip where there are none. `more` has
    further tags, each with its field type and its values.
    """
    height, width, samples = pixels.shape
    kind = pixels.dtype.kind
    planes = [pixels[..., at : at + 1] for at in range(samples)] if apart else [pixels]
    blocks = []
    for plane in planes:
        for top in range(0, height, tile or strip):
            for left in range(0, width, tile or width):
                block = plane[top : top + (tile or strip), left : left + (tile or width)]
                if tile:
                    missing = [(0, tile - block.shape[0]), (0, tile - block.shape[1]), (0, 0)]
                    block = np.pad(block, missing)
                blocks.append(compression[1](_bytes(block, bits, predictor, order)))
    width_bits = bits or pixels.dtype.itemsize * 8
    tags: dict[int, tuple[int, list[int]]] = {
        256: (4, [width]),
        257: (4, [height]),
        258: (3, [width_bits] * samples),
        259: (3, [compression[0]]),
        262: (3, [photometric]),
        277: (3, [samples]),
        284: (3, [2 if apart else 1]),
        317: (3, [predictor]),
        339: (3, [FORMATS[kind]] * samples),
        **(more or {}),
    }
    if tile:
        tags |= {322: (4, [tile]), 323: (4, [tile])}
    else:
        tags |= {278: (4, [strip])}
    return _file(tags, blocks, (324, 325) if tile else (273, 279), order, big=big)


def _bytes(block: NDArray[Any], bits: int, predictor: int, order: Literal["<", ">"]) -> bytes:
    if bits and bits % 8:
        return packed(block, bits).tobytes()
    size = block.dtype.itemsize
    if predictor == 2:
        whole = np.ascontiguousarray(block).view(f"u{size}")
        block = np.diff(whole, axis=1, prepend=np.zeros_like(whole[:, :1]))
    elif predictor == 3:
        apart = np.ascontiguousarray(block.astype(f">f{size}")).view(np.uint8)
        apart = apart.reshape(len(block), -1, size).transpose(0, 2, 1)
        apart = apart.reshape(len(block), -1, block.shape[2])
        return np.diff(apart, axis=1, prepend=np.zeros_like(apart[:, :1])).tobytes()
    return block.astype(block.dtype.newbyteorder(order)).tobytes()


def _file(
    tags: dict[int, tuple[int, list[int]]],
    blocks: list[bytes],
    places: tuple[int, int],
    order: str,
    *,
    big: bool,
) -> bytes:
    at = 16
    offsets = []
    for block in blocks:
        offsets.append(at)
        at += len(block)
    tags = {**tags, places[0]: (4, offsets), places[1]: (4, [len(each) for each in blocks])}
    head, count, entry, inline = ("Q", "Q", "HHQ", 8) if big else ("I", "H", "HHI", 4)
    extra = b""
    start = at + struct.calcsize("<" + count) + len(tags) * (4 + 2 * inline) + inline
    entries = b""
    for number in sorted(tags):
        kind, values = tags[number]
        content = struct.pack(f"{order}{len(values)}{ {1: 'B', 3: 'H', 4: 'I'}[kind] }", *values)
        if len(content) > inline:
            place = struct.pack(order + head, start + len(extra))
            extra += content
        else:
            place = content.ljust(inline, b"\0")
        entries += struct.pack(order + entry, number, kind, len(values)) + place
    directory = struct.pack(order + count, len(tags)) + entries + bytes(inline) + extra
    name = b"II" if order == "<" else b"MM"
    version = (
        struct.pack(order + "HHHQ", 43, 8, 0, at) if big else struct.pack(order + "HI", 42, at)
    )
    return (name + version).ljust(16, b"\0") + b"".join(blocks) + directory
