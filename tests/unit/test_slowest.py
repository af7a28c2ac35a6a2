"""The end of `make test`: counts of each suite, and the slowest tests of all of them."""

import pytest

from tests import slowest

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
