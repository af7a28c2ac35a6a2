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

    `inks` are other ink by its detections.
    """

    def instances(_pixels, _seen, wanted, _among):
        return [None if each in inkless else (inks or {}).get(each, BAR) for each in wanted]

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


def beside(*columns):
    """Ink from ten pixels beside the larger detection to its other end, but for these columns."""
    box = (LARGE[0] - 10, *LARGE[1:])
    mask = np.ones((int(box[3] - box[1]), int(box[2] - box[0])), np.bool_)
    mask[:, columns] = False
    return Instance(np.where(mask, 255, 0).astype(np.uint8), mask, box, 200.0)


def test_a_digit_with_a_piece_of_its_neighbour_leaves_that_alone(monkeypatch):
    small, large = found = seen_side_by_side()
    # A piece that does not touch the rest lies beside the detection, in the smaller one.
    inks = {small: replace(BAR, box=SMALL), large: beside(7, 8)}

    told, _ = read(monkeypatch, found, inks=inks)

    assert [mark.detection for mark in told] == found


def test_a_part_of_a_digit_s_ink_is_no_digit_of_its_own(monkeypatch):
    small, large = found = seen_side_by_side()
    # The larger one's ink goes on beside its box, and has all of the smaller one's.
    inks = {small: replace(BAR, box=SMALL), large: beside()}

    told, _ = read(monkeypatch, found, inks=inks)

    assert [mark.detection for mark in told] == [small]


def test_two_detections_with_the_same_ink_are_one_digit(monkeypatch):
    found = seen_side_by_side()
    ink = replace(BAR, box=(52.0, 40.0, 60.0, 70.0))

    told, _ = read(monkeypatch, found, inks=dict.fromkeys(found, ink))

    assert [mark.detection for mark in told] == found[:1]
