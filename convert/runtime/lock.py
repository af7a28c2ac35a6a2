"""pyodide-lock.json: Pyodide's own list of wheels, and the proof of where ours come from.

The wheels are taken from wherever a registry has them; what makes them official
is that their SHA-256 is the one in the lock file of the same Pyodide release.
"""

import json
from typing import Any

from convert.runtime.error import VendorError


class Lock:
    """A Pyodide lock file."""

    def __init__(self, text: bytes) -> None:
        self._data: dict[str, Any] = json.loads(text)

    def sha256(self, wheel: str) -> str:
        """Return the official SHA-256 of a wheel file; raise VendorError where it is unlisted."""
        return str(self._entry(wheel)[1]["sha256"])

    def trimmed(self, wheels: list[str]) -> bytes:
        """Return the lock file's JSON with these wheels only, their entries unchanged.

        The whole list has some 350 packages and is fetched at every start.
        """
        packages = dict(sorted(self._entry(wheel) for wheel in wheels))
        missing = {need for entry in packages.values() for need in entry["depends"]} - set(packages)
        if missing:
            raise VendorError(f"{wheels} also need {sorted(missing)}; add them to the pins.")
        text = json.dumps({**self._data, "packages": packages}, indent=1, sort_keys=True)
        return text.encode() + b"\n"

    def without(self, wheels: list[str]) -> bytes:
        """Return the lock file's JSON without the entries of these wheels."""
        left = [
            entry["file_name"]
            for entry in self._data["packages"].values()
            if entry["file_name"] not in wheels
        ]
        return self.trimmed(left)

    def _entry(self, wheel: str) -> tuple[str, dict[str, Any]]:
        for name, entry in self._data["packages"].items():
            if entry["file_name"] == wheel:
                return name, entry
        raise VendorError(
            f"pyodide-lock.json does not list {wheel}; is it of another Pyodide release?"
        )
