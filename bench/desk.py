"""`python -m bench.desk`: how quick the desk is and what it holds, in five parts.

"pad", "camera" and "pool" are what the modules of these names print: how long an answer takes after
the lift of the pen, how many frames of a camera are read in a second, and what a second worker is
worth. For "photographs" it opens the page in Chromium, chooses 500 photographs of 12 megapixels at
once, waits until all are read, and scrolls past all of their rows. It prints what the tab's process
holds of its own, which is what is asked about, and with the program's files. For "pictures" it
chooses 1,000 small pictures at once, and prints the longest task while they are laid on the desk,
read, scrolled past, cleared and brought back, the memory, and how far the page moves by itself
while they are read. It needs Linux, which tells. The exit status is the largest of the three
modules'.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from bench import longtask, pictures, shift
from bench.pictures import Drawn
from tests.browser import chromium
from tests.serving import serving

MODULES: Final = ("pad", "camera", "pool")
PARTS: Final = (*MODULES, "photographs", "pictures")

PHOTOGRAPHS: Final = 500
DIFFERENT: Final = 8  # of them; the others are the same files under other names
ASKED: Final = 600e6  # bytes

LEAST: Final = 8
PICTURES: Final = 1_000  # small ones
TASK_MS: Final = 50  # asked of the longest task; the browser reports none below

START_MS: Final = 120_000
READ_S: Final = 5  # for each photograph, on a busy machine
SAMPLE_MS: Final = 50  # between two looks at the process

# The pictures that were read, and those that failed.
STATE: Final = """
() => {
  const count = (selector) => Number(document.querySelector(selector)?.dataset.read ?? 0);
  return [count("#desk"), document.querySelectorAll(".row[data-state=failed]").length];
}
"""
# All that had to be told of the pictures is told: so many of them are read.
SETTLED: Final = "(count) => document.querySelector('#desk').dataset.read === String(count)"
LAID: Final = "(count) => document.querySelector('.row')?.ariaSetSize === String(count)"
# Before any script of the page, so that it is the first to hear of them.
CHOSEN: Final = """
addEventListener("change", () => { window.since = performance.now(); }, {capture: true});
"""
SCROLL: Final = """
() => { scrollBy(0, innerHeight); return scrollY + innerHeight < document.body.scrollHeight - 1; }
"""


def main() -> int:
    """Measure and print; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.desk", description="Measure how quick the desk is, and its memory."
    )
    parser.add_argument("--photographs", type=int, default=PHOTOGRAPHS, help="default: 500")
    parser.add_argument("--pictures", type=int, default=PICTURES, help="default: 1,000")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="these parts alone")
    given = parser.parse_args()
    if min(given.photographs, given.pictures) < LEAST:
        parser.error(f"give at least {LEAST} for --photographs and --pictures: fewer are no list")
    status = 0
    for name in MODULES:
        if name in given.only:
            command = [sys.executable, "-m", f"bench.{name}"]
            status = max(status, subprocess.run(command, check=False).returncode)
    if "photographs" in given.only:
        _tell_photographs(given.photographs)
    if "pictures" in given.only:
        _tell_pictures(given.pictures)
    return status


def _tell_photographs(count: int) -> None:
    held, most = _measure(pictures.large_photographs(DIFFERENT), count)
    for moment, own in held.items():
        print(f"{moment}: {own / 1e6:.0f} MB")
    met = "met" if most <= ASKED else "MISSED"
    print(
        f"the tab's own memory with {count} photographs of 12 megapixels: {most / 1e6:.0f} MB at "
        f"its highest (asked: at most {ASKED / 1e6:.0f} MB): {met}"
    )


def _tell_pictures(count: int) -> None:
    tasks, own, moved = _add(count)
    for what, longest in tasks.items():
        met = "met" if longest <= TASK_MS else "MISSED"
        told = f"{longest:.0f} ms" if longest else f"none of {TASK_MS} ms"
        print(f"longest task while {what}: {told} (asked: at most {TASK_MS} ms): {met}")
    print(f"the tab's own memory with {count:,} small pictures: {own / 1e6:.0f} MB")
    met = "met" if moved < shift.MOST else "MISSED"
    print(f"layout shift while they are read: {moved:.4f} (asked: below {shift.MOST}): {met}")


