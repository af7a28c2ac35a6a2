"""WebKitGTK, the engine of Safari, driven through its WebDriver: a small server of HTTP.

Its MiniBrowser has to have a screen, so it gets a virtual one.
"""

import json
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from tests.engines.driven import ANSWER_SECONDS, NoEngineError
from tests.engines.process import awaited, running
from tests.engines.webdriver import CommandError, WebDriver

PACKAGES = ("webkit2gtk-driver", "xvfb", "xauth", "dbus")
PROGRAMS = ("WebKitWebDriver", "xvfb-run", "xauth", "dbus-run-session")
BROWSERS = "webkit*gtk-*/MiniBrowser"  # below the folder of libraries, beside those of WebKit

# Ends when its standard input does, so that a virtual screen never outlives its test.
COMMAND = '"$@" & cat; kill $!'

# Marks that move on the page are drawn without a graphics card here: they took more of a processor
# than Python's start. GTK hands this wish on to the page, which knows it.
SETTINGS = "[Settings]\ngtk-enable-animations=0\n"

# The paths and methods of the standard, below the session.
PATHS = {
    "SetTimeouts": ("POST", "timeouts"),
    "Navigate": ("POST", "url"),
    "Refresh": ("POST", "refresh"),
    "ExecuteScript": ("POST", "execute/sync"),
    "FindElement": ("POST", "element"),
    "ElementSendKeys": ("POST", "element/{id}/value"),
    "TakeScreenshot": ("GET", "screenshot"),
    "DeleteSession": ("DELETE", ""),
}


def find() -> str:
    """Where WebKitGTK's MiniBrowser is; raises NoEngineError."""
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    browsers = sorted(
        path
        for libraries in (Path("/usr/lib"), Path("/usr/libexec"))
        for path in (*libraries.glob(BROWSERS), *libraries.glob(f"*/{BROWSERS}"))
    )
    if missing or not browsers:
        raise NoEngineError(
            f"No WebKitGTK to test with: {', '.join(missing) or 'MiniBrowser'} was not found. Run "
            f"`make engines`, or install {', '.join(PACKAGES)}."
        )
    return str(browsers[-1])


@contextmanager
def start(home: Path) -> Iterator[WebDriver]:
    """Run WebKitGTK's driver and a MiniBrowser; raises NoEngineError and StartError."""
    browser = find()
    (home / "gtk-3.0").mkdir()
    (home / "gtk-3.0" / "settings.ini").write_text(SETTINGS, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    driver = ["WebKitWebDriver", "--host=127.0.0.1", f"--port={port}"]
    screen = ["xvfb-run", "-a", "dbus-run-session", "--", "sh", "-c", COMMAND, "sh", *driver]
    # Without the bridge GTK starts no service for screen readers.
    with running(screen, home, NO_AT_BRIDGE="1") as process:
        awaited(lambda: _listens(port), process, home)
        webkit = WebKit(port, browser)
        webkit.patient()
        try:
            yield webkit
        finally:
            webkit.command("DeleteSession", {})


def _listens(port: int) -> bool | None:
    try:
        return bool(request(port, "GET", "/status", None))
    except (OSError, HTTPException):
        return None


class WebKit(WebDriver):
    """The commands of WebDriver over HTTP, in a session of their own."""

    def __init__(self, port: int, browser: str) -> None:
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        self._port = port
        opened = request(port, "POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._session = f"/session/{opened['sessionId']}"

    def command(self, name: str, given: dict[str, Any]) -> Any:
        """Give a command and wait for what it gives; raises CommandError."""
        method, path = PATHS[name]
        whole = f"{self._session}/{path.format(**given)}".removesuffix("/")
        return request(self._port, method, whole, given if method == "POST" else None)


def request(port: int, method: str, path: str, given: dict[str, Any] | None) -> Any:
    """Ask the driver at a port of this machine; raises CommandError where it refuses."""
    line = HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS + 10)
    try:
        body = None if given is None else json.dumps(given)
        line.request(method, path, body, {"Content-Type": "application/json"})
        value = json.loads(line.getresponse().read())["value"]
    finally:
        line.close()
    if isinstance(value, dict) and "error" in value:
        raise CommandError(f"{method} {path}: {value['error']}: {value['message']}")
    return value
