"""`python -m tests.slowest REPORT...`: counts of suites that ran side by side, and what took long.

The reports are pytest's JUnit files. A suite that is missing has not run to its end.
"""

import sys
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

SHOWN: Final = 20  # tests


class Suite(NamedTuple):
    """One run of pytest: its report's name, its seconds, its counts, its tests by seconds."""

    name: str
    seconds: float
    passed: int
    failed: int
    skipped: int
    tests: list[tuple[float, str]]


def read(path: Path) -> Suite:
    """Read a report; raises ValueError where it is none of pytest's."""
    suite = ET.parse(path).getroot().find("testsuite")  # noqa: S314 a file of our own
    if suite is None:
        raise ValueError(f"{path} has no test suite: pytest has changed its JUnit format")
    tests, failures, errors, skipped = (
        int(suite.attrib[key]) for key in ("tests", "failures", "errors", "skipped")
    )
    cases = [
        (float(case.attrib["time"]), f"{case.attrib['classname']}::{case.attrib['name']}")
        for case in suite.iter("testcase")
    ]
    failed = failures + errors
    passed = tests - failed - skipped
    return Suite(path.stem, float(suite.attrib["time"]), passed, failed, skipped, cases)


def summary(suites: list[Suite]) -> str:
    """State the slowest tests of all suites, fixtures included, and then each suite's counts."""
    slowest = sorted((each for suite in suites for each in suite.tests), reverse=True)[:SHOWN]
    return "\n".join(
        [
            f"The {len(slowest)} slowest tests, with what they are the first to set up:",
            *(f"{seconds:8.1f} s  {name}" for seconds, name in slowest),
            *(
                f"{suite.name}: {suite.passed} passed, {suite.failed} failed, "
                f"{suite.skipped} skipped in {suite.seconds:.1f} s"
                for suite in suites
            ),
        ]
    )


def main(paths: list[str]) -> None:
    """Print the summary of these reports."""
    print(summary([read(Path(path)) for path in paths]))


if __name__ == "__main__":
    main(sys.argv[1:])
