"""The suites of `make test`: none leaves a test out, and at the end stand counts and slow tests."""

import re
from fnmatch import fnmatch

import pytest

from tests import slowest
from tests.conftest import ROOT

REPORT = """<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="pytest" errors="1" failures="1" skipped="2" tests="{n}" time="12.34">
{cases}
</testsuite></testsuites>
"""


@pytest.fixture
def report(tmp_path):
    """Write a report whose tests took one, two, three seconds and so on."""

    def write(name, count):
        cases = "\n".join(
            f'<testcase classname="tests.{name}" name="test_{n}" time="{n}.000"/>'
            for n in range(1, count + 1)
        )
        path = tmp_path / f"{name}.xml"
        path.write_text(REPORT.format(n=count, cases=cases), encoding="utf-8")
        return str(path)

    return write


def test_the_slowest_of_all_suites_come_first_and_then_the_counts(report, capsys):
    slowest.main([report("browser", 22), report("rest", 24)])

    head, *rows, browser, rest = capsys.readouterr().out.splitlines()
    assert head.startswith("The 20 slowest tests")
    assert len(rows) == 20
    assert rows[0].split() == ["24.0", "s", "tests.rest::test_24"]
    assert rows[-1].split()[0] == "14.0"  # 24 to 14, those of 22 and fewer twice: 20 of them
    assert browser == "browser: 18 passed, 2 failed, 2 skipped in 12.3 s"
    assert rest == "rest: 20 passed, 2 failed, 2 skipped in 12.3 s"


def test_a_report_without_a_suite_is_refused(tmp_path):
    path = tmp_path / "odd.xml"
    path.write_text("<other/>", encoding="utf-8")

    with pytest.raises(ValueError, match="no test suite"):
        slowest.main([str(path)])


def test_every_test_of_the_page_is_in_one_suite():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (suites,) = re.findall(r"^BROWSER = (.*)$", makefile, re.MULTILINE)
    letters = [name.removeprefix("suite-browser-") for name in suites.split()]
    files = [path.name for path in (ROOT / "tests" / "browser").glob("test_*.py")]
    assert len(files) > 30
    for name in files:
        assert sum(fnmatch(name, f"test_[{each}]*.py") for each in letters) == 1, name
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    assert folders == {"unit", "browser", "engines", "training"}
