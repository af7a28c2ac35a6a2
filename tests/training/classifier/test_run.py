"""A whole run, small: a few steps on a few hundred digits, exported and proved in Chromium."""

import gzip
import json
import shutil
import struct

import numpy as np
import pytest

from convert.model.__main__ import main as export
from training.classifier import loss, validation
from training.classifier.results import main as measure
from training.classifier.train import main as train
from training.digits import numerals

SETTINGS = [
    *("--epochs", "3", "--train", "600", "--validation", "200", "--batch", "64"),
    *("--nondigits", "400", "--numerals", "400", "--name", "small"),
    *("--written", "0", "--crops", "0"),
    # So small a run leaves some pictures between two classes, where rounding decides. With this
    # seed the nearest is more than twice as far from it as float16 moves any.
    *("--seed", "3"),
]


def write_idx(folder, prefix, pixels, labels):
    images = struct.pack(">IIII", 2051, len(pixels), 28, 28) + pixels.tobytes()
    (folder / f"{prefix}-images-idx3-ubyte.gz").write_bytes(gzip.compress(images))
    content = struct.pack(">II", 2049, len(labels)) + labels.tobytes()
    (folder / f"{prefix}-labels-idx1-ubyte.gz").write_bytes(gzip.compress(content))


@pytest.fixture(scope="module")
def mnist(tmp_path_factory):
    """Digits from stroke models in MNIST's files, so that the run needs no download."""
    folder = tmp_path_factory.mktemp("mnist")
    write_idx(folder, "train", *numerals.write(800, seed=20))
    write_idx(folder, "t10k", *numerals.write(200, seed=21))
    return folder


@pytest.fixture(scope="module")
def finished(mnist, tmp_path_factory):
    runs = tmp_path_factory.mktemp("runs")
    assert train([*SETTINGS, "--data", str(mnist), "--runs", str(runs)]) == 0
    return runs / "small"


@pytest.fixture
def runs(finished, tmp_path):
    """A folder for runs with the pictures that the finished one has drawn."""
    shutil.copytree(finished.parent / "pictures", tmp_path / "pictures")
    return tmp_path


def test_a_run_leaves_all_that_its_results_need(finished):
    results = json.loads((finished / "results.json").read_text(encoding="utf-8"))
    assert results["test"]["n"] == 200
    assert results["test"]["accuracy"] > 0.3  # three epochs of nine steps: better than guessing
    assert results["parameters"] <= 100_000
    assert results["calibration"].keys() == {
        *("temperature", "sure", "not_a_digit", "least_ink", "most_ink", "pieces", "holes")
    }
    history = json.loads((finished / "history.json").read_text(encoding="utf-8"))
    assert [record["epoch"] for record in history] == [1, 2, 3]
    assert history[-1]["loss"] < history[0]["loss"]
    assert results["last"] == history[-1]
    assert (finished / "curves.png").read_bytes().startswith(b"\x89PNG")


def test_a_network_learns_from_a_teacher_that_is_finished_and_from_no_other(mnist, runs, capsys):
    small = [*SETTINGS[2:], "--data", str(mnist), "--runs", str(runs), "--epochs", "1"]
    taught = [*small, "--name", "taught", "--teachers", str(runs / "teacher")]
    assert train(taught) == 1
    assert "train that teacher to its end first" in capsys.readouterr().err
    assert train([*small, "--name", "teacher", "--plan", "teacher"]) == 0
    teacher = json.loads((runs / "teacher" / "results.json").read_text(encoding="utf-8"))
    assert teacher["parameters"] > 300_000
    assistant = [*small, "--name", "assistant", "--plan", "assistant"]
    assert train([*assistant, "--teachers", str(runs / "teacher")]) == 0
    assert train([*taught, str(runs / "assistant")]) == 0
    results = json.loads((runs / "taught" / "results.json").read_text(encoding="utf-8"))
    assert results["settings"]["teachers"] == ["teacher", "assistant"]
    assert results["parameters"] <= 100_000


