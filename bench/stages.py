"""`python -m bench.stages`: where the milliseconds go from the navigation to the first reading.

It opens the page in Chromium, each time with an empty profile: a first visit, after which the
service worker and a snapshot are there, and a second one, whose stages it takes down. The page and
its worker mark them in the browser's own performance timeline. It prints the medians and writes
docs/stages.json. Stages of the page's thread run beside those of the worker.
"""

import argparse
import json
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from bench.machine import machine
from bench.networks import short_names
from bench.pages import copies, published
from bench.pictures import one_digit
from bench.visit import Visit, again, come, newcomer, settle
from serve import SITE

STAGES_FILE: Final = Path(__file__).resolve().parent.parent / "docs" / "stages.json"
RUNS: Final = 7

# What ends each stage: a mark of site/runtime or site/engine.py in the worker, or what a visit
# tells of the page; and what the stage is.
STAGES: Final = {
    "usable": "the page is parsed and can take a picture",
    "worker": "PyScript is loaded, and its worker has begun with Inkling's own module",
    "snapshot": "the snapshot is read from this device",
    "interpreter": "the interpreter is made, and numpy's and Pillow's shared objects are linked",
    "python": "Python is restored from the snapshot",
    "program": "PyScript has prepared the worker and runs engine.py",
    "modules": "the engine's modules are imported",
    "ready": "TensorFlow.js and both networks are open",
    "read": "the picture that waits is read and its answer shown",
}

MARKS: Final = """
() => {
  const marks = performance.getEntriesByType("mark");
  return [performance.timeOrigin, marks.map(({name, startTime}) => [name, startTime])];
}
"""


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.stages", description="Time the stages of a second visit."
    )
    parser.add_argument("--runs", type=int, default=RUNS, help=f"profiles (default: {RUNS})")
    parser.add_argument("--out", type=Path, default=STAGES_FILE, help="the JSON file to write")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error(f"--runs {options.runs} measures nothing; give 1 or more")
    runs = [_run() for _ in range(options.runs)]
    stages = summed_up(runs)
    for each in stages:
        print(f"{each['at']:5.0f} ms {each['took']:+5.0f}  {each['what']}")
    measured = {
        **short_names(),
        "command": "python -m bench.stages",
        "machine": machine(),
        "runs": options.runs,
        "stages": stages,
    }
    options.out.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")


def summed_up(runs: Sequence[Mapping[str, float]]) -> list[dict[str, Any]]:
    """Give by stage when it ended, and how long after the one before: medians, milliseconds.

    `runs` have the milliseconds at which the stages ended. The stages come in their order.
    """
    told, before = [], "start"
    for name, what in STAGES.items():
        took = statistics.median(run[name] - run.get(before, 0.0) for run in runs)
        at = statistics.median(run[name] for run in runs)
        told.append({"what": what, "at": round(at), "took": round(took)})
        before = name
    return told


def _run() -> dict[str, float]:
    """Give the milliseconds at which each stage of a second visit ended."""
    with (
        sync_playwright() as playwright,
        published(copies(SITE)) as publication,
        newcomer(playwright, one_digit()) as page,
    ):
        come(page, publication.url)
        settle(page)
        return _ends(page, again(page))


def _ends(page: Page, visit: Visit) -> dict[str, float]:
    if visit.start != "snapshot":
        raise RuntimeError(f"Python started by {visit.start!r}, and not from a snapshot.")
    origin = page.evaluate("performance.timeOrigin")
    ends = {"usable": visit.usable * 1000, "ready": visit.ready * 1000, "read": visit.read * 1000}
    for worker in page.workers:
        begun, marks = worker.evaluate(MARKS)
        ends.update({name: begun - origin + at for name, at in marks if name in STAGES})
    return ends


if __name__ == "__main__":
    main()
