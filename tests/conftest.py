"""What every test may ask for: the folder of pictures to measure on."""

import os
from pathlib import Path
from xml.etree import ElementTree as ET

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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the result of tests/training, which `make test` has just run in .venv/train."""
    report = os.environ.get("TRAINING_REPORT")
    if not report:
        return
    suite = ET.parse(report).getroot().find("testsuite")  # noqa: S314 a file of our own
    if suite is None:
        raise ValueError(f"{report} has no test suite: pytest has changed its JUnit format")
    tests, failed, errors, skipped = (
        int(suite.attrib[key]) for key in ("tests", "failures", "errors", "skipped")
    )
    terminalreporter.section("tests/training, run before in .venv/train")
    terminalreporter.line(
        f"{tests - failed - errors - skipped} passed, {failed + errors} failed, "
        f"{skipped} skipped in {float(suite.attrib['time']):.1f} s"
    )
