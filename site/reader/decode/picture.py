"""The upright picture in a file: any format, any mode, at a size that a phone can work with."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from reader.decode import png, raster
from reader.decode.frame import Frame
from reader.decode.limits import SMALLER, check_file
from reader.decode.modes import eight_bits, shrink
from reader.decode.orientation import as_stored, turned_size, upright
from reader.decode.paper import Paper, laid_on, paper_for
from reader.decode.part import Part, cut
from reader.decode.raster import DECODE_ERRORS
from reader.decode.signature import Signature, describe
from reader.decode.tiff import document
from reader.errors import BadOption, DamagedImage, NotAnImage, TooLarge, Undecodable
from reader.reading import Box

READABLE: Final = "JPEG, PNG, WebP, GIF, BMP or TIFF"
AGAIN: Final = "Copy or download it again, or take the photograph again."

# Formats of which some writers leave the byte for transparency at 0 and mean nothing by it.
UNUSED_ALPHA: Final = ("BMP", "ICO", "TGA")

# Formats whose orientation a browser does not heed: none, where nothing is known of one.
NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True)
class Picture:
    """An upright picture.

    `pixels` is uint8 [height, width, 3], RGB, its longer side at most WORKING_SIDE; `width` and
    `height` are the upright size in the original's pixels, and `scale` is original pixels per
    working pixel, across and down. `turned` is the orientation, 1..8, that the viewer of the file
    does not heed: boxes are shown `as_seen`. `page` counts from 1; `whole` is False where a part of
    the picture is missing; `paper` is what shows through transparency, None where there is none.
    `part` is what `pixels` are of, where that is not all of the picture.
    """

    pixels: NDArray[np.uint8]
    width: int
    height: int
    format: str
    turned: int = 1
    page: int = 1
    pages: int = 1
    whole: bool = True
    paper: Paper | None = None
    part: Part | None = None

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """What `pixels` are of: left, top, width and height in the upright original's pixels."""
        return self.part or (0, 0, self.width, self.height)

    @property
    def scale(self) -> tuple[float, float]:
        """Original pixels per working pixel, across and down."""
        _, _, width, height = self.extent
        return width / self.pixels.shape[1], height / self.pixels.shape[0]

    @property
    def seen_size(self) -> tuple[int, int]:
        """Width and height as the picture is shown, in the original's pixels."""
        return turned_size((self.width, self.height), self.turned)

    def as_seen(self, corners: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
        """Give a box (left, top, right, bottom) of the upright picture where it is shown."""
        return as_stored(corners, (self.width, self.height), self.turned)


def decode(data: bytes) -> Picture:
    """Decode a picture file's first page or frame.

    Raises NotAnImage, DamagedImage or TooLarge, each with a message for the visitor.
    """
    return next(pages(data))


def pages(
    data: bytes, unheeded: frozenset[str] = NONE, region: Box | None = None
) -> Iterator[Picture]:
    """Decode the pages or frames of a picture file, one by one, upright by their EXIF tag.

    `unheeded` are the formats whose EXIF tag the visitor's browser does not heed; of each page only
    the `region` is decoded, as it is shown. Raises NotAnImage, DamagedImage, TooLarge or BadOption,
    each with a message for the visitor, if the first page cannot be decoded or has no such region;
    a later one ends the pages.
    """
    check_file(len(data))
    told = describe(data)
    pictures = (_picture(frame, unheeded, region) for frame in _frames(data, told, region))
    count = 0
    while True:
        try:
            with warnings.catch_warnings():
                # Pillow warns of damaged metadata; whether the picture can be read, its pixels say.
                warnings.simplefilter("ignore", UserWarning)
                picture = next(pictures, None)
        except (TooLarge, Undecodable, BadOption, *DECODE_ERRORS, MemoryError) as cause:
            if count:
                return
            raise _failure(cause, told) from cause
        if picture is None:
            return
        count += 1
        yield picture


def from_pixels(
    rgba: bytes,
    size: tuple[int, int],
    original: tuple[int, int],
    kind: str,
    region: Box | None = None,
) -> Picture:
    """Make a picture of pixels that another decoder gave, upright: RGBA of a size, row by row.

    `original` is the upright size in the file, `kind` the format's name, `region` the part of it
    that is looked at. Raises BadOption where it has no such region.
    """
    return _picture(Frame(Image.frombytes("RGBA", size, rgba), original, kind), NONE, region)


def _frames(data: bytes, told: Signature, region: Box | None) -> Iterator[Frame]:
    looked_at = None if region is None else max(region.width, region.height)
    if told.picture == "TIFF":
        return document.frames(data)
    if told.picture == "PNG":
        return raster.frames(png.needed(data), raster.FORMATS, looked_at)
    if told.picture == "TGA":
        return raster.frames(data, (raster.TGA,), looked_at)
    return raster.frames(data, raster.FORMATS, looked_at)


def _picture(frame: Frame, unheeded: frozenset[str], region: Box | None) -> Picture:
    part = None
    if region is not None:
        frame, part = cut(frame, region, heeded=frame.kind not in unheeded)
    image = shrink(eight_bits(frame.image))
    paper = None
    if image.mode == "RGBA" and frame.kind in UNUSED_ALPHA:
        image = image if np.asarray(image.getchannel("A")).any() else image.convert("RGB")
    if image.mode == "RGBA":
        paper = paper_for(image)
        image = laid_on(image, paper or "white")
    image = upright(image.convert("RGB"), frame.orientation)
    width, height = turned_size(frame.size, frame.orientation)
    turned = frame.orientation if frame.kind in unheeded else 1
    return Picture(
        np.array(image),
        width,
        height,
        frame.kind,
        turned,
        page=frame.page,
        pages=frame.pages,
        whole=frame.whole,
        paper=paper,
        part=part,
    )


def _failure(cause: BaseException, told: Signature) -> Exception:
    """Say for the visitor why a file cannot be decoded."""
    if isinstance(cause, TooLarge | Undecodable | BadOption):
        return cause
    if isinstance(cause, MemoryError):
        kind = told.picture or "picture"
        return TooLarge(f"This {kind} needs more memory than this browser has. {SMALLER}")
    if isinstance(cause, UnidentifiedImageError) and not told.picture:
        message = f"{told.what} What can be read here is a picture: {READABLE}."
        return Undecodable(message, told.elsewhere) if told.elsewhere else NotAnImage(message)
    if isinstance(cause, UnidentifiedImageError):
        return DamagedImage(
            f"This file begins like a {told.picture} picture, but its header is damaged. {AGAIN}"
        )
    kind = f"{told.picture} picture" if told.picture else "picture"
    return DamagedImage(f"This {kind} is damaged or incomplete. {AGAIN}")
