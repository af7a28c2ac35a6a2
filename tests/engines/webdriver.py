"""A browser that takes the commands of WebDriver, the W3C's standard, over a line of its own.

Only a few of them are needed, so this stands in for a client with a dozen dependencies.
"""

import base64
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from tests.engines.driven import ANSWER_SECONDS

# The key under which WebDriver names an element; the same in every browser, says the standard.
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
MILLISECONDS = 1000


class CommandError(Exception):
    """The browser did not do what it was told; the message has the standard's name for why."""


class WebDriver(ABC):
    """A browser with one page; the names of commands are those of Mozilla's Marionette."""

    @abstractmethod
    def command(self, name: str, given: dict[str, Any]) -> Any:
        """Give a command and wait for what it gives; raises CommandError."""

    def patient(self) -> None:
        """Let scripts and pages take their time."""
        limit = ANSWER_SECONDS * MILLISECONDS
        self.command("SetTimeouts", {"script": limit, "pageLoad": limit})

    def open(self, url: str) -> None:
        """Go to an address and wait until its document is loaded."""
        self.command("Navigate", {"url": url})

    def reload(self) -> None:
        """Load the page again and wait until its document is loaded."""
        self.command("Refresh", {})

    def ask(self, script: str, *given: Any) -> Any:
        """Run the body of an async function in the page; what it returns comes as plain data."""
        body = f"return (async function () {{ {script} }}).apply(null, arguments);"
        return self.command("ExecuteScript", {"script": body, "args": list(given)})

    def pick(self, path: Path) -> None:
        """Choose a file in the page's input."""
        found = self.command("FindElement", {"using": "css selector", "value": "#file"})
        self.command("ElementSendKeys", {"id": found[ELEMENT], "text": str(path)})

    def picture(self) -> bytes:
        """What the window shows, as a PNG."""
        return base64.b64decode(self.command("TakeScreenshot", {"full": False}))
