"""`python -m bench.network`: how long the network takes in the page, by TensorFlow.js on wasm.

It opens the real page in Chromium, waits until its engine is ready, and times the committed model
with the page's own bundle. It prints the medians and writes docs/speed.json.
"""

import json
import os
import platform
import statistics
import sys
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from tests.browser import chromium
from tests.serving import serving

ROOT: Final = Path(__file__).resolve().parent.parent
SPEED: Final = ROOT / "docs" / "speed.json"
PAGES: Final = 5  # times that the page is opened: each gives one first prediction
ROUNDS: Final = 200  # single digits timed on each
BATCHES: Final = 30  # batches timed on each
BATCH: Final = 64  # digits in a batch
START: Final = 120_000  # milliseconds that the engine may take to start on a busy machine

# What is asked, in milliseconds.
ASKED: Final = {"one digit": 1.0, f"batch of {BATCH}": 30.0, "first prediction after loading": 60.0}

# It must be JavaScript: what is timed is a JavaScript library.
TIME: Final = """
async ([name, rounds, batches, batch]) => {
  const tf = await import("./vendor/tensorflow/tf.mjs");
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  tf.setWasmPaths("./vendor/tensorflow/");
  await tf.setBackend("wasm");
  const model = await tf.loadGraphModel("./model/model.json");
  const digit = Float32Array.from({length: 784}, (_, place) => (place * 37) % 256);
  const predict = (count) => {
    const pixels = new Float32Array(784 * count);
    for (let each = 0; each < count; each += 1) pixels.set(digit, 784 * each);
    const start = performance.now();
    const given = tf.tensor(pixels, [count, 28, 28, 1]);
    const answered = model.execute(given, name);
    answered.dataSync();
    given.dispose();
    answered.dispose();
    return performance.now() - start;
  };
  // Ten at a time, because the clock of a page is coarse.
  const ten = () => Array.from({length: 10}, () => predict(1)).reduce((a, b) => a + b) / 10;
  const first = predict(1);
  predict(batch);
  return {
    backend: tf.getBackend(),
    first,
    one: Array.from({length: rounds / 10}, ten),
    batch: Array.from({length: batches}, () => predict(batch)),
  };
}
"""


def main() -> int:
    """Measure, print and write; gives the exit status."""
    card = json.loads((ROOT / "site" / "model" / "card.json").read_text(encoding="utf-8"))
    name = card["outputs"]["logits"]
    times: list[dict[str, Any]] = []
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=chromium.arguments()
        )
        for _ in range(PAGES):
            page = browser.new_page()
            times.append(_time(page, server.url, name))
            page.close()
        version = f"Chromium {browser.version.split('.')[0]}"
        browser.close()
    medians = {
        "one digit": statistics.median(each for time in times for each in time["one"]),
        f"batch of {BATCH}": statistics.median(each for time in times for each in time["batch"]),
        "first prediction after loading": statistics.median(time["first"] for time in times),
    }
    speed = {
        "model": card["weights"]["sha256"][:12],
        "command": "python -m bench.network",
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, {version}, wasm backend",
        "pages": PAGES,
        "milliseconds": [
            {"what": what, "median": round(median, 2), "asked": ASKED[what]}
            for what, median in medians.items()
        ],
    }
    SPEED.write_text(json.dumps(speed, indent=1) + "\n", encoding="utf-8")
    print(f"{speed['machine']}; medians over {PAGES} openings of the page")
    for what, median in medians.items():
        print(f"{what}: {median:.2f} ms (asked: at most {ASKED[what]:g} ms)")
    return 0


def _time(page: Page, url: str, name: str) -> dict[str, Any]:
    page.goto(url)
    page.wait_for_function("document.documentElement.dataset.engine === 'ready'", timeout=START)
    times: dict[str, Any] = page.evaluate(TIME, [name, ROUNDS, BATCHES, BATCH])
    if times["backend"] != "wasm":
        raise RuntimeError(f"TensorFlow.js ran on its {times['backend']} backend, not on wasm")
    return times


if __name__ == "__main__":
    sys.exit(main())
