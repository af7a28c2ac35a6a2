"""The engine trusts a model only after its bytes have the hash that its card states."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from engine.errors import EngineError
from engine.seal import verify, verify_text
from reader import ClassifierCard
from reader.find.card import FinderCard

MODEL = Path(__file__).resolve().parents[2] / "site" / "model"
CARDS: dict[str, Any] = {"classifier": ClassifierCard, "finder": FinderCard}
WEIGHTS = bytes(range(256)) * 8


def seal(content: bytes) -> str:
    """The SHA-256 of bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def test_intact_bytes_come_back_as_they_are():
    assert verify("model/finder/weights.bin", WEIGHTS, seal(WEIGHTS)) == WEIGHTS


@pytest.mark.parametrize(
    "damaged",
    [WEIGHTS[:-1], WEIGHTS + b"\0", b"", bytes([WEIGHTS[0] ^ 1]) + WEIGHTS[1:]],
    ids=["truncated", "longer", "empty", "one bit"],
)
def test_damaged_bytes_are_refused_by_name_with_what_to_do(damaged):
    with pytest.raises(EngineError) as refused:
        verify("model/finder/weights.bin", damaged, seal(WEIGHTS))
    message = str(refused.value)
    assert message.startswith("model/finder/weights.bin is damaged")
    assert f"{len(damaged)} bytes" in message
    assert seal(WEIGHTS)[:12] in message
    assert seal(damaged)[:12] in message
    assert "restore site/model/finder/weights.bin" in message


@pytest.mark.parametrize("sent", [b"{\n}\n", b"{\r\n}\r\n", b"{\n}"], ids=["same", "CRLF", "cut"])
def test_a_text_whose_lines_have_other_ends_is_the_same(sent):
    assert verify_text("model.json", sent, seal(b"{\n}\n")) == b"{\n}\n"


def test_a_text_that_is_another_is_refused():
    with pytest.raises(EngineError, match=r"model\.json is damaged"):
        verify_text("model.json", b"{\n }\n", seal(b"{\n}\n"))


@pytest.mark.parametrize("network", CARDS)
def test_a_network_that_is_shipped_fits_its_card(network):
    card = CARDS[network].parse((MODEL / network / "card.json").read_text(encoding="utf-8"))
    for file, sha256 in (
        (card.graph_file, card.graph_sha256),
        (card.weights_file, card.weights_sha256),
    ):
        assert verify(file, (MODEL / network / file).read_bytes(), sha256)


@pytest.mark.parametrize("network", CARDS)
def test_a_network_that_is_shipped_has_one_shard_in_the_card_and_in_the_graph(network):
    card = CARDS[network].parse((MODEL / network / "card.json").read_text(encoding="utf-8"))
    graph = json.loads((MODEL / network / card.graph_file).read_text(encoding="utf-8"))
    (group,) = graph["weightsManifest"]
    assert group["paths"] == [card.weights_file]
