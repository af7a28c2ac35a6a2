"""The vendor folder: staged beside the old one, then put in its place in one step."""

import json
import re
from pathlib import Path, PurePosixPath
from typing import Any

from convert.runtime import bundle, bytecode, licence, registry
from convert.runtime.archive import Archive
from convert.runtime.cache import Cache
from convert.runtime.digest import sha256, verify
from convert.runtime.error import VendorError
from convert.runtime.lock import Lock
from convert.runtime.pins import Component, Pins
from convert.staging import replaced

INVENTORY = "vendor.json"
LICENCES = "licenses"


def build(pins: Pins, cache: Cache, out: Path) -> dict[str, Any]:
    """Fill ``out`` with what the pins say and return its inventory, the content of vendor.json.

    Raises VendorError, and leaves ``out`` exactly as it was, where a download is
    missing or damaged or anything else is not as pinned.
    """
    if out.exists() and any(out.iterdir()) and not (out / INVENTORY).is_file():
        raise VendorError(
            f"{out} has no {INVENTORY}: it is no vendor folder and will not be replaced."
        )
    unpacked = {each.name: _unpacked(each, pins, cache) for each in pins.components}
    _compile(pins, unpacked)
    with replaced(out) as staged:
        components = []
        for component in pins.components:
            files = _placed(component, *unpacked[component.name])
            for path, content in files.items():
                (staged / path).parent.mkdir(parents=True, exist_ok=True)
                (staged / path).write_bytes(content)
            components.append(_entry(component, pins, files))
        inventory = {"components": components}
        (staged / INVENTORY).write_text(json.dumps(inventory, indent=1) + "\n", "utf-8")
        registry.refuse(staged)
    return inventory


def _unpacked(component: Component, pins: Pins, cache: Cache) -> tuple[dict[str, bytes], bytes]:
    """Return a component's files by their names, and its licence text."""
    if component.bundle:
        if bundle.version() != component.version:
            raise VendorError(
                f"{component.name} is {component.version} in the pins "
                f"and {bundle.version()} in its package-lock.json; make them agree."
            )
        return bundle.build(cache), licence.text(component, None)
    download = pins.downloads[str(component.download)]
    with Archive(download.file, cache.path(download)) as archive:
        kept = {PurePosixPath(member).name: archive.read(member) for member in component.members}
        if component.lock:
            lock = Lock(archive.read(component.lock))
            kept[PurePosixPath(component.lock).name] = lock.trimmed(_wheels(component, pins))
        if component.locked_by:
            wheel = _wheel(component)
            _prove(wheel, kept[wheel], component.locked_by, pins, cache)
            with Archive(wheel, kept[wheel]) as inner:
                return kept, licence.text(component, inner)
        return kept, licence.text(component, archive)


def _compile(pins: Pins, unpacked: dict[str, tuple[dict[str, bytes], bytes]]) -> None:
    """Let bytecode take the place of the sources, in the files of the components that want it."""
    parts = [component for component in pins.components if component.compiled]
    if not parts:
        return
    sources = {name: file for part in parts for name, file in unpacked[part.name][0].items()}
    made = bytecode.compiled(sources)
    for part in parts:
        kept = unpacked[part.name][0]
        if part.locked_by:
            del kept[_wheel(part)]
        if part.lock:
            # What is compiled is no package to load any more.
            name = PurePosixPath(part.lock).name
            wheels = [_wheel(each) for each in parts if each.locked_by == part.name]
            kept[name] = Lock(kept[name]).without(wheels)
        try:
            kept.update({name: made[name] for name in part.compiled})
        except KeyError as error:
            raise VendorError(
                f"{part.name}: the compiler made no {error}, but {', '.join(made)}."
            ) from error


def _placed(component: Component, kept: dict[str, bytes], terms: bytes) -> dict[str, bytes]:
    """Return a component's files and its licence text by their paths in the vendor folder.

    Modules are served as `.js`: many servers send `.mjs` under a type that no browser runs.
    """
    served = {name: re.sub(r"\.mjs$", ".js", name) for name in kept}
    files = {f"{component.folder}/{served[name]}": kept[name] for name in sorted(kept)}
    return {**files, f"{LICENCES}/{component.licence_text}": terms}


def _wheels(owner: Component, pins: Pins) -> list[str]:
    """Return the file names of the wheels that a component's lock file has to list."""
    return [_wheel(each) for each in pins.components if each.locked_by == owner.name]


def _wheel(component: Component) -> str:
    """Return the file name of a component that is one wheel."""
    (member,) = component.members
    return PurePosixPath(member).name


def _prove(wheel: str, content: bytes, owner: str, pins: Pins, cache: Cache) -> None:
    """Raise VendorError unless a wheel has the hash in its owner's lock file."""
    component = pins.component(owner)
    download = pins.downloads[str(component.download)]
    with Archive(download.file, cache.path(download)) as archive:
        expected = Lock(archive.read(str(component.lock))).sha256(wheel)
    verify(
        wheel, content, expected, f"The expected one is in {component.lock} of {download.origin}."
    )


def _entry(component: Component, pins: Pins, files: dict[str, bytes]) -> dict[str, Any]:
    """Return a component's entry in vendor.json; sizes are in bytes."""
    if component.bundle:
        parts = "{core,converter,backend-wasm}"
        origin = {"origin": f"npm:@tensorflow/tfjs-{parts}@{component.version}"}
    else:
        download = pins.downloads[str(component.download)]
        member = f"/{component.members[0]}" if component.locked_by else ""
        origin = {"origin": download.origin + member, "download_sha256": download.sha256}
    return {
        "name": component.name,
        "version": component.version,
        "licence": component.licence,
        "licence_text": f"{LICENCES}/{component.licence_text}",
        **origin,
        "files": [
            {"path": path, "bytes": len(content), "sha256": sha256(content)}
            for path, content in files.items()
        ],
    }
