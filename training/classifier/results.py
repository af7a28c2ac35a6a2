"""What a finished network gave: its calibration, and its accuracy on validation and test digits.

`python -m training.classifier.results runs/<name> ...` fits and measures finished runs again, for
when the rules of the calibration change; the networks stay as they are.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's notes drown the figures

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np

from training.classifier import mixture
from training.classifier.calibration import (
    NOT_A_DIGIT,
    Answers,
    Calibration,
    calibrate,
    calibration_error,
    softmax,
)
from training.classifier.pool import Pool
from training.classifier.settings import DIGITS, Settings
from training.classifier.validation import predict
from training.digits import mnist
from training.digits.mnist import Digits
from training.errors import DataError
from training.run.atomic import write_json

GENERATED: Final = "MNIST train, less the validation digits, and pictures that training generates"
OTHERS: Final = "pictures of {}, less those to validate on, and pictures that training generates"
WRITTEN: Final = f"{GENERATED}, of pen trajectories of UNIPEN's training writers among others"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the runs named again; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m training.classifier.results", description=__doc__, allow_abbrev=False
    )
    parser.add_argument("runs", type=Path, nargs="+", help="folders of finished runs")
    parser.add_argument("--data", type=Path, help="folder with MNIST's four idx .gz files")
    chosen = parser.parse_args(arguments)
    try:
        for folder in chosen.runs:
            again(folder, chosen.data)
    except (DataError, OSError) as cause:
        print(f"{cause}", file=sys.stderr)
        return 1
    return 0


def again(folder: Path, data: Path | None) -> None:
    """Measure a finished run again and replace its results; raises DataError where it has none."""
    path = folder / "results.json"
    if not path.is_file():
        raise DataError(f"{folder} has no results.json; finish that run first.")
    results = json.loads(path.read_text(encoding="utf-8"))
    told = results["settings"]
    kept = {name: told[name] for name in ("validation", "nondigits", "train")}
    # Runs of before had no other hands.
    kept |= {name: told.get(name, 0) for name in ("written", "crops")}
    kept["labels"] = told.get("labels", DIGITS)
    settings = Settings(data=data, runs=folder.parent, **kept)
    training, test = mnist.load(settings.mnist, named=data is not None)
    aside = mixture.aside(training, settings)
    network = keras.saving.load_model(folder / "network.keras", compile=False)
    results.update(measure(network, aside, test, settings.labels))
    write_json(path, results)
    print(f"{folder}: {results['calibration']}, MNIST test {results['test']}")


def measure(
    network: keras.Model, aside: Pool, test: Digits, called: str = DIGITS
) -> dict[str, Any]:
    """Calibrate on the validation pictures, then measure on them and on the test digits.

    The test digits are looked at here, once, after everything has been chosen. The ten classes are
    `called` by these characters.
    """
    labels = aside.digits.labels.astype(np.int64)
    plain = aside.nondigits[aside.like == NOT_A_DIGIT]
    digits, redrawn, written, nondigits = (
        Answers(predict(network, pixels), pixels, truth)
        for pixels, truth in (
            (aside.digits.pixels, labels),
            (aside.redrawn, labels),
            (aside.written.pixels, aside.written.labels.astype(np.int64)),
            (plain, np.full(len(plain), NOT_A_DIGIT)),
        )
    )
    calibration = calibrate(digits, redrawn, nondigits, written)
    tested = predict(network, test.pixels)
    data = WRITTEN if len(aside.written.labels) else GENERATED
    return {
        "data": data if called == DIGITS else OTHERS.format(called),
        "calibration": asdict(calibration),
        "validation": accuracy(digits.logits, labels, calibration),
        **(
            {"written": accuracy(written.logits, written.labels, calibration)}
            if len(written.labels)
            else {}
        ),
        "test": accuracy(tested, test.labels.astype(np.int64), calibration),
    }


def accuracy(logits: Any, labels: Any, calibration: Calibration) -> dict[str, float]:
    """Measure as the reader answers: what it refuses counts as wrong."""
    probabilities = softmax(logits / calibration.temperature)
    digits = probabilities[:, :NOT_A_DIGIT]
    right = digits.argmax(axis=1) == labels
    refused = probabilities[:, NOT_A_DIGIT] >= calibration.not_a_digit
    return {
        "n": len(labels),
        "accuracy": float((right & ~refused).mean()),
        "refused": float(refused.mean()),
        "calibration_error": calibration_error(digits.max(axis=1), right),
    }


if __name__ == "__main__":
    sys.exit(main())
