"""The bytecode in the site is of the sources that it stands for: its own, and PyScript's."""

import gzip
import json
import re

import pytest

from convert.runtime import modules
from convert.runtime.digest import sha256


@pytest.mark.parametrize(("folder", "least"), [("reader", 30), ("engine", 10)])
def test_a_pack_is_of_the_sources_as_they_are(folder, least):
    assert len(modules.sources(folder)) > least
    assert modules.stale(folder) == [], "run `make bytecode` after the last edit"


def test_an_edited_a_new_and_a_missing_source_are_noticed(tmp_path, monkeypatch):
    (tmp_path / "reader").mkdir()
    (tmp_path / "reader" / "part").mkdir()
    for name in ("same.py", "edited.py", "new.py", "part/new.py"):
        (tmp_path / "reader" / name).write_text("one = 1\n", encoding="utf-8")
    digest = sha256(b"one = 1\n")
    index = [["reader/same.pyc", 0, digest], ["reader/edited.pyc", 0, sha256(b"one = 2\n")]]
    pack = tmp_path / "reader.pack"
    pack.write_bytes(gzip.compress(json.dumps(index).encode() + b"\n"))
    monkeypatch.setattr(modules, "SITE", tmp_path)
    monkeypatch.setattr(modules, "BYTECODE", tmp_path)
    assert modules.stale("reader") == ["reader/edited.py", "reader/new.py", "reader/part/new.py"]


@pytest.mark.parametrize("folder", modules.FOLDERS)
def test_its_files_are_hash_based_bytecode_for_the_paths_of_the_sources(folder):
    index, _, contents = gzip.decompress(modules.pack_of(folder).read_bytes()).partition(b"\n")
    files = json.loads(index)
    assert [path for path, _, _ in files] == [f"{path}c" for path in modules.sources(folder)]
    assert sum(size for _, size, _ in files) == len(contents)
    assert contents[4:8] == b"\1\0\0\0"


def test_pyscript_s_package_is_compiled_from_the_core_that_is_shipped():
    (core,) = (modules.SITE / "vendor" / "pyscript").glob("core-*.js")
    text = core.read_text("utf-8")
    text = text[text.index('{pyscript:{"__init__.py"') :]
    found = re.findall(r'"(\w+\.py)":("(?:[^"\\]|\\.)*")', text)
    sources = {name: sha256(json.loads(literal).encode()) for name, literal in found}
    assert len(sources) > 10

    pack = modules.pack_of("pyscript")
    index = json.loads(gzip.decompress(pack.read_bytes()).partition(b"\n")[0])
    compiled = {path: digest for path, _, digest in index}
    # Where Python looks for the bytecode of a source, and does not compare it with that.
    places = {f"pyscript/__pycache__/{name[:-3]}.cpython-314.pyc" for name in sources}
    assert places == set(compiled)
    assert set(compiled.values()) == set(sources.values())
