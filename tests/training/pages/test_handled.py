"""What is done to pictures once they are drawn: they are turned, cut, or lose ink along a band."""

from dataclasses import replace

import numpy as np
import pytest

from training.pages import band, crop, page, turn
from training.pages.crop import SHORTEST, cropped, part
from training.pages.glyph import SIGNS
from training.pages.hand import hand
from training.pages.page import make
from training.pages.turn import turned

SEED = 11


@pytest.fixture(scope="module")
def numbers(sources):
    """A page with digits and signs on it."""
    found = (make(SEED, number, sources, "amounts") for number in range(40))
    return next(one for one in found if len(one.labels) > 8 and len(one.sign_kinds) > 3)


def consistent(made):
    """Whether maps, boxes and order of a page belong together."""
    for plane, boxes in ((made.instances, made.boxes), (made.signs, made.sign_boxes)):
        assert set(np.unique(plane)) - {0} == set(range(1, len(boxes) + 1))
        assert plane.shape == made.picture.shape[:2]
        for number, (x0, y0, x1, y1) in enumerate(boxes, 1):
            rows, columns = np.nonzero(plane == number)
            assert (y0 <= rows).all()
            assert (rows < y1).all()
            assert (x0 <= columns).all()
            assert (columns < x1).all()
    lines = np.concatenate([made.line, made.sign_line])
    places = np.concatenate([made.place, made.sign_place])
    assert set(lines) == set(range(len(set(lines))))
    for line in set(lines):
        assert sorted(places[lines == line]) == list(range((lines == line).sum()))


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_digit_of_a_turned_page_is_other_writing_or_nobody_s_question(numbers, quarters):
    made = turned(numbers, quarters)

    assert np.array_equal(made.picture, np.rot90(numbers.picture, quarters))
    digits = np.rot90(numbers.instances > 0, quarters)
    assert ((made.instances > 0) | (made.other > 0))[digits].all()
    assert not ((made.instances > 0) & (made.other > 0) & digits).all()
    assert not made.contrast.any()
    assert not made.whole.any()
    upside_down = {0, 1, 6, 8, 9}
    assert set(made.labels) == (set(numbers.labels) & upside_down if quarters == 2 else set())
    consistent(made)


def test_a_lone_nought_on_its_side_is_nobody_s_question(numbers):
    nought = replace(numbers, labels=np.zeros_like(numbers.labels))
    few = part(nought, 0, 0, *numbers.boxes[0][2:].tolist())
    assert 0 < len(few.labels) < turn.COMPANY

    assert len(turned(few, 1).labels) == len(few.labels)
    assert len(turned(nought, 1).labels) == 0


def test_boxes_turn_with_the_picture(numbers):
    made = turned(turned(numbers, 2), 2)

    kept = np.isin(numbers.labels, made.labels)
    assert np.array_equal(made.boxes, numbers.boxes[kept])
    assert set(made.sign_kinds) <= {SIGNS.index(name) for name in turn.KEPT[2]}


def test_a_page_is_turned_by_quarters(numbers):
    with pytest.raises(ValueError, match="quarters, not by 4"):
        turned(numbers, 4)


def test_a_picture_is_cut_to_a_digit_of_its(sources, random, monkeypatch):
    monkeypatch.setattr(crop, "TIGHT", 1.0)
    monkeypatch.setattr(page, "CROPPED", 0.0)
    whole = next(
        one for one in (make(SEED, k, sources, "one") for k in range(30))
        if len(one.labels) == 1 and one.whole[0] and one.heights[0] > 60
    )  # fmt: skip

    made = cropped(random, whole)

    assert made.labels.tolist() == whole.labels.tolist()
    assert made.whole.all()
    x0, y0, x1, y1 = made.boxes[0]
    height, width = made.picture.shape[:2]
    most = 2 + 2 * crop.UNEVEN * whole.heights[0]
    assert height - (y1 - y0) <= most or height == SHORTEST
    assert width - (x1 - x0) <= most or width == SHORTEST
    consistent(made)


def test_a_page_without_a_large_digit_stays_as_it_is(numbers, random):
    small = replace(numbers, heights=np.full_like(numbers.heights, crop.SMALLEST - 1))
    assert cropped(random, small) is small


def test_what_a_cut_shows_in_part_is_not_whole(numbers):
    x0, _, x1, y1 = numbers.boxes[int(np.argmax(numbers.whole))].tolist()

    made = part(numbers, 0, 0, (x0 + x1) // 2, y1)

    assert not made.whole[made.boxes[:, 2] == (x0 + x1) // 2].any()
    consistent(made)


def test_some_pages_are_turned_or_cut_and_most_are_neither(sources, monkeypatch):
    done = []

    def noted(made, what):
        done.append(what)
        return made

    monkeypatch.setattr(page, "turned", noted)
    monkeypatch.setattr(page, "cropped", lambda _, made: noted(made, "cut"))
    for number in range(300):
        make(SEED, number, sources, "dust")

    assert {1, 2, 3, "cut"} == set(done)
    assert 8 <= done.count("cut") <= 40
    assert 5 <= len(done) - done.count("cut") <= 30


def test_a_page_to_measure_reading_on_is_not_turned(sources, monkeypatch):
    monkeypatch.setattr(page, "TURNED", 1.0)

    as_it_comes = [make(SEED, number, sources, "one") for number in range(4)]
    upright = [make(SEED, number, sources, "one", upright=True) for number in range(4)]

    assert any(one.whole.any() for one in upright)
    assert not any(one.whole.any() for one in as_it_comes)


def test_what_is_left_of_a_page_is_counted_anew(numbers):
    height, width = numbers.picture.shape[:2]
    lower = part(numbers, 0, int(np.median(numbers.boxes[:, 1])), width, height)
    right = part(numbers, int(np.median(numbers.boxes[:, 0])), 0, width, height)

    for made in (lower, right, turned(lower, 2)):
        assert len(made.labels)
        consistent(made)
    assert numbers.line.max() > 0


def test_a_band_is_a_negative_and_the_rest_stays(random):
    seen = np.full((60, 80, 3), 230, np.float32)
    made = band.negative(random, seen)
    assert set(np.unique(made)) == {25, 230}
    assert (seen == 230).all()
    changed = (made == 25).all(axis=2)
    assert changed.any(axis=0).all() or changed.any(axis=1).all()


def test_lost_ink_leaves_the_truth(canvas):
    writing = hand(canvas, printed=False)
    writing.put(writing.row(["8"], 80), 100, 150, canvas.line(), force=True)
    known, before = canvas.digit_map.copy(), canvas.through.copy()
    band.lose(canvas)
    lighter = (canvas.through > before).any(axis=2)
    assert lighter.any()
    assert lighter.sum() < 0.6 * (before < 1).any(axis=2).sum()
    assert np.array_equal(canvas.digit_map, known)
