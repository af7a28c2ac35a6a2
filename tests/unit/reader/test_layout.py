"""Layout: boxes of known text come back in the order in which the text is read."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.layout.baselines import Baselines
from reader.layout.lines import lay_out
from tests.layouts import HEIGHT, Layout, camera, table

examples = settings(max_examples=40, derandomize=True, database=None)


def typed(lines, *, gap=0.25, space=1.3, leading=0.8, wobble=0.0, seed=0):
    """Boxes of text, and its figures' numbers line by line; lengths are in heights of a digit."""
    rng = np.random.default_rng(seed)
    boxes: list[tuple[float, ...]] = []
    order: list[list[int]] = []
    for row, line in enumerate(lines):
        left = 40.0
        places: list[int] = []
        for letter in line:
            if letter == " ":
                left += (space - gap) * HEIGHT
                continue
            width = (0.2 if letter == "1" else 0.6) * HEIGHT
            tall = HEIGHT * (1 + wobble * rng.uniform(-1, 1))
            top = 50 + row * (1 + leading) * HEIGHT + wobble * HEIGHT * rng.uniform(-1, 1)
            places.append(len(boxes))
            boxes.append((left, top, left + width, top + tall))
            left += width + gap * HEIGHT
        order.append(places)
    return rounded(boxes), order


def rounded(boxes):
    return [tuple(round(float(side)) for side in box) for box in boxes]


def moved(boxes, change):
    """Move the middle of each box as `change(x, y)` tells; its size stays."""
    result = []
    for left, top, right, bottom in boxes:
        x, y = (left + right) / 2, (top + bottom) / 2
        to_x, to_y = change(x, y)
        result.append((left + to_x - x, top + to_y - y, right + to_x - x, bottom + to_y - y))
    return rounded(result)


def text(boxes, lines):
    """What is read: the letters of `lines` in the order of the layout, a space before a number."""
    letters = "".join(lines).replace(" ", "")
    return [
        "".join(
            (" " if before in row.spaces else "") + letters[place]
            for before, place in enumerate(row.places)
        )
        for row in lay_out(boxes)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["7"],
        ["4207"],
        ["12 7", "895"],
        ["3141 592", "653 589", "79 323"],
        ["1 111", "11 11"],
        ["16 93 7 208 45"],
        ["0"] * 6,
    ],
)
@pytest.mark.parametrize("wobble", [0.0, 0.12])
def test_lines_digits_and_spaces_are_those_of_the_text(lines, wobble):
    boxes, _ = typed(lines, wobble=wobble)

    assert text(boxes, lines) == lines


@pytest.mark.parametrize("line", ["1 12 1", "3 41 5 9", "2 7 18 2 8"])
def test_numbers_of_one_digit_may_be_the_most(line):
    boxes, _ = typed([line])

    assert text(boxes, [line]) == [line]


def test_nothing_has_no_rows():
    assert lay_out([]) == []


def test_one_figure_is_a_row():
    (row,) = lay_out([(3, 4, 9, 20)])

    assert (row.places, row.spaces) == ((0,), ())


LINES = ["3141 592", "653 589", "79 3238", "46 2643"]


@pytest.mark.parametrize("rise", [-0.12, -0.06, 0.06, 0.12])
def test_writing_up_and_down_the_hill(rise):
    boxes, _ = typed(LINES)

    assert text(moved(boxes, lambda x, y: (x, y + rise * x)), LINES) == LINES


def test_uphill_a_short_line_below_a_long_one_stays_below_it():
    """Its digits are higher in the picture than the middle of the long line."""
    lines = ["34592653589793238462643832795", "42"]
    boxes, _ = typed(lines)

    assert text(moved(boxes, lambda x, y: (x, y + 0.25 * x)), lines) == lines


@pytest.mark.parametrize("rise", [-0.1, 0.1])
def test_columns_far_apart_are_one_line_uphill_too(rise):
    lines = ["12345 67890", "24680 13579", "90817 26354"]
    boxes, _ = typed(lines, space=8)

    assert text(moved(boxes, lambda x, y: (x, y + rise * x)), lines) == lines


@pytest.mark.parametrize("lean", [-0.4, 0.4])
def test_a_page_whose_left_margin_leans(lean):
    boxes, _ = typed(LINES)

    assert text(moved(boxes, lambda x, y: (x + lean * y + 300, y)), LINES) == LINES


def test_a_page_seen_from_the_side_has_lines_of_different_slopes():
    boxes, _ = typed(LINES)

    fanned = moved(boxes, lambda x, y: (x, y + 0.1 * (x - 300) * (y - 200) / 200))

    assert text(fanned, LINES) == LINES


