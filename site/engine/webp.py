"""WebP's decoder, a shared object that is linked when the first WebP arrives."""

import importlib
from pathlib import Path

import PIL
from PIL import WebPImagePlugin

from engine.files import load

FILE = "vendor/pyodide/_webp.wasm"
NAME = "_webp.cpython-314-wasm32-emscripten.so"


def is_webp(data: bytes) -> bool:
    """Tell whether a file begins as WebP does: RIFF, its length, WEBP."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


async def fetch(base: str) -> bytes:
    """Fetch the decoder, so that no picture has to wait for it; raises EngineError."""
    return await load(base, FILE)


def link(decoder: bytes) -> None:
    """Let Pillow read WebP from now on."""
    if WebPImagePlugin.SUPPORTED:
        return
    Path(PIL.__path__[0], NAME).write_bytes(decoder)
    importlib.invalidate_caches()  # the folder was listed without it
    setattr(WebPImagePlugin, "_webp", importlib.import_module("PIL._webp"))  # noqa: B010 it is untyped
    WebPImagePlugin.SUPPORTED = True
