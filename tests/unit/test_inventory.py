"""The list of the page's files: complete, fresh, and the same wherever it is made."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from convert import inventory
from convert.inventory import NAME, SITE, UnlistedError, main, take

FILES = ("index.html", "main.py", "icons/a.svg", "engine.py", "reader/b.py", "vendor/pyodide/c.zip")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of a few files."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def listed(script: str) -> dict[str, Any]:
    """The list in a script, as the page sees it."""
    found = re.search(r"Object\.freeze\((\{.*\})\);", script, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_the_committed_list_is_fresh() -> None:
    assert main(["--check"]) == 0, "run `make inventory` after each edit of the site"


def test_every_file_of_the_site_is_listed_or_left_out_on_purpose() -> None:
    made = take(SITE)
    shell = {each.path for each in made.shell}
    engine = {each.path for each in made.engine}
    assert {"index.html", "main.py", "runtime/offline.js", "manifest.webmanifest"} <= shell
    assert {"samples/samples.json", "samples/marker.jpg"} <= shell
    assert {"reader/find/maps.py", "model/finder/model.json"} <= engine
    assert {"engine.py", "model/classifier/model.json", "vendor/pyodide/pyodide.asm.wasm"} <= engine
    assert not shell & engine
    left = {
        path.relative_to(SITE).as_posix()
        for path in SITE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    } - (shell | engine)
    asked = {each for each in left if not each.startswith("vendor/licenses/")}
    assert {"sw.js", NAME} <= asked
    assert all(re.match(r"(sw\.js|inventory\.js|\.|screenshots/|ui/)", each) for each in asked)


def test_the_script_holds_paths_sizes_and_hashes(site: Path) -> None:
    made = listed(take(site).script())
    assert list(made) == ["version", "runtime", "reader", "shell", "engine"]
    assert [path for path, _, _ in made["shell"]] == ["icons/a.svg", "index.html", "main.py"]
    # printf index.html | sha256sum
    digest = "0eb547304658805aad788d320f10bf1f292797b5e6d745a3bf617584da017051"
    assert made["shell"][1] == ["index.html", 10, digest]
    assert re.fullmatch("[0-9a-f]{16}", made["version"])


def test_it_is_the_same_wherever_and_whenever_it_is_made(site: Path, tmp_path_factory) -> None:
    other = tmp_path_factory.mktemp("other")
    for name in reversed(FILES):  # so that a folder lists them in another order
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / name, other / name)
    (other / ".DS_Store").write_text("hidden")
    (other / "reader" / "__pycache__").mkdir()
    (other / "reader" / "__pycache__" / "a.pyc").write_text("left behind")
    assert take(other).script() == take(site).script()


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_another_version(site: Path, name: str) -> None:
    before = take(site)
    (site / name).write_text("changed")
    after = take(site)
    assert after.version != before.version
    # A snapshot of the started Python outlives a change of the interface.
    assert (after.runtime != before.runtime) == name.startswith(("reader/", "vendor/pyodide/"))
    # A desk that is kept is read again by another reader alone.
    assert (after.reader != before.reader) == name.startswith("reader/")


def test_a_renamed_file_is_another_version(site: Path) -> None:
    before = take(site)
    (site / "icons" / "a.svg").rename(site / "icons" / "z.svg")
    assert take(site).version != before.version


def test_a_file_of_no_part_is_refused(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "new.js").write_text("")
    with pytest.raises(UnlistedError, match=r"site/new\.js"):
        take(site)
    assert main(["--site", str(site)]) == 1
    assert "convert/inventory.py" in capsys.readouterr().err
    assert not (site / NAME).exists()


def test_a_stale_list_is_said_to_be_stale(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--site", str(site)]
    assert main([*arguments, "--check"]) == 1
    assert not (site / NAME).exists(), "only checks"
    assert main(arguments) == 0
    assert inventory.take(site).version in capsys.readouterr().out
    assert main([*arguments, "--check"]) == 0
    (site / "main.py").write_text("edited")
    assert main([*arguments, "--check"]) == 1
    assert "make inventory" in capsys.readouterr().err
