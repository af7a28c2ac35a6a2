"""What the visitor's browser shows of a file that notes how it has to be turned.

Browsers heed the orientation in the EXIF block of a JPEG; of PNG and WebP some do, some do not.
Boxes have to lie on the digits as they are shown, so the browser is tried with a small picture.
"""

import base64
import io
from typing import Final

from js import Blob, OffscreenCanvas, Uint8Array, createImageBitmap
from PIL import Image
from pyodide.ffi import JsException, to_js

ORIENTATION: Final = 0x0112  # the EXIF tag
HALF_TURN: Final = 3

# What tells in the file that there may be an EXIF block, by the format.
SIGNS: Final = {"PNG": (b"\x89PNG", b"eXIf"), "WEBP": (b"RIFF", b"EXIF")}

SIDE: Final = 16  # pixels of the picture that is shown, whose left half is black

# That picture as WebP, of which Pillow's decoder is linked without what writes it.
WEBP: Final = base64.b64decode(
    "UklGRloAAABXRUJQVlA4WAoAAAAIAAAADwAADwAAVlA4TBoAAAAvD8ADAA8w//M///MfeBALJvOX7s4gov+hC0VYSUYa"
    "AAAATU0AKgAAAAgAAQESAAMAAAABAAMAAAAAAAA="
)


class Viewer:
    """The browser as one that shows pictures; each format is tried once, when one comes."""

    def __init__(self) -> None:
        self._heeds: dict[str, bool] = {}

    async def unheeded(self, content: bytes) -> frozenset[str]:
        """Give a file's format if this browser does not heed the orientation in such files."""
        for kind, (begin, sign) in SIGNS.items():
            if content.startswith(begin) and sign in content:
                return frozenset() if await self._heeds_in(kind) else frozenset({kind})
        return frozenset()

    async def _heeds_in(self, kind: str) -> bool:
        if kind not in self._heeds:
            # Where a bitmap of a JPEG is not turned, bitmaps do not tell what is shown.
            self._heeds[kind] = not await _turned("JPEG") or await _turned(kind)
        return self._heeds[kind]


async def _turned(kind: str) -> bool:
    """Tell whether a bitmap of a file that notes half a turn has that."""
    sample = WEBP if kind == "WEBP" else _sample(kind)
    content = Uint8Array.new(len(sample))
    content.assign(sample)
    try:
        bitmap = await createImageBitmap(Blob.new(to_js([content])))
    except JsException:
        return True  # what it cannot show needs no boxes in another place
    context = OffscreenCanvas.new(SIDE, SIDE).getContext("2d")
    context.drawImage(bitmap, 0, 0)
    bitmap.close()
    left, *_ = context.getImageData(1, SIDE // 2, 1, 1).data.to_bytes()
    return bool(left > 127)


def _sample(kind: str) -> bytes:
    """Make the picture that notes half a turn."""
    image = Image.new("L", (SIDE, SIDE), 255)
    image.paste(0, (0, 0, SIDE // 2, SIDE))
    exif = Image.Exif()
    exif[ORIENTATION] = HALF_TURN
    file = io.BytesIO()
    image.save(file, kind, exif=exif)
    return file.getvalue()
