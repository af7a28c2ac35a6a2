"""The sets that the model is measured on, each with what its pictures went through."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from tqdm import tqdm

from reader.answer import answer
from training import papers, pictures
from training.corruptions import CORRUPTIONS
from training.grids import Grids
from training.lines import Lines
from training.mnist import Digits
from training.pictures import NONE, Picture, framed, labelled, png
from training.shipped import Shipped
from training.tally import Tally, read_into, seen

SEED: Final = 2026  # of the corruptions and of the digits that are corrupted
NETWORK: Final = "the network on the data set's own 28x28 pixels, answered by reader.answer"
READ: Final = "read as picture files"
RENDERED: Final = f"{READ}, rendered with seed {papers.SEED}"


Counted = Tally | Lines | Grids
Tables = dict[str, list[Counted]]  # by kind of count: "sets" of pictures, "lines", "grids" ...

GROUPS: Final = (
    "mnist",
    "usps",
    "photos",
    "drawn",
    "registers",
    "strings",
    "nondigits",
    "papers",
    "corruptions",
)


# Longest first, so that no worker is left with it at the end.
LONGEST: Final = ("corruptions", "usps", "mnist")


def measure(
    folder: Path, test: Digits, model: Shipped, counts: dict[str, int], only: Sequence[str] = GROUPS
) -> Tables:
    """Measure the named groups, side by side on all processors; the tables are in GROUPS' order.

    `folder` has the pictures and `test` MNIST's test digits; `counts` tells how many "papers" and
    "corruptions" to make.
    """
    groups = sorted(
        (group for group in GROUPS if group in only),
        key=lambda group: LONGEST.index(group) if group in LONGEST else len(LONGEST),
    )
    # A fresh process each: TensorFlow's threads do not survive a fork.
    with ProcessPoolExecutor(
        min(len(groups), os.cpu_count() or 1), multiprocessing.get_context("spawn")
    ) as workers:
        task = partial(_measured, folder, test, model.folder, counts)
        measured = dict(zip(groups, workers.map(task, groups), strict=True))
    tables: Tables = {}
    for group in GROUPS:
        for kind, counted in measured.get(group, {}).items():
            tables.setdefault(kind, []).extend(counted)
    return tables


def _measured(
    folder: Path, test: Digits, model_folder: Path, counts: dict[str, int], group: str
) -> Tables:
    """Measure one group, in a process of its own."""
    model = Shipped(model_folder)
    ways: dict[str, Callable[[], Tables]] = {
        "mnist": lambda: {
            "sets": [network(test, model), through_reader("MNIST test, read", test, model)]
        },
        "usps": lambda: {"sets": usps(folder / "usps" / "usps_train.npz", model)},
        "photos": lambda: {"sets": files(folder / "photos", model, apart=("photos/sudoku",))},
        "drawn": lambda: {"sets": files(folder / "drawn", model)},
        "registers": lambda: {"sets": [registers(folder / "registers", model)]},
        "strings": lambda: pages(folder / "strings", model, gridded="strings/sudoku"),
        "nondigits": lambda: {"sets": files(folder / "nondigits", model)},
        "papers": lambda: {"sets": blank(counts["papers"], model)},
        "corruptions": lambda: {"corruptions": corrupt(test, counts["corruptions"], model)},
    }
    return ways[group]()


def network(test: Digits, model: Shipped) -> Tally:
    """Measure the network on MNIST's own pixels, the number that the literature states."""
    tally = Tally("MNIST test", NETWORK)
    logits = model.classify(test.pixels)
    for row, pixels, label in zip(logits, test.pixels, test.labels, strict=True):
        said = answer(row, pixels, model.card)
        text = NONE if said.verdict == "nothing" else str(said.digit)
        tally.count(str(label), text, said.verdict, said.confidence)
    return tally


def through_reader(name: str, digits: Digits, model: Shipped) -> Tally:
    """Measure digits as pictures of 28x28 pixels."""
    tally = Tally(name, f"{READ} of 28x28 pixels")
    return _read(tally, _numbered(name, digits.pixels, digits.labels), model, len(digits))


