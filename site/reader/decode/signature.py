"""What a file that is no readable picture is instead, told from its first bytes."""

from typing import Final, NamedTuple


class Signature(NamedTuple):
    """`what` is a sentence for the visitor; `picture` names the format of a picture read here."""

    what: str
    picture: str | None


# The bytes at the beginning of the picture formats that are read here.
PICTURES: Final = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)

# The bytes at the beginning of what people drop by mistake, and the first sentence of the answer.
OTHERS: Final = (
    (b"%PDF", "This is a PDF document. Take a screenshot of the page with the digit."),
    (b"PK\x03\x04", "This is a ZIP archive or an office document, not a picture."),
    (b"\x1f\x8b", "This is a compressed archive, not a picture."),
    (b"8BPS", "This is a Photoshop file. Export it as PNG or JPEG."),
    (b"\x00\x00\x00\x0cJXL ", "This is a JPEG XL picture, which cannot be decoded here."),
    (b"\xff\x0a", "This is a JPEG XL picture, which cannot be decoded here."),
    (b"\x00\x00\x00\x0cjP  ", "This is a JPEG 2000 picture, which cannot be decoded here."),
    (b"ID3", "This is a sound recording, not a picture."),
    (b"OggS", "This is a sound or film recording, not a picture."),
    (b"\x1aE\xdf\xa3", "This is a film, not a picture. Take a photograph instead."),
)

# Brands of the ISO base media format (bytes 8 to 12, after "ftyp") that hold a still picture.
HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})
AVIF_BRANDS: Final = frozenset({b"avif", b"avis"})

# Bytes of the file that are looked at to tell text from anything else.
TEXT_SAMPLE: Final = 1024

EMPTY: Final = "This file is empty: it has 0 bytes."
HEIC: Final = (
    "This is a HEIC photograph, which browsers cannot decode. Save or share it as JPEG "
    "(on an iPhone: Settings, Camera, Formats, Most Compatible)."
)
AVIF: Final = "This is an AVIF picture, which cannot be decoded here. Save it as PNG or JPEG."
FILM: Final = "This is a film, not a picture. Take a photograph instead."
SVG: Final = "This is an SVG drawing, which has no pixels to read. Export it as PNG."
TEXT: Final = "This is a text file, not a picture, whatever its name says."
UNKNOWN: Final = "This file is not a picture in a format that is known here."


def describe(data: bytes) -> Signature:
    """Say what the bytes are by their signature; never raises."""
    if not data:
        return Signature(EMPTY, None)
    for magic, name in PICTURES:
        if data.startswith(magic):
            return Signature(f"This is a {name} picture.", name)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Signature("This is a WebP picture.", "WebP")
    if data[4:8] == b"ftyp":
        return Signature(_media(data[8:12]), None)
    for magic, sentence in OTHERS:
        if data.startswith(magic):
            return Signature(sentence, None)
    return Signature(_text(data[:TEXT_SAMPLE]), None)


def _media(brand: bytes) -> str:
    if brand in HEIC_BRANDS:
        return HEIC
    return AVIF if brand in AVIF_BRANDS else FILM


def _text(sample: bytes) -> str:
    if b"\x00" in sample:
        return UNKNOWN
    try:
        text = sample.decode("utf-8")
    except UnicodeDecodeError as cause:
        if cause.start < len(sample) - 3:  # a character cut by the end of the sample is no sign
            return UNKNOWN
        text = sample[: cause.start].decode("utf-8")
    return SVG if "<svg" in text.lower() else TEXT
