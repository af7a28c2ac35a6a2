"""The peer: a page of npm's onnxruntime-web, as small and as quick as such a page is made.

It is one HTML file (bench/bare) with the smallest of the package's builds, WebAssembly alone and in
one thread, and this page's classifier as ONNX, with the same weights; browser and server are told
of all three files before the first script runs. A picture is decoded by the browser, scaled as a
whole to 28 x 28 pixels on a canvas, inverted and stretched to the full range; the label with the
largest logit is shown.

It does not find digits: a number, or a digit in a corner, is read as one wrong digit. It states no
doubt, takes dark ink on light paper only, knows no format that the browser does not, does not work
offline, and computes on the page's own thread, where nothing else happens meanwhile.
"""

import shutil
from pathlib import Path
from typing import Final

from bench.translation import translated
from convert.runtime.archive import Archive
from convert.runtime.cache import Cache
from convert.runtime.pins import Download

BARE: Final = Path(__file__).with_name("bare")

# Its version and hash stand here and not in pins.json, which lists what the page is made of.
PACKAGE: Final = Download(
    file="onnxruntime-web-1.30.0.tgz",
    client="npm",
    package="onnxruntime-web",
    version="1.30.0",
    sha256="d2228df7e4616bc3348bf504ee888f3bec43789a273f0a63f3e68d203ce3bf71",
)
# The library with its glue code in one module, and the WebAssembly without a GPU's backends.
MEMBERS: Final = ("ort.wasm.bundle.min.mjs", "ort-wasm-simd-threaded.wasm")


def build(folder: Path, site: Path, cache: Cache) -> None:
    """Make the peer in an empty folder, with the classifier of `site`.

    Raises VendorError where the download is missing or not the pinned one.
    """
    shutil.copytree(BARE, folder, dirs_exist_ok=True)
    (folder / "vendor").mkdir()
    with Archive(PACKAGE.package, cache.path(PACKAGE)) as archive:
        for name in MEMBERS:
            (folder / "vendor" / name).write_bytes(archive.read(f"package/dist/{name}"))
    (folder / "classifier.onnx").write_bytes(translated(site / "model" / "classifier"))
