"""`python -m bench.start`: how the page starts, beside a stock PyScript page that does the same.

It makes the stock page in a temporary folder and opens both in Chromium in turn, each time with an
empty profile: for the first time over an emulated line of 20 Mbit/s and 40 ms; a second time, when
nothing more comes, without that line; the real page once more without its snapshot; and both when
their server is gone. Python's heap is read in visits of its own. It prints what it found beside
what is asked, and writes docs/start.json.
"""

import argparse
import json
import logging
import os
import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import Any, Final

from playwright.sync_api import Error, sync_playwright

from bench import course, line, pictures, stock
from bench.course import Result
from bench.machine import machine
from bench.networks import short_names
from bench.pages import copies
from bench.summary import sentence, summary
from convert.runtime.__main__ import CACHE, PINS
from convert.runtime.cache import Cache
from convert.runtime.error import VendorError
from convert.runtime.pins import Pins
from serve import SITE

ROOT: Final = Path(__file__).resolve().parent.parent
START: Final = ROOT / "docs" / "start.json"
RUNS: Final = 7
STOPPED: Final = 130  # the exit status after Ctrl-C


def main() -> int:
    """Measure, print and write; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.start",
        description="Time how the page starts, beside a stock PyScript page.",
    )
    parser.add_argument("--runs", type=int, default=RUNS, help=f"of each page (default: {RUNS})")
    parser.add_argument("--out", type=Path, default=START, help="the JSON file that is written")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error(f"--runs {options.runs} measures nothing; give 1 or more")
    interrupt = _Interrupt()
    try:
        measured = _measure(options.runs)
    except VendorError as error:
        sys.exit(f"The stock page could not be made.\n{error}")
    except (KeyboardInterrupt, Error):
        # Ctrl-C ends Playwright's own program, too: whatever it then complains of comes of that.
        if not interrupt.came:
            raise
        print("\nstopped; nothing was written", file=sys.stderr)
        return STOPPED
    options.out.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    _print(measured)
    return 0


class _Interrupt:
    """Whether Ctrl-C was pressed, which raises KeyboardInterrupt as ever."""

    def __init__(self) -> None:
        self.came = False
        signal.signal(signal.SIGINT, self._raise)

    def _raise(self, number: int, frame: FrameType | None) -> None:
        self.came = True
        # Playwright's loop has promises left that nobody waits for any more.
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
        signal.default_int_handler(number, frame)


def _measure(runs: int) -> dict[str, Any]:
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="inkling-stock-") as folder:
        stock.build(Path(folder), SITE, Pins.load(PINS), Cache(CACHE))
        pages = {"stock": copies(Path(folder)), "inkling": copies(SITE)}
    picture = pictures.one_digit()
    results: dict[str, list[Result]] = {name: [] for name in pages}
    with sync_playwright() as playwright:
        for turn in range(1, runs + 1):
            for name, files in pages.items():
                print(f"run {turn} of {runs}: {name}", file=sys.stderr, flush=True)
                result = course.run(playwright, files, picture, real=name == "inkling")
                results[name].append(result)
    figures = {name: [each.figures for each in results[name]] for name in results}
    return {
        **short_names(),
        "command": "python -m bench.start",
        "machine": machine(),
        # Processes that wanted a core in the minute before: times are worth little where some did.
        "load": round(load, 1),
        "runs": runs,
        "line": {
            "megabits_a_second": line.BITS_A_SECOND / 1e6,
            "milliseconds": line.DELAY_SECONDS * 1000,
        },
        # Of the second visits of the real page, those whose Python a snapshot has started.
        "restored": sum(each.restored for each in results["inkling"]),
        "figures": summary(figures["stock"], figures["inkling"]),
    }


def _print(measured: dict[str, Any]) -> None:
    print(f"{measured['machine']}, load {measured['load']} before the start")
    print(f"{measured['runs']} runs of each page: median (least to most)")
    print(f"a snapshot was restored on {measured['restored']} second visits")
    for each in measured["figures"]:
        print(sentence(each))


if __name__ == "__main__":
    sys.exit(main())
