"""Sorting that is quick also for what is in order already, as a desk of pictures mostly is.

MicroPython's own sort is a quicksort whose pivot is an end of the list: of a thousand pictures that
are in order it compares each with each, which takes a third of a second.
"""

from heapq import heapify, heappop

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

    from ui.desk.picture import Picture


def in_order(pictures: "list[Picture]", key: "Callable[[Picture], Any]") -> "list[Picture]":
    """Give pictures by their keys, the least first, and those with the same one as they came."""
    heap = [(key(picture), place) for place, picture in enumerate(pictures)]
    heapify(heap)
    return [pictures[heappop(heap)[1]] for _ in range(len(heap))]
