"""The course that both pages run: every visit that is timed, once, from an empty profile on.

The real page's service worker and snapshot are made after the first reading, and nothing is timed
until both are there. The stock page has neither and waits as long as the browser needs to store
the code that it has compiled.
"""

import gzip
from dataclasses import dataclass, field, replace
from typing import Final

from playwright.sync_api import Page, Playwright

from bench import summary
from bench.line import Line
from bench.memory import HOOK, Books
from bench.pages import Copy, published
from bench.pictures import Drawn
from bench.visit import Visit, again, alone, come, forget_snapshot, newcomer, settle

SERVICE_WORKER: Final = "sw.js"
ENGINE: Final = "engine.py"
RESTORED: Final = "snapshot"  # what the page says of a Python that a snapshot has started


@dataclass
class Result:
    """Seconds and bytes by visit and figure, and whether the second visit's Python was restored."""

    figures: dict[tuple[str, str], float] = field(default_factory=dict)
    restored: bool = False

    def add(self, what: str, visit: Visit) -> None:
        """Take down the times of a visit."""
        self.figures[what, summary.USABLE] = visit.usable
        self.figures[what, summary.READY] = visit.ready
        self.figures[what, summary.READ] = visit.read


def run(playwright: Playwright, files: dict[str, Copy], picture: Drawn, *, real: bool) -> Result:
    """Run the course once with the page that `files` make up; `picture` shows one digit.

    `real` says that the page is the real one, which may have a snapshot to go without.
    """
    result = Result()
    with published(files) as publication, newcomer(playwright, picture) as page:
        publication.line = Line()
        first = come(page, publication.url)
        settle(page)
        publication.line = None
        result.add(summary.FIRST, first)
        result.figures[summary.FIRST, summary.BYTES] = publication.sent(until=first.done)
        result.figures[summary.FIRST, summary.WHOLE] = publication.sent()
        second = again(page)
        settle(page)
        result.add(summary.SECOND, second)
        result.restored = second.start == RESTORED
        if real:
            result.add(summary.WITHOUT, _without_snapshot(page, second))
            settle(page)
        publication.close()
        offline = alone(page)
        if offline:
            result.add(summary.OFFLINE, offline)
    with published(_with_books(files)) as publication, newcomer(playwright, None) as page:
        come(page, publication.url, until="ready")
        result.figures[summary.MEMORY, summary.FRESH_HEAP] = Books(page).held().heap
        page.locator("#file").set_input_files(
            {"name": picture.file, "mimeType": "image/jpeg", "buffer": picture.content}
        )
        page.locator("#cards > .card[data-state=done]").wait_for()
        settle(page)
        again(page, until="ready")
        result.figures[summary.MEMORY, summary.HEAP] = Books(page).held().heap
    return result


def _without_snapshot(page: Page, second: Visit) -> Visit:
    forgotten = forget_snapshot(page)
    without = again(page)
    if without.start == RESTORED or (second.start == RESTORED and not forgotten):
        raise RuntimeError(
            f"{forgotten} caches of snapshots were deleted, and the page started by "
            f"{without.start!r} after {second.start!r}: is a snapshot kept under another name?"
        )
    return without


def _with_books(files: dict[str, Copy]) -> dict[str, Copy]:
    """A page whose engine shows its books, without the service worker that would notice."""
    engine = files[ENGINE]
    source = gzip.decompress(engine.body) + HOOK.encode()
    opened = replace(engine, body=gzip.compress(source), tag='"books"')
    return {
        path: opened if path == ENGINE else copy
        for path, copy in files.items()
        if path != SERVICE_WORKER
    }
