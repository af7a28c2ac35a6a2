"""Sight: what is made of a whole picture, with the real network."""

import functools
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from reader.found import ask
from reader.ink import find_ink
from reader.mark import Mark
from reader.page import Row
from reader.sight import Sight, _fills, look
from tests.hand import Hand
from tests.handwriting import DIGITS, Polyline, Sheet, blank, encode, write
from tests.network import shipped
from tests.pages import BOARD, CHALK, Page, picture
from tests.strokes import box as frame
from tests.strokes import digit, drawn, ink, line

LETTERS: dict[str, list[Polyline]] = {
    "A": [[(0.1, 1), (0.5, 0), (0.9, 1)], [(0.25, 0.6), (0.75, 0.6)]],
    "E": [[(0.85, 0), (0.2, 0), (0.2, 1), (0.85, 1)], [(0.2, 0.5), (0.7, 0.5)]],
    "F": [[(0.85, 0), (0.2, 0), (0.2, 1)], [(0.2, 0.5), (0.7, 0.5)]],
    "H": [[(0.15, 0), (0.15, 1)], [(0.85, 0), (0.85, 1)], [(0.15, 0.5), (0.85, 0.5)]],
    "K": [[(0.2, 0), (0.2, 1)], [(0.8, 0), (0.2, 0.55), (0.85, 1)]],
    "M": [[(0.05, 1), (0.15, 0), (0.5, 0.7), (0.85, 0), (0.95, 1)]],
    "R": [[(0.2, 1), (0.2, 0), (0.7, 0.05), (0.75, 0.35), (0.2, 0.5), (0.85, 1)]],
    "W": [[(0, 0), (0.25, 1), (0.5, 0.3), (0.75, 1), (1, 0)]],
}


def seen(image):
    return look(np.asarray(image.convert("RGB")), shipped().classify, shipped().card)


def text(sight):
    return ["".join(str(found.answer.digit) for found in row.digits) for row in sight.rows]


def paper(strength):
    """Dark ink of this strength on white paper."""
    return Image.fromarray(250 - strength)


SHEETS = {
    "pen": Page(("592", "740"), seed=2, tilt=3),
    "chalk": Page(
        ("592", "740"), seed=2, tilt=3, paper=BOARD, ink=CHALK, table_ink=(18, 16, 15)
    ),
}  # fmt: skip


@functools.cache
def on_table(kind, share):
    """Two numbers on a sheet, or in chalk on a board, on a table darker than either."""
    return picture(replace(SHEETS[kind], table=share))


def guessed(image):
    """The ink that is thought of first."""
    found = find_ink(np.asarray(image))
    assert found is not None
    return found


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5])
def test_a_dark_table_beside_the_sheet_does_not_matter(kind, share):
    sight = seen(on_table(kind, share))

    assert text(sight) == ["592", "740"]
    assert sight.sure
    assert sight.reason is None
    assert sight.ink.light is (kind == "chalk")


@pytest.mark.parametrize("share", [0.1, 0.3])
def test_where_it_is_contested_which_is_the_ink_the_better_reading_tells(share):
    """A table makes the sheet look like light ink: the first guess is wrong."""
    guess = guessed(on_table("pen", share))
    assert guess.contested
    assert guess.light

    assert not seen(on_table("pen", share)).ink.light


@pytest.mark.parametrize("share", [0.35, 0.5])
def test_chalk_is_read_beside_a_table_lighter_than_the_board(share):
    page = Page(
        ("592", "740"), seed=1, table=share, tilt=3, paper=BOARD, ink=CHALK,
        table_ink=(150, 130, 110),
    )  # fmt: skip
    image = picture(page)
    assert guessed(image).contested

    assert text(seen(image)) == ["592", "740"]


def number(written, seed):
    return picture(Page((written,), seed=seed, hand=Hand(height=48, gap=0.4)))


