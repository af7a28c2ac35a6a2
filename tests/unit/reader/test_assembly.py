"""Assembly: what is chosen where a figure surrounds others."""

import numpy as np
import pytest

from reader.answer import Answer
from reader.assembly import Read, _opened
from reader.components import components
from reader.figure import figure
from reader.found import Found
from reader.mark import Mark

HALF, NEARLY, SURE = 0.5, 0.9, 0.999  # confidences, of which the last is without doubt


def said(digit, confidence=SURE):
    """A figure of which this is said; None is no digit."""
    told = Answer(
        digit=digit or 0,
        confidence=confidence,
        sure=confidence == SURE and digit is not None,
        probabilities=np.full(10, 0.1),
        not_a_digit=0.0,
        verdict="nothing" if digit is None else "digit" if confidence == SURE else "unsure",
        reason=None,
    )
    mask = np.ones((9, 9), np.bool_)
    mark = Mark(0, 0, 9, 9, np.zeros((28, 28), np.uint8), mask)
    return Read(figure(components(mask)), Found(mark, told))


@pytest.mark.parametrize(
    ("whole", "outline", "inside", "chosen"),
    [
        ((None,), (None,), [(7,)], "inside"),  # a frame
        ((None,), (0,), [(7,), (None,)], "inside"),
        ((None,), (0,), [(None,)], "outline and inside"),  # a nought that is full of scribbles
        ((None,), (6,), [(7,)], "outline and inside"),  # no circle
        ((0,), (0,), [(7,)], "inside"),  # circled
        ((0,), (0,), [(7, NEARLY)], "whole"),
        ((0, HALF), (0,), [(7, NEARLY)], "inside"),
        ((0, NEARLY), (0,), [(7, HALF)], "whole"),
        ((0, HALF), (0,), [(0,)], "whole"),  # drawn around twice
        ((6, HALF), (0,), [(0,)], "whole"),  # hollow, as the holes of 6 and 8 are noughts
        ((8, HALF), (8,), [(0,), (6,)], "whole"),
        ((8, HALF), (6,), [(3,)], "inside"),  # a circle with a tail
        ((4, HALF), (None,), [(2,), (3,)], "inside"),
    ],
)
def test_a_circled_digit_is_inside_and_a_hollow_one_is_all_of_it(whole, outline, inside, chosen):
    whole, outline, held = said(*whole), said(*outline), [said(*each) for each in inside]

    found = _opened(whole, outline, held)

    assert (
        found == {"whole": [whole], "inside": held, "outline and inside": [outline, *held]}[chosen]
    )
