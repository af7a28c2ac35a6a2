"""Promises: what is asked of a reading beside what was measured, here and in the page before."""

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bench import pictures
from bench.memory import Held
from bench.stopwatch import Refusal, Times

MS: Final = 1000  # from which on times are told in seconds

# What is asked, whatever the picture.
BLOCKED_MS: Final = 50.0
HEAP: Final = 48e6  # bytes, when the page is ready
GROWTH: Final = 0.05
Row = dict[str, Any]


def promise(what: str, asked: str, measured: str, *, met: bool, before: str = "") -> Row:
    """Give a row of plain data; `before` is what was measured in the page before, if anything."""
    return {
        "what": what, "asked": asked, "before": before, "measured": measured, "ratio": None,
        "met": met,
    }  # fmt: skip


def timely(now: Times, before: Times, most: float, share: float | None = None) -> Row:
    """Promise a median of at most so many milliseconds, and at most a share of that before.

    A time counts only where the digits were read.
    """
    ratio = now.worker / before.worker
    asked = f"at most {milliseconds(most)}"
    if share is not None:
        asked += f" and {share:g} of before"
    return {
        "what": now.what,
        "asked": asked,
        "before": _told(before),
        "measured": _told(now),
        "ratio": round(ratio, 2),
        "met": now.is_read and now.worker <= most and (share is None or ratio <= share),
    }


def patient(now: Times, before: Times, most: float) -> Row:
    """Promise that no reading of a bad picture takes more than so many milliseconds."""
    return {
        "what": now.what,
        "asked": f"at most {milliseconds(most)}",
        "before": f"{before.says} in {milliseconds(before.slowest)}",
        "measured": f"{now.says} in {milliseconds(now.slowest)}",
        "ratio": round(now.slowest / before.slowest, 2),
        "met": now.slowest <= most,
    }


def unblocked(blocked: Mapping[str, float]) -> Row:
    """Promise that the page's own thread is free, from the longest task of each kind, in ms."""
    worst = max(blocked.values())
    return promise(
        "longest task of the page's own thread",
        f"at most {milliseconds(BLOCKED_MS)}",
        milliseconds(worst) if worst else f"none above {milliseconds(BLOCKED_MS)}",
        met=worst <= BLOCKED_MS,
    )


def spacious(read: Times, refused: Refusal, heaps: tuple[int, int]) -> Iterator[Row]:
    """Promise that vast pictures take no memory, from the heap in bytes after each of the two."""
    small, after = heaps
    # Decoded whole, even in grey, it would by itself take a byte a pixel.
    yield promise(
        read.what,
        "read small",
        f"read in {milliseconds(read.worker)} with a heap of {_megabytes(small)}",
        met=small < math.prod(pictures.VAST),
    )
    yield promise(
        refused.what,
        "refused before memory is taken",
        f"{refused.code} in {milliseconds(refused.page)}, {_megabytes(after - small)} taken",
        met=refused.code == "too-large" and after == small,
    )


def settled(now: int, before: int) -> Row:
    """Promise a heap when the page is ready, from its bytes."""
    return promise(
        "heap when ready",
        f"at most {_megabytes(HEAP)}",
        _megabytes(now),
        before=_megabytes(before),
        met=now <= HEAP,
    )


def grown(
    now: tuple[Held, Held], before: tuple[Held, Held], first: int, last: int
) -> Iterator[Row]:
    """Promise that nothing is left behind between the `first` photograph and the `last`."""
    some, all_ = now
    yield promise(
        f"heap after {last} photographs, against after {first}",
        f"at most {100 * GROWTH:g} % more",
        _growth(*now),
        before=_growth(*before),
        met=all_.heap <= (1 + GROWTH) * some.heap,
    )
    yield promise(
        "tensors, and proxies of either language, meanwhile",
        "as many",
        _counts(*now),
        before=_counts(*before),
        met=some.counts == all_.counts,
    )


def milliseconds(value: float) -> str:
    """Tell a time in ms, or in s from a second on."""
    return f"{value:,.0f} ms" if value < MS else f"{value / MS:.3g} s"


def _told(times: Times) -> str:
    found = "" if times.is_read else f" for {times.digits} of {times.drawn} digits"
    return milliseconds(times.worker) + found


def _growth(some: Held, all_: Held) -> str:
    return f"{_megabytes(all_.heap)}, {100 * (all_.heap / some.heap - 1):+.1f} %"


def _counts(some: Held, all_: Held) -> str:
    return ", then ".join(" + ".join(map(str, each.counts)) for each in (some, all_))


def _megabytes(count: float) -> str:
    return f"{count / 1e6:.0f} MB"
