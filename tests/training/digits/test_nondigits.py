"""Non-digits, numerals and redrawn digits: all from the seed, in MNIST's geometry."""

import numpy as np
import pytest

from reader.classify.geometry import normalise
from training.digits import clutter, doodles, fonts, nondigits, numerals, redrawing
from training.digits.cuttings import CUTTINGS
from training.digits.doodles import DOODLES, noise
from training.digits.drawing import frame, line
from training.digits.glyphs import GLYPHS
from training.digits.mnist import Digits
from training.errors import DataError


@pytest.fixture(scope="module")
def written():
    pixels, labels = numerals.write(60, seed=5)
    return Digits(pixels, labels)


def test_the_same_seed_gives_the_same_nondigits(written):
    first = nondigits.generate(80, written, seed=3)
    assert first.shape == (80, 28, 28)
    assert first.dtype == np.uint8
    assert (nondigits.generate(80, written, seed=3) == first).all()
    assert (nondigits.generate(80, written, seed=4) != first).any(axis=(1, 2)).mean() > 0.9


def test_all_kinds_differ_from_each_other(written):
    random = np.random.default_rng(1)
    made = [doodle(random) for doodle in DOODLES if doodle is not noise]
    made += [cut(random, written) for cut in CUTTINGS]
    assert len({picture.tobytes() for picture in made}) == len(made) == 15


@pytest.mark.parametrize("doodle", [kind for kind in DOODLES if kind is not noise])
def test_doodles_have_mnist_s_geometry(doodle):
    random = np.random.default_rng(2)
    for picture in (doodle(random) for _ in range(20)):
        assert picture.shape == (28, 28)
        assert picture.max() == 255
        rows, columns = np.nonzero(picture)
        assert max(np.ptp(rows), np.ptp(columns)) < 20  # in a box of 20x20
        weights = picture.astype(float)
        centre = (weights.sum(axis=1) @ np.arange(28)) / weights.sum()
        assert 9 <= centre <= 19  # the middle, as near as the box can be moved


def test_a_pair_is_wider_than_it_is_high(written):
    (pair,) = [cut for cut in CUTTINGS if cut.__name__ == "pair"]
    random = np.random.default_rng(3)
    for picture in (pair(random, written) for _ in range(20)):
        rows, columns = np.nonzero(picture > 60)
        assert np.ptp(columns) > 0.5 * np.ptp(rows)
        assert np.ptp(columns) >= 9


def test_numerals_come_in_every_class_and_from_the_seed(written):
    assert set(written.labels.tolist()) == set(range(10))
    again, labels = numerals.write(60, seed=5)
    assert (again == written.pixels).all()
    assert (labels == written.labels).all()
    assert (numerals.write(60, seed=6)[0] != written.pixels).any()


def test_the_skeleton_of_a_bar_is_a_line():
    bar = np.zeros((1, 40, 40), np.bool_)
    bar[0, 10:31, 15:22] = True
    thin = redrawing.skeleton(bar)[0]
    rows, columns = np.nonzero(thin)
    assert set(columns.tolist()) <= {17, 18, 19}
    assert np.ptp(rows) >= 13  # 20, less half the bar's width at either end
    assert (thin.sum(axis=1) <= 1).all()
    assert not (thin & ~bar[0]).any()


def test_the_skeleton_of_a_ring_stays_a_ring():
    y, x = np.mgrid[:60, :60] - 30
    radius = np.hypot(x, y)
    thin = redrawing.skeleton(((radius > 14) & (radius < 24))[None])[0]
    assert (np.abs(radius[thin] - 19) < 3).all()
    angles = np.degrees(np.arctan2(y[thin], x[thin]))
    assert np.diff(np.sort(angles)).max() < 6  # closed: no gap in any direction


def test_redrawing_follows_from_the_seed_and_keeps_the_shape(written):
    some = written.take(np.arange(40))
    redrawn = redrawing.redraw(some, seed=1)
    assert (redrawing.redraw(some, seed=1) == redrawn).all()
    assert (redrawing.redraw(some, seed=2) != redrawn).any(axis=(1, 2)).mean() > 0.8
    closeness = [
        np.corrcoef(old.ravel(), new.ravel())[0, 1]
        for old, new in zip(some.pixels, redrawn, strict=True)
    ]
    assert np.median(closeness) > 0.6


def test_redrawn_digits_have_thin_and_thick_strokes(written):
    ink = redrawing.redraw(written, seed=1).astype(float).sum(axis=(1, 2))
    before = written.pixels.astype(float).sum(axis=(1, 2))
    ratio = ink / before
    assert (ratio < 0.8).sum() >= 3
    assert (ratio > 1.25).sum() >= 3


