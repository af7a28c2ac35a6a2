"""Which pictures an epoch takes, and in which order: seed and epoch decide."""

import numpy as np
from numpy.typing import NDArray

from training.classifier.pool import Pool
from training.classifier.settings import Settings

Places = NDArray[np.int32]


def steps(settings: Settings, pool: Pool) -> int:
    """Give how many steps one pass over the digits takes."""
    return max(1, len(pool.digits) // (settings.batch - others(settings)))


def others(settings: Settings) -> int:
    """Give how many pictures of a batch are no digits."""
    return round(settings.batch * settings.nondigit_part)


def batches(settings: Settings, pool: Pool, epoch: int) -> tuple[Places, Places]:
    """Give the places of digits, int32 [steps, D], and of non-digits, int32 [steps, O].

    A digit's place is beyond all digits where it is taken as it was redrawn.
    """
    random = np.random.default_rng([settings.seed, 12, epoch])
    count, rows = len(pool.digits), steps(settings, pool)
    each = settings.batch - others(settings)
    places = random.permutation(count)
    places += np.where(random.random(count) < settings.redrawn_part, count, 0)
    beside = random.integers(len(pool.nondigits), size=(rows, others(settings)))
    # Where the digits are fewer than a batch holds, it holds them all.
    return places[: rows * each].reshape(rows, -1).astype(np.int32), beside.astype(np.int32)
