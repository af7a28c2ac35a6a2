"""The losses, against values computed by hand and against perfect and empty answers."""

import math

import numpy as np
import pytest
import tensorflow as tf

from reader.find.maps import BOX, CENTRE, CHANNELS, DIGIT, FINER, KIND, OTHER, SIGN
from tests.training.finder.test_targets import SIDE, truth
from training.finder.losses import WEIGHTS, focal, losses, total
from training.finder.targets import targets


def answers(made, sure=12.0):
    """What a perfect network would say of targets."""
    n = len(made.finer)
    maps = np.zeros((n, n, CHANNELS), np.float32)
    maps[..., DIGIT], maps[..., SIGN] = (
        np.where(made.heat[..., channel] == 1, sure, -sure) for channel in (0, 1)
    )
    maps[..., BOX], maps[..., CENTRE] = made.box, made.centre
    maps[..., KIND] = sure * np.eye(KIND.stop - KIND.start, dtype=np.float32)[made.kind]
    maps[..., OTHER], maps[..., FINER] = sure * (2 * made.other - 1), sure * (2 * made.finer - 1)
    logits = sure * (2 * made.ink - 1)
    half = SIDE // 2
    ink = logits.reshape(half, 2, half, 2).transpose(0, 2, 1, 3).reshape(half, half, 4)
    return {"ink": tf.constant(ink[None]), "maps": tf.constant(maps[None])}


def batched(made):
    return {name: tf.constant(value[None]) for name, value in vars(made).items()}


def test_a_perfect_answer_costs_nothing():
    made = targets(truth([(20, 30, 40, 62)], signs=[(44, 56, 50, 68)]))
    parts = losses(answers(made), batched(made))
    assert parts.keys() == WEIGHTS.keys()
    for name, value in parts.items():
        assert float(value) == pytest.approx(0, abs=2e-3), name
    assert float(total(parts)) == pytest.approx(0, abs=5e-3)


@pytest.mark.parametrize("name", WEIGHTS)
def test_each_part_costs_where_its_answer_is_wrong(name):
    other = np.zeros((SIDE, SIDE), np.uint8)
    other[80:84, 80:84] = 1
    made = targets(
        truth([(20, 30, 40, 62), (60, 4, 66, 12)], signs=[(44, 56, 50, 68)], other=other)
    )
    good = answers(made)
    maps, ink = good["maps"].numpy(), good["ink"].numpy()
    place = {
        "digit": DIGIT, "sign": SIGN, "box": BOX, "centre": CENTRE, "kind": KIND,
        "other": OTHER, "finer": FINER,
    }.get(name)  # fmt: skip
    if place is None:
        ink = -ink
    elif name in ("box", "centre"):
        maps[..., place] += 1
    elif name == "kind":
        maps[..., place] = np.roll(maps[..., place], 1, axis=-1)
    else:
        maps[..., place] = -maps[..., place]
    parts = losses({"ink": tf.constant(ink), "maps": tf.constant(maps)}, batched(made))
    assert float(parts[name]) > 0.5
    untouched = set(WEIGHTS) - {name} - ({"ink", "overlap"} if place is None else set())
    assert all(float(parts[each]) < 0.01 for each in untouched)


def test_the_focal_loss_by_hand():
    heat = tf.constant([[[1.0, 0.5, 0.0]]])
    weight = tf.constant([[[1.0, 1.0, 0.0]]])
    logits = tf.zeros((1, 1, 3))
    # Peak: (1 - 1/2)^2 ln 2; beside it: (1 - 1/2)^4 (1/2)^2 ln 2; the last is ignored.
    # All that over one peak and one more.
    expected = (0.25 + 0.0625 * 0.25) * math.log(2) / 2
    assert float(focal(logits, heat, weight)) == pytest.approx(expected, rel=1e-5)


def test_ink_that_is_ignored_costs_nothing():
    made = targets(truth([(20, 30, 40, 62)], contrast=1.0))
    good = answers(made)
    nothing = {"ink": tf.constant(np.full_like(good["ink"], -12)), "maps": good["maps"]}
    assert float(losses(nothing, batched(made))["ink"]) == pytest.approx(0, abs=1e-4)
