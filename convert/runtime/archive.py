"""Reading single members out of npm tarballs and Python wheels."""

import io
import tarfile
import zipfile
from fnmatch import fnmatchcase
from pathlib import Path
from types import TracebackType
from typing import Self

from convert.runtime.error import VendorError


class Archive:
    """A gzipped tarball or a zip file, opened by what it is and read by member name."""

    def __init__(self, name: str, source: Path | bytes) -> None:
        self.name = name
        file = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
        self._archive: tarfile.TarFile | zipfile.ZipFile
        try:
            if zipfile.is_zipfile(file):
                self._archive = zipfile.ZipFile(file)
            else:
                file.seek(0)
                self._archive = tarfile.open(fileobj=file, mode="r:gz")  # noqa: SIM115 - closed by __exit__
        except (tarfile.TarError, zipfile.BadZipFile, OSError) as error:
            file.close()
            raise VendorError(f"{name} is neither a .tgz nor a zip file: {error}") from error
        self._file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._archive.close()
        self._file.close()

    def names(self, pattern: str) -> list[str]:
        """Return the sorted names of the files that match a shell pattern."""
        if isinstance(self._archive, zipfile.ZipFile):
            names = [name for name in self._archive.namelist() if not name.endswith("/")]
        else:
            names = [member.name for member in self._archive if member.isfile()]
        return sorted(name for name in names if fnmatchcase(name, pattern))

    def read(self, member: str) -> bytes:
        """Return a member's bytes; raise VendorError where the archive has no such file."""
        try:
            if isinstance(self._archive, zipfile.ZipFile):
                return self._archive.read(member)
            file = self._archive.extractfile(member)
        except KeyError as error:
            raise VendorError(f"{self.name} has no file {member!r}.") from error
        if file is None:
            raise VendorError(f"{self.name}: {member!r} is not a file.")
        return file.read()
