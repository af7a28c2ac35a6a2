"""The README keeps its promises: its figures are those measured, its files and verbs exist."""

import re
import subprocess

import pytest

from docs import results
from tests.conftest import ROOT

README = ROOT / "README.md"


def card(short, parameters):
    """A network's card, as small as it can be."""
    weights = {"sha256": short + "0" * 52, "bytes": 2 * parameters, "dtype": "float16"}
    return {"weights": weights, "parameters": parameters}


def measured(model="0123456789ab", finder="ba9876543210"):
    """Two cards and five measurements, as small as they can be."""
    networks = {"model": model, "finder": finder}
    evaluation = {
        **networks, "command": "evaluate it", "seed": 7, "machine": "two cores",
        "promises": [
            {"what": "MNIST", "asked": "at least 99 %", "measured": "99.51 %", "met": True},
            {"what": "fog", "asked": "at least 90 %", "measured": "89 %", "met": False},
        ],
    }  # fmt: skip
    page = {
        **networks,
        "browser": "Chromium 1",
        "sets": [
            {"set": "A", "n": 8, "right": 7, "sure": 4, "sure_and_right": 4, "conditions": "ink"},
            {"set": "B", "n": 2, "right": 0, "sure": 0, "sure_and_right": 0, "conditions": "fog"},
        ],
    }
    speed = {
        **networks, "command": "time it", "machine": "two cores", "pages": 3,
        "milliseconds": [{"what": "one digit", "asked": 1.0, "median": 0.456}],
    }  # fmt: skip
    reading = {
        **networks, "command": "read it", "machine": "one core", "load": 0.3,
        "promises": [
            {"what": "ten digits", "asked": "at most 9 ms", "before": "10 ms",
             "measured": "12 ms", "ratio": 1.2, "met": False},
            {"what": "heap", "asked": "at most 5 % more", "before": "", "measured": "+0.0 %",
             "ratio": None, "met": True},
        ],
        "before": {"commit": "abcdef0", "model": "fedcba987654"},
        "bad": [{"n": 4}],
        "milliseconds": [
            {"n": 60, "first": 300.4, "worker": 11.6, "page": 14.1},
            {"n": 15, "first": 40.0, "worker": 20.0, "page": 27.0},
        ],
    }  # fmt: skip
    start = {
        **networks, "command": "start it", "machine": "three cores", "load": 0.2, "runs": 7,
        "line": {"megabits_a_second": 20.0, "milliseconds": 40.0}, "restored": 6,
        "figures": [
            {
                "what": "second: ready", "unit": "s", "asked": "at most 0.30 of stock",
                "stock": {"n": 7, "median": 4.0, "min": 3.5, "max": 4.123},
                "inkling": {"n": 7, "median": 1.0, "min": 0.9, "max": 1.2},
                "ratio": 0.25, "met": True,
            },
            {
                "what": "bytes", "unit": "MB", "asked": "at most 8.5 MB",
                "stock": {"n": 7, "median": 11.0, "min": 11.0, "max": 11.0},
                "inkling": {"n": 5, "median": 9.0, "min": 8.5, "max": 9.5},
                "ratio": 0.818, "met": False,
            },
            {
                "what": "offline: ready", "unit": "s", "asked": "", "stock": None,
                "inkling": {"n": 7, "median": 1.5, "min": 1.1, "max": 1.9},
                "ratio": None, "met": None,
            },
        ],
    }  # fmt: skip
    cards = card("0123456789ab", 500), card("ba9876543210", 1700)
    return *cards, evaluation, page, speed, reading, start


def test_the_results_are_those_that_were_measured_with_this_model():
    assert README.read_text(encoding="utf-8") == results.current(), "run `python -m docs.results`"


@pytest.mark.parametrize(
    ("place", "file", "verb"),
    [
        (2, "docs/evaluation.json", "make evaluate"),
        (3, "docs/results.json", "make results"),
        (4, "docs/speed.json", "make bench"),
        (5, "docs/reading.json", "make bench"),
        (6, "docs/start.json", "make bench"),
    ],
)
@pytest.mark.parametrize("network", ["model", "finder"])
def test_results_of_another_network_are_refused(place, file, verb, network):
    facts = list(measured())
    facts[place] = {**facts[place], network: "f" * 12}
    with pytest.raises(results.StaleError, match=f"{file} .* the {network} f.*{verb}"):
        results.table(*facts)


