"""A frame: one picture of a file as it is stored, before it is turned, shrunk and laid on paper."""

from dataclasses import dataclass
from typing import Final

from PIL import Image

# Frames of an animation, or pages of a document, that are looked at for ink: beyond these a file
# with nothing on all of them would cost a visitor many seconds.
MOST: Final = 20


@dataclass(frozen=True)
class Frame:
    """A picture of any mode, which may have been decoded smaller than its `size`, in pixels.

    `kind` is the format, `orientation` is that of EXIF, 1..8. It is the `page`th of `pages`, and
    not `whole` where the file ended before the picture did.
    """

    image: Image.Image
    size: tuple[int, int]
    kind: str
    orientation: int = 1
    page: int = 1
    pages: int = 1
    whole: bool = True
