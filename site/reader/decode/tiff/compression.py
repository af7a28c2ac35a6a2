"""Compressions inside TIFF: the bytes of a strip or a tile as they were before."""

import io
import struct
import zlib
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import JpegImagePlugin, TiffImagePlugin

from reader.decode.tiff import tag
from reader.decode.tiff.directory import Directory

NONE: Final = 1
FAX: Final = (2, 3, 4)  # CCITT's: Huffman, Group 3 and Group 4
LZW: Final = 5
OLD_JPEG: Final = 6
JPEG: Final = 7
DEFLATE: Final = (8, 32946)  # Adobe's number and that of libtiff before it
PACKBITS: Final = 32773

READ: Final = frozenset((NONE, *FAX, LZW, OLD_JPEG, JPEG, *DEFLATE, PACKBITS))

# The names of those that are not read here, for the visitor.
NAMES: Final = {
    OLD_JPEG: "old JPEG", 9: "JBIG", 10: "JBIG", 32766: "NeXT", 32809: "ThunderScan",
    32908: "Pixar Film", 32909: "Pixar Log", 34661: "JBIG", 34676: "SGI Log", 34677: "SGI Log 24",
    34712: "JPEG 2000", 34887: "LERC", 34892: "lossy JPEG", 34925: "LZMA", 34926: "ZSTD",
    34927: "WebP", 50000: "ZSTD", 50001: "WebP", 50002: "JPEG XL", 52546: "JPEG XL",
}  # fmt: skip

# What changes how CCITT's compressions are read.
OPTIONS: Final = (tag.FILL_ORDER, tag.T4_OPTIONS, tag.T6_OPTIONS)

BLACK_IS_ZERO, RGB = 1, 2  # photometric interpretations

# Adobe's marker, which says that a JPEG's three planes are red, green and blue.
NO_TRANSFORM: Final = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"
START, END = b"\xff\xd8", b"\xff\xd9"


def name(compression: int) -> str:
    """Name a compression for the visitor."""
    return NAMES.get(compression, f"number {compression}")


def expand(block: bytes, page: Directory, row_bytes: int, rows: int, width: int) -> bytes:
    """Give the bytes of a strip or tile of `rows` rows of `row_bytes` bytes and `width` pixels.

    Of all but the two JPEG compressions. Raises what Pillow and zlib raise on damaged data, and
    ValueError where there are fewer bytes than that.
    """
    compression = page.one(tag.COMPRESSION, NONE)
    wanted = row_bytes * rows
    if compression == NONE:
        found = block[:wanted]
    elif compression in DEFLATE:
        found = zlib.decompressobj().decompress(block, wanted)
    elif compression in FAX:
        keep: dict[int, int] = {each: page.one(each) for each in OPTIONS if each in page.tags}
        found = _by_pillow(block, compression, (width, rows), 1, keep)
    else:
        found = _by_pillow(block, compression, (row_bytes, rows), 8, {})
    if len(found) < wanted:
        raise ValueError(f"a block has {len(found)} of {wanted} bytes")
    if page.one(tag.FILL_ORDER, 1) == 2 and compression not in FAX:
        return _mirrored(found)
    return found


def _mirrored(content: bytes) -> bytes:
    """Turn the order of the bits in each byte round."""
    bits = np.unpackbits(np.frombuffer(content, np.uint8).reshape(-1, 1), axis=1)
    return np.packbits(bits[:, ::-1], axis=1).tobytes()


def _by_pillow(
    block: bytes, compression: int, size: tuple[int, int], bits: int, more: dict[int, int]
) -> bytes:
    """Let libtiff expand a block, as a TIFF file of its own of one strip and one grey plane."""
    tags = {
        tag.IMAGE_WIDTH: size[0],
        tag.IMAGE_LENGTH: size[1],
        tag.BITS_PER_SAMPLE: bits,
        tag.COMPRESSION: compression,
        tag.PHOTOMETRIC: BLACK_IS_ZERO,
        tag.STRIP_OFFSETS: 0,
        tag.ROWS_PER_STRIP: size[1],
        tag.STRIP_BYTE_COUNTS: len(block),
        **more,
    }
    tags[tag.STRIP_OFFSETS] = 8 + 2 + 12 * len(tags) + 4
    entries = b"".join(struct.pack("<HHII", each, 4, 1, tags[each]) for each in sorted(tags))
    head = struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + entries + bytes(4)
    with TiffImagePlugin.TiffImageFile(io.BytesIO(head + block)) as image:
        return image.tobytes()


def expand_jpeg(block: bytes, page: Directory) -> NDArray[np.uint8]:
    """Decode a strip or tile that is a JPEG without its tables: uint8 [rows, columns, samples].

    The planes are grey, red, green and blue, or CMYK. Raises what Pillow raises on damaged data.
    """
    tables = page.run(tag.JPEG_TABLES)
    marker = NO_TRANSFORM if page.one(tag.PHOTOMETRIC) == RGB else b""
    body = tables.removeprefix(START).removesuffix(END) + block.removeprefix(START)
    return decode_jpeg(START + marker + body)


def decode_jpeg(content: bytes) -> NDArray[np.uint8]:
    """Decode a JPEG: uint8 [rows, columns, samples]; raises what Pillow raises."""
    with JpegImagePlugin.JpegImageFile(io.BytesIO(content)) as image:
        values = np.asarray(image)
    return values if values.ndim == 3 else values[..., None]
