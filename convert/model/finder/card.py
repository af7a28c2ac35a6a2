"""The card that travels with the finder's weights."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from convert.model.card import CARD, stamp
from convert.model.finder.parity import TOLERANCE, Parity
from convert.model.finder.run import Run
from convert.model.tensorflowjs import GRAPH, WEIGHTS, outputs

CONTRACT: Final = 1  # version of the finder's input, outputs and card; the page's reader checks it
PLANES: Final = ("grey", "dark", "light")
# As in site/reader/find/maps.py: the page refuses a card that names others.
SIGNS: Final = (
    *("point", "comma", "dash", "slash", "colon"),
    *("plus", "times", "equals", "bracket", "percent"),
)


def write(folder: Path, run: Run, parity: Parity, conditions: str) -> dict[str, Any]:
    """Write `card.json` beside graph and weights in `folder`, from a run's results; gives it."""
    names = outputs(folder)
    results = run.results
    settings, thresholds = results["settings"], results["thresholds"]
    card = {
        "contract": CONTRACT,
        "planes": PLANES,
        "signs": SIGNS,
        "thresholds": {
            name: thresholds[name] for name in ("digit", "doubt", "sure", "sign", "sure_sign")
        },
        "outputs": {"ink": names["ink"], "maps": names["maps"]},
        "graph": stamp(folder / GRAPH),
        "weights": {**stamp(folder / WEIGHTS), "dtype": "float16"},
        "parameters": results["parameters"],
        "validation": results["validation"],
        "training": {
            "data": results["data"],
            **{name: settings[name] for name in ("seed", "steps", "plan")},
            "run": results["run"],
            "commit": results["commit"],
        },
        "parity": {**asdict(parity), "tolerance": TOLERANCE, "conditions": conditions},
    }
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    return card
