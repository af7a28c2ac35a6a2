"""Blocks: the strips or tiles of a TIFF page, put together to rows from top to bottom."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from reader.decode.limits import MAX_DECODED_BYTES
from reader.decode.tiff import colour, compression, samples, tag
from reader.decode.tiff.directory import Directory

APART: Final = 2  # the planes' arrangement: one after the other

# Samples that are unpacked at a time: few enough for a telephone, enough for NumPy to be quick.
SLICE: Final = 4_000_000


def old_jpeg(data: bytes, tags: Directory) -> bytes:
    """Give the file that an old JPEG is; empty where its tables lie apart, as hardly any do."""
    at = tags.one(tag.JPEG_INTERCHANGE_FORMAT)
    found = data[at : at + tags.one(tag.JPEG_INTERCHANGE_FORMAT_LENGTH)] if at else b""
    return found if found.startswith(compression.START) else b""


def bands(data: bytes, tags: Directory) -> Iterator[NDArray[Any]]:
    """Give some rows of samples [rows, width, samples] after the other.

    Raises one of DECODE_ERRORS for what is damaged.
    """
    if tags.one(tag.COMPRESSION) == compression.OLD_JPEG:
        yield compression.decode_jpeg(old_jpeg(data, tags))
    else:
        yield from _Blocks(data, tags).bands()


class _Blocks:
    """Where the blocks of a page lie, and how large they are."""

    def __init__(self, data: bytes, tags: Directory) -> None:
        self._data = data
        self._tags = tags
        tiled = tag.TILE_WIDTH in tags.tags
        self._width, self._height = tags.one(tag.IMAGE_WIDTH), tags.one(tag.IMAGE_LENGTH)
        self._across, self._down = self._width, tags.one(tag.ROWS_PER_STRIP, self._height)
        self._offsets = tags.all(tag.TILE_OFFSETS if tiled else tag.STRIP_OFFSETS)
        self._counts = tags.all(tag.TILE_BYTE_COUNTS if tiled else tag.STRIP_BYTE_COUNTS)
        if tiled:
            self._across, self._down = tags.one(tag.TILE_WIDTH), tags.one(tag.TILE_LENGTH)
        else:
            self._down = min(self._down, self._height)
        self._samples = tags.one(tag.SAMPLES_PER_PIXEL, 1)
        self._bits = tags.one(tag.BITS_PER_SAMPLE, 1)
        self._planes = self._samples if tags.one(tag.PLANAR_CONFIGURATION, 1) == APART else 1
        self._tiled = tiled
        least = min(self._width, self._height, self._across, self._down, self._samples)
        if least <= 0 or self._row_bytes * self._down > MAX_DECODED_BYTES:
            raise ValueError("a side of the page or of its blocks is 0, or beyond reason")

    @property
    def _row_bytes(self) -> int:
        return -(-self._across * (self._samples // self._planes) * self._bits // 8)

    def bands(self) -> Iterator[NDArray[Any]]:
        """Give some rows after the other, in the page's width."""
        columns, lines = -(-self._width // self._across), -(-self._height // self._down)
        for line in range(lines):
            left = min(self._down, self._height - line * self._down)
            stored = self._down if self._tiled else left
            first = [(plane * lines + line) * columns for plane in range(self._planes)]
            row = [self._block(at + each, stored) for at in first for each in range(columns)]
            for parts in zip(*row, strict=True):
                planes = [
                    np.concatenate(parts[at : at + columns], axis=1)
                    for at in range(0, len(parts), columns)
                ]
                band = np.concatenate(planes, axis=2)[:left, : self._width]
                left -= len(band)
                yield band

    def _block(self, index: int, rows: int) -> Iterator[NDArray[Any]]:
        """Give the samples of a strip or tile, some rows at a time."""
        at = self._offsets[index]
        content = self._data[at : at + self._counts[index] if self._counts else None]
        if self._tags.one(tag.COMPRESSION) == compression.JPEG:
            yield compression.expand_jpeg(content, self._tags)
            return
        if self._tags.one(tag.PHOTOMETRIC) == colour.YCBCR and self._planes == 1:
            yield self._subsampled(content, rows)
            return
        stored = self._expanded(content, self._row_bytes, rows)
        letter = samples.LETTERS[self._tags.one(tag.SAMPLE_FORMAT, 1)]
        kind, predictor = self._tags.order + letter, self._tags.one(tag.PREDICTOR, 1)
        each = self._samples // self._planes
        some = max(1, SLICE // (self._across * each))
        for top in range(0, rows, some):
            part = stored[top : top + some]
            yield samples.unpack(part, self._across, each, kind, self._bits, predictor)

    def _subsampled(self, content: bytes, rows: int) -> NDArray[np.uint8]:
        across, down = (self._tags.all(tag.YCBCR_SUBSAMPLING) or (2, 2))[:2]
        row_bytes = -(-self._across // across) * (across * down + 2)
        stored = self._expanded(content, row_bytes, -(-rows // down))
        return samples.join_chroma(stored, self._across, across, down)[:rows]

    def _expanded(self, content: bytes, row_bytes: int, rows: int) -> NDArray[np.uint8]:
        expanded = compression.expand(content, self._tags, row_bytes, rows, self._across)
        return np.frombuffer(expanded, np.uint8).reshape(rows, row_bytes)
