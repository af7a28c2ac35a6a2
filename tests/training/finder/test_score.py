"""The score of a look at pages, against counts made by hand."""

import numpy as np
import pytest

from reader.classify.answer import Answer
from reader.classify.mark import Mark
from reader.find.detection import Detection
from reader.find.instance import Instance
from reader.sight import Sight
from tests.finder import Patches
from tests.made_up import always, networks
from tests.training.finder.made import page
from training.finder.score import Score, overlap, score


def mark(box, digit=1, *, sure=True):
    told = Answer(
        digit, 0.9, sure, np.full(10, 0.1), 0.0, "digit" if sure else "unsure", None
    )  # fmt: skip
    ink = np.ones((4, 4), np.bool_)
    return Mark(
        Detection(box, 0.9, 0, None, 0.0),
        Instance(ink.astype(np.uint8), ink, box, 200.0),
        np.zeros((28, 28), np.uint8),
        told,
    )


def counted(made, *marks):
    told = Score()
    told.count(made, Sight(marks, (), (), (), (), made.picture))
    return told


BOXES = [(10, 10, 30, 50), (40, 10, 60, 50), (70, 10, 90, 50)]


def test_the_overlap_is_the_intersection_over_the_union():
    boxes = np.array([[0, 0, 10, 10], [0, 0, 4, 4]], float)
    others = np.array([[0, 0, 10, 10], [5, 0, 15, 10], [20, 20, 30, 30]], float)

    assert overlap(boxes, others) == pytest.approx(
        np.array([[1, 1 / 3, 0], [16 / 100, 0, 0]]), abs=1e-9
    )
    assert overlap(boxes, others[:0]).shape == (2, 0)
    assert overlap(boxes[:0], others).shape == (0, 3)


def test_digits_are_found_and_read_or_not():
    told = counted(
        page(BOXES, labels=[1, 2, 3]),
        mark((10, 10, 30, 50), 1),
        mark((41, 12, 60, 50), 7, sure=False),
        mark((70, 10, 90, 28), 3),  # less than half of it
    )

    assert (told.pages, told.n, told.found, told.right) == (1, 3, 2, 1)
    assert (told.sure, told.sure_and_right) == (1, 1)
    assert (told.false, told.false_and_sure) == (0, 0)


def test_a_sure_digit_that_is_another_is_counted_as_sure_and_not_as_right():
    told = counted(page(BOXES[:1], labels=[4]), mark(BOXES[0], 9))

    assert (told.found, told.right, told.sure, told.sure_and_right) == (1, 0, 1, 0)


def test_what_is_seen_where_nothing_is_is_false():
    told = counted(
        page(BOXES[:1]),
        mark(BOXES[0]),
        mark((120, 80, 140, 120)),
        mark((150, 80, 170, 120), sure=False),
    )

    assert (told.false, told.false_and_sure) == (2, 1)
    empty = counted(page([]), mark((120, 80, 140, 120)))
    assert (empty.n, empty.false, empty.false_and_sure) == (0, 1, 1)


def test_nobody_has_to_read_what_is_cut_faint_or_tiny_and_reading_it_is_not_false():
    faint = page(
        BOXES,
        whole=np.array([False, True, True]),
        contrast=np.array([200, 3, 200], np.float32),
        heights=np.array([40, 40, 6], np.float32),
    )

    told = counted(faint, *(mark(box) for box in BOXES))

    assert (told.n, told.found, told.false) == (0, 0, 0)


def test_no_digits_seen_is_nothing_found():
    told = counted(page(BOXES))

    assert (told.n, told.found, told.right, told.false) == (3, 0, 0, 0)


def test_pages_are_looked_at_by_the_reader_and_added_up():
    pages = [page(BOXES, labels=[1, 1, 1]), page([], size=(100, 100)), page(BOXES[:2])]

    told = score(pages, networks(Patches(), always(1)[0]))

    assert (told.pages, told.n, told.found, told.right, told.sure) == (3, 5, 5, 5, 5)
    assert told.false == 0
    counts = told.as_dict()
    assert (counts["set"], counts["n"], counts["sure_and_right"]) == (told.name, 5, 5)
