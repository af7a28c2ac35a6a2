"""The finder's export: the parity check, the graph, the card, and the swap."""

import base64
import hashlib
import json
from typing import Any

import keras
import numpy as np
import pytest

from convert.model.finder import reference
from convert.model.finder.__main__ import ROOT, main
from convert.model.finder.parity import LEAST_INPUTS, TOLERANCE, compare, keras_outputs
from convert.model.finder.run import Run
from convert.model.parity import ParityError, rounded
from convert.model.run import RunError
from convert.model.tensorflowjs import ConversionError, convert
from reader.find.card import FinderCard
from reader.find.maps import CHANNELS
from tests.network import Graph
from training.finder.network import PARAMETERS, build, fold
from training.shipped import SHIPPED, Shipped, run_folder

FOLDER = ROOT / "site" / "model" / "finder"
RESULTS: dict[str, Any] = {
    "run": "small",
    "commit": "0" * 40,
    "data": "nothing",
    "parameters": 1,
    "settings": {"seed": 1, "steps": 0, "plan": "shipped"},
    "thresholds": {"digit": 0.4, "doubt": 0.1, "sure": 0.5, "sign": 0.3, "sure_sign": 0.8},
    "validation": {},
}
CHOSEN = ("thresholds", "validation")  # what is not there yet when a training ends


@pytest.fixture(scope="module")
def network():
    """A finder in the shipped form whose weights are random, normalisation and biases too."""
    keras.utils.set_random_seed(1)
    random = np.random.default_rng(1)
    trained = build()
    for layer in trained.layers:
        weights = layer.get_weights()
        if len(weights) in (2, 4):  # a head, or a normalisation, whose variance is above 0
            spread = [each + random.uniform(0, 0.5, each.shape) for each in weights]
            layer.set_weights(spread)
    return fold(trained)


@pytest.fixture(scope="module")
def run(network, tmp_path_factory):
    """The folder of a run that has not learned anything."""
    folder = tmp_path_factory.mktemp("runs") / "small"
    folder.mkdir()
    network.save(folder / "network.keras")
    planes = np.random.default_rng(2).integers(0, 256, (LEAST_INPUTS, 64, 96, 3), np.uint8)
    np.savez(folder / "parity.npz", planes=planes)
    (folder / "results.json").write_text(json.dumps(RESULTS), encoding="utf-8")
    return folder


@pytest.fixture
def outputs():
    random = np.random.default_rng(1)
    ink = random.normal(0, 5, (LEAST_INPUTS, 16, 16, 4)).astype(np.float32)
    maps = random.normal(0, 5, (LEAST_INPUTS, 8, 8, CHANNELS)).astype(np.float32)
    return {"ink": ink, "maps": maps}


def test_equal_outputs_agree(outputs):
    parity = compare([outputs], [outputs], [outputs])
    assert (parity.inputs, parity.same) == (LEAST_INPUTS, 1)
    assert parity.largest_ink_difference == parity.largest_maps_difference == 0


@pytest.mark.parametrize("name", ["ink", "maps"])
@pytest.mark.parametrize("moved", [2 * TOLERANCE, np.nan])
def test_one_value_too_far_off_fails(outputs, name, moved):
    other = {**outputs, name: outputs[name].copy()}
    other[name][3, 2, 1, 0] += moved
    with pytest.raises(ParityError, match=f"A value of {name} differs"):
        compare([other], [outputs], [outputs])


def test_other_decisions_from_rounded_weights_fail(outputs):
    full = {**outputs, "ink": outputs["ink"].copy()}
    full["ink"][0] *= -1
    with pytest.raises(ParityError, match="another sign"):
        compare([outputs], [outputs], [full])


def test_too_few_levels_prove_nothing(outputs):
    few = {name: values[1:] for name, values in outputs.items()}
    with pytest.raises(ParityError, match=f"{LEAST_INPUTS - 1} levels prove too little"):
        compare([few], [few], [few])


def test_outputs_in_the_wrong_place_fail(outputs):
    swapped = {"ink": outputs["maps"], "maps": outputs["ink"]}
    with pytest.raises(ParityError, match="of shape"):
        compare([swapped], [outputs], [outputs])


def test_an_unfinished_run_is_refused(run, tmp_path):
    with pytest.raises(RunError, match=r"has no network\.keras; give the folder of a finished run"):
        Run.load(tmp_path)
    for path in run.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "results.json").unlink()
    without = {**RESULTS, "thresholds": {"digit": 0.4}}
    (tmp_path / "results.json").write_text(json.dumps(without), encoding="utf-8")
    with pytest.raises(RunError, match=r"has no thresholds\.doubt\. .* in a thresholds\.json"):
        Run.load(tmp_path)


def test_thresholds_and_losses_may_stand_where_the_training_leaves_them(run, tmp_path):
    for path in run.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "results.json").unlink()
    trained = {name: value for name, value in RESULTS.items() if name not in CHOSEN}
    trained["last"] = {"step": 1, "validation": {"total": 1.5}}
    (tmp_path / "results.json").write_text(json.dumps(trained), encoding="utf-8")
    chosen = RESULTS["thresholds"]
    (tmp_path / "thresholds.json").write_text(json.dumps(chosen), encoding="utf-8")
    results = Run.load(tmp_path).results
    assert (results["thresholds"], results["validation"]) == (chosen, {"total": 1.5})