def test_a_network_is_trained_on_from_a_finished_run_of_its_plan(finished, mnist, runs, capsys):
    small = [*SETTINGS[2:], "--data", str(mnist), "--runs", str(runs), "--epochs", "1"]
    on = [*small, "--name", "on", "--rate", "1e-9", "--decay", "0", "--start"]
    assert train([*on, str(finished)]) == 0
    results = json.loads((runs / "on" / "results.json").read_text(encoding="utf-8"))
    assert results["settings"]["start"] == "small"
    before = json.loads((finished / "results.json").read_text(encoding="utf-8"))
    # At no rate at all only the normalisation moves, so that it answers as the run before it.
    accuracy = before["last"]["validation_accuracy"]
    assert results["last"]["validation_accuracy"] == pytest.approx(accuracy, abs=0.1)
    assert train([*on, str(runs / "none"), "--name", "none"]) == 1
    assert "is no finished run" in capsys.readouterr().err
    assert train([*on, str(finished), "--name", "other", "--plan", "assistant"]) == 1
    assert "needs a run of the same plan" in capsys.readouterr().err


def test_what_looks_like_a_digit_and_is_none_is_half_of_each():
    right = loss.halves(np.array([10, 3], np.uint8))
    assert right.tolist() == [[0] * 10 + [1], [0, 0, 0, 0.5, *[0] * 6, 0.5]]


def test_the_distance_to_a_teacher_is_least_where_both_say_the_same():
    """Two classes, temperature 2: by hand, 4 times the cross entropy of halved logits."""
    teacher, student = np.array([[2.0, 0.0]]), np.array([[0.0, 0.0]])
    odds = 1 / (1 + np.exp(-1.0))
    (apart,) = loss.distance(teacher, student, 2.0).numpy()
    assert apart == pytest.approx(4 * np.log(2))
    (same,) = loss.distance(teacher, teacher, 2.0).numpy()
    assert same == pytest.approx(-4 * (odds * np.log(odds) + (1 - odds) * np.log(1 - odds)))
    assert same < apart


def test_an_interrupted_run_goes_on_where_it_stopped(finished, mnist, runs, monkeypatch, capsys):
    arguments = [*SETTINGS, "--data", str(mnist), "--runs", str(runs)]
    validate = validation.validate

    def stop_in_the_second(network, pool):
        if (runs / "small" / "history.json").exists():
            raise KeyboardInterrupt
        return validate(network, pool)

    with monkeypatch.context() as patch:
        patch.setattr(validation, "validate", stop_in_the_second)
        assert train(arguments) == 130
    assert "resumes" in capsys.readouterr().out
    assert not (runs / "small" / "results.json").exists()
    assert train(arguments) == 0
    assert "after epoch 1" in capsys.readouterr().out
    resumed = json.loads((runs / "small" / "history.json").read_text(encoding="utf-8"))
    straight = json.loads((finished / "history.json").read_text(encoding="utf-8"))
    # Sums over threads differ in their last digits, so the two are not the same to the bit.
    for name in ("loss", "validation_loss"):
        expected = [record[name] for record in straight]
        assert [record[name] for record in resumed] == pytest.approx(expected, rel=0.02)


def test_a_finished_run_can_be_measured_again(finished, mnist, tmp_path, capsys):
    shutil.copytree(finished.parent, tmp_path / "runs")
    path = tmp_path / "runs" / "small" / "results.json"
    before = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**before, "calibration": None, "test": None}), encoding="utf-8")
    assert measure([str(path.parent), "--data", str(mnist)]) == 0
    after = json.loads(path.read_text(encoding="utf-8"))
    assert after.keys() == before.keys()
    for name in ("calibration", "test"):  # sums over threads differ in their last digits
        assert after[name] == pytest.approx(before[name], rel=0.01)
    assert "MNIST test" in capsys.readouterr().out
    assert measure([str(tmp_path / "none")]) == 1
    assert "no results.json; finish that run first" in capsys.readouterr().err


def test_a_finished_run_can_be_given_more_epochs(finished, mnist, runs):
    shutil.copytree(finished, runs / "small")
    arguments = [*SETTINGS, "--data", str(mnist), "--runs", str(runs), "--epochs", "4"]
    assert train(arguments) == 0
    history = json.loads((runs / "small" / "history.json").read_text(encoding="utf-8"))
    before = json.loads((finished / "history.json").read_text(encoding="utf-8"))
    assert history[:3] == before
    assert [record["epoch"] for record in history] == [1, 2, 3, 4]


