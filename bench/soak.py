"""`python -m bench.soak`: whether 2,000 readings leave anything behind in the page.

It opens the page in Chromium and reads files of fifty kinds, good, odd and bad, over and over: by
`window.inkling.read`, which lays no card and so must leave nothing behind. At the end the same
files are chosen some times more: cards stay on the desk, so each time must add what it did before
and no more. The exit status is 1 where something has grown, or a file was told in another way than
at first.
"""

import argparse
import itertools
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import FilePayload, Page, sync_playwright

from bench import stopwatch
from bench.ledger import BYTES, Ledger, open_ledger
from bench.mixture import File, mixture
from bench.pictures import Drawn
from tests.browser import chromium
from tests.serving import serving

READINGS: Final = 2_000
CARDS: Final = 4  # rounds of the mixture, at the end, that lay cards
READ_S: Final = 480  # seconds after which no more is read without a card: ten minutes are enough
PATIENCE_MS: Final = 120_000  # for the engine's start, its snapshot, and a round of cards

# What may be held more at the end: a part of the figure, or as much as this where that is more.
# Both of JavaScript's heaps have compiled code in them, which grows for a while with what is called
# often; MicroPython's collector takes a number that looks like an address for one. All else may not
# grow.
SHARE: Final = 0.05
SLACK: Final = {
    f"page: JavaScript's heap{BYTES}": 200_000,  # 100 bytes a reading
    f"page: MicroPython's heap{BYTES}": 16_000,
    "page: JavaScript's proxies of Python": 10,
    "page: Python's proxies of JavaScript": 30,
    f"worker: JavaScript's heap{BYTES}": 200_000,
    f"worker: Pyodide's memory{BYTES}": 0,
}

# In turn as a file and as its bytes, and now and then with the trace. It must be JavaScript: it is
# what a page does that embeds Inkling.
READ: Final = """
async ([names, turn]) => {
  const told = [];
  for (const name of names) {
    const file = window.kept[name];
    const given = ++turn % 3 ? file : await file.arrayBuffer();
    const reading = window.inkling.read(given, {trace: turn % 7 === 0});
    told.push(await reading.then(({verdict, text}) => `${verdict} ${text}`, ({code}) => code));
  }
  return told;
}
"""
CODES: Final = ("not-an-image", "damaged-image", "too-large", "unreadable-file", "engine-failed")

ANSWERED: Final = """
(count) => document.getElementById("desk").dataset.read === String(count)
"""


@dataclass(frozen=True)
class Growth:
    """A figure after the first round and after the last; `allowed` is how much more it may be."""

    what: str
    first: int
    last: int
    allowed: int

    @property
    def is_kept(self) -> bool:
        """Whether it has grown by no more than it may."""
        return self.last - self.first <= self.allowed


def growths(first: Mapping[str, int], last: Mapping[str, int]) -> list[Growth]:
    """Compare two moments of a page's ledger, or what two rounds have added to it."""
    return [Growth(name, count, last[name], _allowed(name, count)) for name, count in first.items()]


def main() -> int:
    """Read, compare and print; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.soak", description="Read for minutes and see what is left behind."
    )
    parser.add_argument("--readings", type=int, default=READINGS, help=f"default: {READINGS:,}")
    files = mixture()
    rounds = parser.parse_args().readings // len(files)
    if rounds < CARDS + 2:
        parser.error(f"give at least {(CARDS + 2) * len(files)} for --readings")
    start = time.monotonic()
    with _opened() as page:
        soak = Soak(page, files)
        left, added = soak.read(rounds - CARDS, until=start + READ_S), soak.choose()
    print(f"{soak.readings:,} readings of {len(files)} files in {time.monotonic() - start:,.0f} s")
    if soak.readings < rounds * len(files):
        print(f"Time was up before {rounds * len(files):,}.")
    _print(f"after the first {len(files)}, and after the last that lays no card", left)
    _print(f"added by {len(files)} cards, the second and the last time of {CARDS}", added)
    for each in soak.changed:
        print(f"CHANGED: {each}")
    kept = all(each.is_kept for each in (*left, *added)) and not soak.changed
    return 0 if kept else 1


class Soak:
    """A page that reads the same files again and again.

    `readings` counts them, and `changed` has what it told in another way than at first.
    """

    def __init__(self, page: Page, files: Sequence[File]) -> None:
        self._page = page
        self._names = [each.name for each in files]
        self._files = files
        self._told: list[str] = []
        self.readings = 0
        self.changed: list[str] = []
        for each in files:
            stopwatch.keep(page, Drawn(each.name, each.name, each.content, (0, 0), 0))

    def read(self, rounds: int, *, until: float) -> list[Growth]:
        """Read by the contract; compare what is held after the first round and after the last.

        The last is that in which the clock, as time.monotonic has it, passes `until`.
        """
        self._told = self._round()
        self.changed = [
            f"{each.name}: {told}, and not {each.code or 'a reading'}"
            for each, told in zip(self._files, self._told, strict=True)
            if (told if told in CODES else None) != each.code
        ]
        # In idle time after the first reading a worker makes a snapshot, and ends.
        self._page.wait_for_selector("html[data-snapshot]", state="attached", timeout=PATIENCE_MS)
        ledger = Ledger(self._page)
        first = ledger.entries()
        for _ in range(1, rounds):
            if time.monotonic() < until:
                self._compare(self._round())
        return growths(first, ledger.entries())

    def choose(self) -> list[Growth]:
        """Choose the files as a person does; compare what the second and the last round add."""
        ledger = Ledger(self._page)
        held = []
        for turn in range(1, CARDS + 1):
            self._page.locator("#file").set_input_files(
                [
                    FilePayload(name=each.name, mimeType="", buffer=each.content)
                    for each in self._files
                ]
            )
            self._page.wait_for_function(ANSWERED, arg=turn * len(self._files), timeout=PATIENCE_MS)
            self.readings += len(self._files)
            held.append(ledger.entries())
        added = [
            {name: after[name] - before[name] for name in before}
            for before, after in itertools.pairwise(held)
        ]
        return growths(added[0], added[-1])

    def _round(self) -> list[str]:
        told: list[str] = self._page.evaluate(READ, [self._names, self.readings])
        self.readings += len(told)
        return told

    def _compare(self, told: list[str]) -> None:
        self.changed += [
            f"{name}: {now}, and not {first}"
            for name, first, now in zip(self._names, self._told, told, strict=True)
            if first != now
        ]


@contextmanager
def _opened() -> Iterator[Page]:
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=chromium.arguments()
        )
        # A service worker would answer for engine.py before the benchmark can.
        context = browser.new_context(service_workers="block")
        open_ledger(context, server.url)
        page = context.new_page()
        page.goto(server.url)
        page.wait_for_selector("html[data-engine=ready]", state="attached", timeout=PATIENCE_MS)
        yield page
        browser.close()


def _allowed(name: str, count: int) -> int:
    return max(round(SHARE * count), SLACK[name]) if name in SLACK else 0


def _print(title: str, table: Sequence[Growth]) -> None:
    print(f"{title}:")
    width = max(len(each.what) for each in table)
    for each in table:
        kept = "kept" if each.is_kept else "GROWN"
        allowed = f"at most {each.allowed:,} more" if each.allowed else "no more"
        print(f"  {each.what:{width}} {each.first:>12,} {each.last:>12,}  {allowed}: {kept}")


if __name__ == "__main__":
    sys.exit(main())
