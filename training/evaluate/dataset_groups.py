"""Groups of sets: what is measured in one process, and can be asked for alone."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from training.digits.mnist import Digits
from training.evaluate import datasets, generated_pages, papers
from training.evaluate.datasets import Tables
from training.evaluate.pictures import faults, labelled
from training.shipped import Shipped

CORRUPTED: Final = 2000  # MNIST test digits that each corruption is measured on
GROUPS: Final = (
    "mnist",
    "characters",
    "usps",
    "photos",
    "drawn",
    "registers",
    "strings",
    "turned",
    "nondigits",
    "papers",
    "faults",
    "generated",
    "signs",
    "corruptions",
)

# Longest first, so that no worker is left with it at the end.
LONGEST: Final = ("corruptions", "usps", "mnist")


@dataclass(frozen=True, eq=False)
class Material:
    """What is measured on: folders of pictures, MNIST's `test` digits, and what is made.

    These are `blank` papers of each kind, `corrupted` digits for each corruption, and generated
    `pages` of all scenes, and as many of amounts.
    """

    pictures: Path
    faults: Path
    test: Digits
    blank: int = papers.COUNT
    corrupted: int = CORRUPTED
    pages: int = generated_pages.COUNT


def measure(material: Material, model: Shipped, only: Sequence[str] = GROUPS) -> Tables:
    """Measure the named groups, side by side on all processors; the tables are in GROUPS' order."""
    groups = sorted(
        (group for group in GROUPS if group in only),
        key=lambda group: LONGEST.index(group) if group in LONGEST else len(LONGEST),
    )
    # A fresh process each: TensorFlow's threads do not survive a fork.
    with ProcessPoolExecutor(
        min(len(groups), os.cpu_count() or 1), multiprocessing.get_context("spawn")
    ) as workers:
        task = partial(_measured, material, model.folder)
        measured = dict(zip(groups, workers.map(task, groups), strict=True))
    return joined(measured[group] for group in GROUPS if group in measured)


def joined(parts: Iterable[Tables]) -> Tables:
    """Put tables of several groups together, each kind in their order."""
    tables: Tables = {}
    for part in parts:
        for kind, counted in part.items():
            tables.setdefault(kind, []).extend(counted)
    return tables


def _measured(material: Material, model_folder: Path, group: str) -> Tables:
    return group_of(group, material, Shipped(model_folder))


def group_of(group: str, material: Material, model: Shipped) -> Tables:
    """Measure one group, in this process."""
    folder, test = material.pictures, material.test

    def files(name: str, apart: Sequence[str] = ()) -> Tables:
        return {"sets": datasets.files(labelled(folder / name), name, model, apart)}

    ways: dict[str, Callable[[], Tables]] = {
        "mnist": lambda: {
            "sets": [
                datasets.network(test, model),
                datasets.through_reader(datasets.MNIST, test, model),
            ]
        },
        "characters": lambda: {"sets": datasets.characters(folder / "strokes", model)},
        "usps": lambda: {"sets": datasets.usps(folder / "usps" / "usps_train.npz", model)},
        "photos": lambda: files("photos", apart=("photos/sudoku",)),
        "drawn": lambda: files("drawn"),
        "registers": lambda: {"sets": [datasets.registers(folder / "registers", model)]},
        "strings": lambda: datasets.pages(folder / "strings", model),
        "turned": lambda: {"turned": datasets.turned(folder / "strings", model)},
        "nondigits": lambda: files("nondigits"),
        "papers": lambda: {"sets": datasets.blank(material.blank, model)},
        "faults": lambda: {"sets": datasets.files(faults(material.faults), "faults", model)},
        "generated": lambda: {
            "generated": [*generated_pages.found(material.pages, folder, model.networks)]
        },
        "signs": lambda: {"signs": [generated_pages.signs(material.pages, folder, model.networks)]},
        "corruptions": lambda: {"corruptions": datasets.corrupt(test, material.corrupted, model)},
    }
    return ways[group]()
