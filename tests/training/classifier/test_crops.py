"""What the shipped finder cuts out of generated pages, and what it is said to be."""

import numpy as np
import pytest

from training.classifier import crops as module
from training.classifier.calibration import NOT_A_DIGIT
from training.classifier.crops import Crops, crops, main
from training.errors import DataError
from training.pages.page import make
from training.pages.sources import Sources
from training.shipped import Shipped

pytestmark = pytest.mark.data
PAGES = 12


@pytest.fixture(scope="module")
def networks():
    return Shipped().networks


@pytest.fixture(scope="module")
def sources(data):
    return Sources.load(data, "validation")


def test_digits_have_their_labels(sources, networks):
    """The classifier, which has not seen the labels, agrees with most, low peaks among them."""
    right = total = 0
    for number in range(PAGES):
        pixels, labels, _ = crops(make(1, number, sources, "few"), networks)
        assert len(pixels) == len(labels)
        digits = labels < NOT_A_DIGIT
        told = networks.classify(pixels[digits]).argmax(axis=1)
        right, total = right + int((told == labels[digits]).sum()), total + int(digits.sum())
    assert total > 2 * PAGES
    assert right > 0.7 * total


def test_words_have_no_digits(sources, networks):
    found = [crops(make(1, number, sources, "words"), networks)[1] for number in range(PAGES)]
    assert len(np.concatenate(found)) > 0
    assert (np.concatenate(found) == NOT_A_DIGIT).all()


def test_what_was_cut_is_read_again_and_its_parts_differ(data, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(module, "PARTS", {"train": 1.0, "validation": 0.5})
    arguments = ["--pages", "4", "--data", str(data), "--runs", str(tmp_path)]
    assert main([*arguments, "--processes", "1"]) == 0
    assert "train: " in capsys.readouterr().out
    train, validation = (
        Crops.load(tmp_path / "pictures", part) for part in ("train", "validation")
    )
    for each in (train, validation):
        assert each.pixels.shape == (len(each.labels), 28, 28)
        assert (each.like[each.labels < NOT_A_DIGIT] == NOT_A_DIGIT).all()
    assert len(train.labels) != len(validation.labels)


def test_without_crops_there_is_a_word_for_it(tmp_path):
    with pytest.raises(DataError, match=r"python -m training\.classifier\.crops"):
        Crops.load(tmp_path, "train")
