"""The README keeps its promises: its figures are those measured, its files and verbs exist."""

import json
import re
import subprocess

import pytest

from docs import results
from tests.conftest import ROOT

README = ROOT / "README.md"


def test_the_results_are_those_that_were_measured_with_this_model():
    assert README.read_text(encoding="utf-8") == results.current(), "run `make results`"


def test_results_of_another_model_are_refused():
    measured = json.loads(results.RESULTS.read_text(encoding="utf-8"))
    card = json.loads(results.CARD.read_text(encoding="utf-8"))
    with pytest.raises(results.StaleError, match="make results"):
        results.table({**measured, "model": "0" * 12}, card)


def test_the_table_states_each_set_with_its_number_and_share():
    measured = {
        "model": "0123456789ab",
        "browser": "Chromium 1",
        "sets": [
            {"set": "A", "n": 8, "right": 7, "sure": 4, "sure_and_right": 4, "conditions": "ink"},
            {"set": "B", "n": 2, "right": 0, "sure": 0, "sure_and_right": 0, "conditions": "fog"},
        ],
    }
    card = {
        "weights": {"sha256": "0123456789ab" + "0" * 52, "bytes": 1000, "dtype": "float16"},
        "parameters": 500,
        "accuracy": [{"set": "C", "n": 10_000, "accuracy": 0.9951, "conditions": "alone"}],
        "parity": {
            "inputs": 200, "largest_logit_difference": 0.0004, "same_class": 200,
            "conditions": "here",
        },
    }  # fmt: skip
    text = results.table(measured, card)
    assert "| A | 8 | 87.5 % | 50.0 % | 100.0 % | ink |" in text
    assert "| B | 2 | 0.0 % | 0.0 % | none | fog |" in text
    assert "| C | 10,000 | 99.51 % | alone |" in text
    assert "4.0e-04" in text


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
    assert "test" in named
    assert named <= verbs


def test_the_changelog_ends_with_this_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "([\d.]+)"$', project, re.MULTILINE)
    assert version
    assert re.search(rf"^## \[{re.escape(version[1])}\]", changelog, re.MULTILINE)
