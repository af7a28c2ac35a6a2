"""The committed classifier, put back into the form that is trained, answers as it did."""

import json

import numpy as np
import pytest

from reader.card import CardError
from training.classifier import network, restore
from training.classifier.check import keras_logits, rebuilt
from training.classifier.settings import Settings
from training.classifier.state import State
from training.digits import numerals
from training.shipped import SHIPPED, Shipped

MODEL = SHIPPED / "classifier"


@pytest.fixture(scope="module")
def pixels():
    return numerals.write(400, 5)[0]


@pytest.fixture(scope="module")
def run(tmp_path_factory, pixels):
    folder = tmp_path_factory.mktemp("runs") / "shipped"
    restore.write(MODEL, pixels, folder)
    return folder


def test_a_run_that_starts_from_it_begins_with_the_committed_network(run, pixels):
    state = State(Settings(start=run))
    state.begin(run)
    assert np.abs(keras_logits(state.finished(), pixels) - Shipped().classify(pixels)).max() < 2e-3


def test_it_answers_alike_while_it_is_trained(run, pixels):
    # In training a batch is normalised by what is measured on itself.
    state = State(Settings(start=run))
    state.begin(run)
    given = pixels[..., None].astype(np.float32)
    logits = np.asarray(state.trained(given, training=True)["logits"])
    assert np.abs(logits - Shipped().classify(pixels)).max() < 0.05


def test_it_is_a_teacher(run, pixels):
    teacher = network.load(run / "network.keras", network.SHIPPED, "float32")
    assert np.abs(keras_logits(teacher, pixels) - Shipped().classify(pixels)).max() < 1e-4


def test_damaged_weights_are_refused(tmp_path):
    for path in MODEL.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    card = json.loads((tmp_path / "card.json").read_text(encoding="utf-8"))
    shard = tmp_path / card["weights"]["file"]
    shard.write_bytes(shard.read_bytes()[:-1] + b"\0")
    with pytest.raises(CardError):
        rebuilt(tmp_path, Shipped().networks.classifier)