@pytest.mark.parametrize(
    ("turn", "turns"), [(Image.Transpose.ROTATE_90, 3), (Image.Transpose.ROTATE_270, 1)]
)
def test_a_number_on_its_side_is_read_and_its_boxes_lie_in_the_picture_as_it_came(turn, turns):
    written = "04090"
    image = number(written, 23).transpose(turn)

    sight = seen(image)
    assert (text(sight), sight.turns, sight.sure) == ([written], turns, True)

    reading = shipped().read(encode(image))
    boxes = [digit.box for digit in reading.lines[0].digits]
    assert (reading.source.width, reading.source.height) == image.size
    dark = np.asarray(image.convert("L")) < 130
    assert dark.any()
    for box in boxes:  # each box holds a digit's ink up to its edges, and together they hold all
        inside = dark[box.y : box.y + box.height, box.x : box.x + box.width].copy()
        assert inside[:2].any()
        assert inside[-2:].any()
        assert inside[:, :2].any()
        assert inside[:, -2:].any()
        dark[box.y - 1 : box.y + box.height + 1, box.x - 1 : box.x + box.width + 1] = False
    assert not dark.any()
    middles = [box.y + box.height / 2 for box in boxes]
    assert middles == sorted(middles, reverse=turns == 3)


@pytest.mark.parametrize("written", ["808456", "30471", "1265"])
def test_any_number_on_its_side_is_read(written):
    assert text(seen(number(written, 3).transpose(Image.Transpose.ROTATE_90))) == [written]


@pytest.mark.parametrize("turns", [0, 1, 3])
def test_a_box_is_turned_back_with_its_picture(turns):
    shape, box = (60, 90), (12, 20, 30, 55)  # of the picture as it came; left, top, right, bottom
    mask = np.zeros(shape, np.bool_)
    mask[box[1] : box[3], box[0] : box[2]] = True
    rows, columns = np.nonzero(np.rot90(mask, turns))
    mark = Mark(
        int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1,
        np.zeros((28, 28), np.uint8), np.ones((1, 1), np.bool_),
    )  # fmt: skip

    assert Sight((), None, None, None, turns).upright(mark, (*shape, 3)) == box


def test_a_column_of_digits_that_stand_upright_is_not_turned():
    sight = seen(picture(Page(("3", "7", "2", "5"), seed=4)))

    assert (text(sight), sight.turns) == (["3", "7", "2", "5"], 0)


@pytest.mark.parametrize("letter", ["H", "K"])
def test_a_letter_between_dashes_is_not_a_number_on_its_side(letter):
    strokes = [[(60 + 60 * x, 80 + 60 * y) for x, y in stroke] for stroke in LETTERS[letter]]
    dashes = [[(60.0, y), (120.0, y)] for y in (20.0, 200.0)]

    sight = seen(paper(drawn(strokes + dashes, (180, 220), 6)))

    assert (sight.turns, sight.sure) == (0, False)


def broken(number, parts):
    """A digit's strokes cut in so many parts each, with a gap between them."""
    pieces = []
    for stroke in digit(number, 80, 40, 200):
        points = [
            (x + part * (to_x - x), y + part * (to_y - y))
            for (x, y), (to_x, to_y) in pairwise(stroke)
            for part in np.linspace(0, 1, 8).tolist()
        ]
        cuts = [len(points) * part // parts for part in range(parts + 1)]
        pieces += [points[first : last - 2] for first, last in pairwise(cuts)]
    return pieces


@pytest.mark.parametrize("number", [2, 3, 5, 6, 8, 9])
def test_one_digit_in_pieces_is_one_digit(number):
    strength = drawn(broken(number, 4), (360, 280), 14)

    sight = seen(paper(strength))

    assert text(sight) == [str(number)]
    left, top, right, bottom = sight.digits[0].box
    rows, columns = np.nonzero(strength > 110)
    assert np.abs(
        np.subtract((left, top, right, bottom), (columns.min(), rows.min(), columns.max() + 1,
                                                 rows.max() + 1))
    ).max() <= 2  # fmt: skip


@pytest.mark.parametrize("middle", [5, 2, 3])
def test_a_digit_in_two_halves_among_others_is_one_digit(middle):
    """A fold of the paper or a dry pen left a gap across it."""
    strokes = digit(4, 40, 40, 140) + digit(middle, 180, 40, 140) + digit(7, 320, 40, 140)
    strength = drawn(strokes, (500, 220), 13)
    strength[100:110, 180:320] = 0

    assert text(seen(paper(strength))) == [f"4{middle}7"]


def word(letters):
    return paper(
        drawn(
            [
                [(30 + 80 * place + 60 * x, 40 + 60 * y) for x, y in stroke]
                for place, letter in enumerate(letters)
                for stroke in LETTERS[letter]
            ],
            (80 * len(letters) + 40, 140),
            6,
        )
    )


@pytest.mark.parametrize("letters", ["HAMMER", "WARKE", "FAKE"])
def test_a_word_is_letters(letters):
    sight = seen(word(letters))

    assert (sight.rows, sight.reason) == ((), "letters")
    assert not sight.sure


@pytest.mark.parametrize("letters", ["MARK", "WHEEKM"])
def test_a_word_whose_letters_look_like_digits_is_never_sure(letters):
    assert not seen(word(letters)).sure


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        (blank(Sheet(grain=3)), "blank"),
        (write(3, Sheet(paper=(220, 220, 220), ink=(198, 198, 198))), "too-faint"),
    ],
    ids=["blank", "faint"],
)
def test_a_picture_with_nothing_to_read_says_why(image, reason):
    sight = seen(image)

    assert (sight.rows, sight.reason, sight.digits) == ((), reason, [])
    assert not sight.sure
    assert not sight.clear
    assert sight.worth == 0


