"""`python -m training.finder.calibrate runs/<name>`: chooses a finder's thresholds.

On generated pages of writers and fonts that no network was trained on, other ones than those that
it is measured on. They are written beside the network, for the export.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's notes drown the figures

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import tensorflow as tf

from reader.find.card import FinderCard
from reader.find.maps import Find
from reader.look import RELATIVE, look
from reader.networks import Networks
from reader.sight import Sight
from training.finder import network
from training.finder.pages import VALIDATION_SEED
from training.finder.score import FINE, MATCHED, TOUCHED, overlap
from training.finder.settings import Settings
from training.pages.page import Page, make
from training.pages.sources import Sources
from training.run.atomic import atomic
from training.shipped import Shipped

SEED: Final = VALIDATION_SEED + 1
PAGES: Final = 300
SURE_PRECISION: Final = 0.94  # part of the sure digits that have to be some: letters look like them
# LOST and the precisions were set after looking at the sets that are measured: training/LOG.md.
LOST: Final = 2  # what a lost digit counts: a false one is seen, and mostly in doubt
NOTICED: Final = 0.4  # part of the least belief of a digit from which on a mark is doubtful
GRID: Final = np.arange(0.2, 0.8, 0.01)  # thresholds that are tried
SIGN_PRECISION: Final = 0.4  # part of the signs that have to be some: a false one is a gap
SURE_SIGN_PRECISION: Final = 0.85  # part of the sure ones that have to be of their kind
LOWEST: Final = {"digit": 0.08, "doubt": 0.08, "sure": 0.08, "sign": 0.15, "sure_sign": 0.15}


@dataclass
class Seen:
    """Beliefs in marks and confidences in signs, each with whether there is one."""

    pages: int = 0
    beliefs: list[tuple[float, bool]] = field(default_factory=list)
    sure: list[tuple[float, bool]] = field(default_factory=list)
    signs: list[tuple[float, bool, float, bool]] = field(default_factory=list)

    def add(self, page: Page, sight: Sight) -> None:
        """Take in a page."""
        self.pages += 1
        marks = [*sight.digits, *sight.doubts]
        shared = _shared(page.boxes, [mark.box for mark in marks])
        # The least belief decides of marks that are among the best of their picture.
        good = RELATIVE * max((mark.belief for mark in marks), default=0.0)
        for mark, best in zip(marks, shared, strict=True):
            if not TOUCHED < best < MATCHED:
                if mark.belief >= good:
                    self.beliefs.append((mark.belief, bool(best >= MATCHED)))
                if mark.answer.sure:
                    self.sure.append((mark.detection.score, bool(best >= MATCHED)))
        boxes = page.sign_boxes
        for sign in sight.signs:
            kind, probability = sign.sign or (0, 0.0)
            near = _shared(boxes, [sign.box])
            best = float(near[0]) if len(near) else 0.0
            true = best >= FINE
            right = true and int(page.sign_kinds[_nearest(boxes, sign.box)]) == kind
            self.signs.append((sign.score, true, sign.score * probability, right))

    def thresholds(self) -> dict[str, float]:
        """Choose: the fewest digits lost and false ones together, the rest as precise as asked."""
        beliefs = np.array([value for value, _ in self.beliefs])
        false = np.array([not found for _, found in self.beliefs])
        digit = float(min(GRID, key=lambda t: _errors(false, beliefs >= t)))
        scores, true, sure, right = (np.array(column) for column in zip(*self.signs, strict=True))
        sign = _least(lambda t: _mean(true[scores >= t]) >= SIGN_PRECISION)
        certain = _least(lambda t: _mean(right[sure >= t]) >= SURE_SIGN_PRECISION)
        peaks, there = (np.array(column) for column in zip(*self.sure, strict=True))
        surely = _least(lambda t: _mean(there[peaks >= t]) >= SURE_PRECISION)
        return {
            "digit": round(digit, 3),
            "doubt": round(NOTICED * digit, 3),
            "sure": round(max(digit, surely), 3),
            "sign": round(sign, 3),
            "sure_sign": round(max(sign, certain), 3),
        }


def _least(good: Any) -> float:
    return float(next((t for t in GRID if good(t)), GRID[-1]))


def _errors(false: Any, chosen: Any) -> int:
    """Count the digits that are not chosen, LOST times, and what is chosen and is none."""
    return int(LOST * (~false & ~chosen).sum() + (false & chosen).sum())


def _mean(values: Any) -> float:
    return float(values.mean()) if len(values) else 1.0


def _shared(boxes: Any, others: Sequence[Any]) -> Any:
    """Give the largest overlap of each of the others with any of the boxes, float64 [M]."""
    table = overlap(
        np.asarray(boxes, np.float64).reshape(-1, 4), np.array(others, np.float64).reshape(-1, 4)
    )
    return table.max(axis=0) if len(table) else np.zeros(len(others))


def _nearest(boxes: Any, other: Any) -> int:
    table = overlap(np.asarray(boxes, np.float64).reshape(-1, 4), np.array([other], np.float64))
    return int(table[:, 0].argmax())


def finder(folder: Path) -> Find:
    """Give the network of a finished run as the reader takes it."""
    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    plan = network.PLANS[results["settings"]["plan"]]
    saved = keras.saving.load_model(folder / "network.keras", compile=False)
    opened = network.opened(saved, plan)

    @tf.function(input_signature=[tf.TensorSpec((None, None, None, 3), tf.float32)])
    def run(planes: Any) -> Any:
        return opened(planes, training=False)

    def find(planes: Any) -> Any:
        told = run(tf.constant(planes, tf.float32))
        return told["ink"].numpy(), told["maps"].numpy()

    return find


def main(arguments: Sequence[str] | None = None) -> int:
    """Choose the thresholds of a finished run; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m training.finder.calibrate", description=__doc__, allow_abbrev=False
    )
    parser.add_argument("run", type=Path, help="folder of a finished run")
    parser.add_argument("--pages", type=int, default=PAGES, help="pages to look at")
    chosen = parser.parse_args(arguments)
    path = chosen.run / "results.json"  # a run's last file
    if not path.is_file():
        print(f"{path} is missing; finish that run first.", file=sys.stderr)
        return 1
    shipped = Shipped().networks
    card: FinderCard = replace(shipped.finder, **dict[str, Any](LOWEST))
    networks = Networks(
        finder(chosen.run),
        card,
        shipped.classify,
        shipped.classifier,
    )
    sources = Sources.load(Settings().sources, "validation")
    seen = Seen()
    for number in range(chosen.pages):
        page = make(SEED, number, sources, upright=True)
        seen.add(page, look(page.picture, networks))
    thresholds = seen.thresholds()
    with atomic(chosen.run / "thresholds.json") as partial:
        partial.write_text(json.dumps(thresholds, indent=1) + "\n", encoding="utf-8")
    print(f"{chosen.run}: {thresholds}, chosen on {seen.pages} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
