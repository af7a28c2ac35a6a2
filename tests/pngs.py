"""Chunks of PNG files, made here byte by byte."""

import struct
import zlib


def png_chunk(name: bytes, body: bytes) -> bytes:
    """Make a chunk with its right checksum."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
