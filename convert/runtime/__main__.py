"""``python -m convert.runtime``: fill site/vendor from the pinned versions."""

import argparse
import gzip
import sys
from collections.abc import Sequence
from pathlib import Path

from convert.runtime import vendor
from convert.runtime.cache import Cache
from convert.runtime.error import VendorError
from convert.runtime.pins import Pins

ROOT = Path(__file__).parents[2]
OUT = ROOT / "site" / "vendor"
CACHE = ROOT / "build" / "downloads"
PINS = Path(__file__).with_name("pins.json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0, or 1 with the reason on stderr."""
    parser = argparse.ArgumentParser(prog="python -m convert.runtime", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT, help="the folder that is replaced")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where downloads are kept")
    parser.add_argument("--pins", type=Path, default=PINS, help="what is vendored, as JSON")
    parser.add_argument("--offline", action="store_true", help="never ask a package registry")
    options = parser.parse_args(arguments)
    try:
        cache = Cache(options.cache, offline=options.offline)
        inventory = vendor.build(Pins.load(options.pins), cache, options.out)
    except VendorError as error:
        print(f"{error}\n{options.out} is as it was.", file=sys.stderr)
        return 1
    for component in inventory["components"]:
        paths = [options.out / file["path"] for file in component["files"]]
        size = sum(path.stat().st_size for path in paths)
        # Level 6, file by file, is about what GitHub Pages sends.
        sent = sum(len(gzip.compress(path.read_bytes(), 6)) for path in paths)
        label = f"{component['name']:14} {component['version']:10}"
        print(f"{label} {size:>12,} bytes, {sent:>10,} gzipped  {component['origin']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
