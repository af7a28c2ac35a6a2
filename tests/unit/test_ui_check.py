"""What is said of the check of a device, and what a browser is called."""

import pytest

from ui.words.check import browser, found_words

REPORT = {
    "pictures": 100,
    "right": 100,
    "as_keras": 100,
    "largest_difference": 0.0000076,
    "milliseconds": {"median": 1.1, "percentile_95": 1.62, "mean": 1.2, "picture": 43.0},
    "start": "snapshot",
    "browser": "Chrome 156 on Linux",
}


def test_a_device_that_reads_as_keras_is_told_in_figures():
    assert found_words(REPORT) == (
        "100 of 100 digits right, 100 as Keras reads them. No score differs from Keras's by more "
        "than 0.00001. 1.1 ms a digit (95 of 100 within 1.6 ms), 43 ms a whole picture. Python "
        "started from its snapshot. Chrome 156 on Linux."
    )


@pytest.mark.parametrize("change", [{"right": 97}, {"as_keras": 99}, {"largest_difference": 0.2}])
def test_a_device_that_does_not_is_asked_to_be_reported(change):
    assert "does not compute as it should. Please report it" in found_words({**REPORT, **change})


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
                "Chrome/156.0.0.0 Safari/537.36"
            ),
            "Chrome 156 on Linux",
        ),
        (
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                "Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0"
            ),
            "Edge 156 on Windows",
        ),
        (
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
                "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
            ),
            "Safari 18 on iOS",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox 140 on Linux",
        ),
        ("something else", "An unknown browser"),
    ],
)
def test_a_browser_is_named_by_what_it_says_of_itself(agent, name):
    assert browser(agent) == name
