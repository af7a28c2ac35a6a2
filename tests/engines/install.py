"""Installs the engines that are missing, from Debian: `python -m tests.engines.install`."""

import os
import shutil
import subprocess
import sys

from tests.engines.driven import Engine, NoEngineError
from tests.engines.engines import ENGINES


def lacking() -> dict[Engine, str]:
    """The engines that are not here, and why."""
    missing = {}
    for engine in ENGINES:
        try:
            engine.find()
        except NoEngineError as why:
            missing[engine] = str(why)
    return missing


def install(packages: list[str]) -> None:
    """Install packages of Debian's; raises CalledProcessError."""
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*root, "apt-get", "-o", "DPkg::Lock::Timeout=120"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        print("$", *apt, *command, flush=True)
        subprocess.run([*apt, *command], check=True)


def main() -> None:
    """Install what is missing; where that cannot be, say which engines will not be tested in."""
    missing = lacking()
    if missing and shutil.which("apt-get"):
        install([package for engine in missing for package in engine.packages])
        missing = lacking()
    for engine in ENGINES:
        print(f"{engine.name}: {missing.get(engine) or engine.find()}")
    # On a developer's machine that is no Debian the suite says the same, and skips.
    if missing and (os.environ.get("CI") or shutil.which("apt-get")):
        sys.exit("Not all engines are here.")


if __name__ == "__main__":
    main()
