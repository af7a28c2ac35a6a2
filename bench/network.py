"""`python -m bench.network`: how long the networks take in the page, by TensorFlow.js on wasm.

It opens the real page in Chromium, waits until its engine is ready, and times the committed models
with the page's own bundle: the classifier on one digit and on many, the finder on the levels that
it is shown of a picture of 400 x 400 pixels. It prints the medians and writes docs/speed.json.
"""

import argparse
import json
import os
import platform
import statistics
import sys
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, sync_playwright

from bench.networks import short_names
from reader.find.maps import CHANNELS, STRIDE
from reader.find.scan import scan
from serve import SITE
from tests.browser import chromium
from tests.serving import serving

ROOT: Final = Path(__file__).resolve().parent.parent
SPEED: Final = ROOT / "docs" / "speed.json"
PAGES: Final = 5  # times that the page is opened: each gives one first prediction
ROUNDS: Final = 200  # single digits timed on each
BATCHES: Final = 30  # batches, and pictures for the finder, timed on each
BATCH: Final = 64  # digits in a batch
PICTURE: Final = (400, 400)  # pixels, the picture whose levels the finder is timed on
START: Final = 120_000  # milliseconds that the engine may take to start on a busy machine

# What is asked, in milliseconds.
ASKED: Final = {
    "classifier, one digit": 1.0,
    f"classifier, batch of {BATCH}": 30.0,
    "classifier, first prediction after loading": 60.0,
    f"finder, levels of a picture of {PICTURE[0]} x {PICTURE[1]} pixels": 15.0,
    "finder, first prediction after loading": 60.0,
}

# It must be JavaScript: what is timed is a JavaScript library. The clock of a page is coarse, so
# what is quick is timed several times at once.
TIME: Final = """
async ([folder, names, shapes, rounds, together]) => {
  const tf = await import("./vendor/tensorflow/tf.js");
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  tf.setWasmPaths("./vendor/tensorflow/");
  await tf.setBackend("wasm");
  const model = await tf.loadGraphModel(`./model/${folder}/model.json`);
  const inputs = shapes.map((shape) => {
    const length = shape.reduce((a, b) => a * b);
    return [Uint8Array.from({length}, (_, place) => (place * 37) % 256), shape];
  });
  const predict = () => {
    const start = performance.now();
    for (const [pixels, shape] of inputs) {
      const given = tf.tensor(pixels, shape, "float32");
      for (const answered of [model.execute(given, names)].flat()) {
        answered.dataSync();
        answered.dispose();
      }
      given.dispose();
    }
    return performance.now() - start;
  };
  const some = () => Array.from({length: together}, predict).reduce((a, b) => a + b) / together;
  const first = predict();
  return {first, times: Array.from({length: rounds / together}, some)};
}
"""

Timed = dict[str, list[float]]


def main() -> int:
    """Measure, print and write; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.network", description="Time both networks in the page."
    )
    parser.add_argument("--pages", type=int, default=PAGES, help=f"opened (default: {PAGES})")
    parser.add_argument("--out", type=Path, default=SPEED, help="the JSON file that is written")
    options = parser.parse_args()
    if options.pages < 1:
        parser.error(f"--pages {options.pages} measures nothing; give 1 or more")
    times: Timed = {what: [] for what in ASKED}
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=chromium.arguments()
        )
        for _ in range(options.pages):
            page = browser.new_page()
            _time(page, server.url, times)
            page.close()
        version = f"Chromium {browser.version.split('.')[0]}"
        browser.close()
    medians = {what: statistics.median(some) for what, some in times.items()}
    speed = {
        **short_names(),
        "command": "python -m bench.network",
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, {version}, wasm backend",
        "pages": options.pages,
        "levels": levels(),
        "milliseconds": [
            {"what": what, "median": round(median, 2), "asked": ASKED[what]}
            for what, median in medians.items()
        ],
    }
    options.out.write_text(json.dumps(speed, indent=1) + "\n", encoding="utf-8")
    print(f"{speed['machine']}; medians over {options.pages} openings of the page")
    for what, median in medians.items():
        print(f"{what}: {median:.2f} ms (asked: at most {ASKED[what]:g} ms)")
    return 0


def levels() -> list[tuple[int, ...]]:
    """Give the shapes that the finder is shown of the picture where no finer level is needed."""
    shown: list[tuple[int, ...]] = []

    def find(planes: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        shown.append(planes.shape)
        count, height, width, _ = planes.shape
        ink = np.full((count, height // 2, width // 2, 4), -9, np.float32)
        maps = np.full((count, height // STRIDE, width // STRIDE, CHANNELS), -9, np.float32)
        return ink, maps

    scan(np.zeros((*reversed(PICTURE), 3), np.uint8), find)
    return shown


def _time(page: Page, url: str, times: Timed) -> None:
    page.goto(url)
    page.wait_for_function("document.documentElement.dataset.engine === 'ready'", timeout=START)
    outputs = {name: _outputs(name) for name in ("classifier", "finder")}
    one, many, first, seen, first_seen = ASKED
    for name, shapes, rounds, together, what, at_first in (
        ("classifier", [(1, 28, 28, 1)], ROUNDS, 10, one, first),
        ("classifier", [(BATCH, 28, 28, 1)], BATCHES, 1, many, None),
        ("finder", levels(), BATCHES, 1, seen, first_seen),
    ):
        told: dict[str, Any] = page.evaluate(TIME, [name, outputs[name], shapes, rounds, together])
        times[what] += told["times"]
        if at_first is not None:
            times[at_first].append(told["first"])


def _outputs(name: str) -> list[str]:
    """Give the names of the tensors that the reader asks of a network."""
    card = json.loads((SITE / "model" / name / "card.json").read_text(encoding="utf-8"))
    names = ("logits",) if name == "classifier" else ("ink", "maps")
    return [card["outputs"][each] for each in names]


if __name__ == "__main__":
    sys.exit(main())
