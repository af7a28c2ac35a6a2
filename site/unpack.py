"""Lays the modules of ui/, which come in one file, where they are imported from."""

import json
import os

PACK = "interface.json"  # written by `make inventory`

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Iterable


def unpack() -> None:
    """Write every module into the file system that MicroPython has in memory."""
    with open(PACK) as pack:
        sources = json.load(pack)
    made: set[str] = set()
    for path, source in sources.items():
        _make_folders(path.split("/")[:-1], made)
        with open(path, "w") as module:
            module.write(source)
    os.remove(PACK)


def _make_folders(parts: "Iterable[str]", made: "set[str]") -> None:
    folder = ""
    for part in parts:
        folder = f"{folder}{part}/"
        if folder not in made:
            os.mkdir(folder)
            made.add(folder)


unpack()