def test_the_far_lines_of_a_page_are_smaller():
    boxes, _ = typed(LINES)
    shrunk = rounded(
        [
            tuple(side * (0.5 + 0.5 * top / 300) for side in (left, top, right, bottom))
            for left, top, right, bottom in boxes
        ]
    )

    assert text(shrunk, LINES) == LINES


@pytest.mark.parametrize("space", [4, 8, 15])
def test_columns_far_apart_are_one_line(space):
    lines = ["12 345", "67 890", "24 681"]
    boxes, _ = typed(lines, space=space)

    assert text(boxes, lines) == lines


@pytest.mark.parametrize("gap", [0.05, 0.4, 0.9, 1.2])
def test_evenly_spaced_digits_are_one_number(gap):
    boxes, _ = typed(["248039"], gap=gap)

    assert text(boxes, ["248039"]) == ["248039"]


@pytest.mark.parametrize("gap", [1.9, 3.0])
def test_digits_far_apart_are_numbers_however_even(gap):
    boxes, _ = typed(["248"], gap=gap)

    assert text(boxes, ["248"]) == ["2 4 8"]


@pytest.mark.parametrize("leading", [0.12, 0.3])
def test_two_lines_close_together_are_two(leading):
    lines = ["24803", "96357"]
    boxes, _ = typed(lines, leading=leading)

    assert text(boxes, lines) == lines


def test_digits_of_different_size_stand_on_one_line():
    """The middle one half as high, the last one and a half times."""
    boxes = [(0, 0, 40, 60), (60, 25, 80, 55), (100, -15, 160, 70), (180, 0, 220, 60)]

    assert [row.places for row in lay_out(boxes)] == [(0, 1, 2, 3)]


def test_a_heading_far_larger_than_its_text_is_a_line_of_its_own():
    boxes = [(0, 0, 150, 250), (200, 10, 220, 50), (240, 10, 260, 50), (200, 90, 220, 130)]

    assert sorted(row.places for row in lay_out(boxes)) == [(0,), (1, 2), (3,)]


def test_slanted_digits_whose_boxes_overlap_are_one_number():
    boxes = [(30 * place, 0, 30 * place + 40, 60) for place in range(5)]

    (row,) = lay_out(boxes)

    assert (row.places, row.spaces) == ((0, 1, 2, 3, 4), ())


words = st.lists(st.text("0123456789", min_size=1, max_size=4), min_size=1, max_size=3)
pages = st.builds(
    lambda lines, seed: typed([" ".join(line) for line in lines], wobble=0.1, seed=seed)[0],
    st.lists(words, min_size=1, max_size=4),
    st.integers(0, 10**6),
)


def rows(boxes):
    """The layout in terms of the boxes themselves."""
    return [([boxes[place] for place in row.places], row.spaces) for row in lay_out(boxes)]


@examples
@given(pages, st.randoms(use_true_random=False))
def test_the_order_of_the_figures_does_not_matter(boxes, chance: random.Random):
    shuffled = list(boxes)
    chance.shuffle(shuffled)

    assert rows(shuffled) == rows(boxes)


@examples
@given(pages, st.integers(-500, 500), st.integers(-500, 500), st.integers(1, 7))
def test_place_and_scale_do_not_matter(boxes, right, down, scale):
    changed = [
        (scale * x + right, scale * y + down, scale * to_x + right, scale * to_y + down)
        for x, y, to_x, to_y in boxes
    ]

    assert lay_out(changed) == lay_out(boxes)


sides = st.integers(0, 300)
anything = st.lists(
    st.tuples(sides, sides, st.integers(1, 90), st.integers(1, 90)).map(
        lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
    ),
    max_size=25,
)


@examples
@given(anything)
def test_whatever_comes_each_figure_is_in_one_row_and_rows_run_to_the_right(boxes):
    laid = lay_out(boxes)

    assert sorted(place for row in laid for place in row.places) == list(range(len(boxes)))
    for row in laid:
        middles = [boxes[place][0] + boxes[place][2] for place in row.places]
        assert middles == sorted(middles)
        assert all(0 < before < len(row.places) for before in row.spaces)


def said(layout: Layout, boxes):
    """The text of a made-up page as its layout reads it."""
    return [
        "".join(
            (" " if before in row.spaces else "") + layout.letters[place]
            for before, place in enumerate(row.places)
        )
        for row in lay_out(boxes, layout.signs)
    ]