def test_a_run_whose_epochs_are_done_elsewhere_is_finished_without_its_teachers(
    finished, mnist, runs, capsys
):
    shutil.copytree(finished, runs / "small")
    for name in ("results.json", "network.keras", "curves.png", "parity.npz"):
        (runs / "small" / name).unlink()
    arguments = [*SETTINGS, "--data", str(mnist), "--runs", str(runs)]
    taught = runs / "small" / "state.npz"
    with np.load(taught) as kept:
        arrays = dict(kept)
    story = json.loads(str(arrays["story"]))
    story["settings"]["teachers"] = ["afar"]
    np.savez(taught, **{**arrays, "story": np.array(json.dumps(story))})
    assert train([*arguments, "--teachers", str(runs / "afar")]) == 0
    assert "after epoch 3" in capsys.readouterr().out
    results = json.loads((runs / "small" / "results.json").read_text(encoding="utf-8"))
    before = json.loads((finished / "results.json").read_text(encoding="utf-8"))
    assert results["last"] == before["last"]
    assert (runs / "small" / "network.keras").exists()


def test_a_run_of_other_settings_is_not_taken_up(finished, mnist, capsys):
    before = (finished / "state.npz").read_bytes()
    arguments = [*SETTINGS, "--data", str(mnist), "--runs", str(finished.parent)]
    assert train([*arguments, "--seed", "2"]) == 1
    assert "other settings" in capsys.readouterr().err
    assert (finished / "state.npz").read_bytes() == before


def test_missing_data_ends_with_a_message(tmp_path, capsys):
    assert train(["--data", str(tmp_path / "none"), "--runs", str(tmp_path)]) == 1
    assert "There is no folder" in capsys.readouterr().err


def test_the_run_is_exported_proved_and_the_same_every_time(finished, tmp_path, capsys):
    model, reference = tmp_path / "model", tmp_path / "parity.json"
    arguments = [str(finished), "--model", str(model), "--reference", str(reference)]
    assert export(arguments) == 0, capsys.readouterr().err
    said = capsys.readouterr().out
    assert "largest logit difference" in said
    assert "same class on" in said
    first = {path.name: path.read_bytes() for path in model.iterdir()}
    assert first.keys() == {"card.json", "model.json", "group1-shard1of1.bin"}
    card = json.loads(first["card.json"])
    assert card["parity"]["inputs"] >= 200
    assert card["parity"]["largest_logit_difference"] <= 1e-3
    expected = json.loads(reference.read_text(encoding="utf-8"))
    assert expected["weights"] == card["weights"]["sha256"]
    assert np.array(expected["logits"]).shape == (len(expected["inputs"]), 11)
    assert export(arguments) == 0
    assert {path.name: path.read_bytes() for path in model.iterdir()} == first


def test_a_damaged_run_leaves_the_model_as_it_was(finished, tmp_path, capsys):
    """Pictures on which nothing can be proved: too few of them."""
    damaged = tmp_path / "damaged"
    shutil.copytree(finished, damaged)
    few = np.zeros((3, 28, 28), np.uint8)
    np.savez(damaged / "parity.npz", digits=few, nondigits=few, drawn=few)
    model = tmp_path / "model"
    model.mkdir()
    (model / "model.json").write_text("the old one")
    reference = tmp_path / "parity.json"
    arguments = [str(damaged), "--model", str(model), "--reference", str(reference)]
    assert export(arguments) == 1
    assert "9 pictures prove too little" in capsys.readouterr().err
    assert [path.name for path in model.iterdir()] == ["model.json"]
    assert (model / "model.json").read_text() == "the old one"
    assert not reference.exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_without_tensorflow_js_nothing_is_exported(finished, tmp_path, capsys):
    model = tmp_path / "model"
    arguments = [str(finished), "--model", str(model), "--tensorflow", str(tmp_path)]
    assert export([*arguments, "--reference", str(tmp_path / "parity.json")]) == 1
    assert "run `make vendor` first" in capsys.readouterr().err
    assert not model.exists()