@contextmanager
def _opened() -> Iterator[tuple[Page, "Process", Path]]:
    """Open the page until it can read; with its renderer, and a folder for pictures."""
    with (
        tempfile.TemporaryDirectory(prefix="inkling-desk-") as folder,
        serving() as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=chromium.arguments()
        )
        page = browser.new_page()
        page.add_init_script(CHOSEN)
        page.goto(server.url)
        page.wait_for_selector("html[data-engine=ready]", state="attached", timeout=START_MS)
        yield page, Process(_renderer(browser)), Path(folder)
        browser.close()


def _add(count: int) -> tuple[dict[str, float], int, float]:
    """Choose so many small pictures.

    Gives the longest tasks, in milliseconds, the memory, and how far the page moved meanwhile.
    """
    with _opened() as (page, process, folder):
        drawn = [pictures.one_digit()]
        page.evaluate(longtask.WATCH)
        page.locator("#file").set_input_files(_files(drawn, count, folder))
        page.wait_for_function(LAID, arg=count, timeout=START_MS)
        tasks = {f"{count:,} pictures are laid": max(page.evaluate(longtask.TASKS), default=0.0)}
        page.evaluate(shift.WATCH)
        shift.taken(page, pressed=True)  # what was before
        _read(page, process, count)
        moved, _ = shift.taken(page, pressed=True)
        tasks["they are read"] = max(page.evaluate(longtask.TASKS), default=0.0)
        while page.evaluate(SCROLL):
            page.wait_for_timeout(SAMPLE_MS)
            process.own()
        tasks["they are scrolled past"] = max(page.evaluate(longtask.TASKS), default=0.0)
        for act, what in (("clear", "cleared"), ("undo", "brought back")):
            page.locator(f"#desk [data-act={act}]").click()
            page.wait_for_function(SETTLED, arg=count if act == "undo" else 0, timeout=START_MS)
            tasks[f"they are {what}"] = max(page.evaluate(longtask.TASKS), default=0.0)
    return tasks, process.most, moved


def _measure(drawn: Sequence[Drawn], count: int) -> tuple[dict[str, int], int]:
    """Give the bytes that are held at each moment, and the most."""
    with _opened() as (page, process, folder):
        held = {"when ready": process.own()}
        page.locator("#file").set_input_files(_files(drawn, count, folder))
        _read(page, process, count)
        held[f"{count} photographs read"] = process.own()
        while page.evaluate(SCROLL):
            page.wait_for_timeout(SAMPLE_MS)
            process.own()
        held["all rows scrolled past"] = process.own()
        held["at its highest"] = process.most
        held["at its highest, with the program's files"] = process.resident()
    return held, process.most


class Process:
    """A process of this machine; `most` is the highest of what `own` gave, in bytes."""

    def __init__(self, number: int) -> None:
        self._status = Path(f"/proc/{number}/status")
        self.most = 0

    def own(self) -> int:
        """Give its bytes in memory, less the program's files, which all its processes share."""
        status = self._read()
        now = status["RssAnon"] + status["RssShmem"]
        self.most = max(self.most, now)
        return now

    def resident(self) -> int:
        """Give the highest of all its bytes that were in memory, its program's files among them."""
        return self._read()["VmHWM"]

    def _read(self) -> dict[str, int]:
        lines = self._status.read_text(encoding="utf-8").splitlines()
        return {
            name: 1024 * int(rest.split()[0])
            for name, _, rest in (line.partition(":") for line in lines)
            if name in ("RssAnon", "RssShmem", "VmHWM")
        }


def _files(drawn: Sequence[Drawn], count: int, folder: Path) -> list[Path]:
    """Put the photographs into a folder, each again and again under names of its own."""
    first = [folder / each.file for each in drawn]
    for path, each in zip(first, drawn, strict=True):
        path.write_bytes(each.content)
    paths = [folder / f"photograph-{number + 1}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        path.hardlink_to(first[number % len(first)])
    return paths


def _read(page: Page, process: Process, count: int) -> None:
    """Wait until every picture has its answer; raises RuntimeError otherwise."""
    late = time.monotonic() + START_MS / 1000 + READ_S * count
    done = 0
    while done < count:
        done, failed = page.evaluate(STATE)
        if failed or time.monotonic() > late:
            raise RuntimeError(f"Of {count} photographs {done} were read and {failed} failed.")
        page.wait_for_timeout(SAMPLE_MS)
        process.own()


def _renderer(browser: Browser) -> int:
    """Give the number of the tab's process."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    # A spare one waits for the next tab, and holds the least.
    numbers = (each["id"] for each in processes if each["type"] == "renderer")
    return int(max(numbers, key=lambda number: Process(number).own()))


if __name__ == "__main__":
    sys.exit(main())
