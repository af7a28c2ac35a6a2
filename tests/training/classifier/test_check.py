"""The pictures of the page's check are those that the command draws, with what Keras says."""

import json

import numpy as np

from tests.conftest import ROOT
from training.classifier import check
from training.digits import numerals
from training.shipped import SHIPPED, Shipped


def test_the_committed_check_is_the_one_that_the_command_writes():
    card = Shipped().networks.classifier
    pixels, answers = numerals.write(check.PICTURES, check.SEED)
    logits = check.keras_logits(check.rebuilt(SHIPPED / "classifier", card), pixels)
    made = check.contents(card, pixels, answers, logits)
    kept = json.loads((ROOT / "site" / "model" / "check.json").read_text(encoding="utf-8"))
    assert np.abs(np.array(kept.pop("logits")) - made.pop("logits")).max() <= 1e-4, (
        "run `python -m training.classifier.check`"
    )
    assert kept == made, "run `python -m training.classifier.check`"


def test_keras_s_network_of_the_shard_answers_as_the_converted_graph():
    shipped = Shipped()
    pixels, _ = numerals.write(20, 3)
    logits = check.keras_logits(
        check.rebuilt(SHIPPED / "classifier", shipped.networks.classifier), pixels
    )
    assert np.abs(logits - shipped.classify(pixels)).max() <= 1e-4
