"""What is committed in site/vendor is what vendor.json says, and nothing else."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from convert.runtime import bundle, registry
from convert.runtime.archive import Archive
from convert.runtime.digest import sha256
from convert.runtime.pins import Component, Pins

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "site" / "vendor"
PINS = Pins.load(ROOT / "convert" / "runtime" / "pins.json")

# The official hashes, in Pyodide 314.0.3's own lock file as npm has it.
OFFICIAL = {
    "numpy": "0cad9c1b",
    "pillow": "a50d83a8",
}

# The contract with the worker.
EXPORTS = {
    *("env", "getBackend", "io", "loadGraphModel", "memory"),
    *("ready", "setBackend", "setWasmPaths", "tensor", "tidy"),
}

Inventory = list[dict[str, Any]]


@pytest.fixture(scope="module")
def inventory() -> Inventory:
    components: Inventory = json.loads((VENDOR / "vendor.json").read_text("utf-8"))["components"]
    return components


def on_disk() -> dict[str, Path]:
    files = (path for path in VENDOR.rglob("*") if path.is_file())
    return {path.relative_to(VENDOR).as_posix(): path for path in files}


def test_the_inventory_lists_exactly_the_files_on_disk(inventory: Inventory) -> None:
    listed = [file["path"] for component in inventory for file in component["files"]]
    assert len(listed) > 20
    assert sorted([*listed, "vendor.json"]) == sorted(on_disk())


def test_every_file_has_the_size_and_the_hash_of_the_inventory(inventory: Inventory) -> None:
    for component in inventory:
        for file in component["files"]:
            path = VENDOR / file["path"]
            assert (path.stat().st_size, sha256(path)) == (file["bytes"], file["sha256"]), path


def test_every_component_is_pinned_and_says_where_it_comes_from(inventory: Inventory) -> None:
    assert [(entry["name"], entry["version"], entry["licence"]) for entry in inventory] == [
        (pin.name, pin.version, pin.licence) for pin in PINS.components
    ]
    for entry in inventory:
        assert re.match(r"(npm|PyPI):\S+", entry["origin"])


def test_every_component_has_a_licence_text(inventory: Inventory) -> None:
    for component in inventory:
        text = (VENDOR / component["licence_text"]).read_text("utf-8")
        assert component["licence_text"] in [file["path"] for file in component["files"]]
        assert re.search("warrant(y|ies)", text, re.IGNORECASE), component["name"]


def test_the_two_wheels_are_the_official_ones() -> None:
    lock = json.loads((VENDOR / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    assert sorted(lock["packages"]) == sorted(OFFICIAL)
    for name, beginning in OFFICIAL.items():
        entry = lock["packages"][name]
        assert entry["sha256"].startswith(beginning)
        assert sha256(VENDOR / "pyodide" / entry["file_name"]) == entry["sha256"]


def test_no_text_file_names_a_package_registry() -> None:
    texts = [path for path in on_disk().values() if b"\0" not in path.read_bytes()]
    assert len(texts) > 15
    assert [path for path in texts if registry.named(path.read_bytes())] == []


def test_the_sources_of_the_bundle_name_no_package_registry() -> None:
    sources = [path for path in (ROOT / "convert" / "runtime").rglob("*") if path.is_file()]
    assert len(sources) > 20
    assert [path for path in sources if registry.named(path.read_bytes())] == []
    assert '"resolved"' not in (bundle.SOURCES / "package-lock.json").read_text("utf-8")


def test_no_source_maps_or_types_are_shipped() -> None:
    assert [path for path in on_disk() if path.endswith((".map", ".ts"))] == []


def test_every_module_that_pyscript_imports_at_its_start_is_there() -> None:
    # The modules of PyScript's plugins are imported before the first script runs,
    # whether or not the page uses them.
    core = next(path for path in (VENDOR / "pyscript").glob("core-*.js")).read_text("utf-8")
    plugins = re.findall(r'[\w"-]+:\(\)=>import\("\./([\w.-]+)"\)', core)
    assert len(plugins) == 6
    assert [name for name in plugins if not (VENDOR / "pyscript" / name).is_file()] == []


def test_the_bundle_exports_what_the_worker_imports() -> None:
    module = (VENDOR / "tensorflow" / bundle.MODULE).read_text("utf-8")
    exports = re.findall(r"\bas (\w+)", module[module.rindex("export{") :])
    assert sorted(exports) == sorted(EXPORTS)


def test_the_bundle_has_its_wasm_binaries_and_finds_them_beside_itself() -> None:
    module = (VENDOR / "tensorflow" / bundle.MODULE).read_text("utf-8")
    assert "import.meta.url" in module
    for name in bundle.BINARIES:
        assert name in module
        assert (VENDOR / "tensorflow" / name).read_bytes().startswith(b"\0asm")


def test_the_pinned_version_of_the_bundle_is_the_one_that_npm_installs() -> None:
    assert PINS.component("TensorFlow.js").version == bundle.version()


def test_a_pin_without_a_kept_licence_is_no_pin() -> None:
    unlicensed = [
        component.name
        for component in PINS.components
        if not component.licence_files and not component.licence_members
    ]
    assert unlicensed == []


@pytest.mark.parametrize("component", PINS.components, ids=lambda component: component.name)
def test_wheels_contain_the_version_that_is_claimed(component: Component) -> None:
    if not component.locked_by:
        assert component.version in json.dumps([component.download, bundle.version()])
        return
    (wheel,) = (VENDOR / "pyodide").glob(f"{component.name.lower()}-*.whl")
    with Archive(wheel.name, wheel) as archive:
        (metadata,) = archive.names("*.dist-info/METADATA")
        assert f"\nVersion: {component.version}\n" in archive.read(metadata).decode("utf-8")
