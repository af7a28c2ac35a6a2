"""A whole page is read in the browser as it is in CPython: text, boxes, pixels and doubts."""

import numpy as np
import pytest

from tests.hand import Hand
from tests.network import shipped
from tests.pages import BLUE, BOARD, CHALK, PENCIL, RED, Page, page

# As PNG: the decoders of JPEG differ between the two, as tests/browser/test_parity.py says.
PAGES = {
    "plain": Page(("12 7", "895"), seed=41, quality=None),
    "ruled": Page(("3141", "5926 53"), seed=42, quality=None, ink=BLUE, ruling="lines"),
    "squares": Page(("2718", "28"), seed=43, quality=None, ink=RED, ruling="squares", tilt=2),
    "cells": Page(("53.7", "6..1", ".98."), seed=44, quality=None, ruling="cells"),
    "boxes": Page(("0712",), seed=45, quality=None, ruling="boxes", ruling_ink=(90, 90, 90)),
    "board": Page(("408", "16 92"), seed=46, quality=None, paper=BOARD, ink=CHALK),
    "touching": Page(("8427", "3560"), seed=47, quality=None, hand=Hand(gap=-0.05)),
    "shadow": Page(("945", "30 187"), seed=48, quality=None, shadow=0.5, light=0.3, grain=4),
    "table": Page(("592", "74 01"), seed=49, quality=None, table=0.2, perspective=0.15, specks=20),
    "pencil": Page(("1984 27",), seed=50, quality=None, ink=PENCIL, hand=Hand(pen=0.05), scale=3),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_the_same_in_both(settled, name):
    content, _ = page(PAGES[name])

    here = shipped().read(content).as_dict()
    there = settled.read(content)

    assert there["text"] == here["text"] != ""
    for part in ("source", "verdict", "reason", "model"):
        assert there[part] == here[part]
    assert len(there["lines"]) == len(here["lines"])
    for theirs, ours in zip(there["lines"], here["lines"], strict=True):
        assert theirs["text"] == ours["text"]
        assert len(theirs["digits"]) == len(ours["digits"])
        for one, other in zip(theirs["digits"], ours["digits"], strict=True):
            _assert_same(one, other)


def _assert_same(theirs, ours):
    """Compare a digit: all that Python computes exactly, what the network does to a thousandth."""
    assert set(theirs) == set(ours)
    loose = ("confidence", "probabilities", "not_a_digit")
    assert {key: theirs[key] for key in set(theirs) - set(loose)} == {
        key: ours[key] for key in set(ours) - set(loose)
    }
    for key in loose:
        assert np.abs(np.subtract(theirs[key], ours[key])).max() <= 1e-3, key
