"""Marks of detections that see the same: which of them is read, and which goes without a word."""

from dataclasses import replace

import numpy as np

from reader import marks
from reader.find.detection import Detection
from reader.find.instance import Instance
from tests.finder import Told
from tests.made_up import always, networks

SIZE = (300, 200)
BOX = (60.0, 40.0, 70.0, 80.0)
SMALL = (39.0, 36.0, 62.0, 73.0)
LARGE = (50.0, 24.0, 94.0, 105.0)
BAR = Instance(
    np.full((40, 10), 255, np.uint8), np.ones((40, 10), np.bool_), box=BOX, contrast=200.0
)


def seen_twice():
    """A detection, and another that sees the same at the next level and counts for less."""
    return [Detection(BOX, score, level, None, 0.0, score) for level, score in ((0, 0.6), (1, 0.5))]


def seen_side_by_side():
    """Two detections whose boxes share a little, the smaller one higher."""
    return [
        Detection(box, score, 0, None, 0.0, score) for box, score in ((SMALL, 0.6), (LARGE, 0.5))
    ]


def read(monkeypatch, found, inkless=(), digit=1, inks=None):
    """The marks of detections that all have the same ink, besides those without any.

    `inks` are other boxes of ink by their detections.
    """

    def instances(_pixels, _seen, wanted, _among):
        drawn = {each: replace(BAR, box=box) for each, box in (inks or {}).items()}
        return [None if each in inkless else drawn.get(each, BAR) for each in wanted]

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


def test_a_digit_with_a_piece_of_its_neighbour_leaves_that_alone(monkeypatch):
    found = seen_side_by_side()
    # The larger one's ink has the left end of the smaller one's, which lies in it nearly whole.
    inks = {found[0]: SMALL, found[1]: (40.0, *LARGE[1:])}

    told, _ = read(monkeypatch, found, inks=inks)

    assert [mark.detection for mark in told] == found


def test_two_detections_with_the_same_ink_are_one_digit(monkeypatch):
    found = seen_side_by_side()

    told, _ = read(monkeypatch, found, inks=dict.fromkeys(found, (52.0, 40.0, 60.0, 70.0)))

    assert [mark.detection for mark in told] == found[:1]
