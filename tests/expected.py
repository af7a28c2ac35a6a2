"""What each of the small pictures and files in tests/faults must be read as."""

import csv
from pathlib import Path
from typing import Final

FAULTS: Final = Path(__file__).parent / "faults"


def expected(folder: str) -> dict[str, str]:
    """Give the column `expected` of the files in a folder of FAULTS, by their names there."""
    with (FAULTS / "expected.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["path"].removeprefix(f"{folder}/"): row["expected"]
            for row in csv.DictReader(file)
            if row["path"].startswith(f"{folder}/")
        }
