"""The parity check and the swap: what is wrong never reaches the page's classifier."""

import hashlib
import json

import numpy as np
import pytest

from convert.model.__main__ import ROOT
from convert.model.parity import LEAST_INPUTS, ParityError, compare
from convert.model.run import Run, RunError


@pytest.fixture
def logits():
    return np.random.default_rng(1).normal(0, 5, (LEAST_INPUTS, 11)).astype(np.float32)


def test_equal_logits_agree(logits):
    parity = compare(logits, logits, logits)
    assert (parity.inputs, parity.largest_logit_difference) == (LEAST_INPUTS, 0)
    assert parity.same_class == LEAST_INPUTS


def test_one_logit_too_far_off_fails(logits):
    other = logits.copy()
    other[17, 3] += 2e-3
    with pytest.raises(ParityError, match=r"differs from Keras's by 0\.002"):
        compare(other, logits, logits)


def test_one_other_class_fails(logits):
    full = logits.copy()
    full[5] = -full[5]
    with pytest.raises(ParityError, match="1 of 200 pictures get another class"):
        compare(logits, logits, full)


def test_a_logit_that_is_no_number_fails(logits):
    other = logits.copy()
    other[0, 0] = np.nan
    with pytest.raises(ParityError, match="differs"):
        compare(other, logits, logits)


def test_too_few_pictures_prove_nothing(logits):
    with pytest.raises(ParityError, match="199 pictures"):
        compare(logits[1:], logits[1:], logits[1:])


def test_outputs_in_the_wrong_place_fail(logits):
    with pytest.raises(ParityError, match="shape"):
        compare(logits[:, :10], logits, logits)


def test_an_unfinished_run_is_refused(tmp_path):
    with pytest.raises(RunError, match=r"has no network\.keras; give the folder of a run"):
        Run.load(tmp_path)


def test_the_shipped_card_fits_the_shipped_files():
    folder = ROOT / "site" / "model" / "classifier"
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    for part in ("graph", "weights"):
        content = (folder / card[part]["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == card[part]["sha256"]
        assert len(content) == card[part]["bytes"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["card.json", card["graph"]["file"], card["weights"]["file"]]
    )
    graph = json.loads((folder / card["graph"]["file"]).read_text(encoding="utf-8"))
    tensors = {output["name"] for output in graph["signature"]["outputs"].values()}
    assert tensors == set(card["outputs"].values())
    assert {node["op"] for node in graph["modelTopology"]["node"]} >= {"_FusedConv2D"}
    assert card["parameters"] <= 100_000
    assert card["weights"]["bytes"] <= 200_000
    assert [each["run"] for each in card["seeds"] if each["chosen"]] == [card["training"]["run"]]
    assert card["parity"]["inputs"] >= LEAST_INPUTS
    assert card["parity"]["same_class"] == card["parity"]["inputs"]
    assert card["parity"]["largest_logit_difference"] <= 1e-3


def test_the_shipped_network_states_what_its_seeds_gave():
    """Three seeds were shipped before; of this round one is trained, two are owed by 2027-01-31."""
    path = ROOT / "site" / "model" / "classifier" / "card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    assert len(card["seeds"]) >= 1
    assert sum(each["chosen"] for each in card["seeds"]) == 1


def test_the_reference_for_the_page_belongs_to_the_shipped_weights():
    path = ROOT / "site" / "model" / "classifier" / "card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    path = ROOT / "tests" / "browser" / "parity.json"
    reference = json.loads(path.read_text(encoding="utf-8"))
    assert reference["weights"] == card["weights"]["sha256"]
    assert len(reference["inputs"]) == len(reference["logits"]) >= 50
