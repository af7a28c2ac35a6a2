"""The card: what fits is read, what does not fit is refused by name."""

import copy
import json
from typing import Any

import pytest

from reader.card import CardError
from reader.classify.card import LABELS, ClassifierCard

GOOD: dict[str, Any] = {
    "contract": 2,
    "labels": list(LABELS),
    "temperature": 1.25,
    "thresholds": {
        "sure": 0.9,
        "not_a_digit": 0.4,
        "least_ink": 0.03,
        "most_ink": 0.7,
        "pieces": 4,
        "holes": 5,
    },
    "outputs": {"logits": "Identity:0", "features": "Identity_1:0"},
    "graph": {"file": "model.json", "sha256": "ab" * 32, "bytes": 10},
    "weights": {"file": "w.bin", "sha256": "cd" * 32, "bytes": 10, "dtype": "float16"},
}


def card_with(path, value):
    """The text of a good card with one value changed, or taken away where it is None."""
    card = copy.deepcopy(GOOD)
    *folders, name = path.split(".")
    place: Any = card
    for folder in folders:
        place = place[folder]
    if value is None:
        del place[name]
    else:
        place[name] = value
    return json.dumps(card)


def test_a_good_card_is_read():
    card = ClassifierCard.parse(json.dumps(GOOD))

    assert (card.temperature, card.sure, card.not_a_digit) == (1.25, 0.9, 0.4)
    assert (card.limits.least_ink, card.limits.most_ink) == (0.03, 0.7)
    assert (card.limits.pieces, card.limits.holes) == (4, 5)
    assert (card.logits, card.features) == ("Identity:0", "Identity_1:0")
    assert (card.graph_file, card.weights_file) == ("model.json", "w.bin")
    assert card.model == "cdcdcdcdcdcd"


def test_the_classes_may_be_called_by_other_characters():
    assert ClassifierCard.parse(json.dumps(GOOD)).labels == "0123456789"
    letters = card_with("labels", [*"ABCDEFGHIJ", "not-a-digit"])
    assert ClassifierCard.parse(letters).labels == "ABCDEFGHIJ"


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("contract", 1, "contract 1"),
        ("labels", list(LABELS[:10]), "labels"),
        ("labels", "0123456789", "labels"),
        ("labels", [*"ABCDEFGHI", "AB", "not-a-digit"], "labels"),
        ("labels", [*"ABCDEFGHIA", "not-a-digit"], "labels"),
        ("labels", [*"ABCDEFGHI-", "not-a-digit"], "labels"),
        ("labels", [*range(10), "not-a-digit"], "labels"),
        ("labels", None, "labels"),
        ("temperature", 0, "temperature"),
        ("temperature", "warm", "damaged"),
        ("thresholds.sure", 1.5, "thresholds.sure"),
        ("thresholds.not_a_digit", -0.1, "thresholds.not_a_digit"),
        ("thresholds.holes", None, "holes"),
        ("thresholds.least_ink", 0.8, "thresholds.least_ink"),
        ("weights.sha256", None, "sha256"),
        ("outputs", None, "outputs"),
    ],
)
def test_a_card_that_does_not_fit_is_refused_by_name(path, value, words):
    with pytest.raises(CardError, match=words) as failure:
        ClassifierCard.parse(card_with(path, value))

    assert "card.json" in str(failure.value)
    assert "again" in str(failure.value)  # the remedy


@pytest.mark.parametrize("text", ["", "not json", "[]", "null", '{"contract": 2'])
def test_a_damaged_card_is_refused(text):
    with pytest.raises(CardError, match=r"damaged|has no"):
        ClassifierCard.parse(text)
