"""What a file that is no readable picture is instead, told from its first bytes."""

import struct
from typing import Final, NamedTuple


class Signature(NamedTuple):
    """`what` is a sentence for the visitor; `picture` names the format of a picture read here.

    `elsewhere` names that of a picture which has no decoder here, but in some browsers.
    """

    what: str
    picture: str | None = None
    elsewhere: str | None = None


# The bytes at the beginning of the picture formats that are read here.
PICTURES: Final = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),  # BigTIFF, with offsets of 64 bits
    (b"MM\x00+", "TIFF"),
    (b"8BPS", "Photoshop"),
    (b"\x00\x00\x01\x00", "icon"),
)

# The bytes at the beginning of what people drop by mistake, and the first sentence of the answer.
OTHERS: Final = (
    (b"%PDF", "This is a PDF document. Take a screenshot of the page with the digit."),
    (b"PK\x03\x04", "This is a ZIP archive or an office document, not a picture."),
    (b"\x1f\x8b", "This is a compressed archive, not a picture."),
    (b"P7\n", "This is a PAM picture, which is not read here. Save it as PNG or PPM."),
    (b"ID3", "This is a sound recording, not a picture."),
    (b"OggS", "This is a sound or film recording, not a picture."),
    (b"\x1aE\xdf\xa3", "This is a film, not a picture. Take a photograph instead."),
)

# The bytes at the beginning of pictures that only some browsers decode.
ELSEWHERE: Final = (
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
)

# TGA has no signature: its header of 18 bytes has to make sense. Types of pictures, with the depths
# in bits that each may have.
TGA_HEADER: Final = 18
TGA_DEPTHS: Final = {
    1: (8,), 2: (16, 24, 32), 3: (1, 8, 16), 9: (8,), 10: (16, 24, 32), 11: (1, 8, 16),
}  # fmt: skip

# Brands of the ISO base media format, after "ftyp", that hold a still picture, and how many bytes
# of the box that names them are looked at.
BRANDS_END: Final = 256
HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})
AVIF_BRANDS: Final = frozenset({b"avif", b"avis"})

# Bytes of the file that are looked at to tell text from anything else.
TEXT_SAMPLE: Final = 1024

EMPTY: Final = "This file is empty: it has 0 bytes."
HEIC: Final = (
    "This is a HEIC photograph, which this browser cannot decode. Save or share it as JPEG "
    "(on an iPhone: Settings, Camera, Formats, Most Compatible)."
)
UNDECODED: Final = "This is {} picture, which this browser cannot decode. Save it as PNG or JPEG."
FILM: Final = "This is a film, not a picture. Take a photograph instead."
SVG: Final = (
    "This is an SVG drawing without a width and a height in pixels, or one that cannot be drawn. "
    "Export it as PNG."
)
TEXT: Final = "This is a text file, not a picture, whatever its name says."
OTHER: Final = "other"  # the name of a format that only the decoder elsewhere knows
UNKNOWN: Final = "This file is not a picture in a format that is known here."


def describe(data: bytes) -> Signature:
    """Say what the bytes are by their signature; never raises."""
    if name := _begins(data, PICTURES):
        return Signature(f"This is a {name} picture.", name)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Signature("This is a WebP picture.", "WebP")
    if name := _begins(data, ELSEWHERE):
        return Signature(UNDECODED.format(f"a {name}"), elsewhere=name)
    if data[4:8] == b"ftyp":
        return _media(data)
    if _is_tga(data):
        return Signature("This is a TGA picture.", "TGA")
    what = _begins(data, OTHERS) or _text(data[:TEXT_SAMPLE])
    return Signature(what, elsewhere=OTHER if what == UNKNOWN else None)


def _begins(data: bytes, signatures: tuple[tuple[bytes, str], ...]) -> str | None:
    """Give what belongs to the signature that the bytes begin with."""
    return next((told for magic, told in signatures if data.startswith(magic)), None)


def _media(data: bytes) -> Signature:
    """Tell by all brands of the first box: the first of them may be that of both formats."""
    length = min(int.from_bytes(data[:4], "big"), BRANDS_END)
    brands = {data[at : at + 4] for at in (8, *range(16, length - 3, 4))}
    if brands & AVIF_BRANDS:
        return Signature(UNDECODED.format("an AVIF"), elsewhere="AVIF")
    if brands & HEIC_BRANDS:
        return Signature(HEIC, elsewhere="HEIC")
    return Signature(FILM)


def _is_tga(data: bytes) -> bool:
    if len(data) <= TGA_HEADER:
        return False
    _, palette, kind, _, _, _, _, _, width, height, depth, _ = struct.unpack_from(
        "<BBBHHBHHHHBB", data
    )
    fits = depth in TGA_DEPTHS.get(kind, ()) and palette == (kind in (1, 9))
    return bool(fits and width and height)


def _text(sample: bytes) -> str:
    if not sample:
        return EMPTY
    if b"\x00" in sample:
        return UNKNOWN
    try:
        text = sample.decode("utf-8")
    except UnicodeDecodeError as cause:
        if cause.start < len(sample) - 3:  # a character cut by the end of the sample is no sign
            return UNKNOWN
        text = sample[: cause.start].decode("utf-8")
    return SVG if "<svg" in text.lower() else TEXT
