"""A stopwatch in the page: how long `window.inkling.read` takes, in the worker and all in all."""

import base64
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Page

from bench.pictures import Drawn

# The least part of a picture's digits that must be found for its time to be one of reading.
FOUND: Final = 0.9

KEEP: Final = """
([name, base64]) => {
  const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
  (window.kept ??= {})[name] = new File([bytes], name);
}
"""

# In the page, because the way there from this program is no part of what a visitor waits for.
READ: Final = """
async (names) => {
  const readings = [];
  for (const name of names) {
    const start = performance.now();
    try {
      const {timings_ms, lines, verdict, reason} = await window.inkling.read(window.kept[name]);
      const page = performance.now() - start;
      const digits = lines.flatMap(({digits}) => digits).length;
      readings.push({page, ...timings_ms, digits, says: reason ?? verdict});
    } catch ({code, message}) {
      readings.push({page: performance.now() - start, code, message});
    }
  }
  return readings;
}
"""


@dataclass(frozen=True)
class Times:
    """Medians in milliseconds over `n` readings of a picture of `drawn` digits.

    Of these, `digits` were found in the last reading; `says` is its verdict, or the reason why
    there is none. `worker` is the contract's `total`, and `decode`, `find` and `classify` are its
    parts; `page` has the way to the worker and back in it, too. `first` is `worker` of the first
    reading, `slowest` `page` of the slowest.
    """

    what: str
    n: int
    drawn: int
    digits: int
    says: str
    first: float
    worker: float
    decode: float
    find: float
    classify: float
    page: float
    slowest: float

    @property
    def is_read(self) -> bool:
        """Whether so many digits were found that the time is one of reading."""
        return self.digits >= FOUND * self.drawn


@dataclass(frozen=True)
class Refusal:
    """A picture that was not read: the contract's code and message, and the median in the page."""

    what: str
    code: str
    message: str
    page: float


def keep(page: Page, drawn: Drawn) -> None:
    """Bring a picture's file into the page."""
    page.evaluate(KEEP, [drawn.file, base64.b64encode(drawn.content).decode()])


def read(page: Page, names: list[str]) -> list[dict[str, Any]]:
    """Read files that are kept in the page one after the other; milliseconds, or a refusal."""
    readings: list[dict[str, Any]] = page.evaluate(READ, names)
    return readings


def time(pages: Mapping[str, Page], drawn: Drawn, rounds: int) -> dict[str, Times]:
    """Read a picture in all pages in turn, again and again; gives the times in each.

    Raises RuntimeError where a page refuses it.
    """
    readings: dict[str, list[dict[str, Any]]] = {name: [] for name in pages}
    for page in pages.values():
        keep(page, drawn)
    for _ in range(rounds):
        for name, page in pages.items():
            readings[name] += read(page, [drawn.file])
    return {name: times(drawn, told) for name, told in readings.items()}


def times(drawn: Drawn, readings: Sequence[dict[str, Any]]) -> Times:
    """Give what came of reading a picture; raises RuntimeError where it was refused."""
    refused = [each for each in readings if "code" in each]
    if refused:
        raise RuntimeError(f"{drawn.what}: refused with {refused[0]}")

    def median(key: str) -> float:
        return round(float(statistics.median(each[key] for each in readings)), 1)

    return Times(
        what=drawn.what,
        n=len(readings),
        drawn=drawn.digits,
        digits=readings[-1]["digits"],
        says=readings[-1]["says"],
        first=round(readings[0]["total"], 1),
        worker=median("total"),
        decode=median("decode"),
        find=median("find"),
        classify=median("classify"),
        page=median("page"),
        slowest=round(max(each["page"] for each in readings), 1),
    )


def time_refusal(page: Page, drawn: Drawn, rounds: int) -> Refusal:
    """Have a picture refused again and again; raises RuntimeError where it is read after all."""
    keep(page, drawn)
    readings = read(page, [drawn.file] * rounds)
    if not all("code" in each for each in readings):
        raise RuntimeError(f"{drawn.what}: was to be refused, but was read")
    last = readings[-1]
    waited = statistics.median(each["page"] for each in readings)
    return Refusal(drawn.what, last["code"], last["message"], round(waited, 1))
