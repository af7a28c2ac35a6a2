"""The sets that the networks are measured on, each with what its pictures went through."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from tqdm import tqdm

from reader.classify.answer import answer
from training.digits.characters import LOOKALIKES, Characters
from training.digits.mnist import Digits
from training.evaluate import papers, pictures
from training.evaluate.corruptions import CORRUPTIONS
from training.evaluate.grids import Grids
from training.evaluate.lines import Lines
from training.evaluate.pictures import BREAK, NONE, Picture, framed, labelled, png
from training.evaluate.signs import Signs
from training.evaluate.tally import Tally, read_into, seen
from training.finder.score import Score
from training.shipped import Shipped

SEED: Final = 2026  # of the corruptions and of the digits that are corrupted
NETWORK: Final = (
    "the classifier on the data set's own 28x28 pixels, answered by reader.classify.answer"
)
DRAWN: Final = (
    "the classifier alone on pen trajectories drawn with round pens of 6 to 14 % of the longer "
    f"side, seed {SEED}"
)
MNIST: Final = "MNIST test, read"
READ: Final = "read as picture files"
RENDERED: Final = f"{READ}, rendered with seed {papers.SEED}"

CELLS: Final = "strings/sudoku"  # the pages that are counted as grids
TURNS: Final = {1: 90, 2: 180, 3: 270}  # degrees counter-clockwise of so many quarter turns
# Digits that a page has at least for its way up to be known: 16 is 91 the other way up.
SEVERAL: Final = 5

Counted = Tally | Lines | Grids | Score | Signs
Tables = dict[str, list[Counted]]  # by kind of count: "sets" of pictures, "lines", "grids" ...


def network(test: Digits, model: Shipped) -> Tally:
    """Measure the classifier on MNIST's own pixels, the number that the literature states."""
    return _classified(Tally("MNIST test", NETWORK), test.pixels, test.labels, model)


def characters(folder: Path, model: Shipped) -> list[Counted]:
    """Measure the classifier on pen trajectories of writers that it did not learn from."""
    tallies = []
    for name, file, split in (
        ("UNIPEN validation writers", "unipen.npz", "validation"),
        ("pendigits", "pendigits.npz", None),
        ("UJI pen digits", "ujipenchars.npz", None),
    ):
        some = Characters.load(folder / file, SEED, split)
        tallies.append(_classified(Tally(name, DRAWN), some.pixels, some.labels, model))
        if some.slashed.any():
            some = some.take(some.slashed)
            tally = Tally(f"{name}, slashed noughts", DRAWN)
            tallies.append(_classified(tally, some.pixels, some.labels, model))
    others = Characters.load(folder / "unipen.npz", SEED, "validation", "other")
    plain = others.take(~np.isin(others.labels, list(LOOKALIKES)))
    none = Tally("UNIPEN letters and signs", f"{DRAWN}; without those that look like a digit")
    _classified(none, plain.pixels, np.full(len(plain.labels), NONE), model)
    return [*tallies, none]


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


def files(
    some: Sequence[Picture], name: str, model: Shipped, apart: Sequence[str] = ()
) -> list[Counted]:
    """Measure labelled picture files, by source and pooled as `name`; `apart` is not pooled."""
    tallies: dict[str, Tally] = {}
    for picture in tqdm(some, desc=name, disable=None):
        tally = tallies.setdefault(picture.source, Tally(picture.source, READ))
        read_into(tally, picture, model.networks)
    pooled = [tally for source, tally in tallies.items() if source not in apart]
    whole = Tally(name, _pooled(len(pooled)))
    for tally in pooled:
        whole.add(tally)
    return [*pooled, whole, *(tallies[source] for source in apart)]


def registers(folder: Path, model: Shipped) -> Tally:
    """Measure a folder of pictures of one number each."""
    return _read(Tally(folder.name, f"{READ} of one number each"), labelled(folder), model)


def pages(folder: Path, model: Shipped) -> Tables:
    """Measure a folder of pages, by source and pooled: lines, and the cells of those of CELLS."""
    lines: dict[str, Lines] = {}
    grids: list[Grids] = []
    for picture in tqdm(labelled(folder), desc=folder.name, disable=None):
        if picture.source == CELLS:
            reading = seen(picture, model.networks)
            grids.append(Grids(picture.name, READ))
            grids[-1].count(picture.label, reading.text if reading else NONE)
        else:
            tally = lines.setdefault(picture.source, Lines(picture.source, READ))
            _lines(tally, picture, model)
    both = Lines(folder.name, _pooled(len(lines)))
    for tally in lines.values():
        both.add(tally)
    cells = Grids(CELLS, f"the {len(grids)} pictures above, pooled")
    for grid in grids:
        cells.add(grid)
    return {"lines": [*lines.values(), both], "grids": [*grids, cells]}


def turned(folder: Path, model: Shipped) -> list[Counted]:
    """Measure pages that lie on their sides or stand on their heads, and no file says so."""
    some = [
        picture
        for picture in labelled(folder)
        if picture.source != CELLS and len(picture.label.replace(BREAK, "")) >= SEVERAL
    ]
    least = f"of {SEVERAL} digits or more"
    whole = Lines(f"{folder.name}, turned", f"the {len(TURNS)} ways above, pooled")
    tallies = []
    for turns, degrees in TURNS.items():
        name = f"{folder.name}, turned by {degrees} degrees"
        tally = Lines(name, f"{READ}, pages {least} without EXIF")
        for picture in tqdm(some, desc=name, disable=None):
            _lines(tally, pictures.turned(picture, turns), model)
        whole.add(tally)
        tallies.append(tally)
    return [*tallies, whole]


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


def _lines(tally: Lines, picture: Picture, model: Shipped) -> None:
    reading = seen(picture, model.networks)
    text, verdict = (reading.text, reading.verdict) if reading else (NONE, "nothing")
    tally.count(picture.label, text, verdict)


def _numbered(name: str, images: Iterable[Any], labels: Any) -> Iterable[Picture]:
    for place, (image, label) in enumerate(zip(images, labels, strict=True)):
        yield Picture(f"{name} {place}", name, png(image), str(label))


def _classified(tally: Tally, images: Any, labels: Any, model: Shipped) -> Tally:
    logits = model.networks.classify(images)
    for row, pixels, label in zip(logits, images, labels, strict=True):
        said = answer(row, pixels, model.networks.classifier)
        text = NONE if said.verdict == "nothing" else str(said.digit)
        tally.count(str(label), text, said.verdict, said.confidence)
    return tally


def _read(tally: Tally, some: Iterable[Picture], model: Shipped, count: int | None = None) -> Tally:
    for picture in tqdm(some, desc=tally.name, total=count, disable=None):
        read_into(tally, picture, model.networks)
    return tally
