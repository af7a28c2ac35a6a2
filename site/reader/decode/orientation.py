"""Orientation: which way up a picture is stored, by the tag that cameras write.

Only the EXIF block counts. Browsers show a picture as it is stored where a note of its orientation
stands in XMP alone, or in a block that is damaged.
"""

from typing import Final, TypeVar

from PIL import Image

from reader.decode.tiff.directory import BrokenDirectory, directories

TAG: Final = 0x0112
STORED_UPRIGHT: Final = 1

TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS: Final = frozenset((5, 6, 7, 8))

# The orientations that are undone by another one; the rest undo themselves.
UNDONE_BY: Final = {6: 8, 8: 6}

Number = TypeVar("Number", int, float)


def orientation_of(exif: bytes) -> int:
    """Give the orientation in an EXIF block, 1..8: 1 where it has none, or is no such block."""
    try:
        for directory in directories(exif.removeprefix(b"Exif\0\0")):
            found = directory.one(TAG, STORED_UPRIGHT)
            return found if found in TURNS else STORED_UPRIGHT
    except BrokenDirectory:
        # The picture itself may be whole, and its pixels decide; browsers do the same.
        return STORED_UPRIGHT
    return STORED_UPRIGHT


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """Turn a picture upright that is stored in an orientation."""
    turn = TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def turned_size(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """Give the size of a picture after it was turned upright, or back."""
    return (size[1], size[0]) if orientation in SIDEWAYS else size


def as_stored(
    corners: tuple[Number, Number, Number, Number], size: tuple[int, int], orientation: int
) -> tuple[Number, Number, Number, Number]:
    """Give a box (left, top, right, bottom) of an upright picture of a size where it is stored."""
    left, top, right, bottom = corners
    width, height = size
    if orientation in (2, 3, 6, 7):  # the upright picture's right is at the stored one's beginning
        left, right = width - right, width - left
    if orientation in (3, 4, 7, 8):
        top, bottom = height - bottom, height - top
    return (top, left, bottom, right) if orientation in SIDEWAYS else (left, top, right, bottom)


def as_upright(
    corners: tuple[Number, Number, Number, Number], size: tuple[int, int], orientation: int
) -> tuple[Number, Number, Number, Number]:
    """Give a box of a stored picture of a size, as it is stored, where it is upright."""
    return as_stored(corners, size, UNDONE_BY.get(orientation, orientation))
