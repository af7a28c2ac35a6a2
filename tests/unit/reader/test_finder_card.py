"""The finder's card: what fits is read, what does not fit is refused by name."""

import copy
import json
from typing import Any

import pytest

from reader.card import CardError
from reader.find.card import FinderCard
from reader.find.maps import SIGNS

GOOD: dict[str, Any] = {
    "contract": 1,
    "planes": ["grey", "dark", "light"],
    "signs": list(SIGNS),
    "thresholds": {"digit": 0.4, "doubt": 0.1, "sure": 0.5, "sign": 0.3, "sure_sign": 0.8},
    "outputs": {"ink": "Identity:0", "maps": "Identity_1:0"},
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
    card = FinderCard.parse(json.dumps(GOOD))

    assert (card.digit, card.doubt, card.sure) == (0.4, 0.1, 0.5)
    assert (card.sign, card.sure_sign) == (0.3, 0.8)
    assert (card.ink, card.maps) == ("Identity:0", "Identity_1:0")
    assert (card.graph_file, card.weights_file) == ("model.json", "w.bin")
    assert (card.graph_sha256, card.weights_sha256) == ("ab" * 32, "cd" * 32)
    assert card.model == "cdcdcdcdcdcd"


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("contract", 2, "contract 2"),
        ("planes", ["grey", "light", "dark"], "planes"),
        ("signs", list(SIGNS[:-1]), "signs"),
        ("thresholds.digit", 1.5, r"thresholds\.digit"),
        ("thresholds.sign", -0.1, r"thresholds\.sign"),
        ("thresholds.digit", float("nan"), r"thresholds\.digit"),
        ("thresholds.doubt", 0.5, r"at most thresholds\.digit, 0\.4"),
        ("thresholds.sure", 0.3, r"at most thresholds\.sure, 0\.3"),
        ("thresholds.sure", None, "sure"),
        ("thresholds.sure_sign", 0.2, r"at most thresholds\.sure_sign, 0\.2"),
        ("thresholds.doubt", None, "doubt"),
        ("thresholds.doubt", "little", "damaged"),
        ("outputs.maps", None, "maps"),
        ("weights.sha256", None, "sha256"),
    ],
)
def test_a_card_that_does_not_fit_is_refused_by_name(path, value, words):
    with pytest.raises(CardError, match=words) as failure:
        FinderCard.parse(card_with(path, value))

    assert "finder/card.json" in str(failure.value)
    assert "export the finder again" in str(failure.value)


@pytest.mark.parametrize("text", ["", "not json", "[]", "null", '{"contract": 1'])
def test_a_damaged_card_is_refused(text):
    with pytest.raises(CardError, match=r"damaged|has no"):
        FinderCard.parse(text)
