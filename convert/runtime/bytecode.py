"""Python's library and the wheels as bytecode, compiled by the Python that will run them.

Pyodide runs in node for that, because bytecode belongs to one version of Python. What the page does
not import is left out, so the site's own reader is run as well.
"""

import shutil
import tempfile
from pathlib import Path

from convert.runtime.cache import run
from convert.runtime.error import VendorError

SOURCES = Path(__file__).parent / "pyodide"
SITE = Path(__file__).parents[2] / "site"


def compiled(files: dict[str, bytes]) -> dict[str, bytes]:
    """Compile Pyodide's own files and the wheels, by their names as npm and the lock have them.

    Gives python_stdlib.zip, numpy.pack, pillow.pack and the shared objects as .wasm files: a server
    compresses those, and a browser compiles them while they arrive. Raises VendorError.
    """
    with tempfile.TemporaryDirectory(prefix="inkling-bytecode-") as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        caches = shutil.ignore_patterns("__pycache__")
        shutil.copytree(SITE / "reader", folder / "reader", ignore=caches)
        for network in ("classifier", "finder"):
            shutil.copy(SITE / "model" / network / "card.json", folder / f"{network}.json")
        run(["node", str(SOURCES / "compile.mjs"), name], folder)
        made = {path.name: path.read_bytes() for path in sorted((folder / "out").iterdir())}
    if not made:
        raise VendorError(f"{SOURCES / 'compile.py'} made no files.")
    return made
