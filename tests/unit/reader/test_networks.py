"""What a network answers is used only where it is an answer."""

import json
from typing import Any

import numpy as np
import pytest

from reader.classify.card import ClassifierCard
from reader.find.card import FinderCard
from reader.find.maps import CHANNELS
from reader.networks import NetworkError, Networks
from tests.unit.reader import test_classifier_card, test_finder_card

PLANES = np.zeros((2, 64, 96, 3), np.uint8)
PIXELS = np.zeros((3, 28, 28), np.uint8)


def networks(ink=None, maps=None, logits=None):
    """Networks that answer so, whatever they are given."""
    given: dict[str, Any] = {
        "ink": np.zeros((2, 32, 48, 4), np.float32) if ink is None else ink,
        "maps": np.zeros((2, 16, 24, CHANNELS), np.float32) if maps is None else maps,
        "logits": np.zeros((3, 11), np.float32) if logits is None else logits,
    }
    return Networks.checked(
        lambda _: (given["ink"], given["maps"]),
        FinderCard.parse(json.dumps(test_finder_card.GOOD)),
        lambda _: given["logits"],
        ClassifierCard.parse(json.dumps(test_classifier_card.GOOD)),
    )


def test_answers_come_back_as_they_are():
    logits = np.random.default_rng(1).normal(size=(3, 11)).astype(np.float32)
    both = networks(logits=logits)

    ink, maps = both.find(PLANES)

    assert (ink.shape, maps.shape) == ((2, 32, 48, 4), (2, 16, 24, CHANNELS))
    assert both.classify(PIXELS) is logits
    assert both.finder.model == both.classifier.model == "cd" * 6


def test_a_finder_of_other_outputs_is_refused_by_their_shape():
    with pytest.raises(NetworkError, match=r"finder gave ink of the shape \(2, 32, 48, 1\)"):
        networks(ink=np.zeros((2, 32, 48, 1), np.float32)).find(PLANES)
    with pytest.raises(NetworkError, match=r"maps of the shape .* export the finder again"):
        networks(maps=np.zeros((2, 16, 24, 3), np.float32)).find(PLANES)
    with pytest.raises(NetworkError, match=r"classifier gave logits of the shape \(3, 10\)"):
        networks(logits=np.zeros((3, 10), np.float32)).classify(PIXELS)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("name", ["ink", "maps", "logits"])
def test_one_value_that_is_no_number_is_enough_to_refuse_an_answer(name, value):
    shapes = {"ink": (2, 32, 48, 4), "maps": (2, 16, 24, CHANNELS), "logits": (3, 11)}
    answer = np.zeros(shapes[name], np.float32)
    answer.reshape(-1)[-7] = value
    both = networks(**{name: answer})

    with pytest.raises(NetworkError, match=f"{name} that are no numbers; restore site/model/"):
        both.classify(PIXELS) if name == "logits" else both.find(PLANES)
