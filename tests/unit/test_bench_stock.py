"""The stock page is made of what was published, by documented options, with the site's reader."""

import hashlib
import io
import json
import tarfile
import zipfile

import pytest

from bench import stock
from convert.runtime.cache import Cache
from convert.runtime.error import VendorError
from convert.runtime.pins import Download, Pins
from tests.conftest import ROOT

SITE = ROOT / "site"
NUMPY = b"numpy as published"
PILLOW = b"pillow as published"


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def tarball(names, **contents):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name in names:
            content = contents.get(
                name.rpartition("/")[2].replace(".", "_").replace("-", "_"), b"x"
            )
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def make(tmp_path):
    """Make the stock page of small archives; the wheel of numpy may be another than the lock's."""

    def make(numpy=NUMPY):
        packages = {
            "numpy": {"file_name": "numpy.whl", "sha256": sha256(NUMPY)},
            "pillow": {"file_name": "pillow.whl", "sha256": sha256(PILLOW)},
            "scipy": {"file_name": "scipy.whl", "sha256": sha256(b"scipy")},
        }
        lock = json.dumps({"packages": packages}).encode()
        names = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
        archives = {
            "@pyscript/core": tarball(["package/dist/core.js", "package/dist/core.js.map"]),
            "@micropython/micropython-webassembly-pyscript": tarball(
                ["package/micropython.mjs", "package/micropython.wasm"]
            ),
            "pyodide": tarball(
                [*(f"package/{name}" for name in (*names, "pyodide-lock.json", "README.md"))],
                pyodide_lock_json=lock,
            ),
            "open-webui": zipped(
                {f"{stock.WHEELS}/numpy.whl": numpy, f"{stock.WHEELS}/pillow.whl": PILLOW}
            ),
        }
        cache = Cache(tmp_path / "downloads", offline=True)
        cache.folder.mkdir()
        downloads = {}
        for place, (package, content) in enumerate(archives.items()):
            (cache.folder / str(place)).write_bytes(content)
            downloads[str(place)] = Download(str(place), "npm", package, "1", sha256(content))
        folder = tmp_path / "stock"
        folder.mkdir()
        stock.build(folder, SITE, Pins(downloads, ()), cache)
        return folder

    return make


def test_everything_is_as_it_was_published(make):
    vendor = make() / "vendor"
    names = {path.relative_to(vendor).as_posix() for path in vendor.rglob("*") if path.is_file()}
    assert {name for name in names if not name.startswith("tensorflow/")} == {
        *("pyscript/core.js", "micropython/micropython.mjs", "micropython/micropython.wasm"),
        *("pyodide/pyodide.mjs", "pyodide/pyodide.asm.mjs", "pyodide/pyodide.asm.wasm"),
        *("pyodide/python_stdlib.zip", "pyodide/pyodide-lock.json"),
        *("pyodide/numpy.whl", "pyodide/pillow.whl"),
    }
    assert (vendor / "pyodide" / "numpy.whl").read_bytes() == NUMPY
    assert "scipy" in (vendor / "pyodide" / "pyodide-lock.json").read_text()


def test_a_wheel_that_the_official_list_does_not_know_is_refused(make):
    with pytest.raises(VendorError, match=r"numpy\.whl is damaged or not the pinned one"):
        make(numpy=b"numpy, changed")


def test_the_reader_and_the_model_are_the_site_s(make):
    folder = make()
    settings = json.loads((folder / "engine.json").read_text())
    sources = sorted(path.relative_to(SITE) for path in (SITE / "reader").rglob("*.py"))
    assert sources
    assert settings["files"] == {f"./{name.as_posix()}": f"./{name.as_posix()}" for name in sources}
    for name in sources:
        assert (folder / name).read_bytes() == (SITE / name).read_bytes()
    files = [path for path in (SITE / "model").rglob("*") if path.is_file()]
    assert len(files) == 7
    for path in files:
        assert (folder / path.relative_to(SITE)).read_bytes() == path.read_bytes()


def test_nothing_that_makes_the_real_page_quick_is_in_it(make):
    folder = make()
    assert not (folder / "runtime").exists()
    assert not (folder / "sw.js").exists()
    settings = json.loads((folder / "engine.json").read_text())
    assert settings["interpreter"] == "./vendor/pyodide/pyodide.mjs"
    assert settings["packages"] == ["numpy", "pillow"]
    page = (folder / "index.html").read_text()
    assert "preload" not in page
    assert "serviceWorker" not in page
