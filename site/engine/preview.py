"""A picture that the visitor's browser cannot show, of a format that the reader decodes."""

import io
from typing import Any, Final

import numpy as np
from js import URL, Blob, Uint8Array, createImageBitmap
from numpy.typing import NDArray
from PIL import Image
from pyodide.ffi import JsException, to_js

# What every browser shows; of others each file is tried, for one may show some.
SHOWN: Final = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "ICO")

QUALITY: Final = 90  # of the JPEG, as of a camera's own, so that thin strokes stay what they are


async def shows(kind: str, content: Any) -> bool:
    """Tell whether the browser shows a file of this format, an ArrayBuffer."""
    if kind in SHOWN:
        return True
    try:
        bitmap = await createImageBitmap(Blob.new(to_js([content])))
    except JsException:
        return False
    bitmap.close()
    return True


def preview(pixels: NDArray[np.uint8]) -> str:
    """Make a JPEG of pixels [height, width, 3], RGB; give a blob: address, which its taker lets go.

    As they come from the reader they are no more than a card shows: WORKING_SIDE along the longer
    side.
    """
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=QUALITY)
    data = file.getbuffer()
    content = Uint8Array.new(len(data))
    content.assign(data)
    return str(URL.createObjectURL(Blob.new(to_js([content]), type="image/jpeg")))
