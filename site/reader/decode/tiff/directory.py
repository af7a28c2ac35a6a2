"""Image file directories: the tags of each page of a TIFF file, and of an EXIF block."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

# NumPy's name of each field type of the specification, without the byte order. A rational is two
# numbers, and nothing that is asked for here is one.
TYPES: Final = {
    1: "u1", 2: "u1", 3: "u2", 4: "u4", 6: "i1", 7: "u1", 8: "i2", 9: "i4", 11: "f4", 12: "f8",
    13: "u4", 16: "u8", 17: "i8", 18: "u8",
}  # fmt: skip

# A file whose directories point at each other in a ring would have pages without end.
MAX_DIRECTORIES: Final = 10_000


class BrokenDirectory(ValueError):
    """A directory that is not where the file says, or not in the file."""


@dataclass(frozen=True)
class Directory:
    """A page's tags: by the tag's number its values, each a tuple of numbers.

    `order` is the file's byte order as NumPy and struct write it, "<" or ">".
    """

    order: str
    tags: dict[int, tuple[Any, ...]]

    def one(self, tag: int, default: int = 0) -> int:
        """Give a tag's first value as an integer, or what stands for it where it is absent."""
        values = self.tags.get(tag)
        return int(values[0]) if values else default

    def all(self, tag: int) -> tuple[int, ...]:
        """Give all values of a tag as integers; empty where it is absent."""
        return tuple(int(value) for value in self.tags.get(tag, ()))

    def run(self, tag: int) -> bytes:
        """Give a tag that is a run of bytes; empty where it is absent."""
        return bytes(self.all(tag))


def directories(data: bytes) -> Iterator[Directory]:
    """Give the directories of a file, classic or BigTIFF, in their order.

    Raises BrokenDirectory where one is not in the file.
    """
    order = {b"II": "<", b"MM": ">"}.get(data[:2], "")
    if not order:
        raise BrokenDirectory("there is no byte order")
    try:
        (version,) = struct.unpack_from(order + "H", data, 2)
        big = version == 43
        (at,) = struct.unpack_from(order + ("Q" if big else "I"), data, 8 if big else 4)
        seen: set[int] = set()
        while at and at not in seen and len(seen) < MAX_DIRECTORIES:
            seen.add(at)
            directory, at = _directory(data, order, at, big=big)
            yield directory
    except struct.error as cause:
        raise BrokenDirectory("a directory is not in the file") from cause


def _directory(data: bytes, order: str, at: int, *, big: bool) -> tuple[Directory, int]:
    """Read the directory at an offset; give the offset of the next, 0 after the last."""
    head, entry, offset = ("Q", "HHQ8s", "Q") if big else ("H", "HHI4s", "I")
    (count,) = struct.unpack_from(order + head, data, at)
    at += struct.calcsize(order + head)
    size = struct.calcsize(order + entry)
    if at + count * size > len(data):
        raise BrokenDirectory("a directory is longer than the file")
    tags = {}
    for index in range(count):
        tag, kind, length, inline = struct.unpack_from(order + entry, data, at + index * size)
        if kind in TYPES:
            tags[tag] = _values(data, np.dtype(order + TYPES[kind]), length, inline, order + offset)
    at += count * size
    # Writers of EXIF blocks leave the last offset out.
    ends = at + struct.calcsize(order + offset) > len(data)
    return Directory(order, tags), 0 if ends else struct.unpack_from(order + offset, data, at)[0]


def _values(
    data: bytes, dtype: "np.dtype[Any]", length: int, inline: bytes, offset: str
) -> tuple[Any, ...]:
    """Give a tag's values, which lie in the entry itself where they are few."""
    if length * dtype.itemsize <= len(inline):
        return tuple(np.frombuffer(inline, dtype, length).tolist())
    (at,) = struct.unpack(offset, inline)
    # A tag that leads out of the file may be one that nobody asks for.
    length = min(length, max(0, len(data) - at) // dtype.itemsize)
    return tuple(np.frombuffer(data, dtype, length, at).tolist()) if length else ()
