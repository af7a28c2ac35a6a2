"""`make release`: what has to fit before a version is tagged."""

import json
import re
import subprocess

import pytest

from convert import release
from tests.conftest import ROOT

CHANGELOG = """# Changelog

## [Unreleased]

## [1.2.0] - 2026-11-27

- New.

## [1.1.0] - 2026-10-01
"""


def test_this_version_has_its_changes_and_everything_its_licence():
    name = release.version()
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert name in [found["name"] for found in release.HEADING.finditer(changelog)]
    release.check_licences(ROOT / "site")


def test_a_changelog_whose_newest_version_is_this_one_will_do():
    release.check_changelog(CHANGELOG, "1.2.0")
    release.check_changelog(CHANGELOG.replace("## [Unreleased]\n\n", ""), "1.2.0")


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        ("1.1.0", "", "", "the newest in CHANGELOG.md is 1.2.0"),
        ("1.2.0", "[Unreleased]\n", "[Unreleased]\n\n- Late.\n", "lines under [Unreleased]"),
        ("1.2.0", "[1.2.0] - 2026-11-27", "[1.2.0]", "no date for 1.2.0"),
        ("1.2.0", CHANGELOG, "# Changelog\n", "the newest in CHANGELOG.md is none"),
    ],
)
def test_a_changelog_of_another_state_is_refused(name, old, new, word):
    with pytest.raises(release.NotReadyError, match=re.escape(word)):
        release.check_changelog(CHANGELOG.replace(old, new) if old else CHANGELOG, name)


@pytest.mark.parametrize("told", ["1.2", "1.2.0.dev1"])
def test_a_version_has_three_numbers(told, tmp_path):
    (tmp_path / "pyproject.toml").write_text(f'[project]\nversion = "{told}"\n', encoding="utf-8")
    with pytest.raises(release.NotReadyError, match="three numbers"):
        release.version(tmp_path)


@pytest.fixture
def site(tmp_path):
    """A site that brings one component along, whose licence lies beside it."""
    vendor = tmp_path / "vendor"
    vendor.mkdir()
    component = {
        "name": "Thing", "licence": "MIT", "licence_text": "thing.txt",
        "files": [{"path": "thing.js"}, {"path": "thing.txt"}],
    }  # fmt: skip
    (vendor / "vendor.json").write_text(json.dumps({"components": [component]}), encoding="utf-8")
    for name in ("thing.js", "thing.txt"):
        (vendor / name).write_text("Do as you like.", encoding="utf-8")
    release.check_licences(tmp_path)
    return tmp_path


@pytest.mark.parametrize("text", ["", "\n", None])
def test_what_comes_without_a_licence_is_refused(site, text):
    path = site / "vendor" / "thing.txt"
    path.unlink()
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(release.NotReadyError, match="no licence text for Thing"):
        release.check_licences(site)


def test_a_file_of_nobody_is_refused(site):
    (site / "vendor" / "more.js").write_text("", encoding="utf-8")
    with pytest.raises(release.NotReadyError, match=r"files of nobody: more\.js"):
        release.check_licences(site)


def git(folder, *words):
    """Run git as somebody."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def test_what_is_committed_is_tagged_once(tmp_path, monkeypatch):
    for part in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{part}_NAME", "A")
        monkeypatch.setenv(f"GIT_{part}_EMAIL", "a@example.org")
    git(tmp_path, "init")
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    with pytest.raises(release.NotReadyError, match=r"not everything is committed:\n.*a\.txt"):
        release.tag(tmp_path, "1.2.0")
    git(tmp_path, "add", "a.txt")
    git(tmp_path, "commit", "--message", "Add a")
    assert release.tag(tmp_path, "1.2.0") == "v1.2.0"
    with pytest.raises(release.NotReadyError, match=r"a tag v1\.2\.0 already"):
        release.tag(tmp_path, "1.2.0")
