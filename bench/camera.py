"""`python -m bench.camera`: how many frames of a camera are read in a second.

It opens the real page in Chromium, whose camera is a film of a moving number, looks through the
camera, and counts in the page the readings that come back. It prints the figures, and how many
frames were being read at once, of which there may be one.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from tests.browser import chromium
from tests.browser.film import SIZE, arguments, film
from tests.serving import serving

START: Final = 120_000  # milliseconds that the engine may take to start on a busy machine
SECONDS: Final = 20
WARM: Final = 5  # first frames that are not counted: a browser compiles what runs often

TEXT: Final = "1905"  # what is written on the paper

# When each reading was asked for and came, and how many were asked for at once.
WATCH: Final = """
() => {
  const itself = window.inkling;
  window.timed = {frames: [], most: 0};
  let now = 0;
  const read = async (...given) => {
    const asked = performance.now();
    timed.most = Math.max(timed.most, ++now);
    const reading = await itself.read(...given);
    now -= 1;
    timed.frames.push({asked, came: performance.now(), text: reading.text});
    return reading;
  };
  window.inkling = {get ready() { return itself.ready; }, read};
}
"""


def main() -> int:
    """Measure and print; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.camera", description="Count the frames that are read in a second."
    )
    parser.add_argument(
        "--seconds", type=int, default=SECONDS, help=f"to look (default: {SECONDS})"
    )
    options = parser.parse_args()
    if options.seconds < 1:
        parser.error(f"--seconds {options.seconds} measures nothing; give 1 or more")
    load = os.getloadavg()[0]
    with (
        tempfile.TemporaryDirectory(prefix="inkling-camera-") as folder,
        serving() as server,
        sync_playwright() as playwright,
    ):
        path = film(Path(folder) / "number.mjpeg", TEXT)
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=arguments(path)
        )
        context = browser.new_context(
            viewport={"width": 1280, "height": 800}, permissions=["camera"]
        )
        page = context.new_page()
        page.goto(server.url)
        page.wait_for_selector("html[data-engine=ready]", state="attached", timeout=START)
        timed = _look(page, options.seconds)
        version = f"Chromium {browser.version.split('.')[0]}"
        browser.close()
    frames = timed["frames"][WARM:]
    if len(frames) < 2:
        raise RuntimeError(
            f"{len(timed['frames'])} frames in {options.seconds} s are too few to tell a rate"
        )
    right = sum(each["text"] == TEXT for each in frames)
    span = (frames[-1]["came"] - frames[0]["came"]) / 1000
    took = statistics.median(each["came"] - each["asked"] for each in frames)
    print(
        f"{os.cpu_count()} cores, {platform.machine()}, {version}, load {load:.1f} before the start"
    )
    print(
        f"camera frames read a second: {(len(frames) - 1) / span:.1f} ({len(frames)} frames of "
        f"{SIZE[0]} by {SIZE[1]} pixels, each read in {took:.0f} ms, median; {right} right; "
        f"at most {timed['most']} at once)"
    )
    return 0


def _look(page: Page, seconds: int) -> dict[str, Any]:
    """Look through the camera for so long; gives what WATCH has noted."""
    page.evaluate(WATCH)
    page.locator("#camera").click()
    page.wait_for_function("(warm) => timed.frames.length >= warm", arg=WARM, timeout=START)
    page.wait_for_timeout(1000 * seconds)
    timed: dict[str, Any] = page.evaluate("timed")
    page.keyboard.press("Escape")
    return timed


if __name__ == "__main__":
    sys.exit(main())
