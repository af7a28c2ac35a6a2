"""The pictures a run trains and is chosen on: digits, the same digits redrawn, and non-digits.

And digits and other characters of pen trajectories, and what the finder cuts out of pages.
"""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from training.classifier import handwriting
from training.classifier.calibration import NOT_A_DIGIT
from training.classifier.crops import Crops
from training.classifier.pool import Pool
from training.classifier.settings import DIGITS, Settings
from training.digits import fonts, nondigits, numerals, redrawing
from training.digits.mnist import ASIDE, Digits, places
from training.pages.sources import Sources
from training.run.atomic import atomic

# Seed of the generated pictures: the same for all runs, so that what takes minutes is drawn once.
SEED: Final = 1

SURELY: Final = 0.5  # height of a peak from which on the finder is sure, about
AMBIGUOUS: Final = 0.1  # part of the non-digits that look like a digit: more, and every 1 is an l


def make(training: Digits, settings: Settings) -> tuple[Pool, Pool]:
    """Make the pool to train on and the pool to validate on; the same settings give the same.

    Generating takes minutes, so both are kept beside the runs, for all of them.
    Fragments of digits are cut from each pool's own digits: nothing validated on was trained on.
    """
    rest, _ = places(len(training), settings.validation, ASIDE)
    learnt = training.take(rest[: settings.train] if settings.train else rest)
    pool = _pool(learnt, settings.nondigits, SEED, _kept(settings, "train"), settings.labels)
    pool = _with_numerals(pool, settings.numerals)
    pool = _with_hands(pool, settings, Part("train", rest, settings.written, settings.crops))
    return _among_digits(pool), aside(training, settings)


def aside(training: Digits, settings: Settings) -> Pool:
    """Make the pool to validate on alone, which takes seconds."""
    _, apart = places(len(training), settings.validation, ASIDE)
    kept = _kept(settings, "validation")
    pool = _pool(training.take(apart), settings.validation, SEED + 1000, kept, settings.labels)
    written, crops = (min(each, settings.validation) for each in (settings.written, settings.crops))
    return _with_hands(pool, settings, Part("validation", apart, written, crops))


def _kept(settings: Settings, part: str) -> Path:
    folder = settings.runs / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{part}.npz"


@dataclass(frozen=True, eq=False)
class Part:
    """Whose writing: which writers, which of MNIST's digits, how much of each."""

    name: Literal["train", "validation"]
    places: NDArray[np.integer]
    written: int
    crops: int


def _with_hands(pool: Pool, settings: Settings, part: Part) -> Pool:
    """Add what other hands wrote: digits, and letters and signs among the non-digits."""
    seed = SEED if part.name == "train" else SEED + 1000
    digits, others, like = [pool.written], [pool.nondigits], [pool.like]
    if part.written:
        sources = Sources.load(settings.strokes, part.name, part.places)
        digits.append(handwriting.digits(part.written, sources, seed))
        letters, resembled = handwriting.others(max(1, part.written // 2), sources, seed)
        others.append(letters)
        like.append(resembled)
    if part.crops:
        crops = Crops.load(settings.runs / "pictures", part.name)
        # What is answered without a doubt has a high peak: only that is calibrated on.
        usable = np.flatnonzero(crops.peaks >= (SURELY if part.name == "validation" else 0))
        some = np.random.default_rng([seed, 18]).permutation(usable)[: part.crops]
        is_digit = crops.labels[some] < NOT_A_DIGIT
        digits.append(Digits(crops.pixels[some[is_digit]], crops.labels[some[is_digit]]))
        others.append(crops.pixels[some[~is_digit]])
        like.append(crops.like[some[~is_digit]])
    kept = few_ambiguous(np.concatenate(like), seed)
    return Pool(
        pool.digits,
        pool.redrawn,
        np.concatenate(others)[kept],
        np.concatenate(like)[kept],
        Digits(
            np.concatenate([each.pixels for each in digits]),
            np.concatenate([each.labels for each in digits]),
        ),
    )


def few_ambiguous(like: NDArray[np.uint8], seed: int) -> NDArray[np.integer]:
    """Give the places of all that look like no digit, and of a few of the rest."""
    random = np.random.default_rng([seed, 19])
    plain, ambiguous = np.flatnonzero(like == NOT_A_DIGIT), np.flatnonzero(like < NOT_A_DIGIT)
    few = round(AMBIGUOUS / (1 - AMBIGUOUS) * len(plain))
    return np.sort(np.concatenate([plain, random.permutation(ambiguous)[:few]]))


def _among_digits(pool: Pool) -> Pool:
    """Put the digits of other hands among those to train on."""
    return replace(
        pool,
        digits=Digits(
            np.concatenate([pool.digits.pixels, pool.written.pixels]),
            np.concatenate([pool.digits.labels, pool.written.labels]),
        ),
        redrawn=np.concatenate([pool.redrawn, pool.written.pixels]),
    )


def _with_numerals(pool: Pool, count: int) -> Pool:
    """Add digits from stroke models and fonts, for shapes that MNIST's writers did not use.

    `count` of each: they are few beside MNIST's, and never stand in for it.
    """
    parts = (numerals.write(count, SEED), fonts.digits(count, SEED))
    pixels, labels = (np.concatenate(part) for part in zip(*parts, strict=True))
    return replace(
        pool,
        digits=Digits(
            np.concatenate([pool.digits.pixels, pixels]),
            np.concatenate([pool.digits.labels, labels]),
        ),
        redrawn=np.concatenate([pool.redrawn, pixels]),
    )


def _pool(digits: Digits, count: int, seed: int, kept: Path, labels: str) -> Pool:
    like, none = np.full(count, NOT_A_DIGIT, np.uint8), digits.take(np.arange(0))
    if kept.exists():
        with np.load(kept) as arrays:
            kept_for = (str(arrays["of"]), len(arrays["nondigits"]), int(arrays["seed"]))
            if kept_for == (_print(digits), count, seed):
                return Pool(digits, arrays["redrawn"], arrays["nondigits"], like, none)
    made = (
        redrawing.redraw(digits, seed, national=labels == DIGITS),
        nondigits.generate(count, digits, seed, labels),
    )
    with atomic(kept) as partial, partial.open("wb") as file:
        np.savez(
            file,
            redrawn=made[0],
            nondigits=made[1],
            seed=np.array(seed),
            of=np.array(_print(digits)),
        )
    return Pool(digits, *made, like, none)


def _print(digits: Digits) -> str:
    """Give the fingerprint of the digits that generated pictures were made from."""
    return hashlib.sha256(digits.pixels.tobytes() + digits.labels.tobytes()).hexdigest()
