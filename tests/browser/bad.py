"""Files that are no readable picture, made here byte by byte: name, content, code, and a word."""

import struct
import zlib
from typing import NamedTuple

from PIL import Image

from tests.handwriting import blank, encode, write


class Bad(NamedTuple):
    """A file that the page has to refuse.

    `code` is the contract's, `word` something that the message has to say of this very file.
    """

    name: str
    content: bytes
    code: str
    word: str


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def png_header(width: int, height: int) -> bytes:
    """A PNG file that promises a picture of this size and holds next to nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(bytes(100)))
    return b"\x89PNG\r\n\x1a\n" + chunks + _chunk(b"IEND", b"")


def _half(content: bytes) -> bytes:
    return content[: len(content) // 2]


JPEG = encode(write(5), "JPEG", quality=90)
PNG = encode(write(5))

FILES = [
    Bad("empty.png", b"", "not-an-image", "empty"),
    Bad("noise.jpg", bytes(range(1, 256)) * 40, "not-an-image", "not a picture"),
    Bad("notes.png", b"Remember the milk.\n" * 50, "not-an-image", "text"),
    Bad(
        "drawing.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7"/></svg>',
        "not-an-image",
        "SVG",
    ),
    Bad(
        "IMG_0042.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(500), "not-an-image", "HEIC"
    ),
    Bad("letter.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(500), "not-an-image", "PDF"),
    Bad("half.jpg", _half(JPEG), "damaged-image", "JPEG"),
    Bad("half.png", _half(PNG), "damaged-image", "PNG"),
    Bad("bomb.png", png_header(20_000, 15_000), "too-large", "300"),
]

# Pictures without anything to read: no errors, but the verdict "nothing", with the reason.
NOTHING = [
    ("dot.png", encode(Image.new("L", (1, 1), 90)), "too-small"),
    ("paper.jpg", encode(blank(), "JPEG"), "blank"),
]
