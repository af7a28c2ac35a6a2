"""What a benchmark ran on, in words."""

import os
import platform
import subprocess

from tests.browser import chromium


def machine() -> str:
    """Give cores, processor and browser, such as 2 cores, x86_64, Chromium 156."""
    words = subprocess.run(
        [chromium.executable(), "--version"], capture_output=True, text=True, check=True
    ).stdout.split()
    version = " ".join(words[:2]).partition(".")[0]
    return f"{os.cpu_count()} cores, {platform.machine()}, {version}"
