"""Marks of detections that see the same: which of them is read, and which goes without a word."""

import numpy as np

from reader import marks
from reader.find.detection import Detection
from reader.find.instance import Instance
from tests.finder import Told
from tests.made_up import always, networks

SIZE = (300, 200)
BOX = (60.0, 40.0, 70.0, 80.0)
BAR = Instance(
    np.full((40, 10), 255, np.uint8), np.ones((40, 10), np.bool_), box=BOX, contrast=200.0
)


def seen_twice():
    """A detection, and another that sees the same at the next level and counts for less."""
    return [Detection(BOX, score, level, None, 0.0, score) for level, score in ((0, 0.6), (1, 0.5))]


def read(monkeypatch, found, inkless, digit=1):
    """The marks of detections that all have the same ink, besides those without any."""

    def instances(_pixels, _seen, wanted, _among):
        return [None if each in inkless else BAR for each in wanted]

    monkeypatch.setattr(marks, "instances", instances)
    monkeypatch.setattr(marks, "reaching", lambda _seen, wanted, _among: wanted)
    pixels = np.full((SIZE[1], SIZE[0], 3), 240, np.uint8)
    return marks.marks(pixels, [], found, networks(Told(SIZE, ()), always(digit)[0]))


def test_where_the_best_has_no_ink_the_next_is_read(monkeypatch):
    best, other = found = seen_twice()

    (mark,), refused = read(monkeypatch, found, inkless=[best])

    assert (mark.detection, mark.answer.digit, refused) == (other, 1, [])


def test_what_is_refused_takes_all_that_see_the_same_with_it(monkeypatch):
    best, _ = found = seen_twice()

    told, (refused,) = read(monkeypatch, found, inkless=[], digit=10)

    assert (told, refused.detection) == ([], best)


def test_without_any_ink_nothing_is_read(monkeypatch):
    found = seen_twice()

    assert read(monkeypatch, found, inkless=found) == ([], [])