def test_levels_of_a_size_that_the_finder_does_not_take_are_refused(run, tmp_path):
    for path in run.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "parity.npz").unlink()
    np.savez(tmp_path / "parity.npz", planes=np.zeros((9, 40, 64, 3), np.uint8))
    with pytest.raises(RunError, match=r"planes of uint8 \(9, 40, 64, 3\), but the finder takes"):
        Run.load(tmp_path)


def test_an_enlargement_that_the_page_does_not_compute_is_refused(tmp_path):
    given = keras.Input((None, None, 3))
    nearest = keras.Model(given, {"ink": keras.layers.UpSampling2D(2)(given)})
    with pytest.raises(ConversionError, match="knows only bilinear enlargement by two"):
        convert(nearest, tmp_path)


def test_every_runtime_agrees_with_keras_on_levels_of_several_sizes(network, run, tmp_path):
    """Enlargement between the middles of pixels, dilation, and what is fused, in all three."""
    out, told = tmp_path / "finder", tmp_path / "finder.json"
    assert main([str(run), "--model", str(out), "--reference", str(told)]) == 0
    card = FinderCard.parse((out / "card.json").read_text(encoding="utf-8"))
    half = rounded(network)
    tensorflow = run_folder(out, card, [card.ink, card.maps])
    numpy = Graph(out, card)
    random = np.random.default_rng(3)
    for size in ((1, 32, 32), (2, 64, 96), (1, 160, 32)):
        planes = random.integers(0, 256, (*size, 3), np.uint8)
        expected = keras_outputs(half, planes)
        for found in (
            tensorflow(planes),
            numpy.run(planes.astype(np.float32), card.ink, card.maps),
        ):
            for name, values in zip(("ink", "maps"), found, strict=True):
                assert np.ptp(expected[name]) > 1
                assert np.abs(values - expected[name]).max() <= TOLERANCE


def test_the_run_is_exported_proved_and_the_same_every_time(run, tmp_path, capsys):
    out, told = tmp_path / "finder", tmp_path / "finder.json"
    arguments = [str(run), "--model", str(out), "--reference", str(told)]
    assert main(arguments) == 0, capsys.readouterr().err
    assert "same sign on" in capsys.readouterr().out
    first = {path.name: path.read_bytes() for path in (*out.iterdir(), told)}
    assert set(first) == {"card.json", "model.json", "group1-shard1of1.bin", "finder.json"}
    card = json.loads(first["card.json"])
    assert card["parity"]["inputs"] > LEAST_INPUTS
    assert card["parity"]["largest_ink_difference"] <= TOLERANCE
    kept = json.loads(first["finder.json"])
    assert kept["weights"] == card["weights"]["sha256"]
    assert main(arguments) == 0
    assert {path.name: path.read_bytes() for path in (*out.iterdir(), told)} == first


def test_a_run_that_proves_nothing_leaves_the_finder_as_it_was(run, tmp_path, capsys):
    for path in run.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "parity.npz").unlink()
    np.savez(tmp_path / "parity.npz", planes=np.zeros((1, 32, 64, 3), np.uint8))
    out, told = tmp_path / "finder", tmp_path / "finder.json"
    out.mkdir()
    (out / "model.json").write_text("the old one")
    assert main([str(tmp_path), "--model", str(out), "--reference", str(told)]) == 1
    assert "levels prove too little" in (said := capsys.readouterr().err)
    assert f"{out} stays as it was" in said
    assert [path.read_text() for path in out.iterdir()] == ["the old one"]
    assert not told.exists()


def test_the_shipped_card_fits_the_shipped_files():
    text = (FOLDER / "card.json").read_text(encoding="utf-8")
    card = json.loads(text)
    assert FinderCard.parse(text).model == card["weights"]["sha256"][:12]
    for part in ("graph", "weights"):
        content = (FOLDER / card[part]["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == card[part]["sha256"]
        assert len(content) == card[part]["bytes"]
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(
        ["card.json", card["graph"]["file"], card["weights"]["file"]]
    )
    assert card["parameters"] <= PARAMETERS
    assert card["weights"]["bytes"] <= 330_000
    assert card["parity"]["inputs"] >= LEAST_INPUTS
    assert card["parity"]["largest_ink_difference"] <= TOLERANCE
    assert card["parity"]["largest_maps_difference"] <= TOLERANCE


def test_the_reference_for_the_page_belongs_to_the_shipped_weights():
    card = json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))
    told = json.loads((ROOT / "tests" / "browser" / "finder.json").read_text(encoding="utf-8"))
    assert told["weights"] == card["weights"]["sha256"]
    ink, maps = Shipped(SHIPPED).networks.find(reference.levels())
    for name, values in (("ink", ink), ("maps", maps)):
        kept = np.frombuffer(base64.b64decode(told[name]), np.float32)
        assert np.abs(values.ravel()[:: told["every"]] - kept).max() <= TOLERANCE
