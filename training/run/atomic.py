"""Files that are there whole or not at all, whatever interrupts their writing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from training.errors import DataError


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to; it takes the place of `path` where all went well.

    Raises DataError, with what to do, where the disk refuses; then nothing is left behind.
    """
    partial = path.with_name(f"partial-{path.name}")
    try:
        yield partial
        partial.replace(path)
    except OSError as cause:
        raise DataError(
            f"{path} could not be written ({cause.strerror or cause}). What was there is "
            "unchanged. Make room, or give a folder that can be written to, and give the same "
            "command again."
        ) from cause
    finally:
        partial.unlink(missing_ok=True)


def write_json(path: Path, content: Any) -> None:
    """Write JSON; the file is replaced only when the new one is whole."""
    with atomic(path) as partial:
        partial.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
