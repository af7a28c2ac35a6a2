"""The command that fills the vendor folder, run on a cache of small archives made here.

It is the command itself that runs, with other pins: the archives are a tarball
like npm's and a wheel that carries wheels like PyPI's.
"""

import gzip
import hashlib
import io
import json
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from convert.runtime import bundle, registry
from convert.runtime.__main__ import main

PYTHON = "python-1.0.0.tgz"
CARRIER = "carrier-2.0.0-py3-none-any.whl"
WHEEL = "digits-3.0.0-cp314-cp314-wasm32.whl"
OTHER = "letters-3.0.0-cp314-cp314-wasm32.whl"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def tarball(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            member.mode = 0o755
            archive.addfile(member, io.BytesIO(content))
    return gzip.compress(buffer.getvalue(), mtime=0)


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # dated 1980: the same at every call
    return buffer.getvalue()


def wheel(name: str, version: str, files: dict[str, bytes]) -> bytes:
    info = f"{name}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    tags = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    return zipped(
        {
            **files,
            f"{info}/METADATA": metadata.encode(),
            f"{info}/WHEEL": tags.encode(),
            f"{info}/RECORD": b"",
        }
    )


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass
class Workshop:
    """A cache, pins for it, and the folder that the command fills."""

    root: Path
    wheel: bytes
    lock: dict[str, Any]
    files: dict[str, bytes]

    @property
    def cache(self) -> Path:
        return self.root / "downloads"

    @property
    def out(self) -> Path:
        return self.root / "site" / "vendor"

    def archives(self) -> dict[str, bytes]:
        lock = json.dumps(self.lock).encode()
        return {
            PYTHON: tarball({**self.files, "package/lock.json": lock}),
            CARRIER: wheel("carrier", "2.0.0", {f"carrier/{WHEEL}": self.wheel}),
        }

    def pins(self) -> dict[str, Any]:
        archives = self.archives()
        return {
            "downloads": [
                {
                    "file": PYTHON,
                    "client": "npm",
                    "package": "python",
                    "version": "1.0.0",
                    "sha256": digest(archives[PYTHON]),
                },
                {
                    "file": CARRIER,
                    "client": "PyPI",
                    "package": "carrier",
                    "version": "2.0.0",
                    "sha256": digest(archives[CARRIER]),
                },
            ],
            "components": [
                {
                    "name": "Python",
                    "version": "1.0.0",
                    "licence": "MIT",
                    "folder": "python",
                    "licence_text": "python.txt",
                    "download": PYTHON,
                    "members": ["package/python.js", "package/asm.mjs", "package/python.wasm"],
                    "licence_members": ["package/LICENSE"],
                    "lock": "package/lock.json",
                },
                {
                    "name": "digits",
                    "version": "3.0.0",
                    "licence": "0BSD",
                    "folder": "python",
                    "licence_text": "digits.txt",
                    "download": CARRIER,
                    "members": [f"carrier/{WHEEL}"],
                    "licence_members": ["digits-3.0.0.dist-info/licenses/*"],
                    "locked_by": "Python",
                },
            ],
        }

    def prepare(self) -> None:
        """Write the pins and a cache in which every download is whole."""
        self.cache.mkdir(parents=True, exist_ok=True)
        for name, content in self.archives().items():
            (self.cache / name).write_bytes(content)
        (self.root / "pins.json").write_text(json.dumps(self.pins()))

    def run(self, *flags: str) -> int:
        paths = {"--pins": self.root / "pins.json", "--cache": self.cache, "--out": self.out}
        return main([*(str(part) for pair in paths.items() for part in pair), *flags])


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    content = zipped(
        {
            "digits/__init__.py": b"one = 1\n",
            "digits-3.0.0.dist-info/licenses/A": b"first terms\n",
            "digits-3.0.0.dist-info/licenses/B": b"second terms\n",
        }
    )

    def entry(name: str, file: str, sha256: str) -> dict[str, Any]:
        return {"name": name, "file_name": file, "sha256": sha256, "depends": [], "version": "3.0"}

    packages = {
        "letters": entry("letters", OTHER, digest(b"letters")),
        "digits": entry("digits", WHEEL, digest(content)),
    }
    files = {
        "package/LICENSE": b"terms of use\n",
        "package/python.js": b"export const start = 1;\n",
        "package/asm.mjs": b"export const version = 1;\n",
        "package/python.js.map": b"{}",
        "package/python.wasm": b"\0asm\1\0\0\0",
    }
    made = Workshop(tmp_path, content, {"info": {"python": "3.14.0"}, "packages": packages}, files)
    made.prepare()
    return made