def written(*lines, leading=1.0, **how):
    """A page of text with signs: a space is as wide as one and a half digits."""
    layout = Layout(lines=list(lines))
    random = np.random.default_rng(1)
    for row, line in enumerate(lines):
        left = 100.0
        for word in line.split(" "):
            place = (left, 100 + row * (1 + leading) * HEIGHT)
            left = layout.write(random, word, place, **how) + 1.5 * HEIGHT
    return layout


PAGES = 250
SHARE = 0.99  # of made-up pages that have to be read exactly, spaces and signs included


@pytest.mark.parametrize(
    ("keystone", "bend", "roll", "signs"),
    [
        (0.0, 0.0, 0.0, 0.0),
        (0.0, 0.03, 5.0, 0.0),
        (20.0, 0.0, 5.0, 0.0),
        (20.0, 0.03, 5.0, 0.0),
        (20.0, 0.03, 5.0, 0.4),
        (20.0, 0.05, 10.0, 0.0),
        (20.0, 0.03, 20.0, 0.0),
    ],
)
def test_tables_under_keystone_and_bend_are_read_exactly(keystone, bend, roll, signs):
    wrong = []
    for seed in range(PAGES):
        random = np.random.default_rng([seed, 7])
        layout = table(random, signs=signs)
        if layout.boxes:
            seen = layout.seen(camera(random, layout, keystone=keystone, bend=bend, roll=roll))
            if said(layout, seen) != layout.lines:
                wrong.append(seed)

    assert len(wrong) <= (1 - SHARE) * PAGES, wrong


@pytest.mark.parametrize(
    "lines",
    [
        ["3,50"],
        ["12.5.2024", "1/2 0.8", "12:30 10-4"],
        ["1.1", "1,1", "1-1", "1:1"],
        ["120.75 98,5", "7 3.14"],
    ],
)
@pytest.mark.parametrize("leading", [0.15, 0.8])
@pytest.mark.parametrize("rise", [-0.15, 0.0, 0.15])
def test_signs_stand_among_the_digits_of_their_line(lines, leading, rise):
    layout = written(*lines, leading=leading)
    boxes = moved(layout.boxes, lambda x, y: (x, y + rise * x))

    assert said(layout, boxes) == lines


def test_a_sign_takes_no_part_in_the_lines_and_one_by_itself_is_in_none():
    layout = written("12", "34")
    layout.write(np.random.default_rng(0), ".", (900.0, 130.0))

    assert said(layout, layout.boxes) == ["12", "34"]
    assert lay_out([(0, 0, 5, 5)], [True]) == []


def test_cells_of_two_lines_are_kept_apart():
    """Beside large digits stand two lines of small ones."""
    layout = written("84")
    random = np.random.default_rng(0)
    for top, word in ((90.0, "123"), (142.0, "567")):
        layout.write(random, word, (400.0, top), size=0.6 * HEIGHT)

    rows = said(layout, layout.boxes)

    assert not any("123" in row and "567" in row for row in rows)
    assert sorted("".join(rows).replace(" ", "")) == sorted("84123567")
    assert rows.index(next(row for row in rows if "123" in row)) < rows.index(
        next(row for row in rows if "567" in row)
    )


def test_a_small_digit_beside_a_large_one_is_on_its_line():
    boxes = [(0, 0, 120, 200), (150, 80, 180, 135), (210, 0, 330, 200)]

    (row,) = lay_out(boxes)

    assert row.places == (0, 1, 2)


def test_a_form_of_single_digits_on_a_steep_page():
    """Boxes of a comb: each digit as far from the next as it is high, climbing by half."""
    boxes = [(100 * x, 400 - 50 * x, 100 * x + 40, 460 - 50 * x) for x in range(8)]

    (row,) = lay_out(boxes)

    assert row.places == tuple(range(8))


def test_baselines_of_a_bent_page_are_level_again():
    layout = written("1234567890 1234567890", "1234567890 1234567890")
    boxes = np.array(moved(layout.boxes, lambda x, y: (x, y + 0.1 * x - (x - 700) ** 2 / 4000)))
    lines = [list(range(20)), list(range(20, 40))]

    flat = Baselines.fitted(boxes, lines).levelled(boxes)

    middle = (flat[:, 1] + flat[:, 3]) / 2
    for line in lines:
        assert np.ptp(middle[line]) < 0.1 * HEIGHT
    assert 1.8 * HEIGHT < middle[lines[1]].mean() - middle[lines[0]].mean() < 2.2 * HEIGHT
