"""`python -m training.classifier.summary runs/*`: finished runs as a Markdown table, for LOG.md."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

# Heading, place in results.json, format. Percentages are those after the last epoch.
COLUMNS: Final = (
    ("run", ("run",), "{}"),
    ("epochs", ("settings", "epochs"), "{}"),
    ("minutes", ("seconds",), "minutes"),
    ("validation", ("last", "validation_accuracy"), "{:.2%}"),
    ("redrawn", ("last", "redrawn_accuracy"), "{:.2%}"),
    ("non-digits", ("last", "nondigit_accuracy"), "{:.2%}"),
    ("MNIST test", ("test", "accuracy"), "{:.2%}"),
    ("ECE", ("test", "calibration_error"), "{:.2%}"),
    ("parameters", ("parameters",), "{:,}"),
    ("commit", ("commit",), "{}"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each folder that has results; gives the exit status."""
    folders = sys.argv[1:] if arguments is None else arguments
    found = [path for folder in folders if (path := Path(folder) / "results.json").is_file()]
    if not found:
        print("None of these folders has a results.json; finish a run first.", file=sys.stderr)
        return 1
    print("| " + " | ".join(heading for heading, _, _ in COLUMNS) + " |")
    print("|" + " --- |" * len(COLUMNS))
    for path in found:
        results = json.loads(path.read_text(encoding="utf-8"))
        print("| " + " | ".join(_cell(results, *column[1:]) for column in COLUMNS) + " |")
    return 0


def _cell(results: Any, place: tuple[str, ...], form: str) -> str:
    for key in place:
        results = results[key]
    return f"{results / 60:.0f}" if form == "minutes" else form.format(results)


if __name__ == "__main__":
    sys.exit(main())
