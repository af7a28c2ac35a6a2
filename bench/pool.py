"""`python -m bench.pool`: what a second worker is worth when many photographs wait.

It opens the page in Chromium twice, as on a device with one core and as on one with two, and once
the snapshot is kept reads 100 photographs of 12 megapixels in each in turn, all asked for at once:
by `window.inkling.read`, without a card. Before each turn the page is loaded again, so that what
the second worker costs to start is in the figure. It prints the medians and their ratio beside what
is asked; the exit status is 1 where that is missed. The machine needs two cores that are free.
"""

import argparse
import os
import platform
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

from bench import pictures, stopwatch
from bench.pictures import Drawn
from tests.browser import chromium
from tests.serving import serving

PHOTOGRAPHS: Final = 100
DIFFERENT: Final = 8  # of them; the others are the same files again
ROUNDS: Final = 3
CORES: Final = (1, 2)  # as many workers the page then has at most
ASKED: Final = 0.65  # of the time with one worker
START_MS: Final = 120_000

# What decides how many workers there may be: see site/runtime/pool.js.
DEVICE: Final = """
for (const [name, value] of Object.entries({{hardwareConcurrency: {cores}, deviceMemory: 8}})) {{
  Object.defineProperty(navigator, name, {{value}});
}}
"""

# In the page, because the way there from this program is no part of what a visitor waits for.
READ: Final = """
async (names) => {
  const root = document.documentElement;
  const begun = performance.now();
  let second = null;
  const watch = new MutationObserver(() => {
    if (root.dataset.workers === "2") second ??= performance.now() - begun;
  });
  watch.observe(root, {attributeFilter: ["data-workers"]});
  const texts = await Promise.all(names.map(
    (name) => window.inkling.read(window.kept[name]).then(({text}) => text, ({code}) => code)));
  watch.disconnect();
  return {ms: performance.now() - begun, second, texts};
}
"""


@dataclass(frozen=True)
class Turn:
    """One time that all were read: seconds until the last answer, and until a second worker came.

    `second` is None where none came; `texts` is what was read, in the order of the photographs.
    """

    seconds: float
    second: float | None
    texts: tuple[str, ...]


def main() -> int:
    """Measure and print; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.pool", description="Measure what a second worker is worth."
    )
    parser.add_argument("--photographs", type=int, default=PHOTOGRAPHS, help="default: 100")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default: {ROUNDS}")
    options = parser.parse_args()
    if min(options.photographs, options.rounds) < 1:
        parser.error("give at least 1 for --photographs and --rounds")
    print(f"{os.cpu_count()} cores, {platform.machine()}, load {os.getloadavg()[0]:.1f} before")
    drawn = pictures.large_photographs(min(DIFFERENT, options.photographs))
    turns = _measure(drawn, options.photographs, options.rounds)
    medians = {}
    for cores, some in turns.items():
        medians[cores] = statistics.median(each.seconds for each in some)
        each = ", ".join(f"{each.seconds:.1f}" for each in some)
        print(f"{options.photographs} photographs with {_workers(cores)}: {each} s")
    came = [each.second for each in turns[2] if each.second is not None]
    if len(came) < options.rounds:
        print(f"The second worker came in {len(came)} of {options.rounds} rounds only.")
    if came:
        print(f"the second worker could read after {statistics.median(came):.1f} s")
    ratio = medians[2] / medians[1]
    met = ratio <= ASKED
    print(f"ratio {ratio:.2f} (asked: at most {ASKED}): {'met' if met else 'MISSED'}")
    return 0 if met else 1


def _measure(drawn: Sequence[Drawn], count: int, rounds: int) -> dict[int, list[Turn]]:
    """Read in both pages in turn; raises RuntimeError where they do not read the same."""
    names = [drawn[number % len(drawn)].file for number in range(count)]
    turns: dict[int, list[Turn]] = {cores: [] for cores in CORES}
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=chromium.arguments()
        )
        with _opened(browser, server.url, 1) as one, _opened(browser, server.url, 2) as two:
            for _ in range(rounds):
                for cores, page in zip(CORES, (one, two), strict=True):
                    turns[cores].append(_turn(page, drawn, names))
        browser.close()
    told = {each.texts for some in turns.values() for each in some}
    if len(told) > 1:
        raise RuntimeError("The photographs were not read alike with one worker and with two.")
    return turns


@contextmanager
def _opened(browser: Browser, url: str, cores: int) -> Iterator[Page]:
    """A page that is kept on this device, its snapshot too."""
    context = browser.new_context()
    context.add_init_script(DEVICE.format(cores=cores))
    page = context.new_page()
    page.goto(url)
    _wait(page, "data-engine=ready")
    first = pictures.one_digit()
    stopwatch.keep(page, first)
    page.evaluate(READ, [first.file])
    _wait(page, "data-offline=ready")
    _wait(page, "data-snapshot=kept")
    yield page
    context.close()


def _turn(page: Page, drawn: Sequence[Drawn], names: Sequence[str]) -> Turn:
    """Load the page again, which takes it from this device, and read all."""
    page.reload()
    _wait(page, "data-engine=ready")
    _wait(page, "data-offline=ready")
    if (start := page.locator("html").get_attribute("data-start")) != "snapshot":
        raise RuntimeError(f"The page started {start}, and not from its snapshot.")
    for each in drawn:
        stopwatch.keep(page, each)
    told: dict[str, Any] = page.evaluate(READ, names)
    second = None if told["second"] is None else told["second"] / 1000
    return Turn(told["ms"] / 1000, second, tuple(told["texts"]))


def _wait(page: Page, sign: str) -> None:
    page.wait_for_selector(f"html[{sign}]", state="attached", timeout=START_MS)


def _workers(count: int) -> str:
    return "1 worker" if count == 1 else f"{count} workers"


if __name__ == "__main__":
    sys.exit(main())
