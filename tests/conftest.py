"""What every test may ask for: the folder of pictures to measure on."""

import os

# numpy's products of these small matrices take eight times the processor where several threads wait
# for each other, and the suites run side by side. Read when numpy is imported: before all others.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def data_folder() -> Path:
    """The folder of `INKLING_DATA`, or `data` in the folder `shared` beside the project."""
    return Path(os.environ.get("INKLING_DATA") or ROOT.parent / "shared" / "data")


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of pictures; without it the test is skipped, or fails where it is required."""
    folder = data_folder()
    if not folder.is_dir():
        reason = f"there are no pictures to measure on at {folder} (set INKLING_DATA)"
        if os.environ.get("INKLING_REQUIRE_DATA"):
            pytest.fail(f"INKLING_REQUIRE_DATA is set, but {reason}")
        pytest.skip(reason)
    return folder
