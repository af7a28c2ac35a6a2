"""The upright picture in a file: any format, any mode, at a size that a phone can work with."""

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    PpmImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from reader.decode.signature import describe
from reader.errors import DamagedImage, NotAnImage, TooLarge

# The decoders that are imported, and so registered: importing all of Pillow's costs start-up time.
# JPEG's also opens MPO, the two-picture JPEG of some telephones.
FORMATS: Final = (
    JpegImagePlugin.JpegImageFile.format,
    PngImagePlugin.PngImageFile.format,
    WebPImagePlugin.WebPImageFile.format,
    GifImagePlugin.GifImageFile.format,
    BmpImagePlugin.BmpImageFile.format,
    TiffImagePlugin.TiffImageFile.format,
    PpmImagePlugin.PpmImageFile.format,
)
READABLE: Final = "JPEG, PNG, WebP, GIF, BMP or TIFF"

# A photograph from a telephone has 2 to 25 MB. Above this a file is a film or a mistake, and both
# the page and the engine would hold a copy of it.
MAX_FILE_BYTES: Final = 50_000_000

# Pixels of a JPEG in the file. It is decoded at an eighth if need be, so the limit is time.
MAX_JPEG_PIXELS: Final = 200_000_000

# Bytes of all decoded pixels of other formats, which can only be decoded whole. A 32-bit browser
# engine that holds a few copies of this beside itself stays below a telephone's limit.
MAX_DECODED_BYTES: Final = 256_000_000

# Pixels along the longer side of the picture that is searched for ink: a digit that fills a
# tenth of a page still has more than the 20 pixels a side that the network will see.
WORKING_SIDE: Final = 1280

# Pixels along the longer side that a JPEG has at least when it is decoded at 1/2, 1/4 or 1/8: most
# telephones' pictures come to about 1000, and a third of the time.
DRAFT_SIDE: Final = 960

# Pillow's own limit knows nothing of formats; the limits above stand in its place.
Image.MAX_IMAGE_PIXELS = None

ORIENTATION: Final = 0x0112  # the EXIF tag
TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS: Final = {TURNS[tag] for tag in (5, 6, 7, 8)}

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
    OverflowError,
    NotImplementedError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True)
class Picture:
    """An upright picture.

    `pixels` is uint8 [height, width, 3], RGB, its longer side at most WORKING_SIDE; `width` and
    `height` are the upright size in the original's pixels, and `scale` is original pixels per
    working pixel, across and down.
    """

    pixels: NDArray[np.uint8]
    width: int
    height: int
    format: str

    @property
    def scale(self) -> tuple[float, float]:
        """Original pixels per working pixel, across and down."""
        return self.width / self.pixels.shape[1], self.height / self.pixels.shape[0]


def decode(data: bytes) -> Picture:
    """Decode a picture file: first frame, upright by its EXIF tag, transparency on white.

    Raises NotAnImage, DamagedImage or TooLarge, each with a message for the visitor.
    """
    if len(data) > MAX_FILE_BYTES:
        raise TooLarge(
            f"This file has {len(data) / 1e6:.0f} MB, and at most {MAX_FILE_BYTES / 1e6:.0f} MB "
            "are read here. A smaller copy of the picture will do: 2,000 pixels across are plenty."
        )
    with warnings.catch_warnings():
        # Pillow warns of damaged metadata; whether the picture can be read, its pixels decide.
        warnings.simplefilter("ignore", UserWarning)
        return _decode(data)


def _decode(data: bytes) -> Picture:
    image = _open(data)
    kind = image.format or "?"
    _check_size(image, kind)
    size = image.size
    try:
        longer = max(size)
        least = (size[0] * DRAFT_SIDE // longer, size[1] * DRAFT_SIDE // longer)
        image.draft(None, least)  # JPEG only: decodes at 1/2, 1/4 or 1/8
        image.load()
        turn = TURNS.get(image.getexif().get(ORIENTATION, 1))
        image = _on_white(_shrink(_eight_bits(image)))
        if turn is not None:
            image = image.transpose(turn)
    except DECODE_ERRORS as cause:
        raise DamagedImage(
            f"This {kind} picture is damaged or incomplete. "
            "Copy or download it again, or take the photograph again."
        ) from cause
    width, height = reversed(size) if turn in SIDEWAYS else size
    return Picture(np.array(image), width, height, "JPEG" if kind == "MPO" else kind)


def _open(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError as cause:
        if kind := describe(data).picture:
            raise DamagedImage(
                f"This file begins like a {kind} picture, but its header is damaged. "
                "Copy or download it again, or take the photograph again."
            ) from cause
        raise NotAnImage(
            f"{describe(data).what} What can be read here is a picture: {READABLE}."
        ) from cause
    except DECODE_ERRORS as cause:
        raise DamagedImage(
            "This picture's header is damaged. "
            "Copy or download it again, or take the photograph again."
        ) from cause


def _check_size(image: Image.Image, kind: str) -> None:
    """Refuse by the header alone, before memory for the pixels is asked for."""
    width, height = image.size
    pixels = width * height
    if kind in ("JPEG", "MPO"):
        fits = pixels <= MAX_JPEG_PIXELS
    else:
        fits = pixels * max(4, len(image.getbands())) <= MAX_DECODED_BYTES
    if not fits:
        raise TooLarge(
            f"This {kind} picture is {width} x {height} pixels ({pixels / 1e6:.0f} megapixels), "
            "more than a browser can hold at once. A smaller copy will do: "
            "2,000 pixels across are plenty."
        )


def _eight_bits(image: Image.Image) -> Image.Image:
    """Bring any mode to L, RGB or RGBA with eight bits a channel."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return _from_deep(np.asarray(image))
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _from_deep(values: NDArray[np.generic]) -> Image.Image:
    """Scale deep grey levels so that the smallest bit depth that holds them becomes eight bits.

    Scanners and microscopes write 10, 12 or 16 significant bits into 16 or 32.
    """
    levels = np.nan_to_num(values.astype(np.float64), posinf=0.0, neginf=0.0).clip(0.0)
    bits = max(8, int(levels.max()).bit_length())
    return Image.fromarray((levels * (255.0 / (2**bits - 1))).astype(np.uint8))


def _shrink(image: Image.Image) -> Image.Image:
    """Average areas so that the longer side has at most WORKING_SIDE pixels."""
    longer = max(image.size)
    if longer <= WORKING_SIDE:
        return image
    width, height = (max(1, round(side * WORKING_SIDE / longer)) for side in image.size)
    return image.resize((width, height), Image.Resampling.BOX)


def _on_white(image: Image.Image) -> Image.Image:
    """Lay a picture with transparency on white paper."""
    if image.mode != "RGBA":
        return image.convert("RGB")
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image).convert("RGB")
