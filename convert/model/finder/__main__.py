"""`python -m convert.model.finder runs/<name>`: put a run's finder into the page."""

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

from convert.model.browser import TENSORFLOW, BrowserError, open_browser
from convert.model.finder import card, reference
from convert.model.finder.parity import Outputs, compare, keras_outputs
from convert.model.finder.run import Run
from convert.model.parity import ParityError, rounded
from convert.model.run import RunError
from convert.model.tensorflowjs import ConversionError, convert, outputs
from convert.staging import replaced

ROOT: Final = Path(__file__).resolve().parent.parent.parent.parent
TIMED: Final = 20  # levels that the median time is taken over


def main(arguments: Sequence[str] | None = None) -> int:
    """Export as the command line says; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m convert.model.finder", description=__doc__, allow_abbrev=False
    )
    parser.add_argument("run", type=Path, help="folder of a finished training run of the finder")
    parser.add_argument(
        "--model",
        type=Path,
        default=ROOT / "site" / "model" / "finder",
        help="folder to replace",
    )
    parser.add_argument(
        "--reference",
        type=Path,
        default=ROOT / "tests" / "browser" / "finder.json",
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
    half = rounded(run.network)
    drawn = reference.levels()
    # Three sizes, one after the other on one graph.
    batches = [run.planes, drawn, run.planes[:1, :32, :64]]
    with replaced(model) as staged:
        convert(run.network, staged)
        names = outputs(staged)
        with open_browser(staged, tensorflow) as browser:
            asked = [names["ink"], names["maps"]]
            page: list[Outputs] = [
                dict(zip(("ink", "maps"), browser.predict(batch, asked), strict=True))
                for batch in batches
            ]
            milliseconds = browser.milliseconds(run.planes[:1], asked, TIMED)
            version = browser.version
        result = compare(
            page,
            [keras_outputs(half, batch) for batch in batches],
            [keras_outputs(run.network, batch) for batch in batches],
        )
        size = "x".join(str(side) for side in run.planes.shape[1:3])
        conditions = (
            f"{len(run.planes)} levels of {size} from generated validation pages and {len(drawn)} "
            f"drawn by the export; Chromium {version.split('.')[0]}, wasm backend, against Keras: "
            "differences with float16-rounded weights, signs of all values with float32 weights"
        )
        written = card.write(staged, run, result, conditions)
    sha256 = written["weights"]["sha256"]
    reference.write(reference_file, sha256, drawn, keras_outputs(half, drawn))
    print(
        f"{model}: {written['parameters']} parameters, {written['weights']['bytes']} bytes of "
        f"float16 weights, SHA-256 {sha256[:12]}\n"
        f"parity on {result.inputs} levels: largest difference {result.largest_ink_difference:.2g} "
        f"in the ink, {result.largest_maps_difference:.2g} in the maps; same sign on "
        f"{result.same:.3%}\n"
        f"one level of {size}: median {milliseconds:.1f} ms in Chromium {version} on "
        f"{platform.machine()}"
    )


if __name__ == "__main__":
    sys.exit(main())
