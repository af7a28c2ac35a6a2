"""SHA-256, the name under which every vendored byte is known."""

import hashlib
from pathlib import Path

from convert.runtime.error import VendorError


def sha256(content: bytes | Path) -> str:
    """Return the SHA-256 of bytes or of a file's bytes as 64 hex digits."""
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify(name: str, content: bytes | Path, expected: str, advice: str) -> None:
    """Raise VendorError, with both hashes, unless the content has the expected SHA-256."""
    found = sha256(content)
    if found != expected:
        raise VendorError(
            f"{name} is damaged or not the pinned one:\n"
            f"  expected SHA-256 {expected}\n"
            f"  found    SHA-256 {found}\n"
            f"{advice}"
        )
