"""The evaluation on a few pictures that the tests draw: what it writes, and what it refuses."""

import json
import shutil

import numpy as np
import pytest

from tests.training.test_run import write_idx
from training import choose, modelcard, numerals
from training.evaluate import main
from training.pictures import png
from training.shipped import SHIPPED


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """A folder like the one that is measured on, with ten pictures of each kind."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "mnist").mkdir()
    write_idx(folder / "mnist", "train", *numerals.write(20, seed=60))
    write_idx(folder / "mnist", "t10k", *numerals.write(60, seed=61))
    (folder / "usps").mkdir()
    pixels, labels = numerals.write(12, seed=62)
    np.savez(folder / "usps" / "usps_train.npz", images=pixels[:, 6:22, 6:22], labels=labels)
    for name, sources in (("photos", ("pen", "sudoku")), ("drawn", ("mouse",))):
        rows = ["path,label"]
        for source in sources:
            (folder / name / source).mkdir(parents=True)
            for place, (picture, label) in enumerate(zip(*numerals.write(10, 63), strict=True)):
                path = f"{source}/{place}.png"
                (folder / name / path).write_bytes(png(255 - picture))
                rows.append(f"{path},{label}")
        (folder / name / "labels.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "nondigits" / "blank").mkdir(parents=True)
    (folder / "nondigits" / "blank" / "a.png").write_bytes(png(np.full((90, 90), 240, np.uint8)))
    (folder / "nondigits" / "labels.csv").write_text(
        "path,kind\nblank/a.png,paper\n", encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def written(pictures, tmp_path_factory):
    docs = tmp_path_factory.mktemp("docs")
    arguments = ["--pictures", str(pictures), "--docs", str(docs), "--corrupted", "8"]
    assert main(arguments) == 0
    return docs


def test_every_set_and_corruption_is_counted(written):
    evaluation = json.loads((written / "evaluation.json").read_text(encoding="utf-8"))
    sizes = {each["set"]: each["n"] for each in evaluation["sets"]}
    assert sizes == {
        "MNIST test": 60, "MNIST test, read": 60, "USPS": 12, "USPS, bare": 12, "photos/pen": 10,
        "photos": 10, "photos/sudoku": 10, "drawn/mouse": 10, "drawn": 10,
        "nondigits/blank": 1, "nondigits": 1,
    }  # fmt: skip
    assert [each["n"] for each in evaluation["corruptions"]] == [8] * 15
    assert sum(map(sum, evaluation["confusion"])) == 60
    mnist = evaluation["sets"][0]
    assert sum(evaluation["confusion"][digit][digit] for digit in range(10)) == mnist["right"] > 50
    blank = evaluation["sets"][-1]
    assert (blank["right"], blank["nothing"]) == (1, 1)


def test_the_card_states_every_promise_and_set(written):
    evaluation = json.loads((written / "evaluation.json").read_text(encoding="utf-8"))
    text = (written / "model-card.md").read_text(encoding="utf-8")
    for promise in evaluation["promises"]:
        assert f"| {promise['what']} | {promise['asked']} | {promise['measured']} |" in text
    for each in (*evaluation["sets"], *evaluation["corruptions"]):
        assert f"| {each['set']} | {each['n']:,} |" in text
    card = json.loads((SHIPPED / "card.json").read_text(encoding="utf-8"))
    assert text == modelcard.text(evaluation, card)


@pytest.mark.parametrize("name", ["confusion", "reliability", "corruptions", "errors"])
def test_charts_are_drawn(written, name):
    assert (written / "evaluation" / f"{name}.png").read_bytes().startswith(b"\x89PNG")


def test_missing_pictures_end_with_a_message_and_change_nothing(tmp_path, capsys):
    docs = tmp_path / "docs"
    assert main(["--pictures", str(tmp_path), "--docs", str(docs)]) == 1
    assert "There is no folder" in capsys.readouterr().err
    assert not docs.exists()


def test_a_card_that_does_not_fit_its_weights_ends_with_a_message(pictures, tmp_path, capsys):
    model = tmp_path / "model"
    shutil.copytree(SHIPPED, model)
    shard = next(model.glob("*.bin"))
    shard.write_bytes(shard.read_bytes()[:-2] + b"\0\0")
    assert main(["--pictures", str(pictures), "--model", str(model), "--docs", str(tmp_path)]) == 1
    assert f"{shard.name} has the SHA-256" in capsys.readouterr().err


def test_a_missed_promise_is_called_so():
    evaluation = {
        "sets": [
            {"set": name, "n": 100, "right": right, "sure": 50, "sure_and_right": 50, "nothing": 1,
             "calibration_error": 0.002}
            for name, right in (("MNIST test", 99), ("USPS", 97), ("photos", 100), ("drawn", 98),
                                ("nondigits", 40))
        ],
        "corruptions": [{"n": 10, "right": 10}, {"n": 10, "right": 9}],
        "seeds": [{"test_accuracy": 0.996}, {"test_accuracy": 0.999}],
    }  # fmt: skip
    card = {"parameters": 90_000, "weights": {"bytes": 200_001}}
    found = {each["what"]: each for each in modelcard.promises(evaluation, card)}
    assert found["parameters"]["met"]
    assert not found["bytes of float16 weights"]["met"]
    assert found["MNIST test, mean of 2 seeds"]["measured"] == "99.75 %"
    assert found["MNIST test, mean of 2 seeds"]["met"]
    assert not found["MNIST test, the shipped model"]["met"]
    assert found["photos without sudoku, and drawn"]["met"], "99 of 100 is what was asked"
    assert found["MNIST-C, mean of 15 corruptions"]["measured"] == "95.00 %"
    assert not found["non-digits ending as nothing or unsure"]["met"]


def run(folder, name, seed, loss, test):
    (folder / name).mkdir()
    results = {
        "run": name,
        "settings": {"seed": seed},
        "last": {"validation_loss": loss, "redrawn_loss": 0.1, "nondigit_loss": 0.1},
        "validation": {"accuracy": 0.99},
        "test": {"accuracy": test},
    }
    (folder / name / "results.json").write_text(json.dumps(results), encoding="utf-8")
    return folder / name


def test_the_run_with_the_least_validation_loss_is_chosen_whatever_the_test_says(tmp_path, capsys):
    worse = run(tmp_path, "seed-1", 1, 0.02, 0.999)
    better = run(tmp_path, "seed-2", 2, 0.01, 0.997)
    assert choose.main([str(worse), str(better)]) == 0
    said = capsys.readouterr()
    assert said.out == f"{better}\n"
    assert "mean of 2 seeds on MNIST test: 99.800 %" in said.err
    seeds = json.loads((better / "seeds.json").read_text(encoding="utf-8"))
    assert [(each["seed"], each["chosen"]) for each in seeds] == [(1, False), (2, True)]
    assert not (worse / "seeds.json").exists()


def test_an_unfinished_run_cannot_be_chosen(tmp_path, capsys):
    (tmp_path / "seed-1").mkdir()
    assert choose.main([str(tmp_path / "seed-1")]) == 1
    assert "seed-1 has no results.json; finish" in capsys.readouterr().err
