"""Papers, tables, sheets, rules, grids and forms of the generated photographs."""

import cv2
import numpy as np
import pytest

from training.pages.board import DARK, board
from training.pages.doodle import DOODLES, doodle
from training.pages.form import FRAMES, boxed_form
from training.pages.grid import SHADE, grid
from training.pages.noise import fractal, streaks
from training.pages.paper import PAPERS, paper
from training.pages.ruling import RULINGS, few, ruling
from training.pages.sheet import book, sheet_on
from training.pages.stain import stains
from training.pages.surface import SURFACES, surface
from training.pages.texture import TEXTURES, texture

SIZE = (150, 210)
GROUNDS = [paper, surface, board, texture]
KINDS = [*PAPERS, *SURFACES, *TEXTURES, *DARK]
BORDERS = 0.05  # ink that smoothing leaves within a cell


def seeded(*numbers):
    return np.random.default_rng(numbers)


@pytest.mark.parametrize("make", GROUNDS)
@pytest.mark.parametrize("size", [SIZE, (48, 640), (640, 48)])
def test_a_ground_is_a_picture_in_colour_of_the_size_asked_for(make, size):
    for seed in range(12):
        ground = make(seeded(seed), *size)
        assert ground.shape == (*size, 3)
        assert ground.dtype == np.float32
        assert ground.min() >= 0
        assert ground.max() <= 255


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_every_kind_is_single_precision_and_finite(make):
    for seed in range(6):
        made = make(seeded(seed), *SIZE)
        assert made.dtype == np.float32
        assert made.shape[:2] == SIZE
        assert np.isfinite(made).all()


@pytest.mark.parametrize("make", GROUNDS)
def test_the_same_seed_gives_the_same_ground_and_another_another(make):
    assert np.array_equal(make(seeded(3), *SIZE), make(seeded(3), *SIZE))
    assert not np.array_equal(make(seeded(3), *SIZE), make(seeded(4), *SIZE))


def test_noise_has_no_mean_and_a_deviation_of_one():
    cloud = fractal(seeded(1), 200, 200)
    assert abs(float(cloud.mean())) < 1e-3
    assert float(cloud.std()) == pytest.approx(1, abs=1e-3)


def test_streaks_run_along_their_direction():
    level = streaks(seeded(1), 200, 200, 3, 200, 0.0)
    assert np.abs(np.diff(level, axis=1)).mean() < 0.2 * np.abs(np.diff(level, axis=0)).mean()


def test_dark_boards_are_dark_and_light_ones_light():
    for seed in range(20):
        assert board(seeded(seed), *SIZE, dark=True).mean() < 110
        assert board(seeded(seed), *SIZE, dark=False).mean() > 40


def test_stains_keep_shape_and_range():
    for seed in range(40):
        ground = paper(seeded(seed), *SIZE)
        stained = stains(seeded(seed, 1), ground)
        assert stained.shape == ground.shape
        assert stained.dtype == np.float32
        assert stained.min() >= 0
        assert stained.max() <= 255


def test_a_sheet_lies_within_its_corners():
    for seed in range(60):
        plain = np.full((*SIZE, 3), 240, np.float32)
        made = sheet_on(seeded(seed), plain, surface(seeded(seed, 1), *SIZE))
        outline = np.zeros(SIZE, np.uint8)
        cv2.fillPoly(outline, [np.round(made.corners).astype(np.int32)], 1)
        assert made.inside.dtype == np.float32
        near = cv2.dilate(outline, np.ones((3, 3), np.uint8))
        assert (made.inside[near == 0] < 0.5).all()
        # Only an edge, and what binds it, are left free.
        assert (made.inside > 0.5).sum() > 0.5 * outline.sum()


def test_the_corners_of_a_sheet_go_round_clockwise():
    for seed in range(40):
        blank = np.full((*SIZE, 3), 240, np.float32)
        for made in (sheet_on(seeded(seed), blank, blank), book(seeded(seed), blank)):
            assert cv2.contourArea(made.corners, oriented=True) > 0


def test_the_dark_beside_a_page_is_outside_of_it():
    for seed in range(60):
        made = book(seeded(seed), np.full((*SIZE, 3), 250, np.float32))
        outline = np.zeros(SIZE, np.uint8)
        cv2.fillPoly(outline, [np.round(made.corners).astype(np.int32)], 1)
        wide = cv2.dilate(outline, np.ones((9, 9), np.uint8))
        assert (made.inside > 0.5).mean() > 0.2
        assert not made.inside[wide == 0].any()


@pytest.mark.parametrize("pitch", [None, 23.7])
def test_rules_lie_where_the_ruling_says(pitch):
    for seed in range(80):
        made = ruling(seeded(seed), 400, 400, pitch)
        assert made.alpha.dtype == np.float32
        assert made.alpha.min() >= 0
        assert made.alpha.max() <= 1
        if pitch is not None:
            assert made.pitch == pitch
        if not made.horizontal:
            continue
        profile = (
            made.alpha.max(axis=1) if made.vertical else np.sort(made.alpha, 1)[:, -40:].mean(1)
        )
        places = np.round(np.arange(made.offset, 399, made.pitch)).astype(int)
        between = np.round(np.arange(made.offset + made.pitch * 0.72, 399, made.pitch)).astype(int)
        on, off = profile[places], profile[between]
        if on.max() < 0.02:  # of a few lines none may be in the picture
            continue
        assert on.max() >= 0.98 * off.max(), seed


def test_every_kind_of_ruling_prints_something():
    found = set()
    for seed in range(300):
        made = ruling(seeded(seed), 300, 300, 30)
        found.add((made.horizontal, made.vertical))
        assert made.alpha.any() or few in RULINGS
    assert found == {(True, False), (True, True), (False, True)}


@pytest.mark.parametrize("make", [grid, boxed_form])
def test_the_insides_of_cells_hold_no_border(make):
    for seed in range(120):
        made = make(seeded(seed), 300, 380)
        assert made.alpha.dtype == np.float32
        assert made.alpha.max() <= 1
        assert len(made.boxes) == made.shape[0] * made.shape[1]
        for x0, y0, x1, y1 in np.maximum(made.boxes, 0):
            inside = made.alpha[y0:y1, x0:x1]
            if inside.size:
                # Some cells are shaded, but evenly.
                assert inside.max() - inside.min() <= BORDERS, seed
                assert inside.max() <= SHADE + BORDERS, seed


def test_a_form_fits_its_canvas_and_has_each_kind_of_frame():
    for seed in range(60):
        for size in ((40, 400), (300, 300)):
            made = boxed_form(seeded(seed), *size)
            assert made.boxes.min() >= 0
            assert (made.boxes[:, [3, 2]].max(axis=0) <= np.array(size)).all(), seed
    assert {"closed", "comb", "separators", "dashed"} <= set(FRAMES)


def test_doodles_leave_ink_on_most_canvases():
    inked = 0
    for seed in range(100):
        ink = doodle(seeded(seed), *SIZE)
        assert ink.shape == SIZE
        assert ink.dtype == np.float32
        assert ink.min() >= 0
        assert ink.max() <= 1
        inked += bool(ink.max() > 0.2)
    assert inked > 85
    assert len(DOODLES) >= 12
