"""`python -m training.evaluate`: measures the committed model through the shipped reader.

It writes docs/evaluation.json, docs/model-card.md and the pictures in docs/evaluation/. Nothing is
chosen here.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's notes drown the progress

import argparse
import json
import platform
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from tqdm import tqdm

from reader import CardError
from reader.answer import answer
from training import charts, mnist, modelcard, pictures
from training.corruptions import CORRUPTIONS
from training.history import write
from training.mnist import DataError, Digits
from training.pictures import NONE, Picture, framed, labelled, png
from training.settings import DATA
from training.shipped import SHIPPED, Shipped
from training.tally import Tally, read_into

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
SEED: Final = 2026  # of the corruptions and of the digits that are corrupted
CORRUPTED: Final = 2000  # MNIST test digits that each corruption is measured on

NETWORK: Final = "the network on the data set's own 28x28 pixels, answered by reader.answer"
READ: Final = "read as picture files"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line says; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m training.evaluate", description=__doc__, allow_abbrev=False
    )
    default = Path(os.environ.get("INKLING_DATA", DATA.parent))
    parser.add_argument(
        "--pictures", type=Path, default=default, help="folder with photos, drawn, usps and so on"
    )
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder of the model")
    parser.add_argument("--docs", type=Path, default=DOCS, help="folder to write into")
    parser.add_argument(
        "--corrupted", type=int, default=CORRUPTED, help="digits for each corruption"
    )
    chosen = parser.parse_args(arguments)
    try:
        evaluate(chosen.pictures, chosen.model, chosen.docs, chosen.corrupted)
    except (DataError, CardError, OSError) as cause:
        print(f"{cause}", file=sys.stderr)
        return 1
    return 0


def evaluate(folder: Path, model_folder: Path, docs: Path, corrupted: int) -> None:
    """Measure everything, then write it."""
    start = time.monotonic()
    model = Shipped(model_folder)
    _, test = mnist.load(folder / "mnist", named=True)
    alone = network(test, model)
    sets = [
        alone,
        through_reader("MNIST test, read", test, model),
        *usps(folder / "usps" / "usps_train.npz", model),
        *files(folder / "photos", model, apart=("photos/sudoku",)),
        *files(folder / "drawn", model),
        *files(folder / "nondigits", model),
    ]
    corruptions = corrupt(test, corrupted, model)
    card = json.loads((model_folder / "card.json").read_text(encoding="utf-8"))
    evaluation = {
        "model": model.card.model,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}",
        "command": "python -m training.evaluate",
        "seed": SEED,
        "seconds": round(time.monotonic() - start),
        "seeds": card.get("seeds", []),
        "sets": [tally.as_dict() for tally in sets],
        "corruptions": [tally.as_dict() for tally in corruptions],
        "confusion": confusion(alone),
    }
    evaluation["promises"] = modelcard.promises(evaluation, card)
    charts.draw(docs / "evaluation", evaluation, alone, sets, test)
    write(docs / "evaluation.json", evaluation)
    modelcard.write(docs / "model-card.md", evaluation, card)
    for promise in evaluation["promises"]:
        print(
            f"{'met   ' if promise['met'] else 'MISSED'} {promise['what']}: {promise['measured']}"
        )


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


def usps(path: Path, model: Shipped) -> list[Tally]:
    """Measure USPS, as pictures with paper around the digit, and as they are."""
    images, labels = pictures.usps(path)
    around = Tally("USPS", f"{READ}, enlarged eight times, with a margin of a quarter")
    bare = Tally("USPS, bare", f"{READ} of 16x16 pixels that the digit fills")
    return [
        _read(around, _numbered("usps", framed(images), labels), model, len(labels)),
        _read(bare, _numbered("usps", images, labels), model, len(labels)),
    ]


def files(folder: Path, model: Shipped, apart: Sequence[str] = ()) -> list[Tally]:
    """Measure a folder of labelled picture files, by source and pooled; `apart` is not pooled."""
    tallies: dict[str, Tally] = {}
    for picture in tqdm(labelled(folder), desc=folder.name, disable=None):
        tally = tallies.setdefault(picture.source, Tally(picture.source, READ))
        read_into(tally, picture, model.classify, model.card)
    pooled = [tally for name, tally in tallies.items() if name not in apart]
    whole = Tally(folder.name, f"the {len(pooled)} sources above, pooled")
    for tally in pooled:
        whole.add(tally)
    return [*pooled, whole, *(tallies[name] for name in apart)]


def corrupt(test: Digits, count: int, model: Shipped) -> list[Tally]:
    """Measure the corruptions of MNIST-C, on the same digits for each."""
    random = np.random.default_rng(SEED)
    some = test.take(np.sort(random.permutation(len(test))[:count]))
    tallies = []
    for number, (name, corruption) in enumerate(CORRUPTIONS.items()):
        changed = corruption(some.pixels, np.random.default_rng([SEED, number]))
        tallies.append(through_reader(name, Digits(changed, some.labels), model))
    return tallies


def confusion(tally: Tally) -> list[list[int]]:
    """Count what each digit was taken for: rows are labels, the last column is "not a digit"."""
    counts = [[0] * 11 for _ in range(10)]
    for label, text in tally.pairs:
        counts[int(label)][int(text) if text else 10] += 1
    return counts


def _numbered(name: str, images: Iterable[Any], labels: Any) -> Iterable[Picture]:
    for place, (image, label) in enumerate(zip(images, labels, strict=True)):
        yield Picture(f"{name} {place}", name, png(image), str(label))


def _read(tally: Tally, some: Iterable[Picture], model: Shipped, count: int) -> Tally:
    for picture in tqdm(some, desc=tally.name, total=count, disable=None):
        read_into(tally, picture, model.classify, model.card)
    return tally


if __name__ == "__main__":
    sys.exit(main())
