"""The stock page: PyScript as its documentation has it, with the reader and the model of this one.

PyScript, MicroPython, Pyodide, numpy and Pillow are the same releases, exactly as published, from
the cache of downloads that site/vendor is made of; the bundle of TensorFlow.js, the model and the
reader are the site's. Nothing of what makes the real page quick is in it: no bytecode, no snapshot,
no hints to the browser, no service worker.
"""

import json
import shutil
from pathlib import Path
from typing import Any, Final

from convert.runtime.archive import Archive
from convert.runtime.cache import Cache
from convert.runtime.digest import verify
from convert.runtime.pins import Pins

PLAIN: Final = Path(__file__).with_name("plain")
PACKAGES: Final = ("numpy", "pillow")
LOCK: Final = "pyodide-lock.json"

# What a page needs of each npm package; of the modules it fetches those that it uses.
NEEDED: Final = {
    "@pyscript/core": ("pyscript", ("package/dist/*.js", "package/dist/*.css")),
    "@micropython/micropython-webassembly-pyscript": (
        *("micropython", ("package/micropython.mjs", "package/micropython.wasm")),
    ),
    "pyodide": (
        "pyodide",
        ("package/pyodide*.mjs", "package/*.wasm", "package/*.zip", f"package/{LOCK}"),
    ),
}
CARRIER: Final = "open-webui"  # the package with the official wheels inside
WHEELS: Final = "open_webui/frontend/pyodide"


def build(folder: Path, site: Path, pins: Pins, cache: Cache) -> None:
    """Make the stock page in an empty folder, with the reader and the model of `site`.

    Raises VendorError where a download is missing or not the pinned one.
    """
    shutil.copytree(PLAIN, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__*"))
    for part in ("reader", "model", "vendor/tensorflow"):
        shutil.copytree(site / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    downloads = {download.package: download for download in pins.downloads.values()}
    for package, (part, patterns) in NEEDED.items():
        into = folder / "vendor" / part
        into.mkdir()
        with Archive(package, cache.path(downloads[package])) as archive:
            for pattern in patterns:
                for member in archive.names(pattern):
                    (into / Path(member).name).write_bytes(archive.read(member))
    pyodide = folder / "vendor" / "pyodide"
    lock = json.loads((pyodide / LOCK).read_text(encoding="utf-8"))
    with Archive(CARRIER, cache.path(downloads[CARRIER])) as archive:
        for package in PACKAGES:
            entry = lock["packages"][package]
            wheel = archive.read(f"{WHEELS}/{entry['file_name']}")
            verify(entry["file_name"], wheel, entry["sha256"], f"The expected one is in {LOCK}.")
            (pyodide / entry["file_name"]).write_bytes(wheel)
    for name, settings in (("main", MAIN), ("engine", engine(folder))):
        (folder / f"{name}.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")


MAIN: Final = {"interpreter": "./vendor/micropython/micropython.mjs"}


def engine(folder: Path) -> dict[str, Any]:
    """Give the worker's settings, by PyScript's documented options alone."""
    sources = sorted((folder / "reader").rglob("*.py"))
    names = [f"./{source.relative_to(folder).as_posix()}" for source in sources]
    return {
        "interpreter": "./vendor/pyodide/pyodide.mjs",
        "packages": list(PACKAGES),
        "packages_cache": "passthrough",
        "sync_main_only": True,
        "js_modules": {"worker": {"./vendor/tensorflow/tf.js": "tf"}},
        "files": {name: name for name in names},
    }
