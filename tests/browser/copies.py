"""Copies of the site to take offline and to break, each with a fresh list of its files."""

import json
import re
import shutil
from pathlib import Path

from convert import inventory
from serve import SITE

# Another page of the origin, which shares as a device does for another app; where it lies it is no
# file of the version.
FORM_PATH = "samples/form.html"
FORM = """<!doctype html>
<html lang="en">
<title>Another app</title>
<link rel="icon" href="data:,">
<form method="post" enctype="multipart/form-data" action="../?share">
  <input type="file" name="pictures" multiple><button>Share</button>
</form>
</html>
"""


def take_inventory(root: Path) -> str:
    """Write a copy's list anew and give its version."""
    made = inventory.take(root)
    (root / inventory.NAME).write_text(made.script(), encoding="utf-8")
    return made.version


def whole_site(to: Path) -> Path:
    """A copy of the site with a list of its own, and with another app's page."""
    root = Path(shutil.copytree(SITE, to / "site"))
    add_form(root)
    take_inventory(root)
    return root


def add_form(root: Path) -> None:
    """Put the other app's page into a site."""
    (root / FORM_PATH).parent.mkdir(exist_ok=True)
    (root / FORM_PATH).write_text(FORM, encoding="utf-8")


def with_crlf(root: Path) -> Path:
    """Give every line of a site's texts the ends that some servers give them."""
    for path in texts(root):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        path.write_bytes(content.replace(b"\n", b"\r\n"))
    return root


def minified(root: Path) -> Path:
    """Make a site's texts smaller, as some servers do: comments and spaces go."""
    for path in texts(root):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            text = json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False)
        elif path.suffix in (".css", ".html"):
            text = re.sub(r"\s+", " ", re.sub(r"<!--.*?-->|/\*.*?\*/", "", text, flags=re.DOTALL))
        elif path.suffix == ".js" and "vendor" not in path.parts:
            lines = (line.strip() for line in text.splitlines())
            text = "\n".join(line for line in lines if not line.startswith("//"))
        path.write_text(text, encoding="utf-8")
    return root


def texts(root: Path) -> list[Path]:
    """The files of a site that a server may take for texts."""
    suffixes = (".css", ".html", ".js", ".json", ".py", ".svg", ".webmanifest")
    return [path for path in root.rglob("*") if path.suffix in suffixes]
