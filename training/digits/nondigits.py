"""The mix of generated non-digits that the eleventh output learns from."""

from functools import partial

import numpy as np
from tqdm import tqdm

from training.digits.cuttings import CUTTINGS, Cut
from training.digits.doodles import DOODLES, LETTERS
from training.digits.drawing import Pixels
from training.digits.hand import Random
from training.digits.mnist import Digits


def generate(count: int, digits: Digits, seed: int, labels: str = "") -> Pixels:
    """Generate `count` non-digits, uint8 [count, 28, 28]; the same seed and digits give the same.

    `digits` are the ones that fragments and pairs are cut from. Letters that the digits' `labels`
    call digits are not among them.
    """
    random = np.random.default_rng([seed, 10])
    doodles = (partial(each, without=labels) if each in LETTERS else each for each in DOODLES)
    kinds = [*doodles, *(partial(_cut, kind, digits) for kind in CUTTINGS)]
    weights = np.array([*DOODLES.values(), *CUTTINGS.values()])
    choice = random.choice(len(kinds), size=count, p=weights / weights.sum())
    made = np.zeros((count, 28, 28), dtype=np.uint8)
    for place, kind in enumerate(tqdm(choice, desc="non-digits", disable=None)):
        made[place] = kinds[kind](random)
    return made


def _cut(kind: Cut, digits: Digits, random: Random) -> Pixels:
    return kind(random, digits)
