"""The evaluation on a few pictures that the tests draw: what it writes, and what it refuses."""

import json
import shutil

import numpy as np
import pytest

from tests.training.classifier.test_run import write_idx
from training.classifier import choose
from training.digits import numerals
from training.evaluate import modelcard
from training.evaluate.__main__ import main
from training.evaluate.pictures import png
from training.shipped import SHIPPED


def number(path, *lines):
    """Draw lines of numerals, ink dark, into a picture file."""
    pixels, labels = numerals.write(80, seed=64)
    places = {str(label): place for place, label in enumerate(labels)}
    page = np.full((120 * len(lines) + 40, 84 * max(map(len, lines)) + 80), 250, np.uint8)
    for row, line in enumerate(lines):
        ink = np.concatenate([pixels[places[digit]] for digit in line], axis=1)
        ink = np.kron(ink, np.ones((3, 3), np.uint8))
        part = page[40 + 120 * row :, 40:][: ink.shape[0], : ink.shape[1]]
        part[:] = np.minimum(part, 255 - ink)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(png(page))


def strokes(path, labels, kinds):
    """A file of pen trajectories: a bar for each label, noughts being slashed."""
    path.parent.mkdir(exist_ok=True)
    count = len(labels)
    ends = np.arange(1, count + 1, dtype=np.int32)
    np.savez(
        path,
        points=np.tile(np.array([[500, 0], [500, 1000]], np.int16), (count, 1)),
        stroke_ends=2 * ends,
        character_ends=ends,
        label=np.array(labels),
        kind=np.array(kinds),
        split=np.full(count, "validation"),
        slashed=np.array(labels) == "0",
    )


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
    strokes(folder / "strokes" / "unipen.npz", list("10xO"), ["digit", "digit", "lower", "upper"])
    for name in ("pendigits", "ujipenchars"):
        strokes(folder / "strokes" / f"{name}.npz", ["1"], ["digit"])
    for name, sources in (("photos", ("pen", "sudoku")), ("drawn", ("mouse",))):
        rows = ["path,label"]
        for source in sources:
            (folder / name / source).mkdir(parents=True)
            for place, (picture, label) in enumerate(zip(*numerals.write(10, 63), strict=True)):
                path = f"{source}/{place}.png"
                (folder / name / path).write_bytes(png(255 - picture))
                rows.append(f"{path},{label}")
        (folder / name / "labels.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    number(folder / "registers" / "a.png", "12")
    (folder / "registers" / "labels.csv").write_text("path,digits\na.png,12\n", encoding="utf-8")
    strings = {"pen/a.png": "307|46", "pencil/a.png": "52", "sudoku/a.png": "31|24"}
    for path, digits in strings.items():
        number(folder / "strings" / path, *digits.split("|"))
    rows = ["path,digits", *(f"{path},{digits}" for path, digits in strings.items())]
    (folder / "strings" / "labels.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "nondigits" / "blank").mkdir(parents=True)
    (folder / "nondigits" / "blank" / "a.png").write_bytes(png(np.full((90, 90), 240, np.uint8)))
    (folder / "nondigits" / "labels.csv").write_text(
        "path,kind\nblank/a.png,paper\n", encoding="utf-8"
    )
    faults = folder.parent / f"{folder.name}-faults"
    number(faults / "pictures" / "two.png", "31", "24")
    (faults / "expected.csv").write_text(
        "path,expected\npictures/two.png,31|24\n", encoding="utf-8"
    )
    return folder


def flags(pictures):
    """What names the folders, and draws no generated pages: they need all of MNIST and UNIPEN."""
    faults = pictures.parent / f"{pictures.name}-faults"
    return ["--pictures", str(pictures), "--faults", str(faults), "--pages", "0"]


@pytest.fixture(scope="module")
def written(pictures, tmp_path_factory):
    docs = tmp_path_factory.mktemp("docs")
    few = ["--corrupted", "8", "--papers", "2"]
    assert main([*flags(pictures), "--docs", str(docs), *few]) == 0
    return docs


def test_every_set_and_corruption_is_counted(written):
    evaluation = json.loads((written / "evaluation.json").read_text(encoding="utf-8"))
    sizes = {each["set"]: each["n"] for each in evaluation["sets"]}
    assert sizes == {
        "MNIST test": 60, "MNIST test, read": 60, "USPS": 12, "USPS, bare": 12, "photos/pen": 10,
        "photos": 10, "photos/sudoku": 10, "drawn/mouse": 10, "drawn": 10, "registers": 1,
        "nondigits/blank": 1, "nondigits": 1, "blank papers": 2, "ruled papers, nothing written": 2,
        "faults/two.png": 1, "faults": 1,
        # O looks like a digit.
        "UNIPEN validation writers": 2, "UNIPEN validation writers, slashed noughts": 1,
        "pendigits": 1, "UJI pen digits": 1, "UNIPEN letters and signs": 1,
    }  # fmt: skip
    assert [each["n"] for each in evaluation["corruptions"]] == [8] * 15
    assert sum(map(sum, evaluation["confusion"])) == 60
    mnist = evaluation["sets"][0]
    assert sum(evaluation["confusion"][digit][digit] for digit in range(10)) == mnist["right"] > 50
    blank = next(each for each in evaluation["sets"] if each["set"] == "nondigits")
    assert (blank["right"], blank["nothing"]) == (1, 1)


def test_pages_are_counted_by_source_and_pooled(written):
    evaluation = json.loads((written / "evaluation.json").read_text(encoding="utf-8"))
    lines = {each["set"]: each for each in evaluation["lines"]}
    sizes = {
        name: [each[key] for key in ("pictures", "n", "digits")] for name, each in lines.items()
    }
    assert sizes == {"strings/pen": [1, 2, 5], "strings/pencil": [1, 1, 2], "strings": [2, 3, 7]}
    assert lines["strings"]["right"] >= 2
    assert lines["strings"]["errors"] <= 2
    grids = {each["set"]: each for each in evaluation["grids"]}
    assert {name: each["n"] for name, each in grids.items()} == {
        "strings/sudoku/a.png": 4, "strings/sudoku": 4,
    }  # fmt: skip
    assert grids["strings/sudoku"]["right"] >= 3
    turned = {each["set"]: each for each in evaluation["turned"]}
    assert [turned[f"strings, turned{way}"]["pictures"] for way in (
        " by 90 degrees", " by 180 degrees", " by 270 degrees", "",
    )] == [1, 1, 1, 3]  # fmt: skip
    assert turned["strings, turned"]["n"] == 6


def test_both_networks_are_named_and_what_was_not_drawn_is_not_measured(written):
    evaluation = json.loads((written / "evaluation.json").read_text(encoding="utf-8"))
    for key, name in (("model", "classifier"), ("finder", "finder")):
        card = json.loads((SHIPPED / name / "card.json").read_text(encoding="utf-8"))
        assert evaluation[key] == card["weights"]["sha256"][:12]
    assert [each["pages"] for each in evaluation["generated"]] == [0]
    assert [each["pages"] for each in evaluation["signs"]] == [0]
    missed = [
        each["what"] for each in evaluation["promises"] if each["measured"].startswith("none")
    ]
    assert len(missed) == 2


def test_the_card_states_every_promise_and_set(written):
    evaluation = json.loads((written / "evaluation.json").read_text(encoding="utf-8"))
    text = (written / "model-card.md").read_text(encoding="utf-8")
    for promise in evaluation["promises"]:
        assert f"| {promise['what']} | {promise['asked']} | {promise['measured']} |" in text
    for each in (*evaluation["sets"], *evaluation["corruptions"]):
        assert f"| {each['set']} | {each['n']:,} |" in text
    for each in evaluation["lines"]:
        right = f"{each['right']} of {each['n']}, {100 * each['right'] / each['n']:.2f} %"
        digits = f"{100 * (1 - each['errors'] / each['digits']):.2f} % | {each['digits']}"
        assert f"| {each['set']} | {each['pictures']} | {right} | {digits} |" in text
    for each in evaluation["grids"]:
        assert f"| {each['set']} | {each['right']} of {each['n']}, " in text
    cards = (
        json.loads((SHIPPED / name / "card.json").read_text(encoding="utf-8"))
        for name in ("classifier", "finder")
    )
    assert text == modelcard.text(evaluation, *cards)


@pytest.mark.parametrize("name", ["confusion", "reliability", "corruptions", "errors"])
def test_charts_are_drawn(written, name):
    assert (written / "evaluation" / f"{name}.png").read_bytes().startswith(b"\x89PNG")


def test_some_groups_alone_are_printed_and_nothing_is_written(pictures, tmp_path, capsys):
    docs = tmp_path / "docs"
    only = ["--only", "nondigits", "drawn", "strings", "faults", "turned", "signs"]
    assert main([*flags(pictures), "--docs", str(docs), *only]) == 0
    said = [line.split(":")[0] for line in capsys.readouterr().out.splitlines()]
    assert said == [
        "drawn/mouse", "drawn", "nondigits/blank", "nondigits", "faults/two.png", "faults",
        "strings/pen", "strings/pencil", "strings", "strings/sudoku/a.png", "strings/sudoku",
        "strings, turned by 90 degrees", "strings, turned by 180 degrees",
        "strings, turned by 270 degrees", "strings, turned", "signs",
    ]  # fmt: skip
    assert not docs.exists()


def test_a_group_that_is_not_measured_is_refused_with_those_that_are(capsys):
    with pytest.raises(SystemExit):
        main(["--only", "letters"])
    assert "choose from" in (said := capsys.readouterr().err)
    assert "'strings'" in said


def test_missing_pictures_end_with_a_message_and_change_nothing(tmp_path, capsys):
    docs = tmp_path / "docs"
    assert main(["--pictures", str(tmp_path), "--docs", str(docs)]) == 1
    assert "There is no folder" in capsys.readouterr().err
    assert not docs.exists()


def test_a_card_that_does_not_fit_its_weights_ends_with_a_message(pictures, tmp_path, capsys):
    model = tmp_path / "model"
    shutil.copytree(SHIPPED, model)
    shard = next((model / "finder").glob("*.bin"))
    shard.write_bytes(shard.read_bytes()[:-2] + b"\0\0")
    assert main(["--pictures", str(pictures), "--model", str(model), "--docs", str(tmp_path)]) == 1
    assert f"{shard.name} has the SHA-256" in capsys.readouterr().err


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
