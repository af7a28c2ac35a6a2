"""Lays the modules of ui/, which come in one file, where they are imported from."""

import json
import os

import deflate

PACK = "interface.pack"  # see convert/interface.py

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Iterable


def unpack() -> None:
    """Write every module into the file system that MicroPython has in memory."""
    made: set[str] = set()
    with open(PACK, "rb") as pack:
        modules = deflate.DeflateIO(pack, deflate.GZIP)
        for path, length, _ in json.loads(modules.readline()):
            _make_folders(path.split("/")[:-1], made)
            with open(path, "wb") as module:
                module.write(modules.read(length))
    os.remove(PACK)


def _make_folders(parts: "Iterable[str]", made: "set[str]") -> None:
    folder = ""
    for part in parts:
        folder = f"{folder}{part}/"
        if folder not in made:
            os.mkdir(folder)
            made.add(folder)


unpack()
