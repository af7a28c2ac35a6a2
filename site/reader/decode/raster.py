"""Frames of the formats that Pillow decodes."""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Final

from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    IcoImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    PpmImagePlugin,
    PsdImagePlugin,
    TgaImagePlugin,
    WebPImagePlugin,
)

from reader.decode import jpeg, png
from reader.decode.frame import MOST, Frame
from reader.decode.limits import BYTES, MAX_DECODED_BYTES, MAX_REDUCED_PIXELS, check_size
from reader.decode.orientation import orientation_of

# The decoders that are imported, and so registered: importing all of Pillow's costs start-up time.
# JPEG's also opens MPO, the two-picture JPEG of some telephones. TGA has no signature, and is tried
# where that tells nothing else.
TGA: Final = TgaImagePlugin.TgaImageFile.format
FORMATS: Final = (
    JpegImagePlugin.JpegImageFile.format,
    PngImagePlugin.PngImageFile.format,
    WebPImagePlugin.WebPImageFile.format,
    GifImagePlugin.GifImageFile.format,
    BmpImagePlugin.BmpImageFile.format,
    PpmImagePlugin.PpmImageFile.format,
    IcoImagePlugin.IcoImageFile.format,
    PsdImagePlugin.PsdImageFile.format,
)
JPEG: Final = ("JPEG", "MPO")
ANIMATED: Final = ("GIF", "WEBP", "PNG")

# Pixels along the longer side that a JPEG has at least when it is decoded at 1/2, 1/4 or 1/8: most
# telephones' pictures come to about 1000, and a third of the time.
DRAFT_SIDE: Final = 960

# The same at most where a part of it is looked at closely: a telephone's photograph as it is. What
# is decoded then has less than twice as many, and a browser engine can hold it.
CLOSE_SIDE: Final = 4096

# The part of a picture's rows that may be missing: of more, what is missing is likelier writing
# than margin, and an answer would be half of one.
MISSING: Final = 0.08

# Pillow's own limit knows nothing of formats; those of `limits` stand in its place.
Image.MAX_IMAGE_PIXELS = None

# What Pillow's decoders raise on bytes that are not what their header promised.
DECODE_ERRORS: Final = (
    AssertionError,  # a palette that is missing, or comes after the pixels
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    struct.error,
    zlib.error,
)


def frames(data: bytes, formats: tuple[str, ...], looked_at: int | None = None) -> Iterator[Frame]:
    """Give the frames of a file of one of Pillow's formats, an animation's at most MOST.

    `looked_at` is the longer side, in pixels, of the part that is looked at; None for all of it.
    Raises TooLarge, UnidentifiedImageError where it is none of them, and DECODE_ERRORS.
    """
    image: Image.Image = Image.open(io.BytesIO(data), formats=formats)
    kind = image.format or "?"
    size = image.size
    each = BYTES.get(image.mode, max(4, len(image.getbands())))
    if kind in JPEG:
        check_size(kind, size, 0, MAX_REDUCED_PIXELS)
    else:
        check_size(kind, size, size[0] * size[1] * each, MAX_DECODED_BYTES)
    whole = True
    try:
        _load(image, looked_at)
    except OSError:
        image, whole = _what_is_there(data, kind, looked_at)
    kind = "JPEG" if kind == "MPO" else kind
    orientation = orientation_of(image.info.get("exif", b""))
    pages = _count(image) if kind in ANIMATED and whole else 1
    yield Frame(image, size, kind, orientation, 1, pages, whole)
    for page in range(2, min(pages, MOST) + 1):
        image.seek(page - 1)
        yield Frame(image, size, kind, orientation, page, pages)


def _load(image: Image.Image, looked_at: int | None) -> None:
    longer = max(image.size)
    side = DRAFT_SIDE
    if looked_at is not None:
        side = max(side, min(side * longer // max(1, looked_at), CLOSE_SIDE))
    least = (image.width * side // longer, image.height * side // longer)
    image.draft(None, least)  # JPEG only: decodes at 1/2, 1/4 or 1/8
    image.load()


def _count(image: Image.Image) -> int:
    """Count the frames of an animation; a damaged one ends it."""
    try:
        return int(getattr(image, "n_frames", 1))
    except DECODE_ERRORS:  # the first frame is there and is read
        return 1


def _what_is_there(data: bytes, kind: str, looked_at: int | None) -> tuple[Image.Image, bool]:
    """Decode a file that ends too early, and tell whether all of its picture is there.

    Raises OSError where more than MISSING is not.
    """
    if kind in JPEG:
        image, other = (
            JpegImagePlugin.JpegImageFile(io.BytesIO(jpeg.ended(data, filled=filled)))
            for filled in (False, True)
        )
        if jpeg.rows_there(data) >= (1 - MISSING) * image.height:
            _load(image, looked_at)
            _load(other, looked_at)
            return image, image.tobytes() == other.tobytes()
    elif kind == "PNG":
        drawing = PngImagePlugin.PngImageFile(io.BytesIO(data))
        rows = png.rows_there(data)
        if rows >= (1 - MISSING) * drawing.height:
            return _filled(drawing, rows), rows >= drawing.height
    raise OSError("too much of the picture is missing")


def _filled(image: Image.Image, rows: int) -> Image.Image:
    """Decode the rows that are there, and go on with the last of them below."""
    try:
        image.load()
    except OSError:  # the end is missing, which is why this was asked
        setattr(image, "tile", [])  # noqa: B010 what was decoded is kept; not all images have it
    if rows < image.height:
        last = image.crop((0, rows - 1, image.width, rows))
        for row in range(rows, image.height):
            image.paste(last, (0, row))
    return image
