"""The pictures a run trains and is chosen on: digits, the same digits redrawn, and non-digits."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training import fonts, nondigits, numerals, redrawing
from training.mnist import Digits, split
from training.settings import Settings
from training.whole import whole

Pixels = NDArray[np.uint8]


# Seed of the split and of the generated pictures: the same for all runs, so that no network learns
# from a teacher that has seen what it is validated on, and what takes minutes is drawn once.
SEED: Final = 1


@dataclass(frozen=True)
class Pool:
    """Digits, the same digits redrawn, and generated non-digits; pictures uint8 [N, 28, 28]."""

    digits: Digits
    redrawn: Pixels
    nondigits: Pixels


def make(training: Digits, settings: Settings) -> tuple[Pool, Pool]:
    """Make the pool to train on and the pool to validate on; the same settings give the same.

    Generating takes minutes, so both are kept beside the runs, for all of them.
    Fragments of digits are cut from each pool's own digits: nothing validated on was trained on.
    """
    rest, aside = split(training, settings.validation, SEED)
    if settings.train:
        rest = rest.take(np.arange(min(settings.train, len(rest))))
    folder = settings.runs / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    pool = _pool(rest, settings.nondigits, SEED, folder / "train.npz")
    return (
        _with_numerals(pool, settings.numerals),
        _pool(aside, settings.validation, SEED + 1000, folder / "validation.npz"),
    )


def _with_numerals(pool: Pool, count: int) -> Pool:
    """Add digits from stroke models and fonts, for shapes that MNIST's writers did not use.

    `count` of each: they are few beside MNIST's, and never stand in for it.
    """
    parts = (numerals.write(count, SEED), fonts.digits(count, SEED))
    pixels, labels = (np.concatenate(part) for part in zip(*parts, strict=True))
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
            kept_for = (str(arrays["of"]), len(arrays["nondigits"]), int(arrays["seed"]))
            if kept_for == (_print(digits), count, seed):
                return Pool(digits, arrays["redrawn"], arrays["nondigits"])
    pool = Pool(digits, redrawing.redraw(digits, seed), nondigits.generate(count, digits, seed))
    with whole(kept) as partial, partial.open("wb") as file:
        np.savez(
            file,
            redrawn=pool.redrawn,
            nondigits=pool.nondigits,
            seed=np.array(seed),
            of=np.array(_print(digits)),
        )
    return pool


def _print(digits: Digits) -> str:
    """Give the fingerprint of the digits that generated pictures were made from."""
    return hashlib.sha256(digits.pixels.tobytes() + digits.labels.tobytes()).hexdigest()
