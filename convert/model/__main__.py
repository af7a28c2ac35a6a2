"""`python -m convert.model runs/<name>`: put a run's classifier into the page."""

import os

os.environ.setdefault(
    "TF_CPP_MIN_LOG_LEVEL", "2"
)  # TensorFlow's notes on its build drown the figures

import argparse
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from convert.model import card, reference
from convert.model.browser import TENSORFLOW, BrowserError, open_browser
from convert.model.parity import ParityError, compare, keras_logits, rounded
from convert.model.run import Run, RunError
from convert.model.tensorflowjs import ConversionError, convert, outputs
from convert.staging import replaced

ROOT: Final = Path(__file__).resolve().parent.parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Export as the command line says; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m convert.model", description=__doc__, allow_abbrev=False
    )
    parser.add_argument("run", type=Path, help="folder of a finished training run")
    parser.add_argument(
        "--model",
        type=Path,
        default=ROOT / "site" / "model" / "classifier",
        help="folder to replace",
    )
    parser.add_argument(
        "--reference",
        type=Path,
        default=ROOT / "tests" / "browser" / "parity.json",
        help="file to write",
    )
    parser.add_argument("--tensorflow", type=Path, default=TENSORFLOW, help="folder with tf.js")
    chosen = parser.parse_args(arguments)
    try:
        export(chosen.run, chosen.model, chosen.reference, chosen.tensorflow)
    except (RunError, ConversionError, ParityError, BrowserError, OSError) as cause:
        print(f"{cause}\n{chosen.model} stays as it was.", file=sys.stderr)
        return 1
    return 0


def export(folder: Path, model: Path, reference_file: Path, tensorflow: Path) -> None:
    """Convert a run, prove the result in the browser, and put it in `model`'s place."""
    run = Run.load(folder)
    pixels = np.concatenate([run.digits, run.nondigits, run.drawn])
    half = rounded(run.network)
    with replaced(model) as staged:
        convert(run.network, staged)
        names = outputs(staged)
        with open_browser(staged, tensorflow) as browser:
            (logits,) = browser.predict(pixels[..., None], [names["logits"]])
            milliseconds = browser.milliseconds(
                pixels[:1, ..., None], [names["logits"], names["features"]]
            )
            version = browser.version
        result = compare(logits, keras_logits(half, pixels), keras_logits(run.network, pixels))
        conditions = (
            f"{len(run.digits)} MNIST validation digits, {len(run.nondigits)} generated non-digits "
            f"and {len(run.drawn)} drawn pictures; Chromium {version.split('.')[0]}, wasm backend, "
            "against Keras: differences with float16-rounded weights, classes with float32 weights"
        )
        written = card.write(staged, run, result, conditions)
    sha256 = written["weights"]["sha256"]
    reference.write(reference_file, sha256, run.drawn, keras_logits(half, run.drawn))
    print(
        f"{model}: {written['parameters']} parameters, {written['weights']['bytes']} bytes of "
        f"float16 weights, SHA-256 {sha256[:12]}\n"
        f"parity on {result.inputs} pictures: largest logit difference "
        f"{result.largest_logit_difference:.2g}, same class on {result.same_class}\n"
        f"batch 1: median {milliseconds:.2f} ms in Chromium {version} on {platform.machine()}"
    )


if __name__ == "__main__":
    sys.exit(main())
