"""A browser's process: it has its own home, and it is gone at the end, whatever happened."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from tests.engines.driven import StartError

START_SECONDS = 60  # to the first answer; a cold disk and a busy machine have taken ten
END_SECONDS = 20
POLL_SECONDS = 0.05
LOG = "log.txt"

Found = TypeVar("Found")


@contextmanager
def running(
    command: Sequence[str], home: Path, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command that ends by itself when its standard input does.

    Its home is the folder, so that it finds nobody's settings and leaves nothing behind; what it
    prints goes to log.txt there.
    """
    own = {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home, "XDG_DATA_HOME": home}
    settings = {**os.environ, **{name: str(path) for name, path in own.items()}, **environment}
    with (
        (home / LOG).open("wb") as log,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=log, stderr=log, env=settings,
            start_new_session=True,
        ) as process,
    ):  # fmt: skip
        try:
            yield process
        finally:
            assert process.stdin is not None
            process.stdin.close()
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)  # its own group: it and what it started


def awaited(
    look: Callable[[], Found | None], process: subprocess.Popen[bytes], home: Path
) -> Found:
    """Look until there is something; raises StartError with what the process has printed."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        found = look()
        if found is not None:
            return found
        time.sleep(POLL_SECONDS)
    printed = (home / LOG).read_text("utf-8", "replace").strip()[-2000:]
    what = "has not answered" if process.poll() is None else f"has ended with {process.returncode}"
    raise StartError(f"{process.args!r} {what}. It printed: {printed or 'nothing'}")
