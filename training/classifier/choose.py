"""`python -m training.classifier.choose runs/seed-1 runs/seed-2 ...`: the run to ship.

The choice is by validation loss alone. What all seeds gave is written beside the chosen run, and
travels in the model's card.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from training.run.atomic import write_json

LOSSES: Final = ("validation_loss", "redrawn_loss", "nondigit_loss")


def main(arguments: Sequence[str] | None = None) -> int:
    """Choose among the runs named; prints the chosen folder last. Gives the exit status."""
    folders = [Path(each) for each in (sys.argv[1:] if arguments is None else arguments)]
    unfinished = [folder for folder in folders if not (folder / "results.json").is_file()]
    if unfinished or not folders:
        named = ", ".join(map(str, unfinished)) or "No run was named; it"
        print(f"{named} has no results.json; finish `make train` first.", file=sys.stderr)
        return 1
    chosen = choose(folders)
    print(chosen)
    return 0


def choose(folders: Sequence[Path]) -> Path:
    """Give the run with the least loss on all validation pictures, and note all seeds beside it."""
    results = [
        json.loads((folder / "results.json").read_text(encoding="utf-8")) for folder in folders
    ]
    best = min(range(len(folders)), key=lambda place: _loss(results[place]))
    seeds = [
        {
            "run": each["run"],
            "seed": each["settings"]["seed"],
            "validation_loss": round(_loss(each), 5),
            "validation_accuracy": each["validation"]["accuracy"],
            "test_accuracy": each["test"]["accuracy"],
            "chosen": place == best,
        }
        for place, each in enumerate(results)
    ]
    for each in seeds:
        print(
            f"{each['run']}: loss {each['validation_loss']} on validation pictures, "
            f"MNIST test {100 * each['test_accuracy']:.2f} %",
            file=sys.stderr,
        )
    mean = sum(each["test_accuracy"] for each in seeds) / len(seeds)
    print(f"mean of {len(seeds)} seeds on MNIST test: {100 * mean:.3f} %", file=sys.stderr)
    write_json(folders[best] / "seeds.json", seeds)
    return folders[best]


def _loss(results: dict[str, Any]) -> float:
    return float(sum(results["last"][name] for name in LOSSES))


if __name__ == "__main__":
    sys.exit(main())
