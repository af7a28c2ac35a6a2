"""`python -m bench.reading`: how long reading takes in the page, and what it leaves behind.

It opens the real page in Chromium and reads pictures that it draws itself: against the clock, as
cards while the page's own thread is watched, 100 megapixels at once, and 200 photographs in a row.
It prints what it found beside what is asked, and writes docs/reading.json.
"""

import json
import math
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
from bench.longtask import longest
from bench.memory import Books, Held, open_books
from bench.pictures import Drawn
from bench.stopwatch import Refusal, Times
from tests.browser import chromium
from tests.serving import serving

ROOT: Final = Path(__file__).resolve().parent.parent
READING: Final = ROOT / "docs" / "reading.json"
START: Final = 120_000  # milliseconds that the engine may take to start on a busy machine

# How often each picture is read. WebAssembly is compiled while it runs, and a small picture takes
# dozens of readings to see the end of that; the first reading is stated beside the median.
ROUNDS: Final = (60, 20, 15)
VAST_ROUNDS: Final = 5

# Photographs in a row, and after how many of them nothing more may be added.
ROW: Final = 200
SETTLED: Final = 10

# What is asked.
ASKED_MS: Final = (15.0, 250.0, 600.0)
BLOCKED_MS: Final = 50.0
GROWTH: Final = 0.05


def main() -> int:
    """Measure, print and write; gives the exit status."""
    card = json.loads((ROOT / "site" / "model" / "card.json").read_text(encoding="utf-8"))
    load = os.getloadavg()[0]
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=chromium.arguments()
        )
        version = f"Chromium {browser.version.split('.')[0]}"
        drawn = [
            pictures.one_digit(), pictures.twenty_digits(), pictures.two_hundred_digits(),
        ]  # fmt: skip
        photographs = pictures.photographs()
        with _opened(browser, server.url) as page:
            times = [
                stopwatch.time(page, each, rounds)
                for each, rounds in zip(drawn, ROUNDS, strict=True)
            ]
            blocked = _blocked(page, drawn, photographs)
        with _opened(browser, server.url) as page:
            vast = _vast(page)
        with _opened(browser, server.url) as page:
            memory = _memory(page, photographs)
        browser.close()
    promises = [*_timely(times), _unblocked(blocked), *_spacious(*vast), *_settled(*memory)]
    measured = {
        "model": card["weights"]["sha256"][:12],
        "command": "python -m bench.reading",
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, {version}",
        # Processes that wanted a core in the minute before: times are worth little where some did.
        "load": round(load, 1),
        "promises": promises,
        "milliseconds": [asdict(each) for each in (*times, vast[0])],
        "longest_task_ms": blocked,
        "refused": asdict(vast[1]),
        "held": {
            f"after {n}": asdict(held) for n, held in zip((SETTLED, ROW), memory, strict=True)
        },
    }
    READING.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    _print(measured)
    return 0


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


def _vast(page: Page) -> tuple[Times, Refusal, tuple[int, int]]:
    """Read the vast JPEG and have the vast PNG refused; and the heap in bytes after each."""
    books = Books(page)
    read = stopwatch.time(page, pictures.vast("JPEG"), VAST_ROUNDS)
    small = books.held().heap
    refused = stopwatch.time_refusal(page, pictures.vast("PNG"), VAST_ROUNDS)
    return read, refused, (small, books.held().heap)


def _memory(page: Page, photographs: list[Drawn]) -> tuple[Held, Held]:
    """Read photographs in a row; give what is held after the tenth and after the last."""
    for each in photographs:
        stopwatch.keep(page, each)
    books = Books(page)
    row = [photographs[turn % len(photographs)].file for turn in range(ROW)]
    held = []
    for part in (row[:SETTLED], row[SETTLED:]):
        failed = [each for each in stopwatch.read(page, part) if "code" in each]
        if failed:
            raise RuntimeError(f"{len(failed)} photographs were not read: {failed[0]}")
        held.append(books.held())
    return held[0], held[1]


def _timely(times: list[Times]) -> Iterator[dict[str, Any]]:
    for each, most in zip(times, ASKED_MS, strict=True):
        yield _promise(
            each.what,
            f"at most {most:g} ms",
            f"{each.worker:,.0f} ms",
            met=each.worker <= most,
        )


def _unblocked(blocked: dict[str, float]) -> dict[str, Any]:
    worst = max(blocked.values())
    found = f"{worst:.0f} ms" if worst else f"none above {BLOCKED_MS:g} ms"
    return _promise(
        "longest task of the page's own thread", f"at most {BLOCKED_MS:g} ms", found,
        met=worst <= BLOCKED_MS,
    )  # fmt: skip


def _spacious(read: Times, refused: Refusal, heaps: tuple[int, int]) -> Iterator[dict[str, Any]]:
    small, after = heaps
    # Decoded whole, even in grey, it would by itself take a byte a pixel.
    yield _promise(
        read.what,
        "read small",
        f"read in {read.worker:,.0f} ms with a heap of {small / 1e6:.0f} MB",
        met=small < math.prod(pictures.VAST),
    )
    yield _promise(
        refused.what,
        "refused before memory is taken",
        f"{refused.code} in {refused.page:,.0f} ms, {(after - small) / 1e6:.0f} MB taken",
        met=refused.code == "too-large" and after == small,
    )


def _settled(tenth: Held, last: Held) -> Iterator[dict[str, Any]]:
    growth = last.heap / tenth.heap - 1
    yield _promise(
        f"heap after {ROW} photographs, against after {SETTLED}",
        f"at most {GROWTH:.0%} more".replace("%", " %"),
        f"{last.heap / 1e6:.0f} MB, {100 * growth:+.1f} %",
        met=growth <= GROWTH,
    )
    yield _promise(
        "tensors, and proxies of either language, meanwhile",
        "as many",
        f"{_counts(tenth)}, then {_counts(last)}",
        met=tenth.counts == last.counts,
    )


def _counts(held: Held) -> str:
    return " + ".join(map(str, held.counts))


def _promise(what: str, asked: str, measured: str, *, met: bool) -> dict[str, Any]:
    return {"what": what, "asked": asked, "measured": measured, "met": met}


def _print(measured: dict[str, Any]) -> None:
    print(f"{measured['machine']}, load {measured['load']} before the start")
    for each in measured["promises"]:
        met = "met" if each["met"] else "MISSED"
        print(f"{each['what']}: {each['measured']} (asked: {each['asked']}): {met}")
    print("medians in milliseconds:")
    for each in measured["milliseconds"]:
        print("  " + ", ".join(f"{key} {value}" for key, value in each.items()))
    for what, task in measured["longest_task_ms"].items():
        print(f"longest task, {what}: {task:.0f} ms" if task else f"no long task, {what}")
    print(f"the refusal says: {measured['refused']['message']}")


if __name__ == "__main__":
    sys.exit(main())
