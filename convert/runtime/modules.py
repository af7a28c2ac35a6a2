"""``python -m convert.runtime.modules``: compile the site's Python, so that the page starts sooner.

That is what runs in the worker, site/reader and site/engine, each in a pack of its own.

The sources stay what counts. Each piece of bytecode carries the SHA-256 of its source, and the page
takes a source itself where the two do not agree: a stale pack costs time and changes nothing.
PyScript's own Python package, which is in its JavaScript as source, is compiled along with it.
"""

import gzip
import json
import sys
from pathlib import Path

from convert.runtime.cache import run
from convert.runtime.digest import sha256
from convert.runtime.error import VendorError

SITE = Path(__file__).parents[2] / "site"
BYTECODE = SITE / "bytecode"
FOLDERS = ("reader", "engine")
SCRIPT = Path(__file__).parent / "pyodide" / "pack.mjs"


def sources(folder: str) -> list[str]:
    """Return the modules in a folder of the site, as paths below the site, sorted."""
    return sorted(path.relative_to(SITE).as_posix() for path in (SITE / folder).rglob("*.py"))


def pack_of(folder: str) -> Path:
    """Return the pack with the bytecode of a folder's modules."""
    return BYTECODE / f"{folder}.pack"


def stale(folder: str) -> list[str]:
    """Return the sources of which the pack has no bytecode, or that of another content."""
    pack = pack_of(folder)
    index = gzip.decompress(pack.read_bytes()).partition(b"\n")[0] if pack.is_file() else b"[]"
    made = {path.removesuffix("c"): digest for path, _, digest in json.loads(index)}
    return [path for path in sources(folder) if made.get(path) != sha256(SITE / path)]


def main() -> int:
    """Write the packs and return the exit status."""
    BYTECODE.mkdir(exist_ok=True)
    try:
        (core,) = (SITE / "vendor" / "pyscript").glob("core-*.js")
        place = core.relative_to(SITE).as_posix()
        files = [path for folder in FOLDERS for path in sources(folder)]
        run(["node", str(SCRIPT), str(SITE), str(BYTECODE), place, *files], SITE)
    except VendorError as error:
        print(error, file=sys.stderr)
        return 1
    for pack in sorted(BYTECODE.iterdir()):
        print(f"{pack.relative_to(SITE.parent)}: {pack.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