def test_it_keeps_what_the_pins_name_and_lists_it(workshop: Workshop) -> None:
    assert workshop.run("--offline") == 0

    made = snapshot(workshop.out)
    inventory = json.loads(made.pop("vendor.json"))["components"]
    assert {
        file["path"]: (file["bytes"], file["sha256"]) for c in inventory for file in c["files"]
    } == {path: (len(content), digest(content)) for path, content in made.items()}
    assert sorted(made) == [
        "licenses/digits.txt",
        "licenses/python.txt",
        "python/asm.js",  # .mjs in the package, as some servers do not know that
        f"python/{WHEEL}",
        "python/lock.json",
        "python/python.js",
        "python/python.wasm",
    ]
    assert made[f"python/{WHEEL}"] == workshop.wheel
    assert [component["origin"] for component in inventory] == [
        "npm:python@1.0.0",
        f"PyPI:carrier==2.0.0/carrier/{WHEEL}",
    ]


def test_two_runs_give_identical_bytes(workshop: Workshop) -> None:
    assert workshop.run("--offline") == 0
    first = snapshot(workshop.out)
    assert workshop.run("--offline") == 0
    assert snapshot(workshop.out) == first
    assert [path.name for path in workshop.out.parent.iterdir()] == ["vendor"]


def test_a_file_that_is_no_longer_pinned_goes(workshop: Workshop) -> None:
    assert workshop.run("--offline") == 0
    (workshop.out / "python" / "old.js").write_text("left over")
    assert workshop.run("--offline") == 0
    assert "python/old.js" not in snapshot(workshop.out)


def test_the_lock_is_cut_to_the_wheels_that_are_shipped_and_keeps_their_hashes(
    workshop: Workshop,
) -> None:
    assert workshop.run("--offline") == 0
    lock = json.loads((workshop.out / "python" / "lock.json").read_text())
    assert lock == {
        "info": workshop.lock["info"],
        "packages": {"digits": workshop.lock["packages"]["digits"]},
    }


def test_the_licence_texts_come_from_the_archives(workshop: Workshop) -> None:
    assert workshop.run("--offline") == 0
    assert (workshop.out / "licenses" / "python.txt").read_text() == "terms of use\n"
    terms = (workshop.out / "licenses" / "digits.txt").read_text()
    assert terms.index("licenses/A") < terms.index("first terms") < terms.index("licenses/B")
    assert terms.endswith("second terms\n")


def damage(path: Path) -> str:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return digest(bytes(content))


def truncate(path: Path) -> str:
    path.write_bytes(path.read_bytes()[:-1])
    return digest(path.read_bytes())


def remove(path: Path) -> str:
    path.unlink()
    return "no file"