def test_results_from_before_there_was_a_finder_are_refused():
    facts = list(measured())
    del facts[2]["finder"]
    with pytest.raises(results.StaleError, match="the finder None, but the page has ba98"):
        results.table(*facts)


def test_the_tables_state_what_was_asked_and_measured():
    text = results.table(*measured())
    assert "Finder `ba9876543210`, 1,700 parameters, 3,400 bytes of float16 weights" in text
    assert "classifier `0123456789ab`, 500 parameters, 1,000 bytes of float16 weights" in text
    assert "`evaluate it` (seed 7, two cores)" in text
    assert "| MNIST | at least 99 % | 99.51 % | met |" in text
    assert "| fog | at least 90 % | 89 % | **missed** |" in text
    assert "| A | 8 | 87.5 % | 50.0 % | 100.0 % | ink |" in text
    assert "| B | 2 | 0.0 % | 0.0 % | none | fog |" in text
    assert "| one digit | at most 1 ms | 0.46 ms |" in text
    assert "`read it` (one core, load 0.3 before the start)" in text
    assert "over 15 readings or more" in text
    assert "adds 2, 7 ms" in text
    assert "the first picture after loading takes 300 ms" in text
    assert "(commit `abcdef0`, model `fedcba987654`)" in text
    assert "the slowest of 4 readings" in text
    assert "| ten digits | at most 9 ms | 10 ms | 12 ms | 1.20 | **missed** |" in text
    assert "| heap | at most 5 % more |  | +0.0 % |  | met |" in text
    assert "`start it` (three cores, load 0.2 before the start)" in text
    assert "7 runs each" in text
    assert "line of 20 Mbit/s and 40 ms" in text
    assert "6 of 7 second visits restored a snapshot" in text


def test_the_page_stands_beside_the_stock_page():
    ready, transferred, offline = results.table(*measured()).splitlines()[-3:]
    assert ready == (
        "| second: ready | at most 0.30 of stock "
        "| 4.00 s (3.50 to 4.12) | 1.00 s (0.90 to 1.20) | 0.250 | met |"
    )
    assert transferred == (
        "| bytes | at most 8.5 MB "
        "| 11.00 MB (11.00 to 11.00) | 9.00 MB (8.50 to 9.50, fails in 2) | 0.818 | **missed** |"
    )
    assert offline == "| offline: ready |  | fails | 1.50 s (1.10 to 1.90) |  |  |"


def test_until_starting_has_been_measured_there_is_no_table_of_it():
    facts = [*measured()[:-1], None]
    text = results.table(*facts)
    assert "Starting" not in text
    assert text.endswith("| heap | at most 5 % more |  | +0.0 % |  | met |")


def test_without_markers_nothing_is_written():
    with pytest.raises(ValueError, match="needs the lines"):
        results.put("# A README without them", "table")


def test_every_file_that_the_readme_links_to_exists():
    links = re.findall(r"\]\(([^)#:]+)\)", README.read_text(encoding="utf-8"))
    assert "docs/screenshot.png" in links
    for link in links:
        assert (ROOT / link).exists(), link


def test_every_verb_that_the_readme_names_is_one_of_make_s():
    text = README.read_text(encoding="utf-8")
    named = set(re.findall(r"`?make ([a-z]+)", text))
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    verbs = set(re.findall(r"make ([a-z]+)", listed))
    assert {"serve", "test", "check", "train", "export", "vendor", "screenshots"} <= verbs
    assert {"evaluate", "bench", "results"} <= verbs
    assert "test" in named
    assert named <= verbs


def test_the_changelog_ends_with_this_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "([\d.]+)"$', project, re.MULTILINE)
    assert version
    assert re.search(rf"^## \[{re.escape(version[1])}\]", changelog, re.MULTILINE)
