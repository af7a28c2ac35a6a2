"""What is vendored, as data: the downloads with their hashes, and what is kept of each.

pins.json is the one place where a version or a hash is written down. The npm
packages inside the TensorFlow.js bundle are pinned beside it, in
tensorflow/package-lock.json.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from convert.runtime.error import VendorError


@dataclass(frozen=True)
class Download:
    """One archive from a package registry, named by the file its client makes."""

    file: str
    client: Literal["npm", "PyPI"]
    package: str
    version: str
    sha256: str

    @property
    def origin(self) -> str:
        """Where it comes from, such as ``npm:pyodide@314.0.3`` or ``PyPI:open-webui==0.12.4``."""
        return f"{self.client}:{self.package}{'@' if self.client == 'npm' else '=='}{self.version}"


@dataclass(frozen=True)
class Component:
    """One program or library in the vendor folder.

    ``members`` are the paths in the download that are kept, under their last
    name, in ``folder``. ``licence_files`` are texts of this package's folder
    licenses/, ``licence_members`` patterns of texts in the download (or in the
    wheel, where the component is one). ``lock`` is the download's member that
    lists official wheels; a component with ``locked_by`` is one of those wheels
    and must have the hash written there. ``compiled`` are the files that the
    bytecode compiler makes of what was unpacked, and which take its place.
    ``bundle`` marks TensorFlow.js, which is built and not unpacked.
    """

    name: str
    version: str
    licence: str
    folder: str
    licence_text: str
    download: str | None = None
    members: tuple[str, ...] = ()
    licence_files: tuple[str, ...] = ()
    licence_members: tuple[str, ...] = ()
    lock: str | None = None
    locked_by: str | None = None
    compiled: tuple[str, ...] = ()
    bundle: bool = False


@dataclass(frozen=True)
class Pins:
    """Everything that pins.json says."""

    downloads: dict[str, Download]
    components: tuple[Component, ...]

    @classmethod
    def load(cls, path: Path) -> "Pins":
        """Read a pins file; raise VendorError where it is not one."""
        try:
            data = json.loads(path.read_text("utf-8"))
            downloads = {entry["file"]: Download(**entry) for entry in data["downloads"]}
            components = tuple(Component(**_tuples(entry)) for entry in data["components"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise VendorError(f"{path} cannot be read as a list of pins: {error!r}") from error
        for component in components:
            if not component.bundle and component.download not in downloads:
                raise VendorError(
                    f"{path}: {component.name} names the download {component.download!r}, "
                    f"which is not one of {sorted(downloads)}."
                )
        return cls(downloads, components)

    def component(self, name: str) -> Component:
        """Return the component of that name; raise VendorError where there is none."""
        for component in self.components:
            if component.name == name:
                return component
        raise VendorError(f"The pins have no component {name!r}.")


def _tuples(entry: dict[str, Any]) -> dict[str, Any]:
    """Return a JSON object with its lists as tuples, as a frozen dataclass wants them."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
