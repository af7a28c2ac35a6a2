"""`python -m training.run.average runs/A runs/B --to runs/AB`: the mean of several runs' weights.

Runs that began with the same weights and went different ways often have a better network between
them than each is. What the normalisation measured fits none of them, so a few steps have to follow:
the folder that is written is one to `--start` from, of either network. Source: Wortsman et al.,
"Model soups: averaging weights of multiple fine-tuned models improves accuracy without increasing
inference time" (2022).
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.errors import DataError
from training.run.atomic import atomic

Weights = dict[str, NDArray[Any]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Average what the command line names; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("runs", type=Path, nargs="+", help="folders of runs of one plan")
    parser.add_argument("--parts", type=int, nargs="*", help="of each run in the mean; default 1")
    parser.add_argument("--to", type=Path, required=True, help="folder to write")
    told = parser.parse_args(arguments)
    try:
        average(told.runs, told.parts or [1] * len(told.runs), told.to)
    except (DataError, ValueError, OSError) as cause:
        print(f"{cause}", file=sys.stderr)
        return 1
    return 0


def average(runs: Sequence[Path], parts: Sequence[int], to: Path) -> None:
    """Write a folder whose network has the mean weights of the runs' averaged networks.

    `parts` are how often each run counts. Raises ValueError where there is not one for each run, or
    the runs' plans differ.
    """
    if len(parts) != len(runs):
        raise ValueError(
            f"{len(parts)} parts are named for {len(runs)} runs; --parts needs one for each."
        )
    read = [_read(run) for run in runs]
    plans = {plan for plan, _ in read}
    if len(plans) > 1:
        raise ValueError(
            f"The runs have the plans {', '.join(sorted(plans))}; only weights of one plan have a "
            "mean."
        )
    weights = [each for _, each in read]
    mean: dict[str, Any] = {
        name: np.average([each[name] for each in weights], axis=0, weights=parts)
        for name in weights[0]
    }
    of = dict(zip([run.name for run in runs], parts, strict=True))
    story = {"settings": {"plan": plans.pop()}, "mean_of": of, "history": []}
    to.mkdir(parents=True, exist_ok=True)
    with atomic(to / "state.npz") as partial, partial.open("wb") as file:
        np.savez(file, story=np.array(json.dumps(story)), **mean)
    with atomic(to / "results.json") as partial:  # a run's last file: there is no more to train
        partial.write_text(json.dumps(story, indent=1) + "\n", encoding="utf-8")


def _read(run: Path) -> tuple[str, Weights]:
    """Give a run's plan and the running means of its weights."""
    with np.load(run / "state.npz") as arrays:
        plan = str(json.loads(str(arrays["story"]))["settings"]["plan"])
        return plan, {name: arrays[name] for name in arrays if name.startswith("averaged/")}


if __name__ == "__main__":
    sys.exit(main())
