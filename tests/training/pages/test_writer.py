"""The writers of the pages: their glyphs say what they are, and each part has its own."""

import os
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from training.pages import habits, symbols, typeface
from training.pages.glyph import CHARACTERS, SIGNS, VISIBLE, Glyph
from training.pages.pen import Pen
from training.pages.sources import Sources
from training.pages.stationery import KINDS
from training.pages.writer import ORIGINS, Writer

DATA = Path(os.environ.get("INKLING_DATA", "../shared/data"))

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def sources() -> Sources:
    if not DATA.is_dir() and "INKLING_REQUIRE_DATA" not in os.environ:
        pytest.skip(f"no data in {DATA}")
    return Sources.load(DATA, "train")


@pytest.fixture(scope="module")
def held() -> Sources:
    if not DATA.is_dir() and "INKLING_REQUIRE_DATA" not in os.environ:
        pytest.skip(f"no data in {DATA}")
    return Sources.load(DATA, "validation")


def tight(glyph: Glyph) -> bool:
    seen = glyph.alpha > VISIBLE
    return bool(seen[0].any() and seen[-1].any() and seen[:, 0].any() and seen[:, -1].any())


@pytest.mark.parametrize("origin", list(ORIGINS))
def test_every_origin_writes_everything_tightly(origin, sources, held):
    for part in (sources, held):
        for seed in range(12):
            writer = Writer(np.random.default_rng(seed), part, origin)
            glyphs = [writer.digit(30, label) for label in range(10)]
            assert [glyph.text for glyph in glyphs] == list("0123456789")
            glyphs += [writer.sign(30, name) for name in SIGNS]
            assert [CHARACTERS[glyph.text] for glyph in glyphs[10:]] == list(SIGNS)
            glyphs += [writer.word(30), writer.letter(30), writer.signature(30)]
            assert [glyph.kind for glyph in glyphs] == (
                ["digit"] * 10 + ["sign"] * 10 + ["writing"] * 3
            )
            assert all(tight(glyph) for glyph in glyphs)
            assert all(glyph.core.shape == glyph.alpha.shape for glyph in glyphs)
            assert all(glyph.core.any() for glyph in glyphs)
            assert all(glyph.printed == (origin == "print") for glyph in glyphs[:22])


@pytest.mark.parametrize("height", [8, 30, 120, 400])
def test_a_digit_has_the_height_asked_for(height, sources):
    random = np.random.default_rng(4)
    ratios = []
    for _ in range(60):
        glyph = Writer.random(random, sources, printed=False).digit(height)
        ratios.append(max(glyph.height, glyph.width / 1.35) / height)
        assert glyph.baseline >= glyph.height - 0.4 * height
    assert 0.9 < float(np.median(ratios)) < 1.1
    assert max(ratios) < 1.5  # the highest digit of an uneven hand: exp(0.25 + 0.15)


def test_some_hands_write_their_ones_shorter_than_the_rest_and_some_write_all_alike(sources):
    """Heights of ten digits each, many times over, so that unevenness is no matter."""
    alike, short = 0, 0
    for seed in range(40):
        writer = Writer(np.random.default_rng(seed), sources, "mnist")
        heights = np.array([[writer.digit(60, label).height for label in (0, 1, 8)]
                            for _ in range(9)])  # fmt: skip
        nought, one, eight = np.median(heights, axis=0) / 60
        alike += max(nought, one, eight) < 1.1 * min(nought, one, eight)
        short += one < 0.8 * min(nought, eight)
    assert alike >= 12
    assert short >= 4


def test_any_character_can_be_written_and_has_the_size_asked_for(sources):
    random = np.random.default_rng(5)
    for text in ("O", "x", "%", "l"):
        glyph = Writer(random, sources, "unipen").character(50, text)
        assert (glyph.text, glyph.kind) == (text, "writing")
        assert 30 < max(glyph.height, glyph.width) < 90


def test_the_same_seed_writes_the_same(sources):
    def written() -> bytes:
        random = np.random.default_rng(7)
        made = b""
        for _ in range(20):
            writer = Writer.random(random, sources)
            glyphs = [writer.digit(40), writer.sign(40), writer.word(40), writer.letter(40)]
            made += b"".join(glyph.alpha.tobytes() for glyph in glyphs)
        return made

    assert written() == written()


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_of_pen_keeps_its_width(kind, sources):
    random = np.random.default_rng(3)
    path = np.array([[10, 10], [10, 210]], dtype=np.float32)
    for _ in range(8):
        pen = Pen.random(random, kind)
        ink = pen.draw([path], 200, random, sources.tiles)
        wide = np.median(ink.core.sum(1))
        assert wide <= 1.5 * pen.pixels(200) + 1
        if kind not in ("nib", "hollow", "brush"):
            assert wide >= 0.6 * pen.pixels(200) - 1


def test_thin_pens_stay_thin_on_large_digits(sources):
    thin = 0
    for seed in range(100):
        random = np.random.default_rng(seed)
        writer = Writer.random(random, sources, printed=False)
        thin += writer.pen.pixels(350) < 0.03 * 350
    assert 25 <= thin <= 70
    ink = Pen("round", 0.03, steady=1).draw(
        [np.array([[0, 0], [0, 400]], dtype=np.float32)],
        400,
        np.random.default_rng(0),
        sources.tiles,
    )
    assert ink.core.sum(1).max() <= 5


def test_every_habit_and_every_sign_can_be_drawn():
    random = np.random.default_rng(1)
    plain = [np.array([[0.2, 0], [0.5, 0.5], [0.2, 1]], dtype=np.float32)]
    for label, known in habits.HABITS.items():
        for name in known:
            formed = habits.formed(plain, label, name, random)
            assert all(path.shape[1] == 2 and len(path) > 1 for path in formed)
        assert sum(known.values()) < 1
    for name in (*SIGNS, *CHARACTERS):
        assert symbols.drawn(symbols.character(name, random), random)
    with pytest.raises(ValueError, match="No sign is called ampersand"):
        symbols.character("ampersand", random)


def test_runs_go_from_left_to_right(sources):
    found = 0
    for seed in range(200):
        random = np.random.default_rng(seed)
        run = Writer(random, sources, "unipen").run(40)
        if run:
            found += 1
            assert all(glyph.text in "0123456789" for glyph, _, _ in run)
            assert all(a[1] < b[1] + b[0].width for a, b in pairwise(run))
    assert found > 20
    assert Writer(np.random.default_rng(0), sources, "mnist").run(40) is None


def test_no_writer_font_or_digit_is_in_both_parts(sources, held):
    def owners(part: Sources) -> set[int]:
        return {writer for writer, _ in part.trajectories.of}

    assert owners(sources)
    assert not owners(sources) & owners(held)
    assert not set(sources.hands + sources.prints) & set(held.hands + held.prints)
    train = {digit.tobytes() for digit in sources.skeletons.pixels}
    assert not train & {digit.tobytes() for digit in held.skeletons.pixels}
    for files in (*typeface.HANDS.values(), *typeface.PRINTS.values()):
        assert all(typeface.has(file, label) for file in files for label in "0123456789")
