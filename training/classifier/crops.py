"""`python -m training.classifier.crops`: what the shipped finder cuts out of generated pages.

Digits as the page will see them: with remains of neighbours, rules and ground, cut off by a box
that is a little wrong. And what it takes for digits and is none, mostly letters. Written to
runs/pictures/crops-train.npz and crops-validation.npz, whose writers, fonts and digits differ.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's notes drown the figures

import argparse
import multiprocessing
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from reader.classify.mark import in_mnist_geometry
from reader.find.detection import detections, suppressed
from reader.find.instance import instances
from reader.find.scan import scan
from reader.networks import Networks
from training.classifier.calibration import NOT_A_DIGIT, softmax
from training.classifier.settings import Settings
from training.digits import mnist
from training.errors import DataError
from training.finder.score import MATCHED, TOUCHED, overlap
from training.pages.page import Page, make
from training.pages.sources import Sources
from training.pages.trajectories import Part
from training.run.atomic import atomic
from training.shipped import Shipped

SEED: Final = 60_000  # of the pages: no run of the finder and no evaluation has it
LOWEST: Final = 0.1  # height of a peak that is cut out: lower than any that is read
AMBIGUOUS: Final = 0.5  # probability of a digit from which on what is none looks like it
PARTS: Final = {"train": 1.0, "validation": 0.1}  # of the pages asked for
TOGETHER: Final = 50  # pages that one process draws at a time

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Crops:
    """Pictures of one part: uint8 [N, 28, 28].

    `labels` uint8 [N] are 0..9, or NOT_A_DIGIT; `like` uint8 [N] is the digit that what is none
    looks like, NOT_A_DIGIT for no one and for digits; `peaks` float32 [N] are the finder's.
    """

    pixels: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    like: NDArray[np.uint8]
    peaks: NDArray[np.float32]

    @classmethod
    def load(cls, folder: Path, part: Part) -> Self:
        """Read what this module wrote; raises DataError where it did not."""
        path = folder / f"crops-{part}.npz"
        if not path.is_file():
            raise DataError(f"There is no {path}; run `python -m training.classifier.crops` first.")
        with np.load(path) as arrays:
            return cls(*(arrays[name] for name in ("pixels", "labels", "like", "peaks")))


def main(arguments: Sequence[str] | None = None) -> int:
    """Cut as the command line says; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m training.classifier.crops", description=__doc__, allow_abbrev=False
    )
    parser.add_argument("--pages", type=int, default=4000, help="pages to train on")
    parser.add_argument("--data", type=Path, help="folder with mnist/ and strokes/")
    parser.add_argument("--runs", type=Path, default=Path("runs"), help="folder of the runs")
    parser.add_argument(
        "--processes", type=int, default=os.cpu_count() or 1, help="that draw side by side"
    )
    chosen = parser.parse_args(arguments)
    data = chosen.data or Settings().mnist.parent
    folder = chosen.runs / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for part, share in PARTS.items():
            made = cut(data, part, max(1, round(share * chosen.pages)), chosen.processes)
            with atomic(folder / f"crops-{part}.npz") as partial_, partial_.open("wb") as file:
                np.savez_compressed(
                    file,
                    pixels=made["pixels"],
                    labels=made["labels"],
                    like=made["like"],
                    peaks=made["peaks"],
                )
            none = made["labels"] == NOT_A_DIGIT
            print(f"{part}: {(~none).sum()} digits, {none.sum()} others, of which "
                  f"{(made['like'] < NOT_A_DIGIT).sum()} look like one")  # fmt: skip
    except (DataError, OSError) as cause:
        print(f"{cause}", file=sys.stderr)
        return 1
    return 0


def cut(data: Path, part: Any, pages: int, processes: int) -> Arrays:
    """Cut the digits, and what the finder takes for some, out of so many pages."""
    task = partial(_cut, data, part)
    starts = range(0, pages, TOGETHER)
    stops = [min(start + TOGETHER, pages) for start in starts]
    # A fresh process each: TensorFlow's threads do not survive a fork.
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as workers:
        made = list(workers.map(task, starts, stops))
    return {name: np.concatenate([each[name] for each in made]) for name in made[0]}


_kept: dict[str, Any] = {}  # of this process: what takes seconds to read


def _cut(data: Path, part: Part, start: int, stop: int) -> Arrays:
    if part not in _kept:
        _kept[part] = _sources(data, part)
    if "networks" not in _kept:
        _kept["networks"] = Shipped().networks
    networks = _kept["networks"]
    made = [
        crops(make(SEED, number, _kept[part], upright=True), networks)
        for number in range(start, stop)
    ]
    pixels, labels, peaks = (np.concatenate(column) for column in zip(*made, strict=True))
    like = _like(pixels, labels, networks)
    return {"pixels": pixels, "labels": labels, "like": like, "peaks": peaks}


def _sources(data: Path, part: Part) -> Sources:
    """Give the part's writers and fonts, with the digits that the classifier's part has."""
    count = len(mnist.read_labels(data / "mnist" / mnist.TRAIN[1]))
    rest, aside = mnist.places(count, Settings().validation, mnist.ASIDE)
    return Sources.load(data, part, rest if part == "train" else aside)


def crops(
    page: Page, networks: Networks
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.float32]]:
    """Give what the finder sees on a page: uint8 [N, 28, 28], what it is, uint8 [N], and peaks.

    What is half a digit, one that is crossed out, or cut off by the frame, is left out.
    """
    seen = scan(page.picture, networks.find)
    found = [each for each in detections(seen, LOWEST, 1.0) if each.sign is None]
    best = suppressed([each.box for each in found], [each.rank for each in found])
    kept = [found[place] for place in best]
    inks = instances(page.picture, seen, kept)
    inked = [ink for ink in inks if ink is not None]
    heights = [each.score for each, ink in zip(kept, inks, strict=True) if ink is not None]
    pixels, labels, peaks = [np.zeros((0, 28, 28), np.uint8)], list[int](), list[float]()
    shared = overlap(
        page.boxes.astype(np.float64).reshape(-1, 4),
        np.array([each.box for each in inked], np.float64).reshape(-1, 4),
    )
    for number, each in enumerate(inked):
        nearest = int(shared[:, number].argmax()) if len(page.boxes) else -1
        most = shared[nearest, number] if nearest >= 0 else 0.0
        if most >= MATCHED and page.whole[nearest]:
            labels.append(int(page.labels[nearest]))
        elif most < TOUCHED:
            labels.append(NOT_A_DIGIT)
        else:
            continue
        pixels.append(in_mnist_geometry([each]))
        peaks.append(heights[number])
    return np.concatenate(pixels), np.array(labels, np.uint8), np.array(peaks, np.float32)


def _like(
    pixels: NDArray[np.uint8], labels: NDArray[np.uint8], networks: Networks
) -> NDArray[np.uint8]:
    """Tell which digits the others look like, to the classifier that has seen no letters."""
    like = np.full(len(labels), NOT_A_DIGIT, np.uint8)
    none = np.flatnonzero(labels == NOT_A_DIGIT)
    if len(none):
        told = softmax(networks.classify(pixels[none]) / networks.classifier.temperature)
        sure = told[:, :NOT_A_DIGIT].max(axis=1) >= AMBIGUOUS
        like[none[sure]] = told[sure, :NOT_A_DIGIT].argmax(axis=1)
    return like


if __name__ == "__main__":
    sys.exit(main())
