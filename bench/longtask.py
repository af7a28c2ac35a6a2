"""Long tasks: how long the page's own thread is kept busy at a time while cards are shown."""

import re
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

from bench.pictures import Drawn

READ_MS: Final = 120_000  # that a dozen pictures may take on a busy machine

# The browser reports a task from 50 ms on, and none below. Of a task only what comes after
# `window.since` counts, where there is one: a browser that is told of a thousand files is busy with
# their list itself before the page hears of them.
WATCH: Final = """
() => {
  window.tasks = [];
  const after = ({startTime, duration}) =>
    startTime + duration - Math.max(startTime, window.since ?? 0);
  const note = (list) => window.tasks.push(...list.map(after).filter((each) => each > 0));
  window.watch = new PerformanceObserver((list) => note(list.getEntries()));
  window.watch.observe({type: "longtask"});
}
"""

# After the last card is done, its painting may still be a task of its own: two frames later it is
# over, and a moment after that it has been reported.
TASKS: Final = """
async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await frame();
  await frame();
  await new Promise((done) => setTimeout(done, 100));
  return window.tasks.splice(0);
}
"""


def longest(page: Page, pictures: list[Drawn], folder: Path) -> float:
    """Choose pictures in the page's dialog, all at once, and wait until their cards are done.

    Gives the longest task in milliseconds, 0 where none took 50 ms; `folder` is for their files.
    """
    paths = [folder / drawn.file for drawn in pictures]
    for path, drawn in zip(paths, pictures, strict=True):
        path.write_bytes(drawn.content)
    page.evaluate("document.documentElement.dataset.view ??= 'cards'")
    before = page.locator("#cards > .card").count()
    page.evaluate(WATCH)
    page.locator("#file").set_input_files(paths)
    cards = page.locator("#cards > .card")
    expect(cards).to_have_count(before + len(paths), timeout=READ_MS)
    for index in range(len(paths)):
        expect(cards.nth(index)).to_have_attribute(
            "data-state", re.compile("^(done|failed)$"), timeout=READ_MS
        )
    tasks: list[float] = page.evaluate(TASKS)
    page.evaluate("window.watch.disconnect()")
    return max(tasks, default=0.0)
