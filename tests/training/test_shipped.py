"""The committed classifier on all of MNIST's test digits again, and what is stated of both."""

import json

import pytest

from reader.classify.answer import answer
from tests.conftest import ROOT
from training.digits import mnist
from training.evaluate import datasets, modelcard
from training.evaluate.requirements import requirements
from training.shipped import SHIPPED, Shipped

LEAST_RIGHT = 9_960  # of 10,000: less is no longer the model that was measured and committed
# Parts of the pen trajectories of writers that were not learnt from.
LEAST_OF_CHARACTERS = {
    "UNIPEN validation writers": 0.99,
    "UNIPEN validation writers, slashed noughts": 0.95,
}
EVALUATION = ROOT / "docs" / "evaluation.json"


@pytest.mark.data
def test_the_committed_model_reads_mnist_s_test_digits(data):
    networks = Shipped().networks
    _, test = mnist.load(data / "mnist", named=True)
    assert len(test) == 10_000
    said = [
        answer(logits, pixels, networks.classifier)
        for logits, pixels in zip(networks.classify(test.pixels), test.pixels, strict=True)
    ]
    right = sum(
        each.digit == label and each.verdict != "nothing"
        for each, label in zip(said, test.labels, strict=True)
    )
    assert right >= LEAST_RIGHT
    stated = json.loads(EVALUATION.read_text(encoding="utf-8"))["sets"][0]
    assert (stated["set"], stated["right"]) == ("MNIST test", right), "run `make evaluate`"


@pytest.mark.data
@pytest.mark.parametrize("name", LEAST_OF_CHARACTERS)
def test_the_committed_model_reads_other_hands(name, characters):
    assert characters[name]["right"] >= LEAST_OF_CHARACTERS[name] * characters[name]["n"]
    stated = json.loads(EVALUATION.read_text(encoding="utf-8"))["sets"]
    (row,) = [each for each in stated if each["set"] == name]
    # How many threads add up decides the last digits of the error.
    error = pytest.approx(row["calibration_error"], abs=1e-6)
    assert characters[name] == {**row, "calibration_error": error}, "run `make evaluate`"


@pytest.fixture(scope="module")
def characters(data):
    counted = datasets.characters(data / "strokes", Shipped())
    return {each.name: each.as_dict() for each in counted}


def cards():
    """The cards of the classifier and of the finder."""
    return [
        json.loads((SHIPPED / name / "card.json").read_text(encoding="utf-8"))
        for name in ("classifier", "finder")
    ]


def test_what_is_stated_was_measured_with_these_networks():
    evaluation = json.loads(EVALUATION.read_text(encoding="utf-8"))
    card, finder = cards()
    assert evaluation["model"] == card["weights"]["sha256"][:12], "run `make evaluate`"
    assert evaluation.get("finder") == finder["weights"]["sha256"][:12], "run `make evaluate`"
    assert evaluation["seeds"] == card["seeds"]
    assert evaluation["promises"] == requirements(evaluation, card, finder)


def test_the_model_card_is_the_one_that_the_evaluation_gives():
    evaluation = json.loads(EVALUATION.read_text(encoding="utf-8"))
    assert "generated" in evaluation, "run `make evaluate`"
    text = (ROOT / "docs" / "model-card.md").read_text(encoding="utf-8")
    assert text == modelcard.text(evaluation, *cards()), "run `make evaluate`"
