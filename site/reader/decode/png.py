"""PNG files as browsers take them: what is not needed for the pixels may be damaged, or huge."""

import struct
import zlib
from collections.abc import Iterator
from typing import Final

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"

# The chunks that say what the picture looks like, and how it is turned. All others are text, colour
# profiles and what programs keep for themselves: Pillow refuses a file for one that is damaged,
# or holds more than a megabyte.
NEEDED: Final = frozenset(
    (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT", b"eXIf")
)
ANCILLARY: Final = 0x20  # the bit of a name's first letter where a chunk may be passed over

SAMPLES: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # of a pixel, by the colour type
PIECE: Final = 1 << 20  # bytes that are expanded at a time where they are only counted


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview, bytes | memoryview]]:
    """Give each chunk's name, content and whole; one that the file's end cuts off is made whole."""
    view = memoryview(data)
    at = len(SIGNATURE)
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        content = view[at + 8 : at + 8 + length]
        end = at + 12 + length
        yield name, content, view[at:end] if end <= len(data) else _chunk(name, content)
        at = end


def _chunk(name: bytes, content: bytes | memoryview = b"") -> bytes:
    body = name + bytes(content)
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))


def needed(data: bytes) -> bytes:
    """Give a PNG file without the chunks that its pixels do not need, and with an end.

    A chunk that may be left out is left out where its checksum is wrong, as browsers do.
    """
    kept: list[bytes | memoryview] = [SIGNATURE]
    for name, content, whole in _chunks(data):
        if name not in NEEDED and name[0] & ANCILLARY:
            continue
        if name[0] & ANCILLARY and whole[-4:] != struct.pack(
            ">I", zlib.crc32(content, zlib.crc32(name))
        ):
            continue
        if name == b"IEND":
            break
        kept.append(whole)
    return b"".join((*kept, _chunk(b"IEND")))


def rows_there(data: bytes) -> int:
    """Count the rows of pixels that a file holds; 0 where they are interlaced."""
    expand = zlib.decompressobj()
    row_bytes, found, interlaced = 0, 0, 0
    for name, content, _ in _chunks(data):
        if name == b"IHDR" and len(content) == 13:
            width, _, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", content)
            row_bytes = 1 + -(-width * SAMPLES.get(kind, 4) * depth // 8)
        elif name == b"IDAT":
            try:
                found += len(expand.decompress(content, PIECE))
                while expand.unconsumed_tail:
                    found += len(expand.decompress(expand.unconsumed_tail, PIECE))
            except zlib.error:  # the rows before it are what is asked for
                break
    return found // row_bytes if row_bytes and not interlaced else 0
