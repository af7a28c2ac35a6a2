"""``python -m convert.runtime.reader``: compile site/reader for the page, which then starts sooner.

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
PACK = SITE / "bytecode" / "reader.pack"
SCRIPT = Path(__file__).parent / "pyodide" / "pack.mjs"


def sources() -> list[str]:
    """Return the reader's files as paths below the site, sorted."""
    return sorted(path.relative_to(SITE).as_posix() for path in (SITE / "reader").rglob("*.py"))


def stale() -> list[str]:
    """Return the sources of which the pack has no bytecode, or that of another content."""
    index = gzip.decompress(PACK.read_bytes()).partition(b"\n")[0] if PACK.is_file() else b"[]"
    made = {path.removesuffix("c"): digest for path, _, digest in json.loads(index)}
    return [path for path in sources() if made.get(path) != sha256(SITE / path)]


def main() -> int:
    """Write the pack and return the exit status."""
    PACK.parent.mkdir(exist_ok=True)
    try:
        (core,) = (SITE / "vendor" / "pyscript").glob("core-*.js")
        place = core.relative_to(SITE).as_posix()
        run(["node", str(SCRIPT), str(SITE), str(PACK.parent), place, *sources()], SITE)
    except VendorError as error:
        print(error, file=sys.stderr)
        return 1
    for pack in sorted(PACK.parent.iterdir()):
        print(f"{pack.relative_to(SITE.parent)}: {pack.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
