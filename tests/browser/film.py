"""What a camera sees, rendered: a number on paper that moves, as a film for Chromium."""

import io
import math
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from tests.browser import chromium
from tests.browser.numbers import Numbers
from tests.handwriting import Sheet, encode

SIZE = (1280, 720)  # pixels, as of most cameras
SECOND = 30  # frames, as Chromium plays a film of JPEG pictures


def film(path: Path, text: str, sway: float = 40.0, seconds: float = 2.0) -> Path:
    """Write a film of a number that goes round by `sway` pixels, once in so many seconds.

    The film has no seam: it is played again and again.
    """
    margin = math.ceil(sway)
    size = (SIZE[0] + 2 * margin, SIZE[1] + 2 * margin)
    sheet = Sheet(size=size, light=lambda x, y: 1 - 0.25 * x - 0.1 * y, grain=2)
    picture = Image.open(io.BytesIO(Numbers(text, size).picture(sheet)))
    path.write_bytes(b"".join(_frames(picture.convert("RGB"), margin, round(seconds * SECOND))))
    return path


def _frames(picture: Image.Image, margin: int, count: int) -> Iterator[bytes]:
    for index in range(count):
        angle = 2 * math.pi * index / count
        left = round(margin * (1 + math.cos(angle)))
        top = round(margin * (1 + math.sin(angle)))
        frame = picture.crop((left, top, left + SIZE[0], top + SIZE[1]))
        yield encode(frame, "JPEG", quality=85)


def arguments(path: Path) -> list[str]:
    """What Chromium has to be told so that a film is its camera."""
    return [
        *chromium.arguments(),
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={path}",
    ]
