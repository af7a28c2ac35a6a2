"""Where Chromium is on this machine, and how to get it: `python -m tests.browser.chromium`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

DEBIAN = ("chromium", "chromium-browser")
# Playwright's download waits as long as its host does not answer at all.
DOWNLOAD_SECONDS = 300

# Compiles WebAssembly once, and not again for speed while it runs, which is half of the processor
# time of a start. For pages that read little: a large picture takes more than twice as long.
QUICK = "--js-flags=--liftoff-only"


class NoChromiumError(Exception):
    """There is no Chromium here; the message says how to get one."""


def executable() -> str:
    """Find the Chromium to test with; raises NoChromiumError.

    The environment variable INKLING_CHROMIUM wins, then the system's, then Playwright's own.
    """
    named = os.environ.get("INKLING_CHROMIUM")
    if named:
        if not _starts(named):
            raise NoChromiumError(f"INKLING_CHROMIUM names {named}, which does not start")
        return named
    for name in DEBIAN:
        path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/bin")
        if path and _starts(path):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if _starts(path):
        return path
    raise NoChromiumError(
        "No Chromium was found: run `make test`, which installs one, or name yours in "
        "INKLING_CHROMIUM."
    )


def arguments() -> list[str]:
    """What Chromium needs to be told here; root has no sandbox to run it in."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def install() -> None:
    """Get a Chromium that starts: Playwright's own, else Debian's; raises NoChromiumError."""
    download = [sys.executable, "-m", "playwright", "install", "chromium"]
    root = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*root, "apt-get", "-o", "DPkg::Lock::Timeout=120"]
    # Playwright's comes without the libraries that it is linked to; Debian's brings them.
    debian = [[*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", "chromium"]]
    for commands in ([download], debian):
        if all(_succeeds(command) for command in commands):
            try:
                executable()
            except NoChromiumError:
                continue
            return
    raise NoChromiumError(
        "No Chromium could be installed: neither `playwright install chromium` nor "
        "`apt-get install chromium` gave one that starts. Install Chromium or Chrome and name it: "
        "make test INKLING_CHROMIUM=/path/to/chrome"
    )


def _starts(path: str) -> bool:
    """Whether a browser is there with all of its libraries."""
    if not Path(path).exists():
        return False
    return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0


def _succeeds(command: list[str]) -> bool:
    print("$", *command, flush=True)
    if shutil.which(command[0]) is None:
        return False
    try:
        run = subprocess.run(command, timeout=DOWNLOAD_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        print(f"gave up after {DOWNLOAD_SECONDS} s")
        return False
    return run.returncode == 0


if __name__ == "__main__":
    try:
        try:
            found = executable()
        except NoChromiumError:
            if "INKLING_CHROMIUM" in os.environ:
                raise
            install()
            found = executable()
    except NoChromiumError as why:
        sys.exit(str(why))
    print(f"Chromium: {found}")
