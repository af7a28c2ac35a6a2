"""A part of a picture that is dragged, moved and turned, and what is said of how it was read."""

import pytest

from ui.card.part import Part, part_of
from ui.words.asked import asked, way_up


def sides(part):
    return pytest.approx((part.left, part.top, part.right, part.bottom))


def test_a_part_is_dragged_from_any_corner_and_ends_at_the_picture_s_edge():
    assert sides(Part(1.4, 0.7, 0.2, -3)) == (0.2, 0.0, 1.0, 0.7)
    assert Part(0.3, 0.3, 0.31, 0.9).is_click
    assert not Part(0.3, 0.3, 0.4, 0.4).is_click


def test_a_part_is_moved_as_far_as_the_picture_goes_and_keeps_its_size():
    part = Part(0.2, 0.1, 0.5, 0.3)
    assert sides(part.moved(2, -2)) == (0.7, 0.0, 1.0, 0.2)
    assert sides(part.grown(-3, 3)) == (0.2, 0.1, 0.22, 1.0)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_part_turns_along_with_its_picture_and_back(degrees):
    part = Part(0.1, 0.2, 0.4, 0.9)
    turned = part.turned(degrees)
    expected = {
        0: (0.1, 0.2, 0.4, 0.9), 90: (0.1, 0.1, 0.8, 0.4),
        180: (0.6, 0.1, 0.9, 0.8), 270: (0.2, 0.6, 0.9, 0.9),
    }  # fmt: skip
    assert expected[degrees] == sides(turned)
    assert sides(turned.turned(360 - degrees)) == (0.1, 0.2, 0.4, 0.9)


def test_a_part_is_whole_pixels_of_a_picture_and_again_a_part():
    region = Part(0.25, 0.5, 0.75, 1).in_pixels(400, 300)
    assert region == {"x": 100, "y": 150, "width": 200, "height": 150}
    part = Part(0.08, 0.1, 0.68, 0.62)
    asked_for = {"x": 32, "y": 20, "width": 240, "height": 104}
    for turn in (0, 90, 180, 270):
        assert part.turned(turn).turned(360 - turn).in_pixels(400, 200) == asked_for
        shown = part_of(asked_for, 400, 200).turned(turn)
        assert shown.turned(360 - turn).in_pixels(400, 200) == asked_for
    assert Part(1, 1, 1, 1).in_pixels(9, 9) == {"x": 8, "y": 8, "width": 1, "height": 1}
    assert sides(part_of(region, 400, 300)) == (0.25, 0.5, 0.75, 1.0)
    assert Part(0.5, 0.5, 0.5, 0.5).in_pixels(4, 4) == {"x": 2, "y": 2, "width": 1, "height": 1}


def test_what_was_asked_for_is_said_in_a_sentence():
    assert asked({}) == asked(None) == ""
    everything = {"expect": "digit", "ink": "light", "turn": 270, "region": {}}
    assert asked(everything) == "Read again: this part only, turned left, light ink, as one digit."
    assert [way_up(turn) for turn in (None, 0, 180)] == [
        "Found by itself", "As shown", "Upside down",
    ]  # fmt: skip
