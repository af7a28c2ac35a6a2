"""The interface's modules in one file: compiled, or as source where nothing compiles."""

import hashlib
import json
from pathlib import Path

import pytest

from convert import interface
from convert.interface import Module, compiler, pack, take, unpack

ROOT = Path(__file__).resolve().parents[2]
MODULES = {"ui/__init__.py": '"""The interface."""\n', "ui/card/card.py": "SEVEN = 7\n"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path, source in MODULES.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    return tmp_path


def compiled(source: Path, path: str) -> bytes:
    """Stands in for the compiler, so that what it was given shows."""
    return f"{path}: {source.read_text(encoding='utf-8')}".encode()


def sha256(path: str) -> str:
    return hashlib.sha256(MODULES[path].encode()).hexdigest()


def test_modules_are_compiled_under_the_names_that_tracebacks_show(site: Path) -> None:
    assert take(site, compiled, []) == [
        Module(
            f"ui/{name}.mpy",
            compiled(site / f"ui/{name}.py", f"ui/{name}.py"),
            sha256(f"ui/{name}.py"),
        )
        for name in ("__init__", "card/card")
    ]


def test_without_a_compiler_what_was_compiled_stays_and_what_changed_comes_as_source(
    site: Path,
) -> None:
    before = take(site, compiled, [])
    assert take(site, None, before) == before
    edited = site / "ui" / "card" / "card.py"
    edited.write_text("SEVEN = 8\n", encoding="utf-8")
    first, second = take(site, None, before)
    assert first == before[0]
    assert (second.path, second.content) == ("ui/card/card.py", b"SEVEN = 8\n")
    assert take(site, compiled, before)[1].path == "ui/card/card.mpy"


def test_a_pack_gives_back_what_was_packed_and_is_the_same_every_time(site: Path) -> None:
    modules = take(site, compiled, [])
    assert unpack(pack(modules)) == modules
    assert pack(modules) == pack(modules)


def test_the_compiler_is_of_the_micropython_that_the_page_runs() -> None:
    vendored = json.loads((ROOT / "site/vendor/vendor.json").read_text(encoding="utf-8"))
    (version,) = (
        each["version"] for each in vendored["components"] if each["name"] == "MicroPython"
    )
    pinned = (ROOT / "requirements/test.txt").read_text(encoding="utf-8")
    assert f"\nmpy-cross=={version.partition('-')[0]}." in pinned


def test_the_pack_of_the_site_is_bytecode_of_its_sources() -> None:
    site = ROOT / "site"
    packed = unpack((site / interface.NAME).read_bytes())
    assert packed == take(site, compiler(), []), "run `make bytecode` after the last edit of ui/"
    assert all(each.content.startswith(b"M\x06") for each in packed)
