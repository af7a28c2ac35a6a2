"""Picture files broken in seeded ways, as wires, cards and attackers break them."""

import struct
import zlib
from collections.abc import Callable
from typing import Final

import numpy as np

PNG: Final = b"\x89PNG\r\n\x1a\n"

# Numbers that overflow, wrap, or ask for more memory than there is, where a size or a count stood.
EXTREMES: Final = (
    *(0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000),
    *(10_000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF),
)

# Bytes from the beginning within which most formats keep what they promise of the picture.
HEADER: Final = 160

# Bytes of a piece where the format is not cut by its own structure.
PIECE: Final = 24

Mutation = Callable[[bytes, np.random.Generator], bytes]


def pieces(data: bytes) -> list[bytes]:
    """Cut a file where its format does: PNG's and WebP's chunks, JPEG's segments, else evenly."""
    if data.startswith(PNG):
        return [PNG, *_chunks(data[8:], ">I", 0, 4, 4)]
    if data.startswith(b"RIFF"):
        return [data[:12], *_chunks(data[12:], "<I", 4, 4, 0)]
    if data.startswith(b"\xff\xd8"):
        return [data[:2], *_segments(data[2:])]
    return [data[at : at + PIECE] for at in range(0, len(data), PIECE)]


def _chunks(data: bytes, number: str, place: int, kind: int, check: int) -> list[bytes]:
    """Cut chunks of a stated length, with `kind` bytes of a name and `check` bytes of a sum."""
    cut: list[bytes] = []
    while data:
        if len(data) < place + 4:
            return [*cut, data]
        end = 4 + kind + int(struct.unpack_from(number, data, place)[0]) + check
        cut.append(data[:end])
        data = data[end:]
    return cut


def _segments(data: bytes) -> list[bytes]:
    """Cut the segments before the scan; the scan to the end is the last."""
    cut = []
    while len(data) >= 4 and data[0] == 0xFF and data[1] != 0xDA:
        end = 2 + int.from_bytes(data[2:4], "big")
        cut.append(data[:end])
        data = data[end:]
    return [*cut, data]


def resummed(data: bytes) -> bytes:
    """Give each of a PNG's chunks the checksum of its content, so that it is believed."""
    if not data.startswith(PNG):
        return data
    return PNG + b"".join(
        chunk[:-4] + struct.pack(">I", zlib.crc32(chunk[4:-4])) if len(chunk) >= 12 else chunk
        for chunk in pieces(data)[1:]
    )


def flip_bits(data: bytes, rng: np.random.Generator) -> bytes:
    """Flip up to sixteen bits anywhere."""
    changed = bytearray(data)
    for place in rng.integers(0, len(data), rng.integers(1, 17)):
        changed[place] ^= 1 << int(rng.integers(8))
    return bytes(changed)


def flip_believed_bits(data: bytes, rng: np.random.Generator) -> bytes:
    """Flip bits, and let the checksums agree."""
    return resummed(flip_bits(data, rng))


def truncate(data: bytes, rng: np.random.Generator) -> bytes:
    """Lose the end."""
    return data[: int(rng.integers(0, len(data)))]


def truncate_the_end(data: bytes, rng: np.random.Generator) -> bytes:
    """Lose a few bytes of the end."""
    return data[: -int(rng.integers(1, 1 + len(data) // 8))]


def remove_piece(data: bytes, rng: np.random.Generator) -> bytes:
    """Lose one or more pieces in the middle."""
    cut = pieces(data)
    start = int(rng.integers(0, len(cut)))
    return b"".join(cut[:start] + cut[start + int(rng.integers(1, 4)) :])


def repeat_piece(data: bytes, rng: np.random.Generator) -> bytes:
    """Repeat a piece, once or a hundred times, in its place or in another."""
    cut = pieces(data)
    piece = cut[int(rng.integers(0, len(cut)))]
    times = int(rng.choice([1, 2, 100]))
    place = int(rng.integers(0, len(cut) + 1))
    return b"".join(cut[:place] + [piece] * times + cut[place:])


def swap_pieces(data: bytes, rng: np.random.Generator) -> bytes:
    """Exchange two pieces."""
    cut = pieces(data)
    one, other = rng.integers(0, len(cut), 2)
    cut[one], cut[other] = cut[other], cut[one]
    return b"".join(cut)


def insert_noise(data: bytes, rng: np.random.Generator) -> bytes:
    """Push random bytes in between."""
    place = int(rng.integers(0, len(data)))
    return data[:place] + rng.bytes(int(rng.integers(1, 300))) + data[place:]


def overwrite_with_noise(data: bytes, rng: np.random.Generator) -> bytes:
    """Write random bytes, or zeros, over a part."""
    place, length = int(rng.integers(0, len(data))), int(rng.integers(1, 64))
    noise = rng.bytes(length) if rng.random() < 0.5 else bytes(length)
    return (data[:place] + noise + data[place + length :])[: len(data)]


def overwrite_numbers(data: bytes, rng: np.random.Generator) -> bytes:
    """Write extreme numbers over up to three fields of the header, the checksums agreeing."""
    changed = bytearray(data)
    for _ in range(rng.integers(1, 4)):
        length = int(rng.choice([1, 2, 4]))
        value = int(rng.choice(EXTREMES)) % 256**length
        place = int(rng.integers(2, min(HEADER, len(data) - length)))
        number = value.to_bytes(length, "big")
        changed[place : place + length] = number if rng.random() < 0.5 else number[::-1]
    return resummed(bytes(changed))


MUTATIONS: Final[tuple[Mutation, ...]] = (
    flip_bits,
    flip_believed_bits,
    truncate,
    truncate_the_end,
    remove_piece,
    repeat_piece,
    swap_pieces,
    insert_noise,
    overwrite_with_noise,
    overwrite_numbers,
    overwrite_numbers,  # what finds most is tried twice as often
)


def splice(head: bytes, tail: bytes, rng: np.random.Generator) -> bytes:
    """The beginning of one file and the end of another."""
    return head[: int(rng.integers(4, len(head)))] + tail[int(rng.integers(0, len(tail))) :]
