"""`python -m bench.reading`: how long reading takes in the page, and what it leaves behind.

It opens the real page in Chromium and, beside it, the page as it was before there was a finder (of
commit 0e828f0, out of git's history), and reads pictures that it draws itself in both in turn:
against the clock, bad ones among them, and 200 photographs in a row. In the real page alone it
watches the page's own thread and reads 100 megapixels at once. It prints what it found beside what
is asked, and writes docs/reading.json.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

from bench import pictures, stopwatch
from bench.bad import bad
from bench.before import COMMIT, NoHistoryError, model_of, site_before
from bench.longtask import longest
from bench.memory import Books, Held, open_books
from bench.networks import short_names
from bench.pictures import Drawn
from bench.promise import grown, patient, settled, spacious, timely, unblocked
from bench.stopwatch import Refusal, Times
from tests.browser import chromium
from tests.serving import serving

ROOT: Final = Path(__file__).resolve().parent.parent
READING: Final = ROOT / "docs" / "reading.json"
START: Final = 120_000  # milliseconds that the engine may take to start on a busy machine

# How often each picture is read. WebAssembly is compiled while it runs, and a small picture takes
# dozens of readings to see the end of that; the first reading is stated beside the median.
ROUNDS: Final = (60, 20, 15, 5)
BAD_ROUNDS: Final = 3
VAST_ROUNDS: Final = 5

# Photographs in a row, and after how many of them nothing more may be added.
ROW: Final = 200
SETTLED: Final = 10

# What is asked: of each picture the most milliseconds, and of the first its share of before.
ASKED_MS: Final = (45.0, 300.0, 700.0, 1000.0)
SHARE: Final = 1.3
BAD_MS: Final = 3000.0

NOW, BEFORE = "now", "before"


def main() -> int:
    """Measure, print and write; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.reading",
        description="Time how the page reads, beside the page before.",
    )
    parser.add_argument("--rounds", type=int, default=max(ROUNDS), help="of a picture at most")
    parser.add_argument("--row", type=int, default=ROW, help=f"photographs (default: {ROW})")
    parser.add_argument("--out", type=Path, default=READING, help="the JSON file that is written")
    options = parser.parse_args()
    if options.rounds < 1 or options.row <= SETTLED:
        parser.error(f"give at least 1 for --rounds and {SETTLED + 1} for --row")
    try:
        measured = _measure(options.rounds, options.row)
    except NoHistoryError as error:
        sys.exit(str(error))
    options.out.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    _print(measured)
    return 0


def _measure(rounds: int, row: int) -> dict[str, Any]:
    load = os.getloadavg()[0]
    drawn = [
        *(pictures.one_digit(), pictures.twenty_digits(), pictures.two_hundred_digits()),
        pictures.page_of_words(),
    ]
    photographs = pictures.photographs()
    with (
        site_before() as site,
        serving() as now,
        serving(site) as before,
        sync_playwright() as playwright,
    ):
        model = model_of(site)
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=chromium.arguments()
        )
        version = f"Chromium {browser.version.split('.')[0]}"
        urls = {NOW: now.url, BEFORE: before.url}
        with _opened(browser, now.url) as page, _opened(browser, before.url) as other:
            pages = {NOW: page, BEFORE: other}
            ready = {name: Books(each).held().heap for name, each in pages.items()}
            times = [
                stopwatch.time(pages, each, min(most, rounds))
                for each, most in zip(drawn, ROUNDS, strict=True)
            ]
            worst = [stopwatch.time(pages, each, min(BAD_ROUNDS, rounds)) for each in bad()]
            blocked = _blocked(page, drawn, photographs)
        with _opened(browser, now.url) as page:
            vast = _vast(page, min(VAST_ROUNDS, rounds))
        held = {}
        for name, url in urls.items():
            with _opened(browser, url) as page:
                held[name] = _memory(page, photographs, row)
        browser.close()
    return {
        **short_names(),
        "command": "python -m bench.reading",
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, {version}",
        # Processes that wanted a core in the minute before: times are worth little where some did.
        "load": round(load, 1),
        "before": {"commit": COMMIT[:7], "model": model},
        "promises": [
            timely(times[0][NOW], times[0][BEFORE], ASKED_MS[0], SHARE),
            *(
                timely(each[NOW], each[BEFORE], most)
                for each, most in zip(times[1:], ASKED_MS[1:], strict=True)
            ),
            *(patient(each[NOW], each[BEFORE], BAD_MS) for each in worst),
            unblocked(blocked),
            *spacious(*vast),
            settled(ready[NOW], ready[BEFORE]),
            *grown(held[NOW], held[BEFORE], SETTLED, row),
        ],
        "milliseconds": [*(asdict(each[NOW]) for each in times), asdict(vast[0])],
        "milliseconds_before": [asdict(each[BEFORE]) for each in times],
        "bad": [asdict(each[NOW]) for each in worst],
        "bad_before": [asdict(each[BEFORE]) for each in worst],
        "longest_task_ms": blocked,
        "refused": asdict(vast[1]),
        "heap_when_ready": ready,
        "held": {
            name: {f"after {n}": asdict(each) for n, each in zip((SETTLED, row), some, strict=True)}
            for name, some in held.items()
        },
    }


