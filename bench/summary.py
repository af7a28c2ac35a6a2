"""What comes out of many runs: medians beside what is asked, the real page beside the stock one."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

FIRST: Final = "first visit"
SECOND: Final = "second visit"
WITHOUT: Final = "second visit without snapshot"
OFFLINE: Final = "reload with the server gone"
MEMORY: Final = "memory"

USABLE: Final = "page usable"
READY: Final = "engine ready"
READ: Final = "first reading"
BYTES: Final = "bytes until the first reading"
WHOLE: Final = "bytes until nothing more comes"
FRESH_HEAP: Final = "wasm heap when ready, first visit"
HEAP: Final = "wasm heap when ready, second visit"

# One page's figures of one run: seconds or bytes by visit and figure. What failed is not in it.
Run = Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Asked:
    """A figure and what is asked of it: at most `most`, and at most `share` of the stock page's."""

    visit: str
    figure: str
    most: float | None = None
    share: float | None = None
    beside: str | None = None  # the stock page's visit that it is compared with, where another

    @property
    def unit(self) -> str:
        """MB (of a million bytes) or s."""
        return "MB" if self.figure in (BYTES, WHOLE, HEAP, FRESH_HEAP) else "s"

    @property
    def words(self) -> str:
        """What is asked, in words; empty where nothing is."""
        most = "" if self.most is None else f"{self.most:g} {self.unit}"
        share = "" if self.share is None else f"{self.share:.2f} of stock"
        asked = " and ".join(each for each in (most, share) if each)
        return f"at most {asked}" if asked else ""


USABLE_SECONDS: Final = 0.6
FIGURES: Final = (
    Asked(FIRST, BYTES, most=8.4, share=0.80),
    Asked(FIRST, WHOLE, most=8.5, share=0.80),
    Asked(FIRST, USABLE, most=USABLE_SECONDS),
    Asked(FIRST, READY),
    Asked(FIRST, READ, share=0.75),
    Asked(SECOND, USABLE, most=USABLE_SECONDS),
    Asked(SECOND, READY, share=0.30),
    Asked(SECOND, READ),
    Asked(WITHOUT, USABLE, most=USABLE_SECONDS, beside=SECOND),
    Asked(WITHOUT, READY, share=0.55, beside=SECOND),
    Asked(WITHOUT, READ, beside=SECOND),
    Asked(OFFLINE, USABLE, most=USABLE_SECONDS),
    Asked(OFFLINE, READY),
    Asked(OFFLINE, READ),
    Asked(MEMORY, FRESH_HEAP, most=48),
    Asked(MEMORY, HEAP, most=48),
)


def summary(stock: Sequence[Run], inkling: Sequence[Run]) -> list[dict[str, Any]]:
    """Give each figure of both pages over all runs; MB and s, plain data for JSON.

    A page is None where the visit failed in every run, and `met` where nothing is asked. A visit
    that failed in a single run meets nothing.
    """
    return [_row(asked, stock, inkling) for asked in FIGURES]


def _row(asked: Asked, stock: Sequence[Run], inkling: Sequence[Run]) -> dict[str, Any]:
    theirs = _spread(stock, asked.beside or asked.visit, asked)
    ours = _spread(inkling, asked.visit, asked)
    ratio = ours["median"] / theirs["median"] if ours and theirs else None
    met = None
    if asked.words:
        met = (
            ours is not None
            and ours["n"] == len(inkling)
            and (asked.most is None or ours["median"] <= asked.most)
            and (asked.share is None or (ratio is not None and ratio <= asked.share))
        )
    return {
        "what": f"{asked.visit}: {asked.figure}",
        "unit": asked.unit,
        "asked": asked.words,
        "stock": theirs,
        "inkling": ours,
        "ratio": ratio and round(ratio, 3),
        "met": met,
    }


def _spread(runs: Sequence[Run], visit: str, asked: Asked) -> dict[str, Any] | None:
    """Median, least and most over the runs in which the visit came to this figure."""
    scale = 1e-6 if asked.unit == "MB" else 1
    key = visit, asked.figure
    values = [run[key] * scale for run in runs if key in run]
    return span(values) if values else None


def span(values: Sequence[float]) -> dict[str, Any]:
    """Give how many values there are, one at least, their median, the least and the most."""
    return {
        "n": len(values),
        "median": round(statistics.median(values), 3),
        "min": round(min(values), 3),
        "max": round(max(values), 3),
    }


def sentence(row: dict[str, Any]) -> str:
    """Give a row of the summary as a line of text."""
    ratio = "" if row["ratio"] is None else f", ratio {row['ratio']:.3f}"
    asked = f" (asked: {row['asked']}): {'met' if row['met'] else 'MISSED'}" if row["asked"] else ""
    pages = (
        f"stock {spread(row['stock'], row['unit'])}, Inkling {spread(row['inkling'], row['unit'])}"
    )
    return f"{row['what']}: {pages}{ratio}{asked}"


def spread(figures: dict[str, Any] | None, unit: str) -> str:
    """Give a median with the least and the most; a page without figures has failed."""
    if figures is None:
        return "fails"
    return f"{figures['median']:.2f} {unit} ({figures['min']:.2f} to {figures['max']:.2f})"