def test_redrawing_is_grainy_hollow_broken_and_crossed_in_the_stated_parts(written, monkeypatch):
    """Each of these kinds alone changes about the part of the digits that its constant states."""
    many = Digits(np.tile(written.pixels, (10, 1, 1)), np.tile(written.labels, 10))
    kinds = ("HOLLOW", "GRAINY", "BROKEN", "CROSSED")
    for kind in kinds:
        monkeypatch.setattr(redrawing, kind, 0)
    plain = redrawing._pen_strokes(
        lines := redrawing.skeleton(redrawing.enlarge(many.pixels)), np.random.default_rng(1)
    )
    for kind, part in (("HOLLOW", 0.12), ("GRAINY", 0.25), ("BROKEN", 0.15)):
        with monkeypatch.context() as patch:
            patch.setattr(redrawing, kind, part)
            drawn = redrawing._pen_strokes(lines, np.random.default_rng(1))
        changed = (drawn != plain).any(axis=(1, 2)).mean()
        assert changed == pytest.approx(part, abs=0.06), kind
    before = redrawing.redraw(many, seed=1)
    with monkeypatch.context() as patch:
        patch.setattr(redrawing, "CROSSED", 0.5)
        crossed = redrawing.redraw(many, seed=1)
    assert (crossed != before).any(axis=(1, 2)).mean() == pytest.approx(0.5, abs=0.1)


def test_a_residue_is_left_beside_or_across_a_digit_and_takes_no_ink_away():
    random = np.random.default_rng(4)
    changed = 0
    for _ in range(50):
        ink = np.zeros((108, 108), np.uint8)
        ink[30:80, 50:58] = 255
        before = ink.copy()
        clutter.add(ink, random)
        assert (ink >= before).all()
        changed += bool((ink > before).any())
    assert changed >= 45


def test_no_residue_is_left_where_there_is_no_digit():
    empty = np.zeros((108, 108), np.uint8)
    clutter.add(empty, np.random.default_rng(4))
    assert not empty.any()


def test_letters_come_from_fonts_of_their_script_and_from_the_seed():
    first = [fonts.letter(np.random.default_rng(seed)) for seed in range(30)]
    again = [fonts.letter(np.random.default_rng(seed)) for seed in range(30)]
    assert all((one == other).all() for one, other in zip(first, again, strict=True))
    assert len({picture.tobytes() for picture in first}) >= 28
    for character in fonts.LATIN + fonts.GREEK + fonts.SIGNS + "0123456789":
        assert fonts.having(character), character
    omicron, sigma, iota = "\u03bf", "\u03c3", "\u03b9"
    alike = set("OoQDIilSsZzBbGgqyjJ") | {omicron, omicron.upper(), sigma, iota}
    assert not set(fonts.LATIN + fonts.GREEK + fonts.SIGNS) & alike


def test_digits_from_fonts_come_in_every_class_and_font():
    pixels, labels = fonts.digits(300, seed=1)
    assert set(labels.tolist()) == set(range(10))
    assert pixels.any(axis=(1, 2)).all()
    assert (fonts.digits(300, seed=1)[0] == pixels).all()


def test_letters_that_are_called_digits_are_no_nondigits(monkeypatch, written):
    drawn, strokes = [], []

    def noted(character, *_, **__):
        drawn.append(character)
        return np.zeros((28, 28), np.uint8)

    monkeypatch.setattr(fonts, "written", noted)

    def noted_strokes(made, _):
        strokes.append(id(made))
        return [line((0, 0), (1, 1))]

    monkeypatch.setattr(doodles, "shaken", noted_strokes)
    monkeypatch.setattr(doodles, "frame", lambda _: np.zeros((28, 28), np.uint8))
    nondigits.generate(600, written, 3, "ABCDEFGHIJ")
    assert set(drawn) & set("KMNkmn")
    assert not set(drawn) & set("ABCDEFGHIJacdefh")
    assert id(GLYPHS["K"]) in strokes
    assert not set(strokes) & {id(GLYPHS[each]) for each in "ACDEFHJ"}


def test_a_missing_font_is_named_with_the_remedy(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    fonts._font.cache_clear()
    fonts.having.cache_clear()
    with pytest.raises(DataError, match="make fonts"):
        fonts.having("5")
    fonts._font.cache_clear()


def test_an_empty_field_stays_as_it_is():
    empty = Digits(np.zeros((1, 28, 28), np.uint8), np.array([3], np.uint8))
    assert not redrawing.redraw(empty, seed=1).any()


def test_the_frame_is_the_reader_s_geometry():
    field = np.zeros((280, 280), np.uint8)
    field[30:230, 60:120] = 255
    assert (frame(field) == normalise(field[30:230, 60:120])).all()
