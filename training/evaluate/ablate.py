"""`python -m training.evaluate.ablate`: what the committed reader gives without one of its parts.

It prints a row of Markdown for each part of `training.evaluate.switches`, the first with all of
them: of pages, lines and pictures those that are right, in per cent. Nothing is trained or written.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's notes drown the figures

import argparse
import multiprocessing
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, Final

from reader import CardError
from training.digits import mnist
from training.digits.mnist import DATA
from training.errors import DataError
from training.evaluate.dataset_groups import GROUPS, Material, group_of, joined
from training.evaluate.datasets import Tables
from training.evaluate.switches import SWITCHES, off
from training.shipped import SHIPPED, Shipped

ALL: Final = "nothing"  # what is left out in the first row
NAMES: Final = (ALL, *(switch.name for switch in SWITCHES))
PAGES: Final = 100  # generated pages of all scenes, and as many of amounts
# Those that take minutes, and see all parts at work.
USUAL: Final = ("drawn", "strings", "turned", "nondigits", "faults", "generated", "signs")
POOLED: Final = ("MNIST test, read", "USPS", "photos", "photos/sudoku", "drawn", "registers")

Figures = dict[str, str]  # by heading


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line says; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m training.evaluate.ablate", description=__doc__, allow_abbrev=False
    )
    default = Path(os.environ.get("INKLING_DATA", DATA.parent))
    parser.add_argument(
        "--pictures", type=Path, default=default, help="folder with photos and so on"
    )
    parser.add_argument(
        "--faults", type=Path, help="folder of known faults; by default beside that"
    )
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder of both networks")
    parser.add_argument("--pages", type=int, default=PAGES, help="generated pages of each kind")
    parser.add_argument("--groups", nargs="+", choices=GROUPS, default=USUAL, metavar="GROUP",
                        help=f"what to measure: {', '.join(GROUPS)}")  # fmt: skip
    parser.add_argument("--without", nargs="+", choices=NAMES, default=NAMES, metavar="PART",
                        help=f"what to leave out, one at a time: {', '.join(NAMES)}")  # fmt: skip
    parser.add_argument(
        "--processes", type=int, default=os.cpu_count() or 1, help="rows measured side by side"
    )
    chosen = parser.parse_args(arguments)
    try:
        Shipped(chosen.model)  # fails here, and not in every process
        _, test = mnist.load(chosen.pictures / "mnist", named=True)
        faults = chosen.faults or chosen.pictures.parent / "faults"
        material = Material(chosen.pictures, faults, test, pages=chosen.pages)
        ablate(material, chosen.model, chosen.groups, chosen.without, chosen.processes)
    except (DataError, CardError, OSError) as cause:
        print(f"{cause}", file=sys.stderr)
        return 1
    return 0


def ablate(
    material: Material, folder: Path, groups: Sequence[str], parts: Sequence[str], processes: int
) -> None:
    """Measure and print a row for each part, in the order of `parts`."""
    task = partial(without, material, folder, groups)
    # A fresh process each: TensorFlow's threads do not survive a fork.
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as workers:
        for number, (part, told) in enumerate(zip(parts, workers.map(task, parts), strict=True)):
            if number == 0:
                print(f"| without | {' | '.join(told)} |")
                print(f"|---|{'--:|' * len(told)}")
            print(f"| {part} | {' | '.join(told.values())} |", flush=True)


def without(material: Material, folder: Path, groups: Sequence[str], part: str) -> Figures:
    """Measure groups without a part, in this process."""
    with ExitStack() as stack:
        for switch in SWITCHES:
            if switch.name == part:
                stack.enter_context(off(switch))
        model = Shipped(folder)
        return figures(joined(group_of(group, material, model) for group in groups))


def figures(tables: Tables) -> Figures:
    """Give the figures of pooled sets, by their headings."""
    counted = {kind: [each.as_dict() for each in table] for kind, table in tables.items()}
    sets = {each["set"]: each for each in counted.get("sets", [])}
    told = {name: _share(sets[name], "right") for name in POOLED if name in sets}
    if "nondigits" in sets:
        none = sets["nondigits"]
        told["nondigits, not sure"] = _share({**none, "right": none["n"] - none["sure"]}, "right")
    if "blank papers" in sets:
        papers = (sets["blank papers"], sets["ruled papers, nothing written"])
        told["papers with a digit"] = str(sum(each["n"] - each["right"] for each in papers))
    if "faults" in sets:
        told["faults"] = f"{sets['faults']['right']} of {sets['faults']['n']}"
    for kind, heading in (
        ("lines", "lines"), ("turned", "lines of turned pages"), ("grids", "cells"),
        ("corruptions", "worst corruption"),
    ):  # fmt: skip
        if kind in counted:
            # The last is pooled; of corruptions none is.
            pick = counted[kind][-1]
            if kind == "corruptions":
                pick = min(counted[kind], key=lambda each: each["right"] / each["n"])
            told[heading] = _share(pick, "right")
    for each in counted.get("generated", [])[-1:]:
        told["generated: read"] = _share(each, "right")
        told["right when sure"] = _part(each["sure_and_right"], each["sure"])
        told["false a page"] = f"{each['false'] / max(1, each['pages']):.3f}"
    for each in counted.get("signs", []):
        told["signs: right"] = _share(each, "right")
        told["surely wrong"] = str(each["sure"] - each["sure_and_right"])
    return told


def _share(counted: dict[str, Any], name: str) -> str:
    return _part(counted[name], counted["n"])


def _part(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "none"


if __name__ == "__main__":
    sys.exit(main())
