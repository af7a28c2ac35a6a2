"""Firefox, driven through Marionette: the line that is built into every Firefox.

Mozilla's geckodriver, which Debian does not have, passes WebDriver's commands on to the same line.
It carries JSON with its length before it: https://firefox-source-docs.mozilla.org/testing/marionette
"""

import json
import os
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.engines.driven import ANSWER_SECONDS, NoEngineError
from tests.engines.process import awaited, running
from tests.engines.webdriver import CommandError, WebDriver

PACKAGES = ("firefox-esr",)
NAMES = ("firefox-esr", "firefox")

# Firefox takes a free port and writes it into its profile. Marks that move on the page are drawn
# without a graphics card here and would take time from Python; the page knows this wish.
PREFERENCES = {"marionette.port": 0, "ui.prefersReducedMotion": 1}
PORT = "MarionetteActivePort"


def find() -> str:
    """Where Firefox is; INKLING_FIREFOX wins. Raises NoEngineError."""
    named = os.environ.get("INKLING_FIREFOX")
    for name in (named,) if named else NAMES:
        path = shutil.which(name)
        if path:
            return path
    raise NoEngineError(
        f"INKLING_FIREFOX names {named}, which is no program"
        if named
        else "No Firefox was found: run `make engines`, which installs Debian's, or name yours in "
        "INKLING_FIREFOX."
    )


@contextmanager
def start(home: Path, preferences: Mapping[str, int] | None = None) -> Iterator[WebDriver]:
    """Run Firefox with a new profile and these preferences; raises NoEngineError and StartError."""
    wishes = {**PREFERENCES, **(preferences or {})}
    lines = [f"user_pref({json.dumps(key)}, {value});\n" for key, value in wishes.items()]
    (home / "user.js").write_text("".join(lines), encoding="utf-8")
    command = [find(), "--headless", "--marionette", "--no-remote", "--profile", str(home)]
    with running(command, home) as process:
        port = awaited(lambda: _port(home / PORT), process, home)
        with socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS + 10) as line:
            firefox = Marionette(line)
            firefox.command("NewSession", {})
            firefox.patient()
            yield firefox
            firefox.send("Marionette:Quit", {"flags": ["eForceQuit"]})


def _port(file: Path) -> int | None:
    text = file.read_text(encoding="ascii") if file.exists() else ""
    return int(text) if text else None


class Marionette(WebDriver):
    """The commands of WebDriver as Firefox takes them.

    A message is [0, number, name, given], and its answer is [1, number, error, result].
    """

    def __init__(self, line: socket.socket) -> None:
        self._stream = line.makefile("rwb")
        self._sent = 0
        self._receive()  # it introduces itself

    def reload(self) -> None:
        """Load the page again and wait until its document is loaded."""
        # Marionette's own Refresh is the one with the shift key: past caches and service workers.
        self.open(self.ask("return location.href;"))

    def command(self, name: str, given: dict[str, Any]) -> Any:
        """Give a command and wait for what it gives; raises CommandError."""
        result = self.send(f"WebDriver:{name}", given)
        # Some results come bare and others as a value, as in WebDriver over HTTP.
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def send(self, name: str, given: dict[str, Any]) -> Any:
        """Send any command of Marionette's; raises CommandError."""
        self._sent += 1
        message = json.dumps([0, self._sent, name, given]).encode()
        self._stream.write(b"%d:%b" % (len(message), message))
        self._stream.flush()
        _, number, error, result = self._receive()
        assert number == self._sent, "answers another command"
        if error:
            raise CommandError(f"{name}: {error['error']}: {error['message']}")
        return result

    def _receive(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            byte = self._stream.read(1)
            if not byte:
                raise CommandError("Firefox has hung up")
            length += byte
        return json.loads(self._stream.read(int(length[:-1])))
