"""`python -m training.accelerator.pack`: the pictures of a run in one file, to carry elsewhere.

Takes the flags of `training.classifier.train` and `--to`, and writes what
`training.classifier.mixture` makes of them.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from training.accelerator.packed import Packed, pack
from training.classifier import mixture
from training.classifier.settings import Settings
from training.digits import mnist
from training.errors import DataError

# The settings that decide which pictures there are.
DECIDING: Final = ("validation", "train", "nondigits", "numerals", "written", "crops")


def main(arguments: Sequence[str] | None = None) -> int:
    """Pack the pictures that the command line describes; gives the exit status."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--to", type=Path, required=True, help="the file to write, .npz")
    chosen, others = parser.parse_known_args(arguments)
    settings = Settings.parse(others)
    try:
        training, _ = mnist.load(settings.mnist, named=settings.data is not None)
        pool, aside = mixture.make(training, settings)
        kept = settings.as_dict()
        pack(Packed(pool, aside, {name: kept[name] for name in DECIDING}), chosen.to)
    except (DataError, ValueError, OSError) as cause:
        print(f"{cause}", file=sys.stderr)
        return 1
    print(f"{chosen.to}: {chosen.to.stat().st_size / 1e6:.1f} MB, {len(pool.digits)} digits")
    return 0


if __name__ == "__main__":
    sys.exit(main())
