"""`python -m training.evaluate`: measures the committed networks through the shipped reader.

It writes docs/evaluation.json, docs/model-card.md and the pictures in docs/evaluation/. Nothing is
chosen here. With --only it prints what it counts, in seconds or minutes, and writes nothing.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's notes drown the progress

import argparse
import json
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from reader import CardError
from training.digits import mnist
from training.digits.mnist import DATA
from training.errors import DataError
from training.evaluate import charts, generated_pages, modelcard, papers
from training.evaluate.dataset_groups import CORRUPTED, GROUPS, Material, measure
from training.evaluate.datasets import SEED, Tables
from training.evaluate.requirements import requirements
from training.evaluate.tally import Tally
from training.run.atomic import write_json
from training.shipped import SHIPPED, Shipped

DOCS: Final = Path(__file__).resolve().parents[2] / "docs"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line says; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m training.evaluate", description=__doc__, allow_abbrev=False
    )
    default = Path(os.environ.get("INKLING_DATA", DATA.parent))
    parser.add_argument(
        "--pictures", type=Path, default=default, help="folder with photos, drawn, usps and so on"
    )
    parser.add_argument(
        "--faults", type=Path, help="folder of known faults; by default faults beside that one"
    )
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder of both networks")
    parser.add_argument("--docs", type=Path, default=DOCS, help="folder to write into")
    parser.add_argument(
        "--corrupted", type=int, default=CORRUPTED, help="digits for each corruption"
    )
    parser.add_argument(
        "--papers", type=int, default=papers.COUNT, help="blank papers to render of each kind"
    )
    parser.add_argument(
        "--pages", type=int, default=generated_pages.COUNT,
        help="generated pages to draw of all scenes, and as many of amounts",
    )  # fmt: skip
    parser.add_argument(
        "--only", nargs="+", choices=GROUPS, metavar="GROUP",
        help=f"print what these give and write nothing: {', '.join(GROUPS)}",
    )  # fmt: skip
    chosen = parser.parse_args(arguments)
    try:
        model = Shipped(chosen.model)
        _, test = mnist.load(chosen.pictures / "mnist", named=True)
        material = Material(
            pictures=chosen.pictures,
            faults=chosen.faults or chosen.pictures.parent / "faults",
            test=test,
            blank=chosen.papers,
            corrupted=chosen.corrupted,
            pages=chosen.pages,
        )
        if chosen.only:
            tell(measure(material, model, chosen.only))
        else:
            evaluate(material, model, chosen.docs)
    except (DataError, CardError, OSError) as cause:
        print(f"{cause}", file=sys.stderr)
        return 1
    return 0


def tell(tables: Tables) -> None:
    """Print the counts."""
    for counted in (each for table in tables.values() for each in table):
        told = counted.as_dict()
        rest = (f"{name} {value}" for name, value in told.items() if isinstance(value, int))
        print(f"{told['set']}: {', '.join(rest)}")


def evaluate(material: Material, model: Shipped, docs: Path) -> None:
    """Measure everything, then write it."""
    start = time.monotonic()
    card, finder = (
        json.loads((model.folder / name / "card.json").read_text(encoding="utf-8"))
        for name in ("classifier", "finder")
    )
    tables = measure(material, model)
    tallies = [each for each in tables["sets"] if isinstance(each, Tally)]
    alone = tallies[0]
    evaluation: dict[str, Any] = {
        "model": model.networks.classifier.model,
        "finder": model.networks.finder.model,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}",
        "command": "python -m training.evaluate",
        "seed": SEED,
        "seconds": round(time.monotonic() - start),
        "seeds": card.get("seeds", []),
        **{kind: [each.as_dict() for each in table] for kind, table in tables.items()},
        "confusion": confusion(alone),
    }
    evaluation["promises"] = requirements(evaluation, card, finder)
    charts.draw(docs / "evaluation", evaluation, alone, tallies, material.test)
    write_json(docs / "evaluation.json", evaluation)
    modelcard.write(docs / "model-card.md", evaluation, card, finder)
    for promise in evaluation["promises"]:
        print(
            f"{'met   ' if promise['met'] else 'MISSED'} {promise['what']}: {promise['measured']}"
        )


def confusion(tally: Tally) -> list[list[int]]:
    """Count what each digit was taken for: rows are labels, the last column is "not a digit"."""
    counts = [[0] * 11 for _ in range(10)]
    for label, text in tally.pairs:
        counts[int(label)][int(text) if text else 10] += 1
    return counts


if __name__ == "__main__":
    sys.exit(main())
