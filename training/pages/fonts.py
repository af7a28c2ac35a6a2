"""`python -m training.pages.fonts`: are all fonts there that training draws with?"""

import sys

from training.digits.fonts import FILES, FOLDER
from training.pages.typeface import HANDS, PRINTS


def main() -> int:
    """Say whether all fonts are there; gives the exit status."""
    needed = {
        *FILES,
        *(file for each in (HANDS, PRINTS) for part in each.values() for file in part),
    }
    missing = sorted(file for file in needed if not (FOLDER / file).is_file())
    if missing:
        print(f"Of {len(needed)} fonts {len(missing)} are missing: {', '.join(missing)}.")
        return 1
    print(f"All {len(needed)} fonts are in {FOLDER}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
