"""Pictures of kinds that are easily taken for another: what they show, and their truth."""

import numpy as np
import pytest

from training.pages import scene_edges, scene_empty, scene_text, sheet
from training.pages.canvas import Canvas
from training.pages.capitals import LETTERS, drawn, spelt
from training.pages.content import FRACTIONS, fraction
from training.pages.glyph import SIGNS
from training.pages.hand import hand
from training.pages.marks import circle, specks
from training.pages.page import make
from training.pages.sheet import strip
from training.pages.view import flat

SEED = 11
OPENING = 0.85  # radians: a closed ring of 40 points has less between two of them


def test_ones_stand_beside_a_sheet_s_end_and_beside_lines(sources):
    made = [make(SEED, number, sources, "edges") for number in range(25)]

    labels = np.concatenate([one.labels for one in made])
    assert np.mean(labels == 1) > 0.3
    assert sum(len(one.labels) > 0 for one in made) > 18


def test_a_digit_stands_as_near_to_a_line_as_the_scene_says(canvas, monkeypatch):
    monkeypatch.setattr(scene_edges, "CROSSED", 0.0)
    writing = hand(canvas, printed=False)
    for side in (1, -1):
        scene_edges._beside(writing, (150.0, 120.0 + 40 * side, side), 40.0, canvas.line())
        mark = canvas.digits[-1] if side < 0 else canvas.digits[0]
        edge = mark.x if side > 0 else mark.x + mark.core.shape[1]
        assert 0 <= side * (edge - 150) <= 0.6 * 40 + 3


def test_the_ends_of_a_paper_are_found(random, sources):
    inside = np.zeros((200, 300), np.float32)
    inside[:, 60:220] = 1
    ground = np.full((200, 300, 3), 240, np.float32)
    canvas = Canvas(random, sources, flat((200, 300)), ground, inside, 40)

    assert canvas.ends(50, 90) == pytest.approx((60, 220), abs=2)
    assert canvas.ends(400, 440) is None


def test_a_strip_s_paper_ends_at_a_side_and_differs_from_what_is_beside_it(random):
    paper, table = (np.full((120, 160, 3), level, np.float32) for level in (230, 90))
    for _ in range(20):
        made = strip(random, paper, table)
        inside = made.inside > 0.9
        assert 0.3 < inside.mean() < 0.99
        assert abs(made.ground[inside].mean() - made.ground[made.inside < 0.1].mean()) > sheet.APART
        sides = [made.inside[:, 0], made.inside[:, -1], made.inside[0], made.inside[-1]]
        assert min(side.max() for side in sides) < 0.5


def test_words_in_block_letters_are_writing_and_no_digits(sources):
    made = [make(SEED, number, sources, "capitals") for number in range(12)]

    assert not sum(len(one.labels) + len(one.sign_kinds) for one in made)
    assert sum(one.other.any() for one in made) >= 9


def test_block_letters_stand_beside_each_other_on_the_line(random):
    for word in ["WARE", *(spelt(random) for _ in range(40))]:
        assert set(word) <= set(LETTERS)
        points = np.concatenate(drawn(word, random))
        assert -0.25 < points[:, 1].min() < 0.3
        assert 0.7 < points[:, 1].max() < 1.25
        assert np.ptp(points[:, 0]) > 0.3 * len(word)


def test_a_word_in_block_letters_is_written_by_its_token(canvas):
    row = hand(canvas, printed=False).row(["W"], 40)
    assert [(item.glyph.kind, item.glyph.text) for item in row.items] == [("writing", "word")]
    assert scene_text.plan_capitals(canvas.random).height >= 14


def test_fractions_are_a_few_digits_with_signs(sources, random):
    assert all(set(fraction(random)) <= set("d.,/:- ") for _ in range(50))
    assert sum("/" in kind for kind in FRACTIONS) >= 3
    made = [make(SEED, number, sources, "fractions") for number in range(25)]
    kinds = np.concatenate([one.sign_kinds for one in made])
    assert {SIGNS.index("point"), SIGNS.index("slash")} <= set(kinds)


def test_many_points_stand_close_to_the_foot_of_the_digit_before(canvas):
    near = []
    for _ in range(120):
        row = hand(canvas, printed=False).row(["2", "."], 60)
        two, point = row.items
        near.append((point.x - (two.x + two.glyph.width)) / 60)
    assert np.mean(np.array(near) < 0.1) > 0.4
    assert min(near) > -0.5


def test_dust_is_too_small_to_be_anything(canvas, sources):
    scene_empty.dust(canvas)
    assert (canvas.through < 0.9).any()
    assert max(scene_empty.CRUMB) < 8
    made = make(SEED, 3, sources, "dust")
    assert not len(made.labels) + len(made.sign_kinds)
    assert not made.other.any()


def test_specks_are_beside_or_above_a_number_and_no_part_of_it(canvas):
    writing = hand(canvas, printed=False)
    before = canvas.through.copy()
    for _ in range(12):
        specks(writing, (120, 80, 160, 140), 60)
        canvas.taken[:] = 0
    rows, columns = np.nonzero((canvas.through != before).any(axis=2))
    assert len(rows)
    assert not ((rows > 81) & (rows < 139) & (columns > 121) & (columns < 159)).any()
    assert rows.max() < 80 + 0.7 * 60
    assert not canvas.digit_map.any()
    assert not canvas.sign_map.any()


def test_some_rings_are_open(canvas, monkeypatch):
    writing = hand(canvas, printed=False)
    shown = []
    monkeypatch.setattr(
        Canvas, "stroke", lambda _self, points, *_: shown.append(np.asarray(points))
    )
    for _ in range(200):
        circle(writing, (140, 80, 160, 120), 40)
    rings = [points for points in shown if len(points) > 5]
    bows = np.mean([widest_gap(points - (150, 100)) > OPENING for points in rings])
    assert 0.2 < bows < 0.5


def widest_gap(points):
    """The widest angle, in radians, in which no point of a ring lies."""
    angles = np.sort(np.arctan2(points[:, 1], points[:, 0]))
    return np.diff(angles, append=angles[0] + 2 * np.pi).max()
