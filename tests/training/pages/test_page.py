"""Made photographs: what the truth says is what the picture shows."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from training import pages
from training.pages import truth
from training.pages.canvas import Canvas
from training.pages.crop import SHORTEST
from training.pages.glyph import SIGNS
from training.pages.hand import OFTEN, hand
from training.pages.marks import cross_out
from training.pages.page import make
from training.pages.scenes import SCENES
from training.pages.setting import CAMERAS, GROUNDS
from training.pages.view import flat, handheld

SEED = 5
EMPTY = {"words", "letters", "capitals", "doodles", "signature", "texture", "dust", "blank"}
NAMES = [scene.name for scene in SCENES]


@pytest.fixture(scope="module")
def made(sources):
    """Three pictures of each kind."""
    return [make(SEED, number, sources, name) for name in NAMES for number in range(3)]


@pytest.fixture
def canvas(sources):
    """White paper of 200 by 300 pixels, seen from straight above."""
    ground = np.full((200, 300, 3), 240, np.float32)
    random = np.random.default_rng(SEED)
    return Canvas(random, sources, flat((200, 300)), ground, None, 40)


def written(canvas, tokens, x, y, height=40.0):
    writing = hand(canvas, printed=False)
    row = writing.row(tokens, height)
    return writing, writing.put(row, x, y, canvas.line(), force=True)


@pytest.mark.parametrize(
    "shares",
    [{s.name: s.chance for s in SCENES}, GROUNDS, *CAMERAS.values(), dict(enumerate(OFTEN))],
)
def test_the_probabilities_of_each_choice_sum_to_one(shares):
    assert sum(shares.values()) == pytest.approx(1)


def test_some_24_of_a_hundred_pictures_have_no_digit():
    assert sum(scene.chance for scene in SCENES if scene.name in EMPTY) == pytest.approx(0.235)


def test_the_same_seed_and_number_make_the_same_picture(sources):
    first, second = (make(SEED, 77, sources) for _ in range(2))
    for field in fields(first):
        assert np.array_equal(getattr(first, field.name), getattr(second, field.name))


def test_another_number_or_seed_makes_another_picture(sources):
    here = make(SEED, 77, sources).picture
    for other in (make(SEED, 78, sources), make(SEED + 1, 77, sources)):
        assert here.shape != other.picture.shape or (here != other.picture).any()


def test_pictures_are_rgb_within_the_range_of_sizes(made):
    for page in made:
        height, width, channels = page.picture.shape
        assert page.picture.dtype == np.uint8
        assert channels == 3
        assert SHORTEST <= min(height, width) <= max(height, width) <= 640
        for plane in (page.instances, page.signs, page.other):
            assert plane.shape == (height, width)


def test_every_number_of_the_map_has_a_box_and_every_box_a_number(made):
    for page in made:
        for plane, boxes in ((page.instances, page.boxes), (page.signs, page.sign_boxes)):
            assert set(np.unique(plane)) - {0} == set(range(1, len(boxes) + 1))


def test_a_box_holds_its_core_tightly(made):
    tight = total = 0
    for page in made:
        for number, (x0, y0, x1, y1) in enumerate(page.boxes, 1):
            rows, columns = np.nonzero(page.instances == number)
            assert x0 <= columns.min() < columns.max() + 1 <= x1
            assert y0 <= rows.min() < rows.max() + 1 <= y1
            box = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
            tight += box == (x0, y0, x1, y1)
            total += 1
    assert total > 100
    assert tight > 0.95 * total  # the others are hidden in part by a neighbour


def test_a_hidden_part_of_a_digit_is_in_its_box(canvas):
    writing, _ = written(canvas, ["8"], 100, 100)
    glyph = writing.writer.digit(40, 8)
    canvas.digit(glyph, 100, 55, writing.dye, canvas.line())
    digits, _, _ = truth.look(canvas)
    mark = canvas.digits[0]
    box = mark.x, mark.y, mark.x + mark.core.shape[1], mark.y + mark.core.shape[0]
    seen = np.flatnonzero(mark.core.any(axis=1))
    assert mark.hidden
    assert tuple(digits.boxes[0])[1] == box[1] + seen[0]
    assert tuple(digits.boxes[0])[3] == box[1] + seen[-1] + 1


def test_lines_count_from_the_top_and_places_from_the_left_with_the_signs(canvas):
    written(canvas, ["7", "8"], 40, 180)
    written(canvas, ["3", ",", "5"], 40, 60)
    digits, signs, _ = truth.look(canvas)
    read = sorted(zip(digits.line, digits.place, digits.kinds, strict=True))
    assert read == [(0, 0, 3), (0, 2, 5), (1, 0, 7), (1, 1, 8)]
    assert (signs.line[0], signs.place[0], SIGNS[signs.kinds[0]]) == (0, 1, "comma")


def test_lines_and_places_leave_no_gaps(made):
    for page in made:
        lines = np.concatenate([page.line, page.sign_line])
        places = np.concatenate([page.place, page.sign_place])
        assert set(lines) == set(range(len(set(lines))))
        for line in set(lines):
            assert sorted(places[lines == line]) == list(range((lines == line).sum()))


def test_a_crossed_out_digit_is_not_whole(canvas):
    writing, marks = written(canvas, ["4", "2"], 100, 120)
    written(canvas, ["6"], 20, 120)
    cross_out(writing, marks, 40)
    digits, _, _ = truth.look(canvas)
    assert dict(zip(digits.kinds, digits.whole, strict=True)) == {4: False, 2: False, 6: True}


def test_a_digit_that_the_frame_cuts_is_not_whole_and_keeps_its_size(canvas):
    written(canvas, ["8"], 100, 20, height=60)
    digits, _, _ = truth.look(canvas)
    assert not digits.whole[0]
    assert digits.boxes[0][1] == 0
    assert digits.heights[0] > 45


def test_the_core_follows_the_camera(sources):
    random = np.random.default_rng(9)
    view = handheld(random, (300, 300))
    ground = np.full((300, 300, 3), 240, np.float32)
    canvas = Canvas(random, sources, view, ground, None, 60)
    x, y = canvas.room[0] + 60, canvas.room[1] + 150
    written(canvas, ["d", "d"], x, y, height=60)
    digits, _, _ = truth.look(canvas)
    for box, mark in zip(digits.boxes, canvas.digits, strict=True):
        middle = view.to_frame(np.array([mark.centre]))[0]
        assert abs((box[0] + box[2]) / 2 - middle[0]) < 12
        assert abs((box[1] + box[3]) / 2 - middle[1]) < 12


def test_pictures_without_digits_have_none(made):
    assert all(
        (len(page.labels) == 0) == (page.scene in EMPTY) or len(page.labels) == 0 for page in made
    )


def test_nearly_all_digits_can_be_seen(made):
    contrast = np.concatenate([page.contrast for page in made])
    assert np.mean(contrast < 6) < 0.1


def test_writing_refuses_a_digit(canvas):
    writing = hand(canvas)
    with pytest.raises(ValueError, match="digit"):
        canvas.writing(writing.writer.digit(30, 5), 50, 50, writing.dye)


def test_characters_enter_a_picture_by_the_canvas_alone():
    folder = Path(pages.__file__).parent
    sources = {path.name: path.read_text() for path in folder.glob("scene*.py")}
    assert len(sources) > 5
    for name, text in sources.items():
        for way in (".alpha,", "writer.digit", "writer.run", "canvas.digit(", "canvas.lay("):
            assert way not in text.replace("made.alpha, made.colour", ""), f"{name}: {way}"


@pytest.mark.parametrize("size", [(48, 640), (640, 48), (48, 48), (300, 400)])
def test_every_view_shows_a_plane_of_about_its_own_size(size):
    for seed in range(60):
        view = handheld(np.random.default_rng(seed), size)
        assert view.map.shape == (*size, 2)
        assert view.plane[0] * view.plane[1] < 2.5 * size[0] * size[1]
        assert view.map.min() >= -1
        assert view.map[..., 0].max() < view.plane[1]
        assert view.map[..., 1].max() < view.plane[0]
