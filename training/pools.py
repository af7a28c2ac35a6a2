"""The pictures a run trains and is chosen on: digits, the same digits redrawn, and non-digits."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training import nondigits, numerals, redrawing
from training.mnist import Digits, split
from training.settings import Settings

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Pool:
    """Digits, the same digits redrawn, and generated non-digits; pictures uint8 [N, 28, 28]."""

    digits: Digits
    redrawn: Pixels
    nondigits: Pixels


def make(training: Digits, settings: Settings) -> tuple[Pool, Pool]:
    """Make the pool to train on and the pool to validate on; the same settings give the same.

    Generating takes minutes, so both are kept in the run's folder for when the run resumes.
    Fragments of digits are cut from each pool's own digits: nothing validated on was trained on.
    """
    rest, aside = split(training, settings.validation, settings.seed)
    if settings.train:
        rest = rest.take(np.arange(min(settings.train, len(rest))))
    folder, seed = settings.folder, settings.seed
    pool = _pool(rest, settings.nondigits, seed, folder / "pool-train.npz")
    return (
        _with_numerals(pool, settings.numerals, seed),
        _pool(aside, settings.validation // 2, seed + 1000, folder / "pool-validation.npz"),
    )


def _with_numerals(pool: Pool, count: int, seed: int) -> Pool:
    """Add digits written from stroke models, for the shapes that MNIST's writers did not use."""
    pixels, labels = numerals.write(count, seed)
    return Pool(
        Digits(
            np.concatenate([pool.digits.pixels, pixels]),
            np.concatenate([pool.digits.labels, labels]),
        ),
        np.concatenate([pool.redrawn, pixels]),
        pool.nondigits,
    )


def _pool(digits: Digits, count: int, seed: int, kept: Path) -> Pool:
    if kept.exists():
        with np.load(kept) as arrays:
            sizes = (len(arrays["redrawn"]), len(arrays["nondigits"]), int(arrays["seed"]))
            if sizes == (len(digits), count, seed):
                return Pool(digits, arrays["redrawn"], arrays["nondigits"])
    pool = Pool(digits, redrawing.redraw(digits, seed), nondigits.generate(count, digits, seed))
    partial = kept.with_suffix(".partial")
    with partial.open("wb") as file:
        np.savez(file, redrawn=pool.redrawn, nondigits=pool.nondigits, seed=np.array(seed))
    partial.replace(kept)
    return pool
