"""A look at a picture: which marks are digits, which are in doubt, and which way up it is."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from reader.find.detection import detections
from reader.find.mask import BEYOND
from reader.find.scan import scan
from reader.look import look
from reader.marks import MOST, marked
from reader.sight import Sight
from reader.turn import turned
from tests.finder import Mark, Patches, Told
from tests.handwriting import Sheet, blank
from tests.made_up import CARD, FINDER, always, by_width, networks

SIZE = (300, 200)


def sheet(*marks, size=SIZE):
    """White paper with black boxes, uint8 [height, width, 3]."""
    pixels = np.full((size[1], size[0], 3), 240, np.uint8)
    for mark in marks:
        left, top, right, bottom = (round(side) for side in mark.inked)
        pixels[top:bottom, left:right] = 30
    return pixels


def looked(*marks, classify=None, size=SIZE):
    """Look at such a sheet with a finder that sees these marks."""
    return look(sheet(*marks, size=size), networks(Told(size, marks), classify))


def lefts(marks):
    return sorted(round(mark.detection.box[0]) for mark in marks)


@pytest.mark.parametrize(
    ("probability", "digits", "doubts"), [(0.9, 2, 0), (0.45, 2, 0), (0.3, 0, 2), (0.05, 0, 0)]
)
def test_the_card_tells_from_which_peak_on_it_is_a_digit_or_a_doubt(probability, digits, doubts):
    """Of two: one alone is another matter, see test_lone."""
    marks = (Mark(box, probability) for box in ((60, 40, 70, 80), (60, 120, 70, 160)))

    sight = looked(*marks, classify=always(1)[0])

    assert (len(sight.digits), len(sight.doubts), len(sight.refused)) == (digits, doubts, 0)


def test_a_doubtful_digit_is_read_on_a_line_with_others_and_is_a_doubt_elsewhere():
    well, beside, below = (
        Mark((60, 40, 70, 80)),
        Mark((90, 40, 100, 80), 0.3),
        Mark((60, 120, 70, 160), 0.3),
    )

    sight = looked(well, beside, below, classify=always(1)[0])

    assert lefts(sight.digits) == [60, 90]
    assert lefts(sight.doubts) == [60]
    assert not sight.digits[1].answer.sure


@pytest.mark.parametrize(
    ("box", "probability", "doubts"),
    [
        ((90, 40, 130, 80), 0.9, 1),
        ((90, 40, 130, 80), 0.45, 0),
        ((90, 130, 130, 170), 0.9, 0),
    ],
    ids=["beside, sure", "beside, not sure", "on another line, sure"],
)
def test_what_only_the_classifier_refuses_is_a_doubt_beside_a_digit(box, probability, doubts):
    """The finder is sure from 0.5 on; the classifier takes what is wide for no digit."""
    sight = looked(
        Mark((60, 40, 70, 80)), Mark(box, probability), classify=by_width((1, 20.0), (10, 20.0))
    )

    assert lefts(sight.digits) == [60]
    assert (len(sight.doubts), len(sight.refused)) == (doubts, 1 - doubts)


@pytest.mark.parametrize(("probability", "doubts"), [(0.6, 1), (0.45, 0)])
def test_what_the_classifier_hardly_believes_is_a_doubt_where_the_finder_is_sure(
    probability, doubts
):
    """The classifier gives it 0.11 and does not refuse it: together they believe less than 0.1."""
    card = replace(CARD, not_a_digit=0.95, limits=replace(CARD.limits, most_ink=1.0))
    marks = Mark((60, 40, 70, 80)), Mark((90, 40, 130, 80), probability)
    both = networks(Told(SIZE, marks), by_width(narrow=(1, 20.0), wide=(10, 8.8)))

    sight = look(sheet(*marks), replace(both, classifier=card))

    assert (lefts(sight.digits), lefts(sight.doubts)) == ([60], [90] * doubts)
    assert not sight.refused


# As far as a box is looked at beyond its edge, 75, where not all of the ink is the digit's.
AS_FAR = 75 + BEYOND * 35


@pytest.mark.parametrize(("digit", "bottom", "cuts"), [(1, 90, 1), (10, AS_FAR, 2)])
def test_ink_that_goes_on_beyond_its_box_is_the_digits_unless_that_is_none(digit, bottom, cuts):
    """It is cut out once, and as far as the box goes only where all of it is no digit."""
    classify, shown = always(digit)
    mark = Mark((60, 40, 70, 75), 0.99, ink=(60, 40, 70, 90))

    both = networks(Told(SIZE, [mark]), classify)
    seen = scan(sheet(mark), both.find)
    found = [each for each in detections(seen, FINDER.doubt, FINDER.sign) if each.score > 0.9]

    (read,) = marked(sheet(mark), seen, found, both)

    assert read.box[3] == pytest.approx(bottom, abs=2)
    assert read.detection.box[3] == pytest.approx(75, abs=2)
    assert sum(len(each) for each in shown) == cuts


def test_alone_a_digit_is_measured_by_the_best_of_the_picture():
    """From 0.7 of its belief on it is read, though from 0.4 on where there is no better one."""
    well, below = Mark((60, 40, 70, 80), 0.9), Mark((60, 120, 70, 160), 0.5)

    assert lefts(looked(well, below, classify=always(1)[0]).digits) == [60]
    assert lefts(looked(below, classify=always(1)[0]).digits) == [60]
    alike = replace(below, probability=0.7)
    assert len(looked(well, alike, classify=always(1)[0]).digits) == 2


@pytest.mark.parametrize(("probability", "sure"), [(0.9, True), (0.45, False)])
def test_a_digit_of_which_the_finder_is_not_sure_is_in_doubt(probability, sure):
    """However sure the classifier is."""
    (mark,) = looked(Mark((60, 40, 70, 80), probability), classify=always(1)[0]).digits

    assert (mark.answer.digit, mark.answer.sure) == (1, sure)


def test_a_digit_in_which_the_classifier_hardly_believes_is_a_doubt():
    """At 0.9 x (1 - 0.49) it is read; a lower peak of the same digit is not."""

    def classify(pixels):
        logits = np.zeros((len(pixels), 11), np.float32)
        logits[:, 1], logits[:, 10] = 20.0, 19.92  # at a temperature of 2: 0.51 and 0.49
        return logits

    (read,) = looked(Mark((60, 40, 70, 80), 0.9), classify=classify).digits
    sight = looked(Mark((60, 40, 70, 80), 0.7), classify=classify)

    assert read.belief == pytest.approx(0.9 * 0.51, abs=0.01)
    assert (len(sight.digits), len(sight.doubts)) == (0, 1)


def test_what_the_classifier_refuses_is_told_apart():
    sight = looked(Mark((60, 40, 70, 80)), classify=always(10)[0])

    assert (sight.digits, sight.doubts) == ((), ())
    assert lefts(sight.refused) == [60]
    assert sight.worth == 0


def test_of_two_marks_on_the_same_ink_the_likelier_is_read():
    inner = Mark((62, 44, 78, 64), 0.6)

    sight = looked(Mark((60, 40, 80, 80), 0.9), inner, classify=always(0)[0])

    assert lefts(sight.digits) == [60]
    assert sight.doubts == ()


@pytest.mark.parametrize("size", [1, 2], ids=["seen at one level", "seen at two levels"])
def test_what_is_refused_makes_room_for_what_it_covered(size):
    """An underline has the highest peak, and the classifier sees no digit in it."""

    def box(*corners):
        return tuple(size * side for side in corners)

    cover = Mark(box(50, 30, 72, 57), 0.95, ink=box(50, 54, 72, 57))
    bars = (
        Mark(box(50, 34, 54, 50), 0.8),
        Mark(box(68, 34, 72, 50), 0.7),
    )

    classify = by_width(narrow=(1, 20), wide=(10, 20))
    sight = looked(cover, *bars, classify=classify, size=(160, 130))

    assert lefts(sight.digits) == [50 * size, 68 * size]
    assert lefts(sight.refused) == [50 * size]


def test_a_sign_on_a_digit_is_part_of_it_and_one_beside_it_is_a_sign():
    inside, beside = (Mark((x, 60, x + 10, 64), 0.6, "dash") for x in (60, 100))

    sight = looked(Mark((60, 40, 70, 80)), inside, beside, classify=always(1)[0])

    assert [round(sign.box[0]) for sign in sight.signs] == [100]


def test_a_sign_stays_where_a_doubtful_or_refused_digit_covers_it():
    digit, dash = Mark((100, 40, 110, 80), 0.3), Mark((100, 60, 110, 64), 0.25, "dash")

    for classify in (always(1)[0], always(10)[0]):
        sight = looked(digit, dash, classify=classify)
        assert [round(sign.box[0]) for sign in sight.signs] == []  # lower than the card's `sign`
    (sign,) = looked(digit, Mark(dash.box, 0.35, "dash"), classify=always(1)[0]).signs

    assert sign.score == pytest.approx(0.35, abs=0.01)


def test_only_so_many_peaks_are_looked_at_and_the_highest_of_them():
    """A texture: every patch of it may be a digit."""
    places = [(4 + 13 * x, 4 + 18 * y) for x in range(24) for y in range(17)]
    size = (320, 320)
    marks = [
        Mark((x, y, x + 5, y + 15), 0.5 + 0.49 * number / len(places))
        for number, (x, y) in enumerate(places)
    ]
    assert len(marks) > MOST

    sight = looked(*marks, classify=always(1)[0], size=size)

    assert len(sight.digits) == MOST
    seen = {tuple(round(side) for side in mark.detection.box[:2]) for mark in sight.digits}
    assert seen == set(places[-MOST:])


def test_all_digits_are_one_batch():
    classify, shown = always(1)

    looked(Mark((60, 40, 70, 80)), Mark((100, 40, 110, 80)), classify=classify)

    assert [len(pixels) for pixels in shown] == [2]


def test_blank_paper_is_worth_nothing():
    pixels = np.asarray(blank(Sheet()))
    classify, shown = always(8)

    sight = look(pixels, networks(classify=classify))

    assert (sight.digits, sight.signs, sight.doubts, sight.refused) == ((), (), (), ())
    assert (sight.worth, sight.is_clear, sight.turns) == (0, False, 0)
    assert sight.pixels is pixels
    assert shown == []


def wedges(count=3):
    """Wedges that stand on their broad feet: four ways up of a picture of them can be told."""
    pixels = np.full((160, max(240, 60 * count + 60), 3), 240, np.uint8)
    for number in range(count):
        for row in range(40):
            half = 2 + row // 4
            middle = 50 + 60 * number
            pixels[60 + row, middle - half : middle + half] = 30
    return pixels


def stands(mask):
    """Tell whether a patch is higher than wide and has most of its ink below."""
    half = len(mask) // 2
    return len(mask) > mask.shape[1] and mask[-half:].sum() > 1.2 * mask[:half].sum()


@pytest.mark.parametrize("turns", range(4))
def test_a_picture_is_read_the_way_up_in_which_its_digits_are_seen(turns):
    """Turned clockwise as often as the reader then turns it back."""
    pixels = wedges()

    sight = look(np.ascontiguousarray(np.rot90(pixels, -turns)), networks(Patches(stands)))

    assert (sight.turns, len(sight.digits)) == (turns, 3)
    assert np.array_equal(sight.pixels, pixels)
    assert sight.is_clear


def test_one_digit_alone_is_not_turned():
    """It may be another digit the other way up."""
    sight = look(np.ascontiguousarray(np.rot90(wedges(1))), networks(Patches(stands)))

    assert (sight.turns, sight.digits) == (0, ())


@pytest.mark.parametrize(("heads", "turns"), [(3, 0), (4, 2)])
def test_a_number_of_few_digits_is_not_turned_where_one_is_read_as_it_lies(heads, turns):
    """One wedge stands and is in doubt, the others stand on their heads: 16 is 91, too."""
    pixels = wedges(heads + 1)
    pixels[:, 80:] = pixels[::-1, 80:]

    def classify(marks):
        logits = np.zeros((len(marks), 11), np.float32)
        logits[:, 3] = 20.0 if len(marks) > 1 else 4.0
        return logits

    sight = look(pixels, networks(Patches(stands), classify))

    assert (sight.turns, len(sight.digits)) == (turns, heads if turns else 1)


def test_a_page_that_is_no_clearer_the_other_way_up_is_not_turned():
    """Its digits are in doubt: as they are, and turned."""
    sight = look(
        np.ascontiguousarray(np.rot90(wedges())), networks(Patches(stands), always(3, 4.0)[0])
    )

    assert (sight.turns, sight.digits) == (0, ())


def test_hardly_any_digits_the_other_way_up_are_not_worth_another_look():
    """Three are seen: beside twenty that are believed in as it lies they are few."""
    pixels = np.ascontiguousarray(np.rot90(wedges(), -1))

    assert turned(pixels, networks(Patches(stands)), 15.0) == 1
    assert turned(pixels, networks(Patches(stands)), 25.0) is None


def test_a_clear_page_is_looked_at_once():
    find = Patches(stands)
    look(wedges(), networks(find))
    upright = len(find.asked)
    look(np.ascontiguousarray(np.rot90(wedges())), networks(find))

    assert len(find.asked) - upright > 4 * upright


@pytest.mark.parametrize("turns", range(4))
def test_a_box_is_turned_back_with_its_picture(turns):
    shape, box = (60, 90), (12, 20, 30, 55)  # of the picture as it came; left, top, right, bottom
    mask = np.zeros(shape, np.bool_)
    mask[box[1] : box[3], box[0] : box[2]] = True
    other = np.rot90(mask, turns)
    rows, columns = np.nonzero(other)
    corners = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
    pixels = np.zeros((*other.shape, 3), np.uint8)

    assert Sight((), (), (), (), (), pixels, turns).upright(corners) == box


def test_a_picture_is_seen_as_it_came_where_no_way_up_shows_more():
    image = Image.fromarray(wedges()).rotate(45, fillcolor=(240, 240, 240))

    sight = look(np.asarray(image), networks(Patches(lambda mask: bool(mask.all()))))

    assert (sight.turns, sight.digits) == (0, ())


def tiny(size=28):
    """A thumbnail with a black bar in which the finder sees nothing."""
    pixels = np.full((size, size, 3), 240, np.uint8)
    pixels[6:22, 12:16] = 20
    return pixels


def test_a_thumbnail_whose_ink_is_surely_a_digit_is_not_looked_at_any_more():
    find = Told((28, 28), ())

    sight = look(tiny(), networks(find, always(1)[0]))

    (mark,) = sight.digits
    assert (mark.answer.digit, mark.answer.sure, sight.seen) == (1, True, ())
    assert mark.box == (12, 6, 16, 22)


def test_what_is_likely_in_all_ink_of_a_thumbnail_is_read_in_doubt():
    sight = look(tiny(), networks(Told((28, 28), ()), always(1, 5.0)[0]))

    (mark,) = sight.digits
    assert (mark.answer.digit, mark.answer.sure) == (1, False)
    assert sight.seen


def test_a_thumbnail_without_a_digit_has_none():
    assert look(tiny(), networks(Told((28, 28), ()), always(10)[0])).digits == ()


def test_a_larger_picture_is_left_to_the_finder():
    assert look(tiny(60), networks(Told((60, 60), ()), always(1)[0])).digits == ()