@contextmanager
def _opened(browser: Browser, url: str) -> Iterator[Page]:
    """A page by itself that is ready to read, its engine's books open."""
    # A service worker would answer for engine.py before the benchmark can.
    context = browser.new_context(service_workers="block")
    open_books(context, url)
    page = context.new_page()
    page.goto(url)
    page.wait_for_function("document.documentElement.dataset.engine !== 'loading'", timeout=START)
    if page.locator("html").get_attribute("data-engine") != "ready":
        raise RuntimeError(f"the page did not start: {page.locator('#failure').inner_text()}")
    yield page
    context.close()


def _blocked(page: Page, drawn: list[Drawn], photographs: list[Drawn]) -> dict[str, float]:
    """The longest task while each picture's card is shown, then while many come at once."""
    with tempfile.TemporaryDirectory() as folder:
        tasks = {each.what: longest(page, [each], Path(folder)) for each in drawn}
        tasks[f"{len(photographs)} photographs at once"] = longest(page, photographs, Path(folder))
    return tasks


def _vast(page: Page, rounds: int) -> tuple[Times, Refusal, tuple[int, int]]:
    """Read the vast JPEG and have the vast PNG refused; and the heap in bytes after each."""
    books = Books(page)
    read = stopwatch.time({NOW: page}, pictures.vast("JPEG"), rounds)[NOW]
    small = books.held().heap
    refused = stopwatch.time_refusal(page, pictures.vast("PNG"), rounds)
    return read, refused, (small, books.held().heap)


def _memory(page: Page, photographs: list[Drawn], row: int) -> tuple[Held, Held]:
    """Read photographs in a row; give what is held after some and after the last."""
    for each in photographs:
        stopwatch.keep(page, each)
    books = Books(page)
    files = [photographs[turn % len(photographs)].file for turn in range(row)]
    held = []
    for part in (files[:SETTLED], files[SETTLED:]):
        failed = [each for each in stopwatch.read(page, part) if "code" in each]
        if failed:
            raise RuntimeError(f"{len(failed)} photographs were not read: {failed[0]}")
        held.append(books.held())
    return held[0], held[1]


def _print(measured: dict[str, Any]) -> None:
    print(f"{measured['machine']}, load {measured['load']} before the start")
    print(f"before: the page of commit {measured['before']['commit']}")
    for each in measured["promises"]:
        met = "met" if each["met"] else "MISSED"
        before = f", before {each['before']}" if each["before"] else ""
        before += f", ratio {each['ratio']:.2f}" if each["ratio"] is not None else ""
        print(f"{each['what']}: {each['measured']}{before} (asked: {each['asked']}): {met}")
    for key in ("milliseconds", "milliseconds_before", "bad", "bad_before"):
        print(f"medians, {key}:")
        for each in measured[key]:
            print("  " + ", ".join(f"{name} {value}" for name, value in each.items()))
    for what, task in measured["longest_task_ms"].items():
        print(f"longest task, {what}: {task:.0f} ms" if task else f"no long task, {what}")
    print(f"the refusal says: {measured['refused']['message']}")


if __name__ == "__main__":
    sys.exit(main())
