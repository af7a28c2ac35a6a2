"""Work that goes on while the page stays alive: how it is begun, and how it lets others work."""

from js import Promise, performance, setTimeout

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

# Milliseconds of work after which others get their turn: less than a frame, so that what moves on
# the page goes on moving.
SLICE = 10


def begin(coroutine: "Any") -> None:
    """Run a coroutine; what it raises is an unhandled rejection, which the browser reports."""
    Promise.resolve(coroutine)


def breathe() -> "Any":
    """Let the browser paint and listen, so that a hundred pictures do not freeze the page."""
    return Promise.new(lambda resolve, _: setTimeout(resolve, 0))


class Pace:
    """Long work in short slices: `await pace.keep()` between its steps."""

    def __init__(self) -> None:
        self._begun = performance.now()

    async def keep(self) -> None:
        """Let the browser paint and listen where the last time is long enough ago."""
        if performance.now() - self._begun > SLICE:
            await breathe()
            self._begun = performance.now()
