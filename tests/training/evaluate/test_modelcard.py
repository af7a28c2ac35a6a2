"""The model card: what it says of both networks, of what they were trained on, and of each set."""

import json
from itertools import pairwise

import pytest

from tests.conftest import ROOT
from training.evaluate import modelcard
from training.finder.network import PLANS
from training.shipped import SHIPPED

COUNTS = {"n": 40, "right": 30, "sure": 20, "sure_and_right": 19, "conditions": "by hand"}
THREE = "30 of 40, 75.00 %"
EVALUATION = {
    "command": "measure it", "seed": 7, "machine": "one core",
    "promises": [
        {"what": "fog", "asked": "at least 90 %", "measured": "89 %", "met": False},
        {"what": "ink", "asked": "at least 90 %", "measured": "91 %", "met": True},
    ],
    "sets": [{"set": "photos", "nothing": 2, "calibration_error": None, **COUNTS}],
    "lines": [{"set": "strings", "pictures": 25, "digits": 100, "errors": 4, **COUNTS}],
    "turned": [{"set": "turned", "pictures": 25, "digits": 100, "errors": 8, **COUNTS}],
    "grids": [{"set": "grids", **COUNTS}],
    "generated": [
        {"set": "pages", "pages": 50, "found": 36, "false": 3, "false_and_sure": 1, **COUNTS},
        {"set": "none", "pages": 0, "found": 0, "false": 0, "false_and_sure": 0,
         **dict.fromkeys(COUNTS, 0)},
    ],
    "signs": [{"set": "signs", "pages": 9, "unsure": 8, "lost": 1, **COUNTS}],
    "corruptions": [{"set": "zigzag", "nothing": 4, **COUNTS}],
    "seeds": [
        {"run": "a", "seed": 3, "validation_accuracy": 0.99, "test_accuracy": 0.98, "chosen": True}
    ],
}  # fmt: skip


def cards():
    return [
        json.loads((SHIPPED / name / "card.json").read_text(encoding="utf-8"))
        for name in ("classifier", "finder")
    ]


@pytest.fixture(scope="module")
def text():
    card, finder = cards()
    finder["validation"] = {"ink": 0.125, "total": 1.5}
    return modelcard.text(EVALUATION, card, finder)


def test_both_networks_are_named_with_their_size_and_how_they_were_made(text):
    card, finder = cards()
    flat = " ".join(text.split())
    for each, name in ((card, "classifier"), (finder, "finder")):
        assert f"{name} `{each['weights']['sha256'][:12]}`" in text
        assert f"{each['parameters']:,} parameters, {each['weights']['bytes']:,} bytes" in text
        assert each["training"]["data"] in text
        assert each["training"]["commit"] in text
        assert each["parity"]["conditions"] in flat
        for threshold in each["thresholds"].values():
            assert f"{threshold}" in text
    assert f"{PLANS[finder['training']['plan']].sixteenth} channels" in flat
    assert "Losses there: ink 0.125, total 1.5." in flat
    assert "point, comma, dash" in flat


@pytest.mark.parametrize(
    "row",
    [
        "| fog | at least 90 % | 89 % | **missed** |",
        "| ink | at least 90 % | 91 % | met |",
        "| photos | 40 | 75.00 % | 50.00 % | 95.00 % | 5.00 % | too few | by hand |",
        f"| strings | 25 | {THREE} | 96.00 % | 100 | 80.00 % | 19 of 20, 95.00 % | by hand |",
        f"| turned | 25 | {THREE} | 92.00 % | 100 | 80.00 % | 19 of 20, 95.00 % | by hand |",
        f"| grids | {THREE} | by hand |",
        "| pages | 50 | 40 | 90.00 % | 75.00 % | 95.00 % | 0.060 | 1 | by hand |",
        "| none | 0 | 0 | none | none | none sure | none | 0 | 0 |",
        f"| signs | 9 | 40 | {THREE} | 8 of 40, 20.00 % | 1 of 40, 2.50 % | 95.00 % | by hand |",
        "| zigzag | 40 | 75.00 % | 50.00 % | 95.00 % | 10.00 % |",
        "| a | 3 | 99.00 % | 98.00 % | yes |",
    ],
)
def test_each_set_is_a_row(text, row):
    assert row in text.splitlines()


def test_each_table_has_a_cell_for_each_heading(text):
    lines = text.splitlines()
    columns = 0
    for before, line in pairwise(lines):
        if line.startswith("|---"):
            columns = line.count("|")
            assert before.count("|") == columns, before
        elif line.startswith("|") and before.startswith("|"):
            assert line.count("|") == columns, line


def test_every_font_is_named_with_its_licence(text):
    listed = (ROOT / "requirements" / "fonts.txt").read_text(encoding="utf-8").splitlines()
    packages = [line for line in listed if line and not line.startswith("#")]
    flat = " ".join(text.split())
    assert len(packages) > 20
    for package in packages:
        assert flat.count(package) == 1, package


@pytest.mark.data
def test_the_credit_of_the_pen_trajectories_is_as_its_source_asks(data, text):
    told = (data / "strokes" / "README.md").read_text(encoding="utf-8")
    _, _, asked = told.partition("Attribution to carry:")
    credit = next(line for line in asked.splitlines() if line.startswith("> "))
    assert len(credit) > 500
    assert credit in text.splitlines()


def test_what_is_left_of_a_template_is_no_placeholder(text):
    assert "{" not in text
    assert "}" not in text
