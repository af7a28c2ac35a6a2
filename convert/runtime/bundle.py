"""TensorFlow.js for the page: one ES module made by esbuild, and the wasm binaries beside it."""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from convert.runtime.cache import Cache, run
from convert.runtime.error import VendorError

SOURCES = Path(__file__).parent / "tensorflow"
MODULE = "tf.js"

# The backend asks for the SIMD binary, or for the plain one in a browser without
# SIMD. The threaded one needs a cross-origin isolated page, which GitHub Pages
# cannot serve; tensorflow.js switches it off.
BINARIES = ("tfjs-backend-wasm-simd.wasm", "tfjs-backend-wasm.wasm")


def version() -> str:
    """Return the version of TensorFlow.js that package-lock.json pins, alike for all its parts."""
    versions = {
        entry["version"] for path, entry in _locked().items() if path.startswith("@tensorflow/")
    }
    if len(versions) != 1:
        raise VendorError(f"package-lock.json mixes versions of TensorFlow.js: {sorted(versions)}.")
    return str(versions.pop())


def build(cache: Cache) -> dict[str, bytes]:
    """Return the bundle's files by name.

    npm installs what package-lock.json pins into a folder that is thrown away,
    and verifies each package against the SHA-512 written there.
    """
    cache.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache.folder, prefix=".bundle-") as name:
        folder = Path(name)
        for file in ("package.json", "package-lock.json"):
            shutil.copy(SOURCES / file, folder / file)
        store = (cache.folder / "npm").resolve()
        network = "--offline" if cache.offline else "--prefer-offline"
        options = ["--cache", str(store), network, "--ignore-scripts", "--no-audit", "--no-fund"]
        try:
            run(["npm", "ci", *options], folder)
        except VendorError as error:
            raise VendorError(f"{blame(str(error))}{error}") from error
        modules = folder / "node_modules"
        run(["node", str(SOURCES / "bundle.mjs"), str(modules), str(folder / MODULE)], folder)
        binaries = modules / "@tensorflow" / "tfjs-backend-wasm" / "dist"
        return {
            MODULE: (folder / MODULE).read_bytes(),
            **{file: (binaries / file).read_bytes() for file in BINARIES},
        }


def _locked() -> dict[str, Any]:
    """Return package-lock.json's packages by name."""
    lock = json.loads((SOURCES / "package-lock.json").read_text("utf-8"))
    return {path.removeprefix("node_modules/"): entry for path, entry in lock["packages"].items()}


def blame(words: str) -> str:
    """Return a line that names the package whose hash npm found wrong; npm names none."""
    names = [
        f"{path} {entry['version']} is damaged or not the pinned one:\n"
        for path, entry in _locked().items()
        if entry.get("integrity", "no hash") in words
    ]
    return "".join(names)
