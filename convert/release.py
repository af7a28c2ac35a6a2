"""``python -m convert.release``: check that what is committed can be released, and tag it.

`make release` first checks the list of the site's files and the figures.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADING = re.compile(r"^## \[(?P<name>[^\]]+)\](?: - (?P<date>\d{4}-\d{2}-\d{2}))?$", re.MULTILINE)
UNRELEASED = "Unreleased"


class NotReadyError(Exception):
    """Something does not fit; the message says what, and what to do."""


def version(root: Path = ROOT) -> str:
    """Give the project's version, of three numbers; raises NotReadyError where it is none."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = str(project["version"])
    if not re.fullmatch(r"\d+\.\d+\.\d+", told):
        raise NotReadyError(f"pyproject.toml has the version {told!r}: give it three numbers")
    return told


def check_changelog(changelog: str, name: str) -> None:
    """Check that this version comes first, with a date, and that nothing waits for the next.

    Raises NotReadyError.
    """
    headings = list(HEADING.finditer(changelog))
    if headings and headings[0]["name"] == UNRELEASED:
        end = headings[1].start() if headings[1:] else len(changelog)
        if changelog[headings[0].end() : end].strip():
            raise NotReadyError(
                f"CHANGELOG.md has lines under [{UNRELEASED}]: put them under [{name}]"
            )
        headings = headings[1:]
    if not headings or headings[0]["name"] != name:
        first = headings[0]["name"] if headings else "none"
        raise NotReadyError(
            f"pyproject.toml has the version {name}, but the newest in CHANGELOG.md is {first}"
        )
    if not headings[0]["date"]:
        raise NotReadyError(
            f"CHANGELOG.md has no date for {name}: write `## [{name}] - YYYY-MM-DD`"
        )


def check_licences(site: Path) -> None:
    """Check that all that is brought along has its licence beside it; raises NotReadyError."""
    vendor = site / "vendor"
    listed = json.loads((vendor / "vendor.json").read_text(encoding="utf-8"))["components"]
    lacking = [
        each["name"]
        for each in listed
        if not each["licence"] or not _has_text(vendor / each["licence_text"])
    ]
    if lacking:
        raise NotReadyError(f"no licence text for {', '.join(lacking)}: run `make vendor`")
    named = {file["path"] for each in listed for file in each["files"]}
    files = {path.relative_to(vendor).as_posix() for path in vendor.rglob("*") if path.is_file()}
    if strange := sorted(files - named - {"vendor.json"}):
        raise NotReadyError(f"site/vendor has files of nobody: {', '.join(strange)}")


def _has_text(path: Path) -> bool:
    return path.is_file() and bool(path.read_text(encoding="utf-8").strip())


def tag(root: Path, name: str) -> str:
    """Tag what is committed; raises NotReadyError where something is not, or the tag is there."""
    if changed := _git(root, "status", "--porcelain"):
        raise NotReadyError(f"not everything is committed:\n{changed}")
    label = f"v{name}"
    if _git(root, "tag", "--list", label):
        raise NotReadyError(f"there is a tag {label} already: a release is never moved")
    _git(root, "tag", "--annotate", label, "--message", f"Inkling {name}")
    return label


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def main() -> int:
    """Run the command and return its exit status: 0, or 1 with the reason on stderr."""
    try:
        name = version()
        check_changelog((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), name)
        check_licences(ROOT / "site")
        label = tag(ROOT, name)
    except NotReadyError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{label} is tagged. Publish it: git push origin main {label}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
