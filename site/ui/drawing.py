"""Drawings: SVG has no pixels until a page draws it, which a worker cannot do.

It is drawn as an image: so no script in it runs, and nothing is loaded that it names.
"""

from js import URL, Blob, TextDecoder, Uint8Array
from pyscript import document
from pyscript.ffi import to_js

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

KIND = "image/svg+xml"

HEAD = 4096  # bytes at the beginning of a file in which a drawing says that it is one

FIRST = "0123456789.+"  # what a length begins with, and "auto" does not

MOST = 4096  # pixels along the longer side of what is drawn: 64 MB at most


class Drawing:
    """An SVG file with a width and a height."""

    def __init__(self, image: "Any") -> None:
        self._image = image
        self.width: int = image.naturalWidth
        self.height: int = image.naturalHeight

    def pixels(self) -> "Any":
        """Draw it: an ImageData, RGBA, at most MOST pixels a side."""
        part = min(1, MOST / max(self.width, self.height))
        canvas = document.createElement("canvas")
        canvas.width = max(1, round(self.width * part))
        canvas.height = max(1, round(self.height * part))
        context = canvas.getContext("2d")
        context.drawImage(self._image, 0, 0, canvas.width, canvas.height)
        return context.getImageData(0, 0, canvas.width, canvas.height)


async def open_drawing(content: "Any") -> "Drawing | None":
    """Open an SVG file, an ArrayBuffer; None for any other file, and for one without a size."""
    length = content.byteLength
    head = TextDecoder.new().decode(Uint8Array.new(content, 0, min(HEAD, length)))
    if "<svg" not in head or not has_size(head):
        return None
    image = document.createElement("img")
    image.src = URL.createObjectURL(Blob.new(to_js([content]), to_js({"type": KIND})))
    try:
        await image.decode()
    except Exception:  # noqa: BLE001 the browser cannot draw it: the engine says what it is
        return None
    finally:
        URL.revokeObjectURL(image.src)
    return Drawing(image) if image.naturalWidth and image.naturalHeight else None


def has_size(head: str) -> bool:
    """Whether the beginning of an SVG file states both sides in themselves.

    Not as parts of wherever it is shown. A parser would complain of styles and of what is no XML.
    """
    tag, _, _ = head[head.index("<svg") :].partition(">")
    tag = " ".join(tag.replace("'", '"').split())
    for name in (' width="', ' height="'):
        _, _, rest = tag.partition(name)
        value, _, _ = rest.partition('"')
        value = value.strip()
        if not value or value[0] not in FIRST or value.endswith("%"):
            return False
    return True
