"""The page as it was before it found digits with a network: its site, out of the history."""

import io
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
COMMIT: Final = "0e828f0c67f9d9388907e89496d9456217972c6b"


class NoHistoryError(Exception):
    """A copy of the project without the commit whose page is to be compared."""


@contextmanager
def site_before() -> Iterator[Path]:
    """Unpack the site of COMMIT into a temporary folder; raises NoHistoryError without it."""
    try:
        packed = subprocess.run(
            ["git", "archive", "--format=tar", COMMIT, "site"],
            cwd=ROOT, capture_output=True, check=False,
        )  # fmt: skip
    except FileNotFoundError as cause:
        raise NoHistoryError("There is no git here, which has the page before.") from cause
    if packed.returncode:
        raise NoHistoryError(
            f"git has no commit {COMMIT[:7]}, whose page is to be read beside this one "
            f"({packed.stderr.decode().strip()}). Get the whole history: git fetch --unshallow."
        )
    with tempfile.TemporaryDirectory(prefix="inkling-before-") as folder:
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder) / "site"


def model_of(site: Path) -> str:
    """Give the short name of the only network that a site had then."""
    card = json.loads((site / "model" / "card.json").read_text(encoding="utf-8"))
    return str(card["weights"]["sha256"][:12])
