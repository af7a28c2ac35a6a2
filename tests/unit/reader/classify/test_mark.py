"""Marks: what the classifier is shown of a detection, and how far both networks believe in it."""

import numpy as np
import pytest

from reader.classify.geometry import normalise
from reader.classify.mark import classified, in_mnist_geometry
from reader.classify.stroke import THINNEST
from reader.find.detection import Detection
from reader.find.instance import Instance
from tests.made_up import CARD, always, by_width


def instance(height=60, width=40, pen=8, box=(100.0, 50.0, 120.0, 80.0)):
    """A ring of full ink, and where it lies in the picture."""
    mask = np.ones((height, width), np.bool_)
    mask[pen:-pen, pen:-pen] = False
    return Instance((mask * 255).astype(np.uint8), mask, box, 200.0)


def bar(box=(10.0, 50.0, 14.0, 80.0)):
    mask = np.ones((60, 8), np.bool_)
    return Instance((mask * 255).astype(np.uint8), mask, box, 200.0)


def detection(score=0.9):
    return Detection((99.0, 49.0, 121.0, 81.0), score, 1, None, 0.0)


def test_no_detections_are_no_marks_and_the_classifier_is_not_asked():
    classify, shown = always(3)

    assert classified([], classify, CARD) == []
    assert shown == []


def test_all_are_asked_about_at_once_and_come_back_in_their_order():
    classify, shown = always(3)
    both = by_width(narrow=(1, 20), wide=(0, 20))

    marks = classified([(detection(), bar()), (detection(), instance())], both, CARD)
    classified([(detection(), bar()), (detection(), instance())], classify, CARD)

    assert [mark.answer.digit for mark in marks] == [1, 0]
    assert [mark.box for mark in marks] == [bar().box, instance().box]
    assert [pixels.shape for pixels in shown] == [(2, 28, 28)]
    for mark, pixels in zip(marks, shown[0], strict=True):
        assert np.array_equal(mark.pixels, pixels)
        assert mark.pixels.dtype == np.uint8


def test_the_box_is_that_of_the_ink_and_not_the_finder_s():
    (mark,) = classified([(detection(), instance())], always(0)[0], CARD)

    assert mark.box == (100.0, 50.0, 120.0, 80.0) != mark.detection.box


def test_belief_is_what_both_networks_say():
    def classify(pixels):
        logits = np.zeros((len(pixels), 11), np.float32)
        logits[:, 3], logits[:, 10] = 20.0, 20.0 - 2 * np.log(4)  # 4 : 1 at a temperature of 2
        return logits

    (mark,) = classified([(detection(0.9), instance())], classify, CARD)

    assert mark.answer.not_a_digit == pytest.approx(0.2, abs=1e-3)
    assert mark.belief == pytest.approx(0.9 * 0.8, abs=1e-3)


def test_what_is_refused_is_believed_in_by_nobody():
    (mark,) = classified([(detection(), instance())], always(10)[0], CARD)

    assert mark.answer.verdict == "nothing"
    assert mark.belief < 0.01


def test_a_stroke_as_wide_as_mnist_s_is_shown_as_it_is():
    wide = instance(pen=8)

    assert np.array_equal(in_mnist_geometry([wide])[0], normalise(wide.levels))


def test_a_thin_stroke_is_shown_as_wide_as_a_pen_s():
    """Two of sixty pixels would be a grey veil of two thirds of a pixel."""
    thin = instance(pen=2)

    plain, shown = normalise(thin.levels), in_mnist_geometry([thin])[0]

    middle = shown[:, 14]
    assert (middle > 127).sum() >= round(2 * 20 * THINNEST)
    assert shown.sum() > 1.5 * plain.sum()
    assert shown.shape == (28, 28)


def test_a_mark_that_is_doubted_is_the_same_in_doubt():
    (mark,) = classified([(detection(), instance())], always(0)[0], CARD)
    (refused,) = classified([(detection(), instance())], always(10)[0], CARD)

    doubted = mark.doubted()

    assert (mark.answer.sure, mark.answer.verdict) == (True, "digit")
    assert (doubted.answer.sure, doubted.answer.verdict) == (False, "unsure")
    assert (doubted.answer.digit, doubted.belief) == (mark.answer.digit, mark.belief)
    assert refused.doubted().answer.verdict == "nothing"
