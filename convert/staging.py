"""A folder that appears whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Give an empty folder to fill; it takes the place of `folder` only where nothing was raised.

    Both lie side by side, so the change is two renames; where the second fails the first is undone.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    staged.chmod(0o755)  # mkdtemp's folder is closed to the server's user
    old = staged.with_name(staged.name + "-old")
    try:
        yield staged
        if folder.exists():
            folder.rename(old)
        try:
            staged.rename(folder)
        except BaseException:
            # An interrupt counts too: there must never be no folder at all.
            if old.exists():
                old.rename(folder)
            raise
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
