"""What is committed in site/vendor is what vendor.json says, and nothing else."""

import gzip
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from convert.runtime import bundle, registry
from convert.runtime.digest import sha256
from convert.runtime.pins import Component, Pins

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "site" / "vendor"
PINS = Pins.load(ROOT / "convert" / "runtime" / "pins.json")

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


def test_the_lock_has_no_package_to_load_and_its_info_unchanged() -> None:
    lock = json.loads((VENDOR / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    assert lock["packages"] == {}
    assert lock["info"]["python"].startswith("3.14")


def test_the_compiler_s_files_are_all_there_and_nothing_of_what_they_replace() -> None:
    compiled = [name for component in PINS.components for name in component.compiled]
    assert len(compiled) == 7
    assert [name for name in compiled if not (VENDOR / "pyodide" / name).is_file()] == []
    assert list(VENDOR.rglob("*.whl")) == []


def test_python_s_library_is_bytecode_alone() -> None:
    with zipfile.ZipFile(VENDOR / "pyodide" / "python_stdlib.zip") as archive:
        names = archive.namelist()
        head = archive.read("json/__init__.pyc")[:8]
    assert len(names) > 150
    assert {Path(name).suffix for name in names} == {".pyc"}
    # PEP 552: hash-based, and never checked against a source that is not there.
    assert head[4:] == b"\1\0\0\0"
    assert not [name for name in names if name.startswith(("test", "idlelib", "tkinter"))]


@pytest.mark.parametrize(
    ("pack", "module"), [("numpy.pack", "numpy/ma/core.pyc"), ("pillow.pack", "PIL/Image.pyc")]
)
def test_a_pack_lists_what_it_holds(pack: str, module: str) -> None:
    index, _, contents = gzip.decompress((VENDOR / "pyodide" / pack).read_bytes()).partition(b"\n")
    files: list[tuple[str, int]] = json.loads(index)
    assert sum(size for _, size in files) == len(contents)
    assert module in [path for path, _ in files]
    assert {Path(path).suffix for path, _ in files} == {".pyc"}
    assert not [path for path, _ in files if "/tests/" in path or "/f2py/" in path]


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


@pytest.mark.parametrize("config", ["main.json", "engine.json"])
def test_every_module_that_pyscript_imports_at_its_start_is_there(config: str) -> None:
    # The modules of PyScript's plugins are imported before the first script runs, whether or not
    # the page uses them, but for those that its configuration declines; that of errors always is.
    core = next(path for path in (VENDOR / "pyscript").glob("core-*.js")).read_text("utf-8")
    plugins = re.findall(r'([\w-]+)"?:\(\)=>import\("\./([\w.-]+)"\)', core)
    assert len(plugins) == 6
    declined = json.loads((VENDOR.parent / config).read_text("utf-8"))["plugins"]
    wanted = [file for name, file in plugins if f"!{name}" not in declined or name == "error"]
    assert wanted == ["error-D2315lOB.js"]
    assert [name for name in wanted if not (VENDOR / "pyscript" / name).is_file()] == []


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
def test_what_is_downloaded_is_of_the_version_that_is_claimed(component: Component) -> None:
    if component.locked_by:
        (wheel,) = component.members
        assert f"{component.name.lower()}-{component.version}-" in wheel
    else:
        assert component.version in json.dumps([component.download, bundle.version()])
