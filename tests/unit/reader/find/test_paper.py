"""The plane of the paper: found under ink, and without what lies off it."""

import numpy as np
import pytest

from reader.find.paper import AXIS, SIDE, TERMS, fitted

PLANE = np.array([[200.0, 30, -20], [180, 10, 5], [150, 0, 60]], np.float32)


def light(noise=0.0):
    """A square under light that falls off differently in each channel, float32 [1, 3, pixels]."""
    grain = np.random.default_rng(2).normal(0, noise, (3, SIDE * SIDE))
    return (PLANE @ TERMS.T + grain).astype(np.float32)[None]


def test_the_terms_are_one_and_the_places_across_and_down():
    assert TERMS[SIDE + 3].tolist() == [1.0, AXIS[3], AXIS[1]]
    assert AXIS[0] == -AXIS[-1]


def test_a_plane_is_found_where_half_of_it_is_ink():
    paper = np.ones((1, SIDE * SIDE), np.bool_)
    paper.reshape(SIDE, SIDE)[:, np.arange(SIDE) % 8 < 4] = False  # strokes as broad as a pen's
    flat = light()
    flat[:, :, ~paper[0]] = 20
    assert fitted(flat, paper)[0] == pytest.approx(PLANE, abs=0.05)


def test_what_lies_off_the_paper_is_left_out():
    flat = light(noise=1.0)
    rule = np.zeros((SIDE, SIDE), np.bool_)
    rule[60:64] = True
    flat[0, :, rule.ravel()] -= 90
    everything = np.ones((1, SIDE * SIDE), np.bool_)
    bare = everything & ~rule.ravel()
    assert fitted(flat, everything)[0] == pytest.approx(fitted(flat, bare)[0], abs=0.2)


def test_without_paper_there_is_a_plane_of_nothing():
    none = np.zeros((1, SIDE * SIDE), np.bool_)
    assert (fitted(light(), none) == 0).all()


def test_squares_do_not_disturb_each_other():
    both = np.concatenate([light(), 255 - light()])
    paper = np.ones((2, SIDE * SIDE), np.bool_)
    one, other = fitted(both, paper)
    assert one == pytest.approx(PLANE, abs=0.05)
    assert other == pytest.approx([255, 0, 0] - PLANE, abs=0.05)
