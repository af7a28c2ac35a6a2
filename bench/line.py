"""The line between server and visitor, emulated: so many bits a second, and a delay to each answer.

The server emulates it and not the browser, whose own emulation holds for the page but for no worker
and no service worker. All connections share the line, as they share the one into a house. The
delay comes once an answer: connections are kept alive and cost nothing to open, which is
generous to pages of many files, and so are the missing slow starts of TCP.
"""

import threading
import time
from collections.abc import Callable
from typing import Final

BITS_A_SECOND: Final = 20_000_000
DELAY_SECONDS: Final = 0.040  # there and back

# What is sent at a time: 6.5 ms of the line, so that two answers on their way take turns.
PART_BYTES: Final = 16_384


class Line:
    """A line of so many bits a second and a delay in seconds, shared by all threads that use it."""

    def __init__(
        self,
        bits_a_second: float = BITS_A_SECOND,
        delay: float = DELAY_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._seconds_a_byte = 8 / bits_a_second
        self._delay = delay
        self._clock = clock
        self._sleep = sleep
        self._free = clock()  # when everything that was let in before is through
        self._lock = threading.Lock()

    def answer(self) -> None:
        """Wait as long as a request and the first byte of its answer are on their way."""
        self._sleep(self._delay)

    def carry(self, count: int) -> None:
        """Wait until `count` bytes are through, after all that other threads have let in before."""
        with self._lock:
            now = self._clock()
            self._free = max(now, self._free) + count * self._seconds_a_byte
            wait = self._free - now
        self._sleep(wait)