@pytest.mark.parametrize("harm", [damage, truncate, remove])
@pytest.mark.parametrize("name", [PYTHON, CARRIER])
def test_a_harmed_download_stops_it_and_leaves_the_old_folder(
    workshop: Workshop, harm: Any, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert workshop.run("--offline") == 0
    before = snapshot(workshop.out)
    expected = digest((workshop.cache / name).read_bytes())
    found = harm(workshop.cache / name)

    assert workshop.run("--offline") == 1

    message = capsys.readouterr().err
    for part in (name, f"expected SHA-256 {expected}", found, "is as it was"):
        assert part in message
    assert snapshot(workshop.out) == before
    assert [path.name for path in workshop.out.parent.iterdir()] == ["vendor"]


def test_a_wheel_that_is_not_the_official_one_stops_it(
    workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    assert workshop.run("--offline") == 0
    before = snapshot(workshop.out)
    official = digest(workshop.wheel)
    workshop.wheel += b"\0"
    workshop.prepare()  # The carrier has the pinned hash; the wheel in it was exchanged.

    assert workshop.run("--offline") == 1

    message = capsys.readouterr().err
    for part in (WHEEL, official, digest(workshop.wheel), "lock.json of npm:python@1.0.0"):
        assert part in message
    assert snapshot(workshop.out) == before


def test_a_wheel_that_needs_another_stops_it(
    workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop.lock["packages"]["digits"]["depends"] = ["letters"]
    workshop.prepare()
    assert workshop.run("--offline") == 1
    assert "letters" in capsys.readouterr().err
    assert not workshop.out.exists()


def test_a_file_that_the_archive_lacks_stops_it(
    workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    del workshop.files["package/python.wasm"]
    workshop.prepare()
    assert workshop.run("--offline") == 1
    message = capsys.readouterr().err
    assert PYTHON in message
    assert "package/python.wasm" in message


@pytest.mark.parametrize("host", registry.HOSTS)
def test_a_text_that_names_a_package_registry_stops_it(
    workshop: Workshop, host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop.files["package/python.js"] = f"fetch('https://Registry.{host.upper()}/')".encode()
    workshop.prepare()
    assert workshop.run("--offline") == 1
    message = capsys.readouterr().err
    assert "python/python.js" in message
    assert host in message


def test_a_component_without_a_licence_text_stops_it(
    workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    del workshop.files["package/LICENSE"]
    workshop.prepare()
    assert workshop.run("--offline") == 1
    assert "package/LICENSE" in capsys.readouterr().err


def test_a_folder_that_it_did_not_make_is_not_replaced(
    workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop.out.mkdir(parents=True)
    (workshop.out / "notes.txt").write_text("mine")
    assert workshop.run("--offline") == 1
    assert "vendor.json" in capsys.readouterr().err
    assert snapshot(workshop.out) == {"notes.txt": b"mine"}


def test_a_missing_download_is_fetched_by_the_registrys_client_and_kept(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = workshop.root / "shelf"
    shelf.mkdir()
    (workshop.cache / CARRIER).rename(shelf / CARRIER)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    assert workshop.run() == 0
    assert (workshop.cache / CARRIER).read_bytes() == (shelf / CARRIER).read_bytes()
    assert sorted(path.name for path in workshop.cache.iterdir()) == sorted([PYTHON, CARRIER])


def test_a_download_that_is_not_the_pinned_one_is_not_kept(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf = workshop.root / "shelf"
    shelf.mkdir()
    (workshop.cache / CARRIER).unlink()
    other = wheel("carrier", "2.0.0", {"carrier/changed.txt": b"not what was pinned"})
    (shelf / CARRIER).write_bytes(other)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))

    assert workshop.run() == 1

    message = capsys.readouterr().err
    for part in (CARRIER, digest(workshop.archives()[CARRIER]), digest(other)):
        assert part in message
    assert sorted(path.name for path in workshop.cache.iterdir()) == [PYTHON]


def test_a_registry_that_fails_is_quoted(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (workshop.cache / CARRIER).unlink()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert workshop.run() == 1
    message = capsys.readouterr().err
    assert "carrier==2.0.0 failed" in message
    assert "No matching distribution" in message


def test_a_package_that_npm_finds_damaged_is_named() -> None:
    lock = json.loads((bundle.SOURCES / "package-lock.json").read_text())
    package = lock["packages"]["node_modules/@tensorflow/tfjs-core"]
    words = f"npm error EINTEGRITY wanted {package['integrity']} but got sha512-00=="
    assert bundle.blame(words).startswith(f"@tensorflow/tfjs-core {package['version']} is damaged")
    assert bundle.blame("npm error code ENOTCACHED") == ""


def test_an_unknown_flag_fails(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--online"])
    assert "--online" in capsys.readouterr().err


def test_pins_that_name_an_unknown_download_fail(
    workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    pins = workshop.pins()
    pins["components"][0]["download"] = "elsewhere.tgz"
    (workshop.root / "pins.json").write_text(json.dumps(pins))
    assert workshop.run("--offline") == 1
    assert "elsewhere.tgz" in capsys.readouterr().err
