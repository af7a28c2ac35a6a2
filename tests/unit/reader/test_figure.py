"""Figures: what belongs together on a page, and what does not."""

import itertools

import numpy as np
import pytest

from reader.components import components
from reader.figure import Figure, figure, find_figures, freed, stacked
from tests.handwriting import DIGITS
from tests.strokes import FULL, box, digit, drawn, ink, line

SIZE = (400, 300)
BODY = [(100 + 150 * x, 80 + 150 * y) for x, y in DIGITS[5][0][1:]]  # a 5 without its bar


def figures_of(strokes, pen=12, size=SIZE):
    return find_figures(ink(drawn(strokes, size, pen)))


def bounds(found):
    return found.left, found.top, found.right, found.bottom


@pytest.mark.parametrize("number", DIGITS)
@pytest.mark.parametrize("pen", [0.05, 0.16])
def test_a_digit_is_one_figure_and_its_box_is_that_of_its_ink(number, pen):
    strength = drawn(digit(number, 120, 60, 160), SIZE, 160 * pen)
    rows, columns = np.nonzero(ink(strength).mask)

    (found,) = find_figures(ink(strength))

    assert bounds(found) == (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    assert found.width == np.ptp(columns) + 1
    assert found.height == np.ptp(rows) + 1
    assert found.size == max(found.width, found.height)


@pytest.mark.parametrize(
    "bar",
    [[(168, 88), (225, 88)], [(150, 66), (215, 70)], [(238, 92), (272, 88)]],
    ids=["beside", "above", "to the right"],
)
def test_a_detached_bar_belongs_to_its_five(bar):
    (found,) = figures_of([BODY, bar])

    assert len(found.parts) == 2
    assert found.right >= bar[1][0]


@pytest.mark.parametrize("place", [(175, 40), (240, 80), (245, 226), (90, 150)])
def test_a_speck_and_a_full_stop_belong_to_no_digit(place):
    """Smaller than any piece of a digit, or at the foot of it."""
    x, y = place

    figures = figures_of([BODY, [(x, y), (x + 1, y)]], pen=9)

    assert len(figures[0].parts) == 1
    assert figures[0].size > 100


def test_a_comma_at_the_foot_of_a_digit_is_a_figure_of_its_own():
    figures = figures_of([BODY, [(238, 205), (232, 228)]], pen=9)

    assert [len(each.parts) for each in figures] == [1, 1]


@pytest.mark.parametrize("first", [1, 2, 8])
@pytest.mark.parametrize("second", [1, 4, 7])
@pytest.mark.parametrize("gap", [3, 40])
def test_two_digits_are_two_figures_however_close(first, second, gap):
    left = digit(first, 40, 80, 120)
    edge = figures_of(left)[0].right
    start = figures_of(digit(second, 40, 80, 120))[0].left - 40

    figures = figures_of(left + digit(second, edge + gap - start, 80, 120))

    assert len(figures) == 2
    assert all(len(each.parts) == 1 for each in figures)


def test_figures_come_largest_first_and_what_is_too_small_to_read_does_not():
    strokes = digit(3, 20, 20, 60) + digit(3, 120, 20, 200)
    dash = drawn([[(30, 200), (35, 200)]], SIZE, 2)

    figures = find_figures(ink(np.maximum(drawn(strokes, SIZE, 4), dash)))

    assert len(figures) == 2
    assert figures[0].height > 150 > figures[1].height


def test_a_digit_on_an_underline_is_a_figure_of_its_own():
    figures = figures_of(digit(2, 120, 100, 100) + line((60, 212), (330, 212)), pen=7)

    assert len(figures) == 2


@pytest.mark.parametrize("number", DIGITS)
def test_a_digit_in_a_frame_is_freed_from_it(number):
    strokes = digit(number, 160, 90, 100)
    (inner,) = figures_of(strokes, pen=8)
    (framed,) = figures_of(strokes + box(120, 60, 300, 240), pen=8)

    frame, *others = freed(framed)

    assert bounds(frame) == bounds(framed)
    assert [bounds(each) for each in others] == [bounds(inner)]


def test_the_table_beside_the_sheet_is_ground():
    """A wedge along the frame from corner to corner, and a solid block."""
    strength = drawn(digit(6, 180, 100, 120), SIZE, 10)
    y, x = np.mgrid[:300, :400]
    strength[x + y / 3 < 110] = FULL
    strength[240:290, 300:360] = FULL

    (found,) = find_figures(ink(strength))

    assert found.left > 180
    assert found.height < 140


def test_a_solid_bar_that_a_pen_drew_is_no_ground():
    assert len(figures_of([[(200, 60), (200, 240)]], pen=24)) == 1


def test_a_shadow_with_a_soft_edge_is_no_figure():
    y, x = np.mgrid[:300, :400]
    soft = FULL / (1 + np.exp((np.hypot(x - 200, y - 150) - 60) / 20))

    assert find_figures(ink(soft.astype(np.uint8))) == []


def test_the_grain_of_a_texture_is_bounded():
    strokes = [
        [(5 + 13 * x, 4 + 11 * y), (5 + 13 * x, 12 + 11 * y)] for x in range(60) for y in range(40)
    ]

    assert len(figures_of(strokes, pen=2, size=(800, 460))) == 400


def test_blank_paper_has_no_figures():
    assert figures_of([]) == []


def pieces(*boxes):
    """A figure of each box, half open."""
    mask = np.zeros((300, 300), np.bool_)
    for left, top, right, bottom in boxes:
        mask[top:bottom, left:right] = True
    found = [figure([part]) for part in components(mask)]
    return sorted(found, key=lambda each: each.top)


HALVES = ((100, 100, 150, 140), (104, 145, 152, 190))


def test_the_halves_of_a_broken_digit_are_a_pair_upper_one_first():
    assert stacked(pieces(*HALVES), [True, False]) == [(0, 1)]
    assert stacked(pieces(*HALVES)[::-1], [True, False]) == [(1, 0)]


@pytest.mark.parametrize(
    ("boxes", "doubtful"),
    [
        (HALVES, [False, False]),
        (((100, 100, 150, 140), (100, 170, 150, 210)), [True, True]),
        (((100, 100, 150, 140), (160, 142, 210, 180)), [True, True]),
        (((10, 100, 200, 120), (10, 122, 200, 140)), [True, True]),
    ],
    ids=["none in doubt", "far apart", "beside each other", "too wide"],
)
def test_what_is_no_pair(boxes, doubtful):
    assert stacked(pieces(*boxes), doubtful) == []


@pytest.mark.parametrize(("width", "pairs"), [(50, [(0, 1)]), (66, [])], ids=["base", "underline"])
def test_a_dash_below_is_a_base_or_an_underline_by_its_width(width, pairs):
    dash = (125 - width // 2, 144, 125 + width // 2, 152)

    assert stacked(pieces((100, 100, 150, 140), dash), [True, True]) == pairs


def test_none_and_one_have_no_pair():
    assert stacked([], []) == []
    assert stacked(pieces(HALVES[0]), [True]) == []


def test_taking_apart_ends():
    """Freeing again and again leaves figures of one part, and loses none that is large enough."""
    strokes = digit(8, 160, 90, 100) + box(120, 60, 300, 240) + box(100, 40, 330, 270)
    waiting = figures_of(strokes, pen=6)
    total = sum(len(each.parts) for each in waiting)
    rounds: list[Figure] = []
    for _ in itertools.repeat(None, 5):
        rounds += [each for each in waiting if len(each.parts) == 1]
        waiting = [part for each in waiting if len(each.parts) > 1 for part in freed(each)]

    assert waiting == []
    assert len(rounds) == total == 3
