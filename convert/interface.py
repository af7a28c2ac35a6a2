"""The modules of site/ui in one file: a browser asks for one much sooner than for fifty.

The sources stay what counts; `python -m convert.inventory` writes the file anew, and a test fails
when it is stale.
"""

import json
from pathlib import Path

NAME = "interface.json"
FOLDER = "ui"


def packed(site: Path) -> str:
    """Give the file's text: a JSON object of each module's path below the site and its source."""
    modules = sorted((site / FOLDER).rglob("*.py"), key=lambda each: each.as_posix())
    sources = {each.relative_to(site).as_posix(): each.read_text("utf-8") for each in modules}
    return json.dumps(sources, ensure_ascii=False, indent=0) + "\n"
