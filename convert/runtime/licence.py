"""The licence text of a component, gathered from the project's texts and from its own archive."""

from pathlib import Path

from convert.runtime.archive import Archive
from convert.runtime.error import VendorError
from convert.runtime.pins import Component

TEXTS = Path(__file__).parent / "licenses"


def text(component: Component, archive: Archive | None) -> bytes:
    """Return a component's licence text as UTF-8; raise VendorError where a part of it is missing.

    Where an archive holds several texts, each gets its name as a heading, so
    that a reader sees which part it is for.
    """
    parts: list[str] = []
    for pattern in component.licence_members:
        names = archive.names(pattern) if archive else []
        if archive is None or not names:
            raise VendorError(f"{component.name}: its archive has no licence text {pattern!r}.")
        for name in names:
            heading = f"{name}\n{'-' * len(name)}\n\n" if len(names) > 1 else ""
            parts.append(heading + archive.read(name).decode("utf-8"))
    for name in component.licence_files:
        path = TEXTS / name
        if not path.is_file():
            raise VendorError(f"{component.name}: there is no licence text {path}.")
        parts.append(path.read_text("utf-8"))
    if not parts:
        raise VendorError(f"{component.name} has no licence text; add one to the pins.")
    return "\n\n".join(part.strip("\n") for part in parts).encode() + b"\n"
