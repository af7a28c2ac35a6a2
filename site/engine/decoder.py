"""The browser's own decoders, for formats that have none here."""

from dataclasses import dataclass
from typing import Any, Final

from js import Blob, OffscreenCanvas, createImageBitmap
from pyodide.ffi import JsException, to_js

# Pixels along the longer side that are asked of the browser: three times what is looked at, and 64
# MB at most.
MOST: Final = 4096


@dataclass(frozen=True)
class Pixels:
    """Upright pixels, RGBA row by row, of a `size`; `original` is the size that the file has."""

    rgba: bytes
    size: tuple[int, int]
    original: tuple[int, int]


async def decode(content: Any) -> Pixels | None:
    """Let the browser decode a file, an ArrayBuffer; None where it has no decoder for it either."""
    try:
        bitmap = await createImageBitmap(Blob.new(to_js([content])))
    except JsException:
        # An InvalidStateError, which is how a browser says that it cannot. Why, the reader tells.
        return None
    original = (bitmap.width, bitmap.height)
    part = min(1.0, MOST / max(original))
    size = (max(1, round(original[0] * part)), max(1, round(original[1] * part)))
    context = OffscreenCanvas.new(*size).getContext("2d")
    context.imageSmoothingQuality = "high"
    context.drawImage(bitmap, 0, 0, *size)
    bitmap.close()
    return Pixels(context.getImageData(0, 0, *size).data.to_bytes(), size, original)