def weave(kind):
    """A texture of no writing, grey levels 0..255."""
    y, x = np.mgrid[:300, :400]
    if kind == "wood":
        return 120 + 60 * np.sin(y / 5 + 4 * np.sin(x / 40))
    if kind == "grass":
        return np.random.default_rng(0).normal(120, 40, (300, 400))
    if kind == "hatching":
        lines = [[(x - 300.0, 0.0), (x, 300.0)] for x in range(0, 700, 14)]
        lines += [[(x, 0.0), (x - 300.0, 300.0)] for x in range(0, 700, 17)]
        return 250.0 - drawn(lines, (400, 300), 3)
    if kind == "bricks":
        wall = np.kron([[1, 1, 1, 1, 0, 0], [1, 1, 1, 1, 0, 0], [0] * 6], np.ones((6, 6)))
        return 100 + 100 * np.tile(wall, (14, 9))
    rng = np.random.default_rng(1)
    cells = {"stones": (30, 40), "gravel": (60, 80)}[kind]
    grey = Image.fromarray(rng.integers(0, 256, cells).astype(np.uint8))
    return np.asarray(grey.resize((400, 300), Image.Resampling.BICUBIC)).astype(np.float64)


@pytest.mark.parametrize("kind", ["wood", "grass", "stones", "gravel", "hatching", "bricks"])
def test_a_texture_is_nothing_with_a_reason_or_unsure(kind):
    sight = seen(Image.fromarray(weave(kind).clip(0, 255).astype(np.uint8)))

    assert not sight.sure
    if not sight.rows:
        assert sight.reason in {"blank", "too-faint", "not-a-digit", "not-writing", "letters"}


def always(digit, logit):
    """A network that sees the same in everything; and how many pictures it was asked about."""
    asked = []

    def classify(pixels):
        asked.append(len(pixels))
        logits = np.zeros((len(pixels), 11), np.float32)
        logits[:, digit] = logit
        return logits

    return classify, asked


def written(count):
    strokes = [each for place in range(count) for each in digit(3, 40 + 110 * place, 40, 60)]
    strength = drawn(strokes, (80 + 110 * count, 140), 7)
    return np.asarray(paper(strength).convert("RGB"))


def test_a_digit_in_doubt_is_read_again_and_a_sure_one_is_not():
    doubting, asked = always(3, 3)
    confident, once = always(3, 30)

    (doubtful,) = look(written(1), doubting, shipped().card).digits
    (sure,) = look(written(1), confident, shipped().card).digits

    assert doubtful.hypotheses == (6, 6)
    assert asked[-1] == 6
    assert sure.hypotheses is None
    assert once == [1]


def test_no_more_than_eight_digits_in_doubt_are_read_again():
    doubting, asked = always(3, 3)

    sight = look(written(12), doubting, shipped().card)

    assert len(sight.digits) == 12
    assert [found.hypotheses for found in sight.digits].count((6, 6)) == 8
    assert [found.hypotheses for found in sight.digits].count(None) == 4
    assert not sight.sure
    assert asked[-1] == 48


