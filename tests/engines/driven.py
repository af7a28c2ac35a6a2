"""What the suite needs of a browser, whichever engine it has and however it is driven."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

# An engine may compile all of Python on a machine that has other things to do.
ANSWER_SECONDS = 240


class NoEngineError(Exception):
    """An engine is not on this machine; the message says how to get it."""


class StartError(Exception):
    """A browser is there and does not start; the message has what it printed."""


class Browser(Protocol):
    """A browser with one page, which a test drives."""

    def open(self, url: str) -> None:
        """Go to an address and wait until its document is loaded."""

    def reload(self) -> None:
        """Load the page again and wait until its document is loaded."""

    def ask(self, script: str, *given: Any) -> Any:
        """Run the body of an async function in the page; what it returns comes as plain data.

        `given` are its `arguments`, as plain data too.
        """

    def pick(self, path: Path) -> None:
        """Choose a file in the page's input."""

    def picture(self) -> bytes:
        """What the window shows, as a PNG."""


class Engine(NamedTuple):
    """A browser engine: what it is called, what it takes, and how a browser with it is started.

    `packages` are Debian's. `find` names the executable, or raises NoEngineError. `start` is given
    an empty folder for everything that the browser keeps, and raises StartError.
    """

    name: str
    packages: tuple[str, ...]
    find: Callable[[], str]
    start: Callable[[Path], AbstractContextManager[Browser]]