def usps(path: Path, model: Shipped) -> list[Counted]:
    """Measure USPS, as pictures with paper around the digit, and as they are."""
    images, labels = pictures.usps(path)
    around = Tally("USPS", f"{READ}, enlarged eight times, with a margin of a quarter")
    bare = Tally("USPS, bare", f"{READ} of 16x16 pixels that the digit fills")
    return [
        _read(around, _numbered("usps", framed(images), labels), model, len(labels)),
        _read(bare, _numbered("usps", images, labels), model, len(labels)),
    ]


def files(folder: Path, model: Shipped, apart: Sequence[str] = ()) -> list[Counted]:
    """Measure a folder of labelled picture files, by source and pooled; `apart` is not pooled."""
    tallies: dict[str, Tally] = {}
    for picture in tqdm(labelled(folder), desc=folder.name, disable=None):
        tally = tallies.setdefault(picture.source, Tally(picture.source, READ))
        read_into(tally, picture, model.classify, model.card)
    pooled = [tally for name, tally in tallies.items() if name not in apart]
    whole = Tally(folder.name, _pooled(len(pooled)))
    for tally in pooled:
        whole.add(tally)
    return [*pooled, whole, *(tallies[name] for name in apart)]


def registers(folder: Path, model: Shipped) -> Tally:
    """Measure a folder of pictures of one number each."""
    return _read(Tally(folder.name, f"{READ} of one number each"), labelled(folder), model)


def pages(folder: Path, model: Shipped, gridded: str) -> Tables:
    """Measure a folder of pages, by source and pooled: lines, and the cells of `gridded`."""
    lines: dict[str, Lines] = {}
    grids: list[Grids] = []
    for picture in tqdm(labelled(folder), desc=folder.name, disable=None):
        reading = seen(picture, model.classify, model.card)
        text, verdict = (reading.text, reading.verdict) if reading else (NONE, "nothing")
        if picture.source == gridded:
            grids.append(Grids(picture.name, READ))
            grids[-1].count(picture.label, text)
        else:
            tally = lines.setdefault(picture.source, Lines(picture.source, READ))
            tally.count(picture.label, text, verdict)
    both = Lines(folder.name, _pooled(len(lines)))
    for tally in lines.values():
        both.add(tally)
    cells = Grids(gridded, f"the {len(grids)} pictures above, pooled")
    for grid in grids:
        cells.add(grid)
    return {"lines": [*lines.values(), both], "grids": [*grids, cells]}


def blank(count: int, model: Shipped) -> list[Counted]:
    """Measure papers on which nothing is written: `count` plain ones, and as many ruled ones."""
    return [
        _read(Tally(name, RENDERED), papers.papers(count, ruled=ruled), model, count)
        for name, ruled in (("blank papers", False), ("ruled papers, nothing written", True))
    ]


def corrupt(test: Digits, count: int, model: Shipped) -> list[Counted]:
    """Measure the corruptions of MNIST-C, on the same digits for each."""
    random = np.random.default_rng(SEED)
    some = test.take(np.sort(random.permutation(len(test))[:count]))
    tallies: list[Counted] = []
    for number, (name, corruption) in enumerate(CORRUPTIONS.items()):
        changed = corruption(some.pixels, np.random.default_rng([SEED, number]))
        tallies.append(through_reader(name, Digits(changed, some.labels), model))
    return tallies


def _pooled(count: int) -> str:
    return f"the {count} sources above, pooled"


def _numbered(name: str, images: Iterable[Any], labels: Any) -> Iterable[Picture]:
    for place, (image, label) in enumerate(zip(images, labels, strict=True)):
        yield Picture(f"{name} {place}", name, png(image), str(label))


def _read(tally: Tally, some: Iterable[Picture], model: Shipped, count: int | None = None) -> Tally:
    for picture in tqdm(some, desc=tally.name, total=count, disable=None):
        read_into(tally, picture, model.classify, model.card)
    return tally