@pytest.mark.parametrize("number", DIGITS)
@pytest.mark.parametrize("pen", [0.07, 0.13])
def test_a_digit_that_fills_the_frame_is_one_digit(number, pen):
    """Its ink may be most of the picture, and the paper inside it look like light ink."""
    page = np.asarray(write(number, Sheet(grain=2), height=0.7, pen=pen))
    rows, columns = (np.flatnonzero((page.min(axis=2) < 140).any(axis=axis)) for axis in (1, 0))
    tight = page[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]

    assert text(seen(Image.fromarray(tight))) == [str(number)]


def test_a_light_digit_is_read_and_not_the_paper_that_reaches_around_it_to_the_frame():
    """As in MNIST's own pictures: 20 pixels of 28, and no paper but what the frame cuts off."""
    levels = 255.0 - np.asarray(
        write(8, Sheet(grain=0), height=0.7, pen=0.2, slant=0).convert("L"), np.float64
    )
    levels = np.clip(levels - levels.min(), 0, 255)
    levels[levels < 60] = 0
    rows, columns = (np.flatnonzero((levels > 100).any(axis=axis)) for axis in (1, 0))
    tight = levels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.uint8)
    image = Image.fromarray(tight)
    scale = 20 / max(image.size)
    width, height = (round(side * scale) for side in image.size)
    field = Image.new("L", (28, 28))
    small = image.resize((width, height), Image.Resampling.BOX)
    field.paste(small, ((28 - width) // 2, (28 - height) // 2))

    assert text(seen(field)) == ["8"]


def bars_and_rings(logit):
    """A network that takes what is narrow for a sure 1, and the rest for a 0 with this logit."""

    def classify(pixels):
        wide = (pixels.max(axis=1) > 0).sum(axis=1) > 12
        logits = np.zeros((len(pixels), 11), np.float32)
        logits[~wide, 1], logits[wide, 0] = 30, logit
        return logits

    return classify


@pytest.mark.parametrize(("logit", "rows"), [(1, ["11"]), (4, ["11", "0"])])
def test_a_line_without_a_likely_digit_is_dropped_beside_likelier_ones(logit, rows):
    ring = digit(0, 80, 190, 60)
    strokes = [*line((60, 60), (60, 120)), *line((110, 60), (110, 120)), *ring]
    page = np.asarray(paper(drawn(strokes, (300, 300), 6)).convert("RGB"))
    alone = np.asarray(paper(drawn(ring, (300, 300), 6)).convert("RGB"))
    classify = bars_and_rings(logit)

    assert text(look(page, classify, shipped().card)) == rows
    assert text(look(alone, classify, shipped().card)) == ["0"]


def test_a_digit_and_its_underline_do_not_stand_for_the_number():
    """The underline reaches below the other digit, whose ink is no part of them."""
    confident, _ = always(3, 30)
    strokes = [*digit(3, 80, 100, 60), *digit(9, 130, 94, 66), *line((103, 168), (164, 168))]
    page = np.asarray(paper(drawn(strokes, (300, 300), 6)).convert("RGB"))

    assert text(look(page, confident, shipped().card)) == ["33"]


def test_a_frame_and_what_it_holds_are_no_digit_in_pieces():
    doubting, _ = always(3, 3)
    strokes = [*digit(4, 80, 100, 60), *digit(7, 140, 100, 60), *frame(60, 60, 240, 240)]
    page = np.asarray(paper(drawn(strokes, (300, 300), 6)).convert("RGB"))

    assert text(look(page, doubting, shipped().card)) == ["33"]


def test_a_sheet_that_fills_the_frame_is_no_digit():
    """Solid and wider than a stroke; the same outline, drawn by a pen, may be a nought."""
    outline = np.ones((230, 80), np.bool_)
    ring = outline.copy()
    ring[20:-20, 20:-20] = False
    dark = ink(drawn(frame(58, 2, 138, 232), (140, 236), 6))

    def fills(mask):
        mark = Mark(58, 2, 138, 232, np.full((28, 28), 255, np.uint8), mask)
        (found,) = ask([mark], always(1, 3)[0], shipped().card)
        return _fills(Sight((Row((found,), ()),), None, dark, None), dark)

    assert not fills(outline)
    assert fills(ring)
