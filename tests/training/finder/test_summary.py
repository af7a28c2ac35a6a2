"""Tables for the log: what is drawn, from the generator's own constants, and what runs gave."""

import json

from training.finder import summary
from training.finder.losses import WEIGHTS
from training.pages.scenes import SCENES

RESULTS = {
    "run": "finder-1",
    "settings": {"plan": "shipped", "steps": 40_000},
    "seconds": 600.0,
    "parameters": 115_440,
    "commit": "0123456789ab",
    "last": {"validation": {**dict.fromkeys(WEIGHTS, 0.25), "total": 1.5}},
}


def test_scenes_are_counted_in_a_thousand_pages():
    rows = [row.split(" | ") for row in summary.scenes()[2:]]
    assert [row[0].removeprefix("| ") for row in rows] == [scene.name for scene in SCENES]
    assert sum(float(row[1]) for row in rows) == summary.THOUSAND
    assert all(len(row[2]) > 10 for row in rows)


def test_shares_of_choices_are_in_per_cent_the_most_frequent_first():
    rows = {row.split(" | ")[0]: row for row in summary.choices()}
    assert rows["| grounds"] == (
        "| grounds | 5 | paper 38, sheet 34, board 16, drawing 7, book 5 |"
    )
    assert rows["| amounts, dates, times, sums"].endswith(", ... |")
    assert rows["| amounts, dates, times, sums"].startswith("| amounts, dates, times, sums | 5")
    assert "set aside" in rows["| fonts"]


def test_a_run_is_a_row_and_one_that_is_not_finished_is_named(tmp_path, capsys):
    (tmp_path / "finder-1").mkdir()
    (tmp_path / "finder-1" / "results.json").write_text(json.dumps(RESULTS), encoding="utf-8")
    assert summary.main([str(tmp_path / "finder-1")]) == 0
    heading, _, row = capsys.readouterr().out.splitlines()[-3:]
    names = [each.strip() for each in heading.strip("|").split("|")]
    cells = dict(zip(names, (each.strip() for each in row.strip("|").split("|")), strict=True))
    assert cells == {
        "run": "finder-1", "plan": "shipped", "steps": "40,000", "minutes": "10",
        **dict.fromkeys(WEIGHTS, "0.250"), "total": "1.500", "parameters": "115,440",
        "commit": "0123456789ab",
    }  # fmt: skip
    assert summary.main([str(tmp_path / "finder-1"), str(tmp_path)]) == 1
    assert "finish a run first" in capsys.readouterr().err


def test_without_runs_there_is_what_is_drawn_alone(capsys):
    assert summary.main([]) == 0
    said = capsys.readouterr().out
    assert said.startswith("| scene | of 1,000 pages |")
    assert "parameters" not in said
