"""The card that travels with the weights: what the page must know before it trusts them."""

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from convert.model.parity import Parity
from convert.model.run import Run
from convert.model.tensorflowjs import GRAPH, WEIGHTS, outputs

CARD: Final = "card.json"
CONTRACT: Final = 2  # version of the model's inputs, outputs and card; the page's reader checks it
DIGITS: Final = "0123456789"  # the ten classes of a run that says nothing of them
REFUSED: Final = "not-a-digit"


def write(folder: Path, run: Run, parity: Parity, conditions: str) -> dict[str, Any]:
    """Write `card.json` beside graph and weights in `folder`, from a run's results; gives it."""
    names = outputs(folder)
    results = run.results
    test, validation = results["test"], results["validation"]
    settings = results["settings"]
    labels = settings.get("labels", DIGITS)
    data = "MNIST" if labels == DIGITS else labels
    card = {
        "contract": CONTRACT,
        "labels": [*labels, REFUSED],
        "temperature": results["calibration"]["temperature"],
        "thresholds": {
            name: value for name, value in results["calibration"].items() if name != "temperature"
        },
        "outputs": {"logits": names["logits"], "features": names["features"]},
        "graph": stamp(folder / GRAPH),
        "weights": {**stamp(folder / WEIGHTS), "dtype": "float16"},
        "parameters": results["parameters"],
        "accuracy": [
            {
                "set": f"{data} test",
                "n": test["n"],
                "accuracy": test["accuracy"],
                "conditions": "Keras, float32 weights; one run, everything chosen on validation; "
                "what is refused counts as wrong",
            },
            {
                "set": f"{data} validation",
                "n": validation["n"],
                "accuracy": validation["accuracy"],
                "conditions": f"set aside from {data} train by the seed; chosen on them",
            },
        ],
        "seeds": run.seeds,
        "training": {
            "data": results["data"],
            "seed": settings["seed"],
            "epochs": settings["epochs"],
            "teacher": (
                f"learning from {' and '.join(settings['teachers'])}"
                if settings["teachers"]
                else "without a teacher"
            ),
            "start": _start(settings["start"], results.get("mean_of", {})),
            "run": results["run"],
            "commit": results["commit"],
        },
        "parity": {
            "inputs": parity.inputs,
            "largest_logit_difference": parity.largest_logit_difference,
            "same_class": parity.same_class,
            "conditions": conditions,
        },
    }
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    return card


def _start(name: str | None, mean_of: dict[str, int]) -> str:
    """Say where a run's first weights came from."""
    if name is None:
        return "from new weights"
    parts = [f"{run} ({count} of {sum(mean_of.values())})" for run, count in mean_of.items()]
    return f"trained on from {name}" + (f", the mean of {', '.join(parts)}" if parts else "")


def stamp(path: Path) -> dict[str, Any]:
    """Give a file's name, SHA-256 and length in bytes, as the card states them."""
    content = path.read_bytes()
    return {"file": path.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
